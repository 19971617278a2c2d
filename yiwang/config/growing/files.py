"""One appeal as its commands would have left it: cover, words, replies, clocks and facts, step by step."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from yiwang.cases.appeals.bulk import AppealRow, DisputeRow, ReplyRow
from yiwang.cases.appeals.commands.intake import DISPATCHER
from yiwang.cases.appeals.commands.shared import text_digest
from yiwang.cases.appeals.commands.words import kept
from yiwang.cases.appeals.events import (
    AppealClosed,
    AppealDisputed,
    AppealPushed,
    AppealRegistered,
    AppealSigned,
    AppealWithdrawn,
    ApplicantContacted,
    ReplyApproved,
    ReplyRead,
    ReplySentBack,
    ReplySubmitted,
)
from yiwang.cases.appeals.models import ReplyState, Route
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.bulk import CaseRow, ContactRow
from yiwang.cases.casework.states import KEPT_SECRET
from yiwang.cases.prints.bulk import PrintRow
from yiwang.cases.secrecy.bulk import Graded, RedactionRow
from yiwang.cases.secrecy.events import CaseGraded, CaseRedacted
from yiwang.config.growing import phrases
from yiwang.config.growing.city import City
from yiwang.config.growing.days import moment
from yiwang.config.growing.lives import Life, Step
from yiwang.config.growing.words import Words
from yiwang.ground.clocks.bulk import Run
from yiwang.ground.clocks.events import DeadlineMissed, DeadlineNear
from yiwang.ground.clocks.states import Ground
from yiwang.ground.record.bulk import Fact
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.crypto import Secret
from yiwang.kit.numbers import hash_code
from yiwang.kit.refs import Ref

_CITIZEN = Actor.citizen()
_CLOSER = Actor.job("appeals.close_settled")
_SWEEPER = Actor.job("clocks.sweep")
_MINUTE = timedelta(minutes=1)


class Keys:
    """Fresh keys for what a batch of files holds."""

    def __init__(self, *, contacts: list[int], replies: list[int], disputes: list[int]) -> None:
        self.contacts, self.replies, self.disputes = iter(contacts), iter(replies), iter(disputes)


class File:
    """A file that grows. Its steps are named as the commands of `appeals` are, and leave what those leave."""

    def __init__(
        self, *, key: int, number: str, life: Life, words: Words, city: City, rng: Random, keys: Keys, now: datetime
    ) -> None:
        self.ref, self.number, self.life, self.city, self.rng = Ref("casework.case", key), number, life, city, rng
        self.words, self.keys, self.now, self.route = words, keys, now, life.route
        self.is_sealed = self.route.confidentiality == "sealed"
        self.kept = kept(confidentiality=self.route.confidentiality, title=words.title, content=words.content)
        self.redaction: RedactionRow | None = None
        self.facts: list[Fact] = []
        self.runs: list[Run] = []
        self.replies: list[ReplyRow] = []
        self.contacts: list[ContactRow] = []
        self.disputes: list[DisputeRow] = []
        self._clocks: dict[str, Run] = {}
        self._draft: ReplyRow | None = None
        self.case: dict[str, Any] = {"state": State.REGISTERED.value, "version": 2, "round": 1, "officer_id": None}
        self.appeal: dict[str, Any] = {"outcome": "", "dispute_until": None, "read_at": None, "pushed_by_id": None}
        self.officer = self.route.officer
        self._register()
        for step in life.steps:
            self._take(step)
        self._end()

    def _take(self, step: Step) -> None:
        getattr(self, f"_{step.what}")(moment(step.at), **step.said)

    # --- steps

    def _register(self) -> None:
        life, route = self.life, self.route
        at = self.registered_at = moment(life.registered)
        by = self.city.registrar(life.channel, self.rng)
        if life.by_operator:
            self._start("triage", at, by)
        self._start("handle", moment(life.ordered or life.registered), by)
        unit = "" if life.by_operator else route.unit.code
        way = Route.OPERATOR if life.by_operator else Route.DIRECT
        category = life.topic.leaf.code
        digest = text_digest(self.kept.content or self.kept.sealed, salt=self.number)
        self._fact(at, by, AppealRegistered(self.ref, life.channel, life.type, category, way.value, unit, digest))
        if route.grade:
            self._fact(at, by, CaseGraded(self.ref, route.grade, route.grade, route.is_sure_of_grade, route.why))

    def _push(self, at: datetime) -> None:
        life, route, officer = self.life, self.route, self.officer
        by, way = DISPATCHER, Route.DIRECT
        if life.by_operator:
            by, way = self.rng.choice(self.city.operators), Route.OPERATOR
            self.appeal["pushed_by_id"] = by.officer_id
            self._confirm(at, by)
            self._stop("triage", at, by)
        self._move(
            State.PUSHED, pushed_at=at, unit_id=route.unit.pk, officer_id=officer.pk if officer else None,
            supervising_unit_id=route.supervising.pk if route.supervising else None,
        )  # fmt: skip
        self._start("sign", at, by)
        above = route.supervising.code if route.supervising else ""
        name = officer.code if officer else ""
        fact = AppealPushed(self.ref, route.unit.code, above, name, way.value, life.type, life.topic.leaf.code)
        self._fact(at, by, fact)

    def _confirm(self, at: datetime, by: Actor) -> None:
        """Of an informant's letter a person reads what others will read before it goes anywhere."""
        if self.route.confidentiality != "informant" or by.officer_id is None:
            return
        digest, marks = text_digest(self.kept.content, salt=self.number), self.kept.content.count("▇") // 2
        self.redaction = RedactionRow(int(self.ref.id), digest, marks, by.officer_id, at)
        self._fact(at, by, CaseRedacted(self.ref, digest, marks))

    def _sign(self, at: datetime) -> None:
        officer = self.officer = self.officer or self.city.approver(
            self.route.unit.code, next(iter(self.city.officers.values()))
        )
        by = self.city.actor(officer)
        self._move(State.HANDLING, signed_at=at, officer_id=officer.pk)
        self._stop("sign", at, by)
        self._start("first_contact", at, by)
        self._fact(at, by, AppealSigned(self.ref, self.route.unit.code, officer.code))

    def _contact(self, at: datetime, *, kind: str, reached: bool) -> None:
        by, key = self._handler, next(self.keys.contacts)
        note = self.rng.choice(phrases.CONTACT_NOTES if reached else phrases.MISSED_NOTES)
        round, officer = self.case["round"], self.case["officer_id"]
        self.contacts.append(
            ContactRow(key, int(self.ref.id), round, kind, reached, self._said(note), reached, at, officer)
        )
        self._move(State.HANDLING)
        if reached:
            self._stop("first_contact", at, by)
        self._fact(at, by, ApplicantContacted(self.ref, key, kind, reached, reached, reached))

    def _submit(self, at: datetime) -> None:
        by, key = self._handler, next(self.keys.replies)
        outcome, text, ground = self._answer()
        drafter = self.case["officer_id"]
        self._draft = ReplyRow(
            key,
            int(self.ref.id),
            self.case["round"],
            ReplyState.SUBMITTED.value,
            outcome,
            self._said(text),
            self._said(ground),
            drafter,
            at,
            at,
        )
        self._move(State.REVIEW)
        self._start("approve", at, by)
        self._fact(at, by, ReplySubmitted(self.ref, key, outcome, text_digest(text, salt=key)))

    def _send_back(self, at: datetime) -> None:
        """The words stay as the next draft; the fact of the next submission comes with the same outcome."""
        by, reply = self._head, self._open_draft
        reason = self.rng.choice(phrases.SENT_BACK_REASONS)
        state = ReplyState.SENT_BACK.value
        self.replies.append(reply._replace(state=state, decided_by_id=by.officer_id, decided_at=at, reason=reason))
        key = next(self.keys.replies)
        self._draft = reply._replace(id=key, state=ReplyState.DRAFT.value, drafted_at=at, submitted_at=None)
        self._move(State.HANDLING)
        self._stop("approve", at, by)
        self._fact(at, by, ReplySentBack(self.ref, reply.id))

    def _resubmit(self, at: datetime) -> None:
        by = self._handler
        reply = self._draft = self._open_draft._replace(state=ReplyState.SUBMITTED.value, submitted_at=at)
        self._move(State.REVIEW)
        self._start("approve", at, by)
        self._fact(at, by, ReplySubmitted(self.ref, reply.id, reply.outcome, text_digest(reply.text, salt=reply.id)))

    def _approve(self, at: datetime) -> None:
        by, reply = self._head, self._open_draft
        reply = reply._replace(state=ReplyState.APPROVED.value, decided_by_id=by.officer_id, decided_at=at)
        self.replies.append(reply)
        self._draft = None
        self._move(State.REPLIED, replied_at=at)
        self.appeal |= {"outcome": reply.outcome, "dispute_until": at + self.city.dispute_window, "read_at": None}
        for kind in ("approve", "first_contact", "handle"):
            self._stop(kind, at, by, Ground.REPLIED)
        digest = text_digest(reply.text, salt=reply.id)
        self._fact(at, by, ReplyApproved(self.ref, reply.id, reply.outcome, digest))

    def _read(self, at: datetime) -> None:
        self.appeal["read_at"] = at
        self._fact(at, _CITIZEN, ReplyRead(self.ref, self.case["round"]))

    def _dispute(self, at: datetime) -> None:
        key, round = next(self.keys.disputes), self.case["round"]
        reason = self._said(self.rng.choice(phrases.DISPUTE_REASONS))
        self.disputes.append(DisputeRow(key, int(self.ref.id), round, reason, at))
        others = [one for one in self.city.crew(self.route.unit.code) if one.pk != self.case["officer_id"]]
        self.officer = others[0] if others else self.officer
        officer = self.officer
        self._move(
            State.PUSHED, round=round + 1, pushed_at=at, signed_at=None, replied_at=None,
            officer_id=officer.pk if officer else None,
        )  # fmt: skip
        self.case["version"] += 1
        self._start("handle", at, _CITIZEN)
        self._start("sign", at, _CITIZEN)
        self.appeal |= {"outcome": "", "dispute_until": None, "read_at": None}
        self._fact(at, _CITIZEN, AppealDisputed(self.ref, key, round + 1, officer.code if officer else ""))

    def _withdraw(self, at: datetime) -> None:
        if self._draft:
            self._draft = self._draft._replace(state=ReplyState.DRAFT.value)
        self._move(State.WITHDRAWN, closed_at=at)
        self.appeal |= {"outcome": "withdrawn"}
        for kind in sorted(self._clocks):
            self._stop(kind, at, _CITIZEN, Ground.WITHDRAWN)
        self._fact(at, _CITIZEN, AppealWithdrawn(self.ref))

    def _close(self, at: datetime) -> None:
        self._move(State.CLOSED, closed_at=at)
        self._fact(at, _CLOSER, AppealClosed(self.ref, self.appeal["outcome"]))

    # --- what the steps share

    @property
    def _handler(self) -> Actor:
        assert self.officer
        return self.city.actor(self.officer)

    @property
    def _head(self) -> Actor:
        assert self.officer
        return self.city.actor(self.city.approver(self.route.unit.code, self.officer))

    @property
    def _open_draft(self) -> ReplyRow:
        assert self._draft
        return self._draft

    def _move(self, to: State, **changes: Any) -> None:
        self.case |= changes
        self.case["state"] = to.value
        self.case["version"] += 1

    def _fact(self, at: datetime, by: Actor, event: Event) -> None:
        self.facts.append(Fact(at, by, event))

    def _answer(self) -> tuple[str, str, str]:
        usual, chance = self.life.topic.leaf.usual_outcome, self.rng.random()
        outcome = usual if usual in phrases.REPLIES and chance < 0.75 else self.rng.choice(phrases.COMMON)
        text = self.rng.choice(phrases.REPLIES[outcome]).format(matter=self.life.matter, place=self.life.place)
        return outcome, text, phrases.GROUNDS.get(outcome, "")

    def _start(self, kind: str, at: datetime, by: Actor) -> None:
        life, unit = self.life, self.route.unit
        is_placed = kind not in ("triage", "handle") and not unit.is_always_on_duty
        terms = self.city.terms(
            kind, type=life.type, category=life.topic.leaf.code, channel=life.channel, priority=self.route.priority,
            hours=unit.office_hours if is_placed else "",
        )  # fmt: skip
        if terms is None:
            return
        round = 1 + sum(run.kind == kind for run in self.runs)
        run = Run(self.ref, kind, round, terms, self.city.almanac.of(terms, at), at, by.label)
        self._clocks[kind] = run
        if kind == "handle":
            self.case |= {"due_at": run.moments.due_at, "amber_at": run.moments.amber_at}

    def _stop(self, kind: str, at: datetime, by: Actor, ground: str = "") -> None:
        if run := self._clocks.pop(kind, None):
            self.runs.append(self._told(run, at)._replace(stopped_at=at, stopped_by=by.label, stop_ground=str(ground)))

    def _told(self, run: Run, until: datetime) -> Run:
        """With what the sweep said of it, each minute, while it ran."""
        due, amber, red, _ = run.moments
        about = self.ref, run.kind, run.round, run.terms.limit.code, due
        near, missed = (turned.replace(second=0, microsecond=0) + _MINUTE for turned in (amber, red))
        if near < until and near < red:
            self._fact(near, _SWEEPER, DeadlineNear(*about))
            run = run._replace(told_near=near)
        if missed < until:
            self._fact(missed, _SWEEPER, DeadlineMissed(*about))
            run = run._replace(told_missed=missed)
        return run

    def _end(self) -> None:
        """Clocks that still run have been told of so far; facts stand in the order in which they happened."""
        self.runs += [self._told(run, self.now) for run in self._clocks.values()]
        self.facts.sort(key=lambda fact: fact.at)
        if self._draft:
            self.replies.append(self._draft)

    # --- rows

    def case_row(self, *, applicant_id: int, intake_key: str, code: str) -> CaseRow:
        """The cover."""
        life, route = self.life, self.route
        return CaseRow(
            id=int(self.ref.id), number=self.number, code_hash=hash_code(number=self.number, code=code), channel=life.channel,
            title=self.kept.title, registered_at=self.registered_at,
            ordered_at=moment(life.ordered) if life.ordered else None, intake_key=intake_key, line=route.line,
            confidentiality=route.confidentiality, hides_identity=route.hides_identity, excluded_units=route.excluded,
            priority=route.priority, applicant_id=applicant_id, **self.case,
        )  # fmt: skip

    def appeal_row(self) -> AppealRow:
        """What was said and understood."""
        life = self.life
        return AppealRow(
            case_id=int(self.ref.id), type=life.type, category=life.topic.leaf.code, area_code=life.area,
            place=self._said(life.place),
            content=self.kept.content, sealed_content=self.kept.sealed,
            route=(Route.OPERATOR if life.by_operator else Route.DIRECT).value, suggestion=self.route.suggestion, **self.appeal,
        )  # fmt: skip

    def _said(self, text: str) -> str:
        """A text as it is kept: encrypted where the file is kept secret."""
        return Secret(text) if self.route.confidentiality in KEPT_SECRET else text

    def graded(self) -> Graded | None:
        """Its entry in the register of grades."""
        route = self.route
        return Graded(
            int(self.ref.id), route.grade, self.registered_at, route.is_sure_of_grade, route.why, sorted(route.named)
        ) if route.grade else None  # fmt: skip

    def printed(self) -> PrintRow | None:
        """What its words leave for comparing; of what is kept secret nothing."""
        life = self.life
        return None if self.route.confidentiality in KEPT_SECRET else PrintRow(
            int(self.ref.id), self.registered_at, self.kept.content, life.topic.leaf.code, life.area
        )  # fmt: skip

    def searched(self) -> Iterator[str]:
        """Texts by which it is found, besides number and title."""
        yield self.kept.content
        yield self.life.place
