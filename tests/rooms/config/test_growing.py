"""A grown city is one that the commands could have left: it verifies, its pages open, its constraints stand."""

import re
from collections import Counter
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests import city as demo_city
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case
from yiwang.cases.secrecy import queries as secrecy
from yiwang.config.growing import batches, run, words
from yiwang.config.growing.lives import Life, Step
from yiwang.config.growing.phrases import BANDS
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.models import Clock
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.people.models import Applicant
from yiwang.ground.record import queries as record
from yiwang.ground.record.models import Event
from yiwang.kit.copying import laid_aside, lay_aside, put_back

pytestmark = pytest.mark.django_db


def grow(count, *, forced=False):
    told = []
    run.grow(
        appeals=count, seed=7, workers=0, forced=forced, watch=run.Watch(said=told.append, counted=told.append)
    )  # fmt: skip
    return told


def plain(made):
    """Without the casts that PostgreSQL spells otherwise when its own words are read back."""
    return re.sub(r"::(character varying|text)|\[\]|[()]", "", made)


def structure():
    with connection.cursor() as cursor:
        tables = [f'"{model._meta.db_table}"' for model in batches.TABLES]
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint"
            " WHERE conrelid = ANY(%s::regclass[]) ORDER BY 1",
            [tables],
        )
        constraints = cursor.fetchall()
        cursor.execute(
            "SELECT pg_get_indexdef(indexrelid), indisvalid FROM pg_index WHERE indrelid = ANY(%s::regclass[]) ORDER BY 1",
            [tables],
        )
        return set(constraints), {(plain(made), is_valid) for made, is_valid in cursor.fetchall()}


def test_a_grown_city_holds(city, django_assert_max_num_queries):
    grow(300)
    assert Case.objects.filter(intake_key__startswith="grown:").count() == 300
    report = record.verify()
    assert report.ok, report.problems
    assert report.unsealed <= Event.objects.exclude(subject_kind__in=["casework.case", "people.applicant"]).count()
    assert clocks.verify() == []
    assert all(is_valid for _, _, is_valid in structure()[0])
    kept = Case.objects.filter(confidentiality__in=["sealed", "informant"]).select_related("appeal", "seal")
    assert kept and all(case.seal.number and case.appeal.sealed_content for case in kept), "secret files are graded"
    assert not any(case.appeal.content for case in kept if case.confidentiality == "sealed")
    confirmed = kept.filter(confidentiality="informant", unit__isnull=False)
    assert all(secrecy.is_redacted(case_id=case.pk) for case in confirmed), "nobody got one that no person had read"
    states = Counter(Case.objects.values_list("state", flat=True))
    assert states["closed"] > 250
    assert states["closed"] < 300
    assert {"replied"} <= set(states)


def test_a_page_of_a_grown_file_tells_its_whole_story(city):
    grow(120)
    case = Case.objects.filter(state="closed", round=2, confidentiality="normal", officer__isnull=False).first()
    assert case
    client = Client()
    client.force_login(case.officer.account, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("workbench:case", args=[case.number]))
    assert answer.status_code == 200
    page = answer.content.decode()
    for contact in case.contacts.all():
        assert contact.note in page
    for reply in case.appeal.replies.all():
        assert reply.text[:20] in page
    assert case.appeal.disputes.get().reason in page
    assert len(record.history(subject=case.ref)) == Event.objects.filter(subject_id=str(case.pk)).exclude(
        subject_kind="people.applicant"
    ).count()  # fmt: skip
    person = Applicant.objects.exclude(phone_index="").first()
    assert person.phone.startswith("154")


def shape(appeal):
    """What the steps of a file leave, without its own words and times."""
    case = appeal.case
    runs = Clock.objects.filter(subject_kind="casework.case", subject_id=str(case.pk)).order_by("kind", "round")
    facts = Event.objects.filter(subject_kind="casework.case", subject_id=str(case.pk), code__startswith="appeals.")
    set_at = [
        name
        for name in ("pushed_at", "signed_at", "replied_at", "closed_at", "due_at", "amber_at")
        if getattr(case, name)
    ]
    return {
        "state": case.state,
        "version": case.version,
        "set": set_at,
        "clocks": [(run.kind, run.round, run.state, run.limit) for run in runs],
        "facts": [(fact.code, sorted(fact.payload)) for fact in facts.order_by("seq")],
        "replies": [(reply.state, bool(reply.decided_by_id), reply.round) for reply in appeal.replies.all()],
        "is_read": bool(appeal.read_at),
        "window": appeal.dispute_until - case.replied_at,
    }


