"""Django's management commands that the house has its own way with."""
