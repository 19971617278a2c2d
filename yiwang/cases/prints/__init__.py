"""文印: what the words of a file leave behind, and which files are like each other by it."""
