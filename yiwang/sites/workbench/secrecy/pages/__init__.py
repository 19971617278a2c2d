"""What the pages of secrecy show, as frozen dataclasses."""
