"""The catalogue of service items, open to everybody."""
