"""Pages of surveys, panel and improvements as their templates take them."""
