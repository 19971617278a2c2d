"""Where things are: streets and townships, roads, estates and villages, found by name in whatever people write."""
