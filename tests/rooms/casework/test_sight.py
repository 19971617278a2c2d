"""Who sees which file: the short condition of `Sight` against the rule in plain words, for every role, scope and kind of file."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.city import officer
from yiwang.cases.casework import queries
from yiwang.cases.casework.models import (
    DESK,
    DUTY,
    EVERY_LINE,
    HEADS,
    OVERSEERS,
    OWN_UNIT,
    SEALED_READERS,
    Case,
    SearchText,
)
from yiwang.cases.casework.queries import searching
from yiwang.cases.casework.queries.statements import rows_of
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Post, Unit
from yiwang.ground.organisation.queries import is_within
from yiwang.ground.organisation.states import OFFICE_ROLES, PostState, Role
from yiwang.kit import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
PLACES = [
    ("yz.jc.gq", "yz.jc.gq", ["*"]), ("yz.jc", "yz.jc", ["*"]), ("yz", "yz", ["*"]), ("yz.service", "yz", ["service_centre"]),
    ("yz.traffic", "yz", ["traffic"]), ("yz.sp", "yz.jc", ["*"]),
]  # fmt: skip
UNITS = ["", "yz", "yz.jc", "yz.jc.gq", "yz.jc.wj", "yz.sp", "yz.traffic"]


def plainly(grants, case):
    """mission 5.7 in words: not one query, not one index."""
    unit, above = (one.code if one else "" for one in (case.unit, case.supervising_unit))
    if set(case.excluded_units) & {grant.unit for grant in grants}:
        return False
    if case.confidentiality == "sealed":
        return any(grant.roles & SEALED_READERS and grant.unit == unit for grant in grants)
    return any(
        (grant.roles & OWN_UNIT and unit == grant.unit)
        or (grant.roles & HEADS and ((unit and is_within(unit, grant.unit)) or above == grant.unit))
        or (
            grant.roles & OVERSEERS
            and (
                (unit and is_within(unit, grant.scope) and (grant.lines & EVERY_LINE or case.line in grant.lines))
                or above == grant.unit
            )
        )
        or (grant.roles & DUTY and case.priority == "urgent" and (not unit or is_within(unit, grant.scope)))
        or (grant.roles & DESK and (not unit or is_within(unit, grant.scope)))
        for grant in grants
    )


@pytest.fixture
def files():
    """One of every kind: by unit, copy, line, urgency, secrecy and whom it is kept from."""
    keys = dict(Unit.objects.values_list("code", "pk"))
    kinds = product(
        UNITS, ["", "yz.jc", "yz.sp"], ["traffic", "household"], ["normal", "urgent"], ["normal", "sealed"], [0, 1]
    )
    made = [
        Case(
            number=f"T{place}", kind="appeal", title="t", state="handling", channel="web", registered_at=clock.now(),
            unit_id=keys.get(unit), supervising_unit_id=keys.get(above), line=line, priority=priority,
            confidentiality=secrecy, excluded_units=["yz.jc.gq"] if kept else [],
        )
        for place, (unit, above, line, priority, secrecy, kept) in enumerate(kinds)
    ]  # fmt: skip
    Case.objects.bulk_create(made)
    found = Case.objects.select_related("unit", "supervising_unit").filter(number__startswith="T")
    return list(found.order_by("pk"))


def given(actor, *posts):
    Post.objects.filter(officer_id=actor.officer_id).delete()
    keys = dict(Unit.objects.values_list("code", "pk"))
    for roles, (unit, scope, lines) in posts:
        Post.objects.create(
            officer_id=actor.officer_id, unit_id=keys[unit], scope_id=keys[scope], title="t", roles=roles, lines=lines,
            office="cases", state=PostState.ACTIVE,
        )  # fmt: skip
    return organisation.reach(by=actor)


def test_the_short_rule_says_what_the_plain_one_says(files):
    actor, tried, numbers = officer("yang.mo"), 0, {case.pk: case.number for case in files}
    held = [([role], place) for role in Role if role not in OFFICE_ROLES for place in PLACES]
    pairs = [(one, held[(7 * at + 3) % len(held)]) for at, one in enumerate(held)]
    for posts in [*((one,) for one in held), *pairs]:
        reach = given(actor, *posts)
        seen = set(Case.objects.visible_to(reach).filter(number__startswith="T").values_list("number", flat=True))
        assert seen == {case.number for case in files if plainly(reach.grants, case)}, posts
        parts = searching._in_order(Case.objects.filter(number__startswith="T").parts_visible_to(reach))
        read = [numbers[key] for statement, values in parts for key, _ in rows_of(statement, values)]
        assert sorted(read) == sorted(seen), f"in parts, none twice: {posts}"
        tried += len(seen)
    assert tried > 1000, "something was seen at all"


def indexed(files, word):
    for case in files:
        own = queries.marks(unit=case.unit_id, above=case.supervising_unit_id, at=case.registered_at)
        tokens = [*word, *own] if case.confidentiality != "sealed" else []
        SearchText.objects.create(case=case, registered_at=case.registered_at, tokens=tokens)


def test_the_index_gives_what_is_seen_and_nothing_else(files, monkeypatch):
    """By the marks of few units at once, and by months: no rule of sight is lost, and no file."""
    now, word = clock.now(), queries.tokens("骡马")
    for place, case in enumerate(files):
        case.registered_at = now - timedelta(days=19 * place)
    Case.objects.bulk_update(files, ["registered_at"])
    indexed(files, word)
    monkeypatch.setattr(searching, "WALK", 0)
    actor, narrow, tried = officer("yang.mo"), 0, 0
    held = [([role], place) for role in Role if role not in OFFICE_ROLES for place in PLACES]
    for at, post in enumerate(held):
        reach = given(actor, post, *([held[(7 * at + 3) % len(held)]] if at % 2 else []))
        narrow += searching.marks_of(reach) is not None
        wanted = [case.pk for case in files if case.confidentiality != "sealed" and plainly(reach.grants, case)]
        for limit in (600, 8):
            monkeypatch.setattr(searching, "LOOK", limit)
            found = searching.having(
                cases=Case.objects.all(), within=Case.objects.none(), reach=reach, tokens=word, before=None, size=400
            )
            assert (found.keys, found.seen_to) == (wanted, None), (post, limit)
            tried += len(wanted)
    assert tried > 1000 and 10 < narrow < len(held)


def test_a_look_that_grows_too_long_ends_with_a_month_and_goes_on_there(files, monkeypatch):
    now, word = clock.now(), queries.tokens("骡马")
    for place, case in enumerate(files):
        case.registered_at = now - timedelta(days=place)
    Case.objects.bulk_update(files, ["registered_at"])
    indexed(files, word)
    for name, value in (("WALK", 0), ("LOOK", 40), ("SPARSE", 0), ("LOOK_ON", 70)):
        monkeypatch.setattr(searching, name, value)
    reach, seen, before, pages = organisation.reach(by=officer("ye.qingwen")), [], None, 0
    while pages < 60 and (pages == 0 or before):
        found = searching.having(
            cases=Case.objects.all(), within=Case.objects.all(), reach=reach, tokens=word, before=before, size=400
        )
        seen, before, pages = seen + found.keys, found.seen_to, pages + 1
    plain = [case.pk for case in files if case.confidentiality != "sealed" and plainly(reach.grants, case)]
    assert seen == plain and pages > 1


def test_one_unit_is_asked_for_by_equality_and_the_city_by_nothing(files):
    for code, wanted in (("yang.mo", '"unit_id" = '), ("ye.qingwen", "NOT ")):
        said = str(Case.objects.visible_to(organisation.reach(by=officer(code))).query)
        assert wanted in said and "JOIN" not in said and "LIKE" not in said
    with CaptureQueriesContext(connection) as asked:
        list(Case.objects.visible_to(organisation.reach(by=officer("wei.rong")))[:1])
    assert " IN (" not in asked[-1]["sql"]
