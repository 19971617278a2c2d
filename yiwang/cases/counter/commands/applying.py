"""What the relay brings is put in its place: each batch once and in its turn, each item by itself, so that none stops another."""

import json
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from yiwang.cases.casework import commands as casework
from yiwang.cases.counter import queries
from yiwang.cases.counter.commands.answers import fill
from yiwang.cases.counter.commands.carrying import PLACES, begin_again
from yiwang.cases.counter.commands.guides import fill_guide
from yiwang.cases.counter.commands.mine import fetched_nonce
from yiwang.cases.counter.gateways import letter as letters
from yiwang.cases.counter.gateways.letter import Keys, Letter, Unreadable
from yiwang.cases.counter.models import (
    Batch,
    Draft,
    Envelope,
    Handout,
    Held,
    Invitation,
    Link,
    Parcel,
    PersonalView,
    Projection,
    PublicAnswer,
    Publication,
    PublicGuide,
    PublicResult,
)
from yiwang.cases.counter.states import FIRST, WITH_FILES, EnvelopeKind, ItemKind, Side
from yiwang.ground.places import bulk as places
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Conflict, HouseError
from yiwang.kit.work import command, unchanged

Item = dict[str, Any]


class Came(StrEnum):
    """What became of a letter: its batch is in, was in before, comes before its turn, or there was none."""

    APPLIED = "applied"
    BEFORE = "before"
    EARLY = "early"
    NOTHING = "nothing"


@command
def accept(*, by: Actor, side: Side, letter: Letter, keys: Keys) -> Came:
    """Take a letter whose signature holds: first what it says of our own batches, then its own batch.

    Unreadable: an old letter of a numbering that has ended, a batch that does not follow the one before it, a foreign index
    key, or content that does not open. Nothing of it is kept then.
    """
    if letter.keys != queries.keys_fingerprint():
        raise Unreadable("两边的索引密钥（YIWANG_INDEX_KEY）不同")
    found = Link.objects.select_for_update().get(side=side)
    if letter.epoch < found.peer_epoch:
        raise Unreadable("是已经作废的编号里的旧信（重放？）")
    if letter.epoch > found.peer_epoch:
        if letter.number > 1:
            return unchanged(Came.EARLY)
        found.peer_epoch, found.applied_number, found.applied_digest = letter.epoch, 0, ""
    came = _take_batch(by, found, letter, keys) if letter.number else Came.NOTHING
    is_news = letter.stamp > found.heard_stamp
    if is_news:
        found.heard_stamp, found.heard_at = letter.stamp, clock.now()
        found.peer_waiting = letter.waiting
        found.peer_oldest_at = datetime.fromisoformat(letter.oldest_at) if letter.oldest_at else None
    found.save()
    if is_news:
        _acknowledged(by, found, letter)
    return unchanged(came)


def _take_batch(by: Actor, found: Link, letter: Letter, keys: Keys) -> Came:
    if letter.number <= found.applied_number:
        return Came.BEFORE
    if letter.number > found.applied_number + 1:
        return Came.EARLY
    if letter.previous != found.applied_digest:
        raise Unreadable("接不上前一批（对方数据库恢复过旧备份？）")
    for item in letters.unseal(letter, keys):
        _place(by, found, item)
    found.applied_number, found.applied_digest = letter.number, letter.digest
    return Came.APPLIED


def _acknowledged(by: Actor, found: Link, letter: Letter) -> None:
    """What they hold of ours. Less than they held before, or more than we made: somebody was put back, so we begin again."""
    side = Side(found.side)
    if letter.ack_epoch != found.epoch:
        if found.acked_number:
            begin_again(by=by, side=side)
        return
    if letter.ack_number == found.acked_number:
        return
    batch = Batch.objects.filter(number=letter.ack_number).defer("sealed").first()
    if letter.ack_number < found.acked_number or batch is None or batch.digest != letter.ack_digest:
        begin_again(by=by, side=side)
        return
    Batch.objects.filter(number__lte=letter.ack_number).delete()
    Link.objects.filter(pk=found.pk).update(acked_number=letter.ack_number)


# ---- items


def _place(by: Actor, found: Link, item: Item) -> None:
    """Put one item in its place, or by: behind an earlier one of the same file that is held, or when it fails."""
    key = str(item.get("key", ""))
    if key and Held.objects.filter(key=key).exists():
        _hold(item, "前面有同一件的内容还没有放好")
        return
    try:
        with transaction.atomic():
            _apply(by, found, item)
    except Exception as error:  # whatever it is, the rest of the batch must not wait for it
        _hold(item, _why(error))


