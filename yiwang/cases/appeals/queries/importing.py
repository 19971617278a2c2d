"""Reading matters from elsewhere: what many old texts are about, which of them stand here already, how a batch is doing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yiwang.cases.appeals.models import ImportBatch, OldStep, Origin
from yiwang.cases.appeals.queries.grading import SEAL_FROM, Graded, Meant, graded, judged
from yiwang.cases.appeals.queries.tables import Category, categories
from yiwang.cases.appeals.queries.understanding import (
    CANDIDATES,
    Told,
    about,
    facts_of,
    plain_secrecy,
    resolve_unit,
)
from yiwang.cases.casework import queries as casework
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Choice, Guess, Hit
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.places import queries as places
from yiwang.ground.places.models import Area
from yiwang.ground.rules import queries as rules
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Missing

_BLANKS = re.compile(r"\s+")
_TELLS = SEAL_FROM / CANDIDATES
"""A category less likely than this says nothing about sealing."""
_LONGEST_READ = 4000
"""Signs of a text that are read for what it is about."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the house makes of an old matter: enough to find it by, and to keep it from those it must not reach.

    `suggestion`: empty where the category was known already. `unit`: only where its grade says who has it.
    `grade`: how secret it is and what follows from that.
    """

    type: str
    category: str
    line: str
    area_code: str
    place: str
    unit: str
    confidentiality: str
    hides_identity: bool
    excluded_units: list[str]
    excluded_officers: list[int]
    grade: Graded
    suggestion: dict[str, Any]


@dataclass(frozen=True)
class _Tables:
    """What a batch of readings looks things up in; read once a batch."""

    categories: Mapping[str, Category]
    areas: Mapping[str, Area]
    units: dict[str, str]
    routing: dict[str, Any]


def read_many(*, told: Sequence[Told]) -> list[Reading]:
    """What each of many old texts is about, in order: the model for all at once, places and the rules that seal one by one.

    No unit is proposed: the matter was dealt with long ago, and where, only its own file knows.
    """
    tables = _Tables(
        categories(),
        {area.code: area for area in places.areas()},
        {unit.code: unit.short_name for unit in organisation.units()},
        rules.current(kind="routing"),
    )
    texts = [language.letter(one.title, one.content)[:_LONGEST_READ] for one in told]
    guesses = language.classify_many(texts=texts, model=language.model())
    return [_read(one, guess, tables) for one, guess in zip(told, guesses, strict=True)]


def _read(told: Told, guess: Guess, tables: _Tables) -> Reading:
    area, place = _place(told, tables)
    named, meant = about(told, area)
    kind = told.type or guess.type
    choices = ([Choice(told.category, 1.0)] if told.category else _likely(guess)) or [Choice("", 0.0)]
    seals = [
        language.judge(
            rules=tables.routing, stage="seal", facts=facts_of(told, tables.categories.get(one.code), area, kind, named)
        )
        for one in choices
    ]
    grade = graded(
        [judged(hits, one.confidence) for one, hits in zip(choices, seals, strict=True)], meant=meant,
        resolve=lambda hit: _resolved(hit, area, meant, tables),
    )  # fmt: skip
    best, hits = choices[grade.at], seals[grade.at]
    leaf, terms = tables.categories.get(best.code), grade.terms
    return Reading(
        type=kind,
        category=best.code,
        line=leaf.line if leaf else "",
        area_code=area.code if area else "",
        place=place,
        unit=grade.holder,
        confidentiality=terms.confidentiality.value if terms else plain_secrecy(leaf),
        hides_identity=terms.hides_identity if terms else False,
        excluded_units=terms.excluded_units if terms else [],
        excluded_officers=terms.excluded_officers if terms else [],
        grade=grade,
        suggestion={}
        if told.category
        else {
            "type": kind,
            "type_confidence": round(guess.type_confidence, 4),
            "category": best.code,
            "category_confidence": round(best.confidence, 4),
            "categories": [(choice.code, choice.confidence) for choice in choices[:3]],
            "area_code": area.code if area else "",
            "rules": [(hit.rule_id, hit.name) for hit in hits],
        },
    )


def _likely(guess: Guess) -> list[Choice]:
    """The first choice, and those others that could tip the scales towards sealing."""
    return [
        choice
        for place, choice in enumerate(guess.alternatives[:CANDIDATES])
        if not place or choice.confidence >= _TELLS
    ]


def _place(told: Told, tables: _Tables) -> tuple[Area | None, str]:
    text = f"{told.place} {told.title}。{told.content}"[:_LONGEST_READ]
    hit = next((hit for hit in places.find(text=text) if hit.area_code and hit.is_sure), None)
    area = tables.areas.get(told.area_code or (hit.area_code if hit else None) or "")
    return area, told.place or (hit.name if hit else "")


def _resolved(hit: Hit, area: Area | None, meant: Meant, tables: _Tables) -> str:
    targets = (str(hit.then.get(name, "")) for name in ("to", "fallback"))
    found = (resolve_unit(to, area=area, meant=meant, known=tables.units) for to in targets if to)
    return next(filter(None, found), "")


# --- who dealt with it


def unit_called(*, name: str, units: Sequence[Unit]) -> Unit | None:
    """The unit an old file calls by this name or code: exactly, or as the only one whose name holds it or stands in it."""
    said = _BLANKS.sub("", name)
    if not said:
        return None
    exact = [unit for unit in units if said in (unit.name, unit.short_name, unit.code)]
    if exact:
        return exact[0]
    near = [unit for unit in units if said.endswith(unit.short_name) or (len(said) > 3 and unit.name.endswith(said))]
    return near[0] if len(near) == 1 else None


# --- which row is which


def key_of_row(*, file_digest: str, row: int) -> str:
    """The identity of a row without a number of its own: its file's digest and its place in it."""
    return f"file:{file_digest[:40]}:{row}"


