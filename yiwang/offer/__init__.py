"""What the public may ask for: so far what was answered before."""
