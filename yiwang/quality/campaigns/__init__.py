"""Campaigns over many files, and the work programme with its tasks."""
