"""What the public may apply for: service items, in versions that one drafts and another publishes."""
