"""The way in: password, then a code from the phone."""
