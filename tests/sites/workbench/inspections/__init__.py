"""Pages of inspections and traces."""
