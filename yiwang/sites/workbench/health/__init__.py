"""How the house is doing, for the city's IT team and for their monitoring."""
