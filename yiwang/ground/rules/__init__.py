"""Versioned settings: drafted by one officer, approved by another, in force from a date, replaced and kept."""
