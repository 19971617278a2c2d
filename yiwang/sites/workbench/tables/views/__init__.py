"""Views of the tables: load, one command, answer."""