def key_of_external(*, channel: str, external_id: str) -> str:
    """The identity of a row that carries the sender's own number."""
    return f"ext:{channel}:{keyed_digest(external_id, purpose='external-id')}"


def key_of_old(*, system: str, number: str) -> str:
    """The identity of a file of an old system: what the system is called, and the file's number there."""
    return f"old:{system[:40]}:{keyed_digest(number, purpose='external-id')}"


def keys_known(*, keys: Iterable[tuple[str, str, str]]) -> set[str]:
    """Those of these rows (key, channel, the sender's number) that stand here: under their key, or as a letter of the same
    channel and number that came by another door.
    """
    rows = list(keys)
    known = casework.known_keys(keys=[key for key, _, _ in rows])
    numbered = {(channel, number): key for key, channel, number in rows if number}
    return known | {numbered[pair] for pair in casework.known_numbers(pairs=numbered)}


# --- the same words twice


def likeness(*, title: str, text: str) -> str:
    """Keyed digest of what is said, however it is spaced: two rows of the same words have the same."""
    return keyed_digest(_BLANKS.sub("", f"{title}\x00{text}"), purpose="appeal-words")


def first_of_words(*, digests: Iterable[str]) -> dict[str, tuple[int, str]]:
    """The earliest imported file (key, number) of each of these words, where there is one."""
    rows = Origin.objects.filter(likeness__in=set(digests)).order_by("-appeal_id")
    return {
        digest: (key, number)
        for digest, key, number in rows.values_list("likeness", "appeal_id", "appeal__case__number")
    }


# --- batches


def import_batch(*, id: int) -> ImportBatch:
    """A batch by key. Missing: there is none."""
    found = ImportBatch.objects.defer("upload", "rejects").filter(pk=id).first()
    if found is None:
        raise Missing("没有这个导入批次")
    return found


def lock_batch(*, id: int) -> ImportBatch:
    """A batch, held until the command ends: two runs of the same file take turns."""
    found = ImportBatch.objects.select_for_update().defer("upload", "rejects").filter(pk=id).first()
    if found is None:
        raise Missing("没有这个导入批次")
    return found


def batches(*, limit: int = 50) -> list[ImportBatch]:
    """The newest batches."""
    return list(ImportBatch.objects.defer("upload", "rejects").select_related("officer")[:limit])


def batch_of(*, file_digest: str, channel: str, mode: str) -> ImportBatch | None:
    """The batch of this very file, if it was begun."""
    found = ImportBatch.objects.filter(file_digest=file_digest, channel=channel, mode=mode)
    return found.defer("upload", "rejects").first()


def file_of(*, batch: ImportBatch) -> bytes:
    """The uploaded file, empty once the batch is done."""
    return bytes(ImportBatch.objects.values_list("upload", flat=True).get(pk=batch.pk))


def rejects_of(*, batch: ImportBatch) -> bytes:
    """The rows that were not taken, as a CSV; empty where there were none."""
    return bytes(ImportBatch.objects.values_list("rejects", flat=True).get(pk=batch.pk))


def old_steps_of(*, case_id: int) -> list[OldStep]:
    """What the system before this one had done, oldest first."""
    return list(OldStep.objects.filter(appeal_id=case_id))


def is_imported(*, key: str) -> bool:
    """Whether an intake key is one that imports give."""
    return key.startswith(("file:", "ext:", "old:"))


def origin_of(*, case_id: int) -> Origin | None:
    """Where an appeal came from, if it was imported."""
    return Origin.objects.select_related("batch").filter(pk=case_id).first()
