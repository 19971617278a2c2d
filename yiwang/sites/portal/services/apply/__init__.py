"""Applying for a service online, page by page; every page keeps what was typed before it judges."""
