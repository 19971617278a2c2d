"""The catalogue at the workbench: items and their versions, edited part by part by one office, published by another."""
