"""All configuration as one file: packed, compared with what stands here, and taken in part by part.

A ZIP with `manifest.json` (format, digests), `rules/KIND.json`, `areas.csv`, `places.csv`, `units.csv`, `officers.csv`,
`posts.csv`. It holds no password and no second factor. Who serves is personal data: officers stand in it by code alone,
unless names, badge numbers and phones were asked for with a purpose that is on record. A grant is the security office's: those
of a file wait for it, except where nobody holds that office yet. Packed again after it was taken in, it is the same, byte for
byte.
"""

from yiwang.sites.workbench.tables.bundle.comparing import Part, examine
from yiwang.sites.workbench.tables.bundle.packing import FORMAT, Unpacked, pack, unpack
from yiwang.sites.workbench.tables.bundle.taking import Taken, take

__all__ = ["FORMAT", "Part", "Taken", "Unpacked", "examine", "pack", "take", "unpack"]
