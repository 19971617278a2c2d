"""Doors: HTTP, forms, templates, files; no rules."""
