"""回访台: calls that agents make to people who were served, one at a time, with their script."""
