"""Views of the keyboard desk, by topic."""
