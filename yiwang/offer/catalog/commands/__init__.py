"""Writing the catalogue: drafts, what is published and taken down, who answers for it, and what is laid from files."""

from yiwang.offer.catalog.commands.laying import Laid, Ready, lay
from yiwang.offer.catalog.commands.versions import (
    charge,
    draft,
    drop,
    publish,
    read_document,
    revise,
    send_back,
    submit,
    take_down,
)

__all__ = [
    "Laid", "Ready", "charge", "draft", "drop", "lay", "publish", "read_document", "revise", "send_back", "submit", "take_down",
]  # fmt: skip
