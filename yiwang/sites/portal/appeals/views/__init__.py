"""The pages of an appeal, one module a page."""
