"""Yiwang (一网): a public-security bureau's platform for the appeals and services of its people."""

__version__ = "0.1.0"
