"""Figures that everybody may read."""
