"""Views of campaigns and of the work programme."""
