"""What any page says of a file that is on the way of a law: its state, its time, its moves, what the house proposes."""
