"""The door for other platforms' orders: signed requests, mapped fields, the same answer however often they come."""
