"""How long what is kept about people is kept, what may not be destroyed, and by whose order it is."""
