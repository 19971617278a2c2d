"""May it be done: by topic."""
