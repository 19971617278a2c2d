"""Appeals through the API: filed, read, listed, moved."""
