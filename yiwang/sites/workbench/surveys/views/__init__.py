"""Views of surveys, panel and improvements."""
