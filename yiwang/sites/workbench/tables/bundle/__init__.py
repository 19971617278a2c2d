"""All configuration as one file: packed, compared with what stands here, and taken in part by part.

A ZIP with `manifest.json` (format, digests), `rules/KIND.json`, `areas.csv`, `places.csv`, `units.csv`. It holds neither
officers nor posts nor secrets: who serves is personal data, and a grant is the security office's. Packed again after it was
taken in, it is the same, byte for byte.
"""

from yiwang.sites.workbench.tables.bundle.comparing import Part, examine
from yiwang.sites.workbench.tables.bundle.packing import FORMAT, Unpacked, pack, unpack
from yiwang.sites.workbench.tables.bundle.taking import Taken, take

__all__ = ["FORMAT", "Part", "Taken", "Unpacked", "examine", "pack", "take", "unpack"]
