"""Text in, suggestions out: danger words, type and category, likeness; knows no case."""
