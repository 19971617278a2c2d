"""Growing the demo city to any size through the rooms' `bulk.py`: `yiwang demo grow`."""

from typing import Final

VERSION: Final = 1
"""Raised when what is grown changes: a city that benchmarks keep and that was grown by an older way is grown anew."""
