"""Words of the room, by topic."""
