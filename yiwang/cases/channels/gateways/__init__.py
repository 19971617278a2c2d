"""How the room speaks to other platforms."""
