"""People served, as other systems send them."""
