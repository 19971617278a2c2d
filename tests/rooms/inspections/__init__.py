"""Inspections and traces."""
