"""值班表 of a unit, month by month."""
