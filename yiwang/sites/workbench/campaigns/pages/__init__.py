"""Pages of campaigns and programmes as their templates take them."""
