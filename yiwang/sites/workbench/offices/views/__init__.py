"""Views of the three offices: load, one command, answer."""
