"""Saying what it is about: four pages, the tripwire, the receipt."""
