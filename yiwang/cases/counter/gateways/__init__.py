"""How the two sides of the border speak: the letter, and the folders it lies in."""