def test_it_is_as_the_commands_leave_it(city):
    """An answered noise complaint, once by the moves and once grown: the same clocks, facts and columns."""
    by_hand = demo_city.appeal_at(State.REPLIED)
    grower = batches.Grower(run._plan(1, 7), sealing=False)
    topic = next(topic for topic in grower.city.topics._things if topic.leaf.code == by_hand.category)
    at = int(grower.plan.last.timestamp()) - 3600
    steps = [
        ("push", {}),
        ("sign", {}),
        ("contact", {"kind": "call", "reached": True}),
        ("submit", {}),
        ("approve", {}),
    ]
    life = Life(
        number=0, registered=at, ordered=None, channel="web", topic=topic, area=by_hand.area_code, place="柳巷口", matter="音箱",
        route=grower.city.route(topic, by_hand.area_code), type="complaint", by_operator=False,
        steps=[Step(at + 60 * n, what, said) for n, (what, said) in enumerate(steps, 1)],
    )  # fmt: skip
    grower._write([life], Random(7))
    grown = Appeal.objects.select_related("case").get(case__intake_key="grown:1:0")
    assert shape(grown) == shape(by_hand)
    assert (grown.case.unit, grown.case.officer) == (by_hand.case.unit, by_hand.case.officer)


def test_a_growth_cut_off_goes_on_and_a_second_changes_nothing(city, monkeypatch):
    monkeypatch.setattr(batches, "SIZE", 40)
    batches.Grower(run._plan(90, 7), sealing=True).grow(40, 80)
    assert sum(one for one in grow(90) if isinstance(one, int)) == 50
    assert Case.objects.filter(intake_key__startswith="grown:").count() == 90
    assert grow(90) == []
    with pytest.raises(run.CannotGrow, match="别的件数"):
        grow(91)


def test_other_peoples_files_are_not_mixed_with(city):
    demo_city.registered()
    with pytest.raises(run.CannotGrow, match="yes-i-know"):
        grow(5)
    grow(5, forced=True)
    assert Case.objects.filter(intake_key__startswith="grown:").count() == 5


def test_without_a_city_nothing_grows():
    with pytest.raises(run.CannotGrow, match="setup"):
        grow(5)


def test_what_is_laid_aside_is_put_back_and_proved(city):
    before = structure()
    assert lay_aside(batches.TABLES, note="one") > 40
    assert laid_aside() == "one"
    assert len(structure()[1]) < len(before[1]) / 2
    batches.Grower(run._plan(20, 7), sealing=False).grow(0, 20)
    put_back()
    assert laid_aside() is None
    assert structure() == before


def test_a_broken_key_is_found_when_it_is_put_back(city):
    lay_aside(batches.TABLES, note="one")
    batches.Grower(run._plan(4, 7), sealing=False).grow(0, 4)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_case SET officer_id = 0 WHERE id = (SELECT max(id) FROM casework_case)")
    with pytest.raises(Exception, match="officer_id"):
        put_back()


def test_planted_words_are_as_frequent_as_they_say():
    writer, count = words.Writer(count=20_000, seed=3), 20_000
    texts = [writer.write(i, Random(i), place="柳巷口", matter="夜里打桩").content for i in range(count)]
    for word in BANDS["third"]:
        assert sum(word in text for text in texts) > 0.3 * count
    for band, share in (("percent", 0.03), ("mille", 0.003), ("rare", 0.0001)):
        for word in BANDS[band]:
            assert sum(word in text for text in texts) == pytest.approx(share * count, rel=0.1, abs=1)
    for word in BANDS["single"]:
        assert 1 <= sum(word in text for text in texts) <= 5


def test_the_same_seed_tells_the_same_stories(city):
    def told(seed):
        grower = batches.Grower(batches.Plan(30, seed, run._plan(30, 1).first, run._plan(30, 1).last), sealing=False)
        return [
            (life.registered, life.channel, life.matter, len(life.steps)) for life in grower._lives(0, 30, Random(seed))
        ]

    assert told(1) == told(1)
    assert told(1) != told(2)


def test_every_unit_that_serves_has_somebody_to_answer(city):
    """No file stands with an approver who wrote the answer."""
    grow(100)
    for reply in Appeal.objects.get(pk=Appeal.objects.filter(replies__state="approved").first().pk).replies.all():
        assert reply.decided_by_id != reply.drafted_by_id
    assert appeals.categories()
    assert organisation.units()
