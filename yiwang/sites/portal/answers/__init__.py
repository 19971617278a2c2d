"""Questions that were answered before, for everybody to read."""
