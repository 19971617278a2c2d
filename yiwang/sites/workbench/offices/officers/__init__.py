"""Officers on the system office's pages: the list, one of them, enlisting, moving, leaving with the desk handed over."""
