"""Units and officers from a table: read, shown row by row with what is wrong, taken."""
