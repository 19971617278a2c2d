"""有用没用: one press under an answer becomes an envelope; nobody's name, words or device is in it."""

from time import monotonic

from yiwang.cases.counter.commands.following import post_wish
from yiwang.cases.counter.states import EnvelopeKind
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import border_command

MOST_A_MINUTE = 120
"""Presses that one process passes on in a minute: they are a hint for whoever writes answers, and no flood of rows."""
_LONGEST = 40
_pressed: list[float] = []


@border_command
def say_helpful(*, by: Actor, source: str, key: str, nonce: str, is_useful: bool) -> bool:
    """Pass one press on; the same page pressed twice counts once. False: too many came at once, this one is not counted.

    Invalid: no source, or a page that is none of ours.
    """
    if not (source and key and nonce) or max(len(source), len(key), len(nonce)) > _LONGEST:
        raise Invalid("请从答案下面的按钮点")
    now = monotonic()
    _pressed[:] = [at for at in _pressed if now - at < 60]
    if len(_pressed) >= MOST_A_MINUTE:
        return False
    _pressed.append(now)
    post_wish(EnvelopeKind.HELPFUL, "", f"helpful:{nonce}:{source[:8]}", source=source, key=key, is_useful=is_useful)
    return True
