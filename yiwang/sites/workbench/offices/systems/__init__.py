"""Other bodies' systems: their tokens, where they are told of what, what did not arrive."""
