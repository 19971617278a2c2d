"""A pretended system of another desk, for the demo and for trying a feed out."""
