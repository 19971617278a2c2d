"""Measurements of the product at its real size: `make bench`. One module a figure; `studies/` answers other questions."""
