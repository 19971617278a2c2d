"""三级回访 at the desk: whose turn it is, one loop, and each step in it."""
