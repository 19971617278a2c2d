"""Pages of orders to units."""
