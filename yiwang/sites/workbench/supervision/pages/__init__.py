"""Pages of supervision as their templates take them, by topic."""
