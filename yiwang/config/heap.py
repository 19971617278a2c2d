"""What every process that stays does with its memory once it has loaded."""

import ctypes
import gc
from contextlib import suppress

_YOUNG, _OLDER, _OLDEST = 10_000, 20, 50
"""New objects, and rounds of the next younger ones, before the collector looks for circles: Python's own 700, 10 and 10 suit a
script; a request makes thousands of objects and few circles."""


def set_apart() -> None:
    """What was loaded stays for good: the collector need not walk over it again, which held single requests up for 70 ms.

    What loading used and freed goes back to the machine, which the C library would keep (5 MiB of an API process).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _OLDER, _OLDEST)
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
