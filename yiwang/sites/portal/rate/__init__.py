"""The page that somebody is sent the address of: how satisfied they are, or a few questions; it says nothing of the matter."""
