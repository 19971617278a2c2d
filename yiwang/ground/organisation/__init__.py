"""Who serves: the unit tree, police lines, officers, their posts, and how far each post reaches."""
