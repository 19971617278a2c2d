"""The keys of two networks: made once beside the other secrets where both sides are run from one machine, else given by hand."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from yiwang.cases.counter.gateways.letter import Keys, public_key
from yiwang.cases.counter.states import Side
from yiwang.config.supervise import UpTrouble
from yiwang.kit.settings import SECRETS_FILE, Settings, keep_secrets, settings

_NAMES = ("relay_outer_key", "relay_inner_key", "relay_seal")
_DATA = "outer_data_keys"


@dataclass(frozen=True)
class Pair:
    """Both sides' keys, as one machine that runs both of them keeps them."""

    outer: str
    inner: str
    seal: str
    outer_data_keys: str

    def environment(self, side: Side) -> dict[str, str]:
        """What one half is told: its own key, the other's public one, the seal; the outer half also its data keys."""
        own, peer = (self.outer, self.inner) if side is Side.OUTER else (self.inner, self.outer)
        told = {"YIWANG_RELAY_KEY": own, "YIWANG_RELAY_PEER": public_key(peer), "YIWANG_RELAY_SEAL": self.seal}
        has_own = side is Side.OUTER and self.outer_data_keys
        return told | ({"YIWANG_DATA_KEYS": self.outer_data_keys} if has_own else {})


def pair(data_dir: Path) -> Pair:
    """Both sides' keys out of `DATA_DIR/secrets.json`; what is missing is made and kept there."""
    known = _kept(data_dir)
    made = {name: secrets.token_hex(32) for name in _NAMES if name not in known}
    if made:
        known |= made
        keep_secrets(data_dir, known)
    return Pair(known["relay_outer_key"], known["relay_inner_key"], known["relay_seal"], outer_data_keys(data_dir))


def outer_data_keys(data_dir: Path) -> str:
    """The outer database's own data keys as far as they are known here; empty: it has the same as the inner one."""
    return Settings().outer_data_keys or _kept(data_dir).get(_DATA, "")


def make_outer_data_keys(data_dir: Path) -> None:
    """For an outer database that is made here: keys of its own, so that the portal's machine opens nothing of the inner side."""
    known = _kept(data_dir)
    if _DATA not in known:
        keep_secrets(data_dir, known | {_DATA: f"o{secrets.token_hex(3)}:{secrets.token_hex(32)}"})


def _kept(data_dir: Path) -> dict[str, str]:
    settings()  # makes the file where there is none and no variable gives the secrets
    path = data_dir / SECRETS_FILE
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    return known


def of_this_side() -> Keys:
    """The keys that this half was told. UpTrouble: one of the three is not set."""
    told = Settings()
    if not (told.relay_key and told.relay_peer and told.relay_seal):
        raise UpTrouble(
            "没有设置 YIWANG_RELAY_KEY、YIWANG_RELAY_PEER、YIWANG_RELAY_SEAL；请在内网运行 yiwang relay keys，按它打印的设置两边"
        )
    return Keys(own=told.relay_key, peer=told.relay_peer, seal=told.relay_seal)
