"""Applications for the soak: filed at random, and what each of their moves asks for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from tests.filing import CITIZEN, form_of
from tests.soak.given import manned, picture
from tests.soak.hands import reach_of, roles_of
from yiwang.cases.applications import commands, policies, queries
from yiwang.cases.applications.commands import Filing, Given, Party
from yiwang.cases.applications.gateways.base import Failed as NotTaken
from yiwang.cases.applications.gateways.base import Filed
from yiwang.cases.applications.gateways.base import Said as Answered
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import ACCEPTERS, How, MaterialState, Move, SpecialKind, StepState
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.registers.gateways.base import Deed, Failed, Question, Said
from yiwang.ground.registers.gateways.sandbox import TOKEN, Registers
from yiwang.ground.registers.gateways.sandbox_people import city as people
from yiwang.ground.registers.states import Trouble
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.offer.catalog import queries as catalog
from yiwang.offer.catalog.states import Document

FIRMS = "drugs.precursor_purchase_filing"
ITEMS = (
    "hukou.move", "hukou.move", "id_card.report_loss", "residence.register", "exit.passport", "certificate.no_criminal_record",
    FIRMS, "residence.permit_first", "onething.identity_change",
)  # fmt: skip
"""Across regions, by a table, on a promise, decided by a national platform, a sealed paper, copied to others, steps side by
side, a bundle."""


@dataclass(frozen=True)
class Hand:
    """One throw of the dice: who would do what to which application."""

    dice: Random
    one: Application
    by: Actor

    def material(self, *states: str) -> str:
        """One that stands so; any where none does."""
        rows = list(self.one.materials.all())
        rows = [row for row in rows if row.state in states] or rows
        return str(self.dice.choice(rows).code) if rows else "none"

    def came(self, *states: str) -> dict[str, Any]:
        """A file for it."""
        return {"given": Given(code=self.material(*states), files=[picture(self.dice.randrange(8))])}

    def colleague(self) -> str:
        """Somebody of the unit that has it."""
        people_ = organisation.officers_of(unit_code=self.one.case.unit.code) if self.one.case.unit else []
        return str(self.dice.choice(people_).code) if people_ else "xiang.dong"

    def elsewhere(self) -> str:
        """A unit that does not have it."""
        own = self.one.case.unit
        return str(self.dice.choice([code for code in manned() if own is None or code != own.code]))

    def gaps(self) -> dict[str, Any]:
        """What is lacking and may follow is promised by a day, most of the time."""
        follows = {row.code for row in self.one.document.materials if row.may_follow}
        open_ = [
            row.code for row in self.one.materials.all() if row.state == MaterialState.MISSING and row.code in follows
        ]
        until = clock.today() + timedelta(days=self.dice.randint(1, 9))
        return {"gaps": dict.fromkeys(open_, until)} if open_ and self.dice.random() < 0.8 else {}

    def step(self) -> dict[str, Any]:
        """A step that runs, best one that this hand does."""
        running = queries.running_steps(application=self.one)
        is_theirs = [
            step for step in running
            if self.by.is_machine or policies.does(reach_of(self.by), step.unit.code if step.unit else "")
        ]  # fmt: skip
        code = self.dice.choice(is_theirs or running).code if running else "none"
        return {"step": code, "passed": self.dice.random() < 0.93, "opinion": "核过了"}

    def decision(self) -> dict[str, Any]:
        """Granted, most of the time; where a step has failed it can only be refused upon."""
        grounds = [ground.code for ground in self.one.document.grounds]
        failed = any(step.state == StepState.FAILED for step in self.one.steps.all())
        if grounds and (failed or self.dice.random() < 0.2):
            return {"granted": False, "ground": self.dice.choice(grounds), "words": "不符合条件，可以申请行政复议"}
        return {"granted": True, "words": "经核查，准予"}


_LACKING = (MaterialState.MISSING, MaterialState.WINDOW)
ASKED: dict[Move, Callable[[Hand], dict[str, Any]]] = {
    Move.REASSIGN: lambda h: {"officer_code": h.colleague()},
    Move.TAKE_MATERIAL: lambda h: h.came(*_LACKING),
    Move.HAND_OVER: lambda h: {"unit": h.elsewhere()},
    Move.HAND_BACK: lambda h: {"reason": "不归我处决定"},
    Move.CHECK_PLEDGE: lambda h: {"is_kept": h.dice.random() < 0.8, "found": "上门看过了"},
    Move.ASK_CORRECTION: lambda h: {"items": [(h.material(), "看不清，请重新拍"), ("form", "地址写到门牌")]},
    Move.CORRECT: lambda h: {"words": "补好了"},
    Move.ACCEPT: lambda h: h.gaps(),
    Move.REFUSE_ACCEPTANCE: lambda h: {"words": "不属于本机关职权范围，请到户籍地办理"},
    Move.FINISH_STEP: lambda h: h.step(),
    Move.START_SPECIAL: lambda h: {
        "kind": h.dice.choice(list(SpecialKind)),
        "days": h.dice.randint(1, 20),
        "why": "请专家看",
    },
    Move.EXTEND: lambda h: {"days": h.dice.randint(1, 10), "reason": "情况复杂，要向外地核实"},
    Move.SUPPLY: lambda h: h.came(MaterialState.PROMISED),
    Move.DECIDE: lambda h: h.decision(),
    Move.TAKE_BACK_DECISION: lambda h: {"reason": "发现材料不实"},
    Move.REVIEW_SAMPLE: lambda h: {"is_right": h.dice.random() < 0.8, "words": "看过了"},
    Move.DELIVER: lambda h: {"how": h.dice.choice(How.values), "proof": "本人签收"},
    Move.REVOKE_RESULT: lambda h: {"how": h.dice.choice(["revoked", "lost"]), "reason": "发现材料不实"},
}
"""By move; a move that is not here asks for nothing."""
MUST: dict[Move, dict[str, Any]] = {
    Move.HAND_BACK: {"reason": "  "}, Move.ASK_CORRECTION: {"items": []}, Move.CORRECT: {"words": " "},
    Move.REFUSE_ACCEPTANCE: {"words": " "}, Move.START_SPECIAL: {"why": ""}, Move.EXTEND: {"reason": " "},
    Move.TAKE_BACK_DECISION: {"reason": ""}, Move.REVOKE_RESULT: {"reason": " "},
}  # fmt: skip
"""What may not be left empty, left empty."""


def filed(dice: Random, key: str, everyone: list[Actor]) -> Application:
    """An application of any item by any person, whole or not, most online, some at a window."""
    item = dice.choice(ITEMS)
    document = catalog.in_force(code=item).document
    _told, name, number = dice.choice(_persons())
    party = Party(name=name, phone="15400019001", id_number=number, identity_level="sms_verified")
    form = form_of(item) | (_firm() if item == FIRMS else {})
    filing = Filing(
        key=key, item=item, party=party, form=form, chosen=_chosen(dice, document), given=_given(dice, document),
        pledged=dice.random() < 0.5,
    )  # fmt: skip
    at_windows = [by for by in everyone if by.officer_id and roles_of(by) & set(ACCEPTERS)]
    by = dice.choice(at_windows) if dice.random() < 0.25 else CITIZEN
    return queries.by_case(case_id=commands.submit(by=by, filing=filing).pk)


@cache
def _persons() -> list[tuple[str, str, str]]:
    return [row for row in people().special if row[2][:17].isdigit()]  # neither plates nor enterprises


@cache
def _firm() -> dict[str, Any]:
    name, key = next((name, key) for told, name, key in people().special if told == "资格合规的企业")
    return {"company": name, "uscc": key, "class": "3", "chemical": "丙酮", "quantity_kg": 50, "multi": False}


def _chosen(dice: Random, document: Document) -> dict[str, list[str]]:
    ways = {one.code: [option.answer for option in one.options if not option.block] for one in document.situations}
    return {code: [dice.choice(answers)] for code, answers in ways.items() if answers}


def _given(dice: Random, document: Document) -> list[Given]:
    found = []
    for one in document.materials:
        if dice.random() < 0.8:
            found.append(Given(code=one.code, files=[picture(dice.randrange(8))], declared=True))
        elif one.may_follow and dice.random() < 0.7:
            found.append(Given(code=one.code, promised_by=clock.today() + timedelta(days=dice.randint(1, 9))))
    return found


@dataclass
class PlayedRegisters:
    """The sandbox's registers without the wire; now and then they are silent."""

    dice: Random
    known: Registers = field(default_factory=lambda: Registers(known=people()))

    def ask(self, question: Question) -> Said:
        """Ask once."""
        asked = {"keys": dict(question.keys), "purpose": question.purpose, "case": question.case}
        return self._said(f"{question.register}", question.request_id, asked)

    def act(self, deed: Deed) -> Said:
        """Have it done once."""
        asked = {"keys": dict(deed.keys), "purpose": deed.purpose, "case": deed.case, "body": dict(deed.body)}
        return self._said(f"x/acts/{deed.act}", deed.request_id, asked)

    def _said(self, path: str, request_id: str, asked: dict[str, Any]) -> Said:
        if self.dice.random() < 0.1:
            raise Failed(self.dice.choice([Trouble.UNREACHED, Trouble.TIMEOUT, Trouble.BUSY]))
        _status, told = self.known.answer(path=path, token=f"Bearer {TOKEN}", request_id=request_id, asked=asked)
        return Said(found=told["found"], serial=told["serial"], facts=dict(told["facts"]))


@dataclass
class PlayedPlatforms:
    """National platforms that take most of it and decide by the dice."""

    dice: Random

    def file(self, filed: Filed) -> Answered:
        """Hand it over."""
        if self.dice.random() < 0.2:
            raise NotTaken("平台不收", is_final=self.dice.random() < 0.5)
        return Answered(number=f"GJ{filed.number}", state="accepted")

    def follow(self, *, platform: str, number: str) -> Answered:
        """Ask how far it is."""
        state = self.dice.choice(["handling", "handling", "granted", "refused"])
        return Answered(number=number, state=state, says="照片不合格" if state == "refused" else "")
