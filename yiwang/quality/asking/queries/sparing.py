"""Whom to leave in peace, and why: the one answer to “may we ask this person now”."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.states import Inlet, Recipient
from yiwang.ground.people import queries as people
from yiwang.ground.people.states import CautionKind
from yiwang.kit import clock
from yiwang.kit.refs import Ref
from yiwang.quality.asking.models import Ask, Touch
from yiwang.quality.asking.queries import tables
from yiwang.quality.asking.queries.plans import About, Plan, To, Whom, person_index, way_of
from yiwang.quality.asking.states import AskState, Purpose, Spare, Way

UNASKED_FOR = frozenset({Purpose.LEVEL_ONE, Purpose.SERVICE, Purpose.SURVEY})
"""Questions that begin with us. The others follow from what somebody said, or from their consent: of them the month's limit does
not speak, all other limits do."""
_STANDING = (AskState.PLANNED, AskState.ASKED, AskState.ANSWERED, AskState.SILENT)


@dataclass(frozen=True, kw_only=True)
class Spared:
    """Why somebody is left in peace, and by which row of the table where it was one. Falsy: they may be asked."""

    reason: Spare | None = None
    rule: str = ""

    def __bool__(self) -> bool:
        return self.reason is not None


ASKABLE = Spared()


def spared(
    *, about: About, recipient: Recipient, subject: Ref, at: datetime | None = None, purpose: Purpose = Purpose.SERVICE,
    way: Way | None = None, round: int = 1,
) -> Spared:  # fmt: skip
    """Whether somebody is left in peace about a service, and why; falsy where they may be asked at that moment."""
    person = person_index(recipient)
    moment = at or clock.now()
    facts = Facts.of([recipient], persons={person}, moments=(moment, moment), subjects={(subject, round)})
    whom = Whom(recipient=recipient, way=way)
    return judged(purpose, about, whom, person=person, at=moment, key=(subject, round), facts=facts)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of many people at once, so that a thousand plans cost a handful of statements.

    `cautions`: kind of caution by phone; `muted`: addresses by way of those who want no more; `asked`: moments of the
    questions nobody asked for, by person; `touches`: how often somebody was touched, by subject and round.
    """

    cautions: Mapping[str, frozenset[str]]
    muted: Mapping[Inlet, frozenset[str]]
    asked: Mapping[str, Sequence[datetime]]
    touches: Mapping[tuple[str, int], int]

    @classmethod
    def of(
        cls, recipients: Collection[Recipient], *, persons: Collection[str], moments: tuple[datetime, datetime],
        subjects: Collection[tuple[Ref, int]],
    ) -> "Facts":  # fmt: skip
        """Read for all of them. `moments`: the first and the last at which one of them would be asked."""
        by_way = {
            Inlet.SMS: {one.phone for one in recipients if one.phone},
            Inlet.MAIL: {one.mail for one in recipients if one.mail},
            Inlet.WECHAT: {one.wechat for one in recipients if one.wechat},
        }
        return cls(
            cautions=_cautions(recipients),
            muted={
                way: frozenset(messaging.muted(inlet=way, addresses=found)) if found else frozenset()
                for way, found in by_way.items()
            },
            asked=_asked(persons, *moments),
            touches=touches_of(subjects),
        )


def _cautions(recipients: Collection[Recipient]) -> dict[str, frozenset[str]]:
    """Kinds of caution by `_name`: first whose number is known at all, then each of those by itself."""
    by_index = {people.phone_index(people.read_phone(one.phone)): one for one in recipients if one.phone}
    hit = people.cautioned(phone_indexes=sorted(by_index)) if by_index else set()
    single = [one for one in recipients if one.mail or one.wechat or str(one.id).isdigit()]
    found: dict[str, frozenset[str]] = {}
    for one in [*single, *(by_index[index] for index in hit)]:
        rows = people.cautions(
            phone=one.phone, mail=one.mail, account=f"wechat:{one.wechat}" if one.wechat else "",
            applicant_id=int(one.id) if str(one.id).isdigit() else None,
        )  # fmt: skip
        found[_name(one)] = frozenset(str(row.kind) for row in rows)
    return found


def _name(one: Recipient) -> str:
    return f"{one.id}/{one.phone}/{one.mail}/{one.wechat}"


def _asked(persons: Collection[str], first: datetime, last: datetime) -> dict[str, list[datetime]]:
    """When each of them is, was or will be asked what they did not ask for."""
    rows = Ask.objects.filter(
        person_index__in=[one for one in persons if one], purpose__in=UNASKED_FOR, state__in=_STANDING,
        ask_at__gt=first - tables.MONTH, ask_at__lt=last + tables.MONTH,
    )  # fmt: skip
    found: dict[str, list[datetime]] = {}
    for person, at in rows.order_by().values_list("person_index", "ask_at"):
        found.setdefault(person, []).append(at)
    return found


def touches_of(subjects: Collection[tuple[Ref, int]]) -> dict[tuple[str, int], int]:
    """How often somebody was touched about each of these in that round."""
    if not subjects:
        return {}
    wanted = Q()
    for kind in {ref.kind for ref, _ in subjects}:
        keys = sorted({int(ref.id) for ref, _ in subjects if ref.kind == kind})
        wanted |= Q(subject_kind=kind, subject_id__in=keys)
    rows = Touch.objects.filter(wanted).order_by()
    counted = rows.values_list("subject_kind", "subject_id", "ask__round").annotate(many=Count("id"))
    return Counter({(f"{kind}:{key}", round): many for kind, key, round, many in counted})


