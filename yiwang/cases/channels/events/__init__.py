"""Facts of the room, by topic."""
