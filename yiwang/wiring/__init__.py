"""The one switchboard: which fact is answered by whom, at once (`now`) or by a job (`later`).

A reaction runs in the order it stands here, so the files come first and what is heard about them after.
"""

from yiwang.wiring import applications, cases, quality

__all__ = ["applications", "cases", "quality"]
