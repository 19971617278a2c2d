"""Uploads: looked at, cleaned, stored encrypted, shown again, erased."""
