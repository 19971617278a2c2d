"""Units on the system office's pages: the tree, one unit with all that hangs on it, founding, changing, closing."""
