"""督办: who is late, who was told, what they explained, and what the house says to a unit about it."""
