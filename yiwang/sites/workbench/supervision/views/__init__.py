"""Views of supervision, by topic."""
