"""What every process that stays does with its memory once it has loaded."""

import gc


def set_apart() -> None:
    """What was loaded stays for good: the collector need not walk over it again, which held single requests up for 70 ms."""
    gc.collect()
    gc.freeze()