def judged(
    purpose: Purpose, about: About, whom: Whom, *, person: str, at: datetime, key: tuple[Ref, int], facts: Facts
) -> Spared:
    """The answer for one, from what was read for all. The order is that of the grounds: law and safety before convenience."""
    if about.is_secret:
        return Spared(reason=Spare.SECRET)
    if rule := tables.rule_for(about):
        return Spared(reason=Spare.NEVER_ASKED, rule=rule)
    kinds = facts.cautions.get(_name(whom.recipient), frozenset())
    if CautionKind.UNSAFE in kinds:
        return Spared(reason=Spare.UNSAFE)
    if CautionKind.UNFIT in kinds:
        return Spared(reason=Spare.UNFIT)
    way = way_of(whom)
    if way is None or not person:
        return Spared(reason=Spare.NO_WAY)
    if _wants_none(whom.recipient, way, purpose, facts):
        return Spared(reason=Spare.OPTED_OUT)
    ref, round = key
    if facts.touches.get((str(ref), round), 0) >= tables.touches_a_round():
        return Spared(reason=Spare.LIMIT)
    near = [moment for moment in facts.asked.get(person, ()) if abs(moment - at) < tables.MONTH]
    if purpose in UNASKED_FOR and _most_in_a_month([*near, at]) > tables.asks_a_month():
        return Spared(reason=Spare.LIMIT)
    return ASKABLE


def _most_in_a_month(moments: Sequence[datetime]) -> int:
    """The most of these that lie within any thirty days."""
    return max(sum(begin <= one < begin + tables.MONTH for one in moments) for begin in moments)


def _wants_none(to: Recipient, way: Way, purpose: Purpose, facts: Facts) -> bool:
    """退订 by any way ends every question that begins with us, also by telephone; what they themselves began is spoken of by a
    person, and a text by that very way is sent to nobody who wants none.
    """
    out = {
        Way.SMS: to.phone in facts.muted[Inlet.SMS], Way.MAIL: to.mail in facts.muted[Inlet.MAIL],
        Way.WECHAT: to.wechat in facts.muted[Inlet.WECHAT],
    }  # fmt: skip
    return any(out.values()) if purpose in UNASKED_FOR else out.get(way, False)


def facts_for(plans: Sequence[Plan], ats: Sequence[datetime]) -> Facts:
    """What is to be known to judge these plans, put at these moments."""
    return Facts.of(
        [one.whom.recipient for one in plans], persons={one.person_index for one in plans},
        moments=(min(ats), max(ats)), subjects={counted_of(one) for one in plans},
    )  # fmt: skip


def counted_of(plan: Plan) -> tuple[Ref, int]:
    """Against what touches are counted: the file where there is one, else what was served; and the round."""
    return (plan.case.ref if plan.case else plan.subject), plan.round


def counted_by(ask: Ask) -> Ref:
    """The same of a question."""
    return Ref("casework.case", ask.case_id) if ask.case_id else ask.subject


def called_today(*, persons: Collection[str], at: datetime) -> set[str]:
    """Those of these who were rung up on that Chinese day already."""
    begin = clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Touch.objects.filter(person_index__in=list(persons), way=Way.PHONE, at__gte=begin)
    return set(rows.filter(at__lt=begin + timedelta(days=1)).order_by().values_list("person_index", flat=True))


# --- once more, when it is about to go out


@dataclass(frozen=True, kw_only=True)
class Again:
    """The same facts at the moment of sending. `recent`: the questions of this month by which each person was truly touched."""

    facts: Facts
    touches: Counter[tuple[str, int]]
    recent: dict[str, set[int]]

    def count(self, ask: Ask) -> None:
        """One more goes out in this batch."""
        self.touches[(str(counted_by(ask)), ask.round)] += 1
        if ask.purpose in UNASKED_FOR:
            self.recent.setdefault(ask.person_index, set()).add(ask.pk)


def facts_again(asks: Sequence[Ask], tos: Mapping[int, To]) -> Again:
    """What is to be known to judge questions that are about to go out."""
    now = clock.now()
    subjects = {(counted_by(one), one.round) for one in asks}
    facts = Facts.of([tos[one.pk].recipient for one in asks], persons=(), moments=(now, now), subjects=subjects)
    touched = Touch.objects.filter(
        person_index__in={one.person_index for one in asks}, at__gt=now - tables.MONTH, ask__purpose__in=UNASKED_FOR
    )
    recent: dict[str, set[int]] = {}
    for person, ask in touched.order_by().values_list("person_index", "ask_id"):
        recent.setdefault(person, set()).add(ask)
    return Again(facts=facts, touches=Counter(facts.touches), recent=recent)


def spared_again(ask: Ask, to: To, again: Again, *, is_reminder: bool = False) -> Spare | None:
    """Why it must not go out after all; None: it may."""
    kinds = again.facts.cautions.get(_name(to.recipient), frozenset())
    if kinds:
        return Spare.UNSAFE if CautionKind.UNSAFE in kinds else Spare.UNFIT
    if ask.way and _wants_none(to.recipient, Way(ask.way), Purpose(ask.purpose), again.facts):
        return Spare.OPTED_OUT
    if again.touches[(str(counted_by(ask)), ask.round)] >= tables.touches_a_round():
        return Spare.LIMIT
    others = again.recent.get(ask.person_index, set()) - {ask.pk}
    is_full = ask.purpose in UNASKED_FOR and len(others) >= tables.asks_a_month()
    return Spare.LIMIT if is_full and not is_reminder else None
