"""What somebody answers on the page they were sent, on the public side: once, and it becomes an envelope."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from yiwang.cases.counter.commands.following import post_wish
from yiwang.cases.counter.models import Invitation
from yiwang.cases.counter.queries.invitations import codes, invitation_hash
from yiwang.cases.counter.states import EnvelopeKind
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.kit.work import border_command

WORDS_SIGNS = 500
"""Signs of what may be said on the page."""
_ANSWER_SIGNS = 1000


@border_command
def answer_invitation(
    *, by: Actor, token: str, grade: str = "", reasons: Collection[str] = (), words: str = "",
    body: Mapping[str, Any] | None = None,
) -> bool:  # fmt: skip
    """What somebody answered becomes an envelope. False: answered before, which stays. Missing: no such page. Refused: over.

    Invalid: no grade where one is asked for, a required question unanswered, too many words.
    """
    row = Invitation.objects.select_for_update().filter(token_hash=invitation_hash(token)).first()
    if row is None:
        raise Missing
    if row.answered_at is not None:
        return False
    asked: dict[str, Any] = json.loads(row.body) if row.body else {}
    if row.until <= clock.now() or not asked:
        raise Refused("这次评价已经过期了。有事随时可以打电话或者在这里反映")
    said = words.strip()
    _check(asked, grade, reasons, said, body or {})
    row.answered_at = clock.now()
    row.save(update_fields=["answered_at"])
    post_wish(
        EnvelopeKind.RATING, "", f"rating:{row.token_hash}", invitation=row.token_hash, grade=grade,
        reasons=sorted(set(reasons)), words=said, body=dict(body or {}),
    )  # fmt: skip
    return True


def _check(asked: Mapping[str, Any], grade: str, reasons: Collection[str], words: str, body: Mapping[str, Any]) -> None:
    wrong: dict[str, str] = {}
    if asked.get("grades") and grade not in codes(asked["grades"]):
        wrong["grade"] = "请选一个满意程度"
    if set(reasons) - set(codes(asked.get("reasons", ()))):
        wrong["reasons"] = "请从列表里选原因"
    if len(words) > WORDS_SIGNS:
        wrong["words"] = f"最多{WORDS_SIGNS}字，请写短一些"
    for one in asked.get("questions", ()):
        if trouble := _trouble(one, body.get(one["code"])):
            wrong[f"q_{one['code']}"] = trouble
    if wrong:
        raise Invalid(**wrong)


def _trouble(one: Mapping[str, Any], said: Any) -> str:
    """What is wrong with one answer, by the shape of its question; the room that asked looks closer."""
    if not said:
        return "请回答这一题" if one.get("is_required") else ""
    known = {option["code"] for option in one.get("options", ())}
    picked = said if isinstance(said, list) else [said]
    if one["kind"] in ("single", "multi") and set(picked) - known:
        return "请从选项里选"
    return f"最多{_ANSWER_SIGNS}字，请写短一些" if len(str(said)) > _ANSWER_SIGNS else ""
