"""Answers that anybody may read, and the daily look through consultations they come from."""
