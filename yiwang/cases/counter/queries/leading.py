"""情形引导: questions whose answers lead to the materials, the fee and the item that are really wanted. Reads a public guide."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Chosen = Mapping[str, Sequence[str]]
"""Answers chosen, by question."""
_MOST = 20
"""Questions one after the other; a ring of them ends here."""


@dataclass(frozen=True, kw_only=True)
class Led:
    """Where the answers lead. `questions`: those to ask so far, the last perhaps unanswered; `is_done`: all are answered.

    `materials`, `fees`: what is wanted of this applicant; `maybe`: what may be asked for later; `options`: those chosen.
    """

    questions: Sequence[Mapping[str, Any]]
    is_done: bool
    options: Sequence[Mapping[str, Any]]
    materials: Sequence[Mapping[str, Any]]
    maybe: Sequence[Mapping[str, Any]]
    fees: Sequence[Mapping[str, Any]]

    @property
    def blocks(self) -> list[str]:
        """Why it cannot be applied for here."""
        return [str(one["block"]) for one in self.options if one.get("block")]

    @property
    def notes(self) -> list[str]:
        """What one should know with these answers."""
        return [str(one["note"]) for one in self.options if one.get("note")]

    @property
    def tags(self) -> list[str]:
        """Marks that the answers bring."""
        return [str(one["tag"]) for one in self.options if one.get("tag")]


def led(body: Mapping[str, Any], chosen: Chosen) -> Led:
    """Follow the answers through the questions of a guide. An answer that the question does not have counts as none."""
    questions, options, is_done = [], [], True
    for question in _asked(body["situations"], chosen):
        questions.append(question)
        picked = picked_of(question, chosen)
        options += picked
        is_done = bool(picked)
    named = {code for option in options for code in option.get("materials", ())}
    return Led(
        questions=questions, is_done=is_done, options=options,
        materials=[one for one in body["materials"] if _is_wanted(one, named, has_answers=is_done)],
        maybe=[one for one in body["materials"] if one["needed"] == "maybe" and one["code"] not in named],
        fees=_fees(body, options, is_done=is_done),
    )  # fmt: skip


def picked_of(question: Mapping[str, Any], chosen: Chosen) -> list[Mapping[str, Any]]:
    """The options of a question that were chosen: one, or where it says so several."""
    said = chosen.get(question["code"], ())
    picked = [option for option in question["options"] if option["answer"] in said]
    return picked if question.get("several") else picked[:1]


def _asked(situations: Sequence[Mapping[str, Any]], chosen: Chosen) -> Iterator[Mapping[str, Any]]:
    """From the first question along what the answers name next; ends at one that is not answered."""
    known = {one["code"]: one for one in situations}
    seen: set[str] = set()
    at = situations[0] if situations else None
    while at is not None and at["code"] not in seen and len(seen) < _MOST:
        seen.add(at["code"])
        yield at
        picked = picked_of(at, chosen)
        following = next((option["next"] for option in picked if option.get("next")), "")
        at = known.get(following) if following else None


def _is_wanted(material: Mapping[str, Any], named: set[str], *, has_answers: bool) -> bool:
    """Always; where an answer names it; and while the questions are open whatever an answer may still name."""
    if material["needed"] == "always" or material["code"] in named:
        return True
    return material["needed"] == "chosen" and not has_answers


def _fees(
    body: Mapping[str, Any], options: Sequence[Mapping[str, Any]], *, is_done: bool
) -> Sequence[Mapping[str, Any]]:
    named = {option["fee"] for option in options if option.get("fee")}
    asked = {option["fee"] for one in body["situations"] for option in one["options"] if option.get("fee")}
    if not asked or not is_done:
        return list(body["fees"])
    return [fee for fee in body["fees"] if fee["code"] in named]