def _why(error: Exception) -> str:
    """Never the error's own text, which may quote a row."""
    return error.message if isinstance(error, HouseError) else type(error).__name__


def _hold(item: Item, why: str) -> None:
    Held.objects.create(
        key=str(item.get("key", ""))[:80], kind=str(item.get("kind", ""))[:20], why=why[:120], held_at=clock.now(),
        body=json.dumps(item, ensure_ascii=False),
    )  # fmt: skip


@command
def retry_held(*, by: Actor, side: Side) -> int:
    """Try what was put by once more, oldest first; of one file nothing passes what stands before it. Returns how many went in."""
    found = Link.objects.select_for_update().get(side=side)
    stuck: set[str] = set()
    placed = 0
    for row in Held.objects.select_for_update().order_by("id"):
        if row.key and row.key in stuck:
            continue
        try:
            with transaction.atomic():
                _apply(by, found, json.loads(row.body))
        except Exception as error:
            stuck.add(row.key)
            Held.objects.filter(pk=row.pk).update(tries=row.tries + 1, why=_why(error)[:120])
            continue
        row.delete()
        placed += 1
    found.save(update_fields=["top_serial"])
    return unchanged(placed)


def _apply(by: Actor, found: Link, item: Item) -> None:
    """Raises KeyError for a kind that does not belong on this side, or that this version does not know."""
    _APPLIERS[Side(found.side)][item["kind"]](by, found, item)


# ---- inner side


def _shell(number: str, of: str = "") -> str:
    """The token of the draft that holds files on the inner side until their envelope is taken in; it opens nothing.

    `of`: the nonce of a wish about the file `number`; without it the submission itself.
    """
    return f"relay:{keyed_digest(of, purpose='relay-shell')}" if of else f"relay:{number}"


def _apply_parcel(by: Actor, found: Link, item: Item) -> None:
    now = clock.now()
    draft, _ = Draft.objects.get_or_create(
        token=_shell(item["number"] if "number" in item else item["key"], item.get("of", "")),
        defaults={"is_sent": True, "opened_at": now, "touched_at": now},
    )
    plain = {name: item[name] for name in ("name", "mime", "size", "width", "height", "notes")}
    files = {name: letters.data(item[name]) for name in ("data", "thumbnail")}
    Parcel.objects.get_or_create(draft=draft, sha256=item["sha256"], defaults={**plain, **files})


def _apply_envelope(by: Actor, found: Link, item: Item) -> None:
    letter = json.loads(item["body"] or "{}")
    is_first = item["wish"] in FIRST
    if item["wish"] in WITH_FILES:
        token = _shell(item["number"], "" if is_first else item["nonce"])
        shell = Draft.objects.filter(token=token).values_list("pk", flat=True).first()
        letter["draft"] = shell or 0  # a key of the other database means nothing here
    if is_first:
        found.top_serial = max(found.top_serial, int(item["number"].split("-")[1]))
    row = Envelope(
        kind=EnvelopeKind(item["wish"]), number=item["number"], nonce=item["nonce"], goes_first=item["goes_first"],
        posted_at=datetime.fromisoformat(item["posted_at"]), body=json.dumps(letter, ensure_ascii=False), came_at=clock.now(),
    )  # fmt: skip
    Envelope.objects.bulk_create([row], ignore_conflicts=True)
    if not Envelope.objects.filter(nonce=row.nonce, posted_at=row.posted_at).exists():
        raise Conflict("同一个编号来了两件不同的事：不覆盖，放在一边等人看")


# ---- outer side


def _apply_begin(by: Actor, found: Link, item: Item) -> None:
    casework.skip_serials(by=by, beyond=int(item["floor"]))


def _apply_publication(by: Actor, found: Link, item: Item) -> None:
    row = Publication.objects.select_for_update().filter(key=item["key"]).first() or Publication(
        key=item["key"], version=0
    )
    row.payload, row.blob, row.version = item["payload"], letters.data(item["blob"]), item["version"]
    row.updated_at = datetime.fromisoformat(item["updated_at"])
    row.save()
    if row.key == PLACES:
        places.mirror(by=by, rows=row.payload)


def _apply_fate(by: Actor, found: Link, item: Item) -> None:
    """What is taken in lies here no longer: its words and its files are erased."""
    row = Envelope.objects.select_for_update().filter(nonce=item["nonce"]).first()
    if row is None:
        return
    if row.kind in WITH_FILES and row.body:
        Parcel.objects.filter(draft_id=json.loads(row.body)["draft"]).delete()
    row.taken_at, row.trouble, row.body = datetime.fromisoformat(item["taken_at"]), item["trouble"], ""
    row.save(update_fields=["taken_at", "trouble", "body"])


def _apply_projection(by: Actor, found: Link, item: Item) -> None:
    """As the inner side has it now: batches come in order and once, so what comes last is the newest, also after a restore."""
    told = {
        "body": item["body"], "version": item["version"], "updated_at": datetime.fromisoformat(item["updated_at"]),
        "code_hash": item["code_hash"], "phone_index": item.get("phone_index"),
    }  # fmt: skip
    known, made = Projection.objects.select_for_update().get_or_create(number=item["key"], defaults=told)
    if made:
        return
    for name, value in told.items():
        setattr(known, name, value)
    known.save(update_fields=list(told))


def _apply_answer(by: Actor, found: Link, item: Item) -> None:
    """As the inner side has it now; taken down it is emptied here too."""
    row = PublicAnswer.objects.select_for_update().filter(key=item["answer_key"]).first() or PublicAnswer(
        key=item["answer_key"]
    )
    fill(row, {} if item["is_gone"] else item)
    row.published_at = datetime.fromisoformat(item["published_at"]) if item["published_at"] else None
    row.is_gone, row.version = item["is_gone"], item["version"]
    row.updated_at = datetime.fromisoformat(item["updated_at"])
    row.save()


def _apply_guide(by: Actor, found: Link, item: Item) -> None:
    """As the inner side has it now; taken down it is emptied here too."""
    row = PublicGuide.objects.select_for_update().filter(key=item["guide"]).first() or PublicGuide(key=item["guide"])
    fill_guide(row, item["body"])
    row.version, row.updated_at = item["version"], datetime.fromisoformat(item["updated_at"])
    row.save()


def _apply_result(by: Actor, found: Link, item: Item) -> None:
    """As the inner side has it now; taken away with its file it is emptied here too."""
    told = {name: item[name] for name in ("number", "sha256", "body", "version")}
    told |= {"data": letters.data(item["data"]), "updated_at": datetime.fromisoformat(item["updated_at"])}
    PublicResult.objects.update_or_create(code_index=item["code_index"], defaults=told)


def _apply_view(by: Actor, found: Link, item: Item) -> None:
    """As the inner side has it now."""
    told = {"body": item["body"], "version": item["version"], "updated_at": datetime.fromisoformat(item["updated_at"])}
    PersonalView.objects.update_or_create(phone_index=item["phone_index"], defaults=told)


def _apply_handout(by: Actor, found: Link, item: Item) -> None:
    """A copy to be fetched once: what was fetched here already is not laid out again, though it be sent again."""
    known = Handout.objects.filter(key=item["handout"])
    data = letters.data(item["data"])
    if not data:
        known.delete()
        return
    if known.exists() or Envelope.objects.filter(nonce=fetched_nonce(item["handout"])).exists():
        return
    Handout.objects.create(
        key=item["handout"], phone_index=item["phone_index"], request_id=item["request_id"], name=item["name"],
        mime=item["mime"], data=data, made_at=datetime.fromisoformat(item["made_at"]),
        expires_at=datetime.fromisoformat(item["expires_at"]),
    )  # fmt: skip


def _apply_invitation(by: Actor, found: Link, item: Item) -> None:
    """As the inner side has it now; that it was answered here stays said."""
    told = {
        "body": item["body"], "made_at": datetime.fromisoformat(item["made_at"]),
        "until": datetime.fromisoformat(item["until"]),
    }  # fmt: skip
    if item["answered_at"]:
        told["answered_at"] = datetime.fromisoformat(item["answered_at"])
    Invitation.objects.update_or_create(token_hash=item["token_hash"], defaults=told)


_Applier = Callable[[Actor, Link, Item], None]
_APPLIERS: dict[Side, dict[str, _Applier]] = {
    Side.INNER: {ItemKind.PARCEL: _apply_parcel, ItemKind.ENVELOPE: _apply_envelope},
    Side.OUTER: {
        ItemKind.BEGIN: _apply_begin, ItemKind.PUBLICATION: _apply_publication, ItemKind.FATE: _apply_fate,
        ItemKind.PROJECTION: _apply_projection, ItemKind.PUBLIC_ANSWER: _apply_answer,
        ItemKind.PUBLIC_GUIDE: _apply_guide, ItemKind.PUBLIC_RESULT: _apply_result,
        ItemKind.PERSONAL_VIEW: _apply_view, ItemKind.HANDOUT: _apply_handout,
        ItemKind.INVITATION: _apply_invitation,
    },
}  # fmt: skip
