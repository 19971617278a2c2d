"""What files leave of their words: who said it first is known at registration, and nothing is left of what is kept secret."""

import pytest

from tests.city import NOISE, officer, registered
from yiwang.cases.prints import commands, queries
from yiwang.cases.prints.models import Due, Likeness, Print, Reading
from yiwang.cases.prints.states import How, Standing
from yiwang.cases.secrecy import commands as secrecy
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Target
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
HOUSE = Actor.job("prints.compare")
OTHER = "孩子下学期转学到云州实验小学，户口还在外地，想问迁户口要带哪些材料，要不要先办居住证，多久能办好。"
NEAR = f"{NOISE}已经连着三天了。"


def said(text: str, **told):
    return registered(told={"content": text, **told})


def compared() -> None:
    while commands.compare(by=HOUSE, limit=50):
        continue


def test_who_said_it_first_is_known_at_registration():
    first, again, near, other = said(NOISE), said(f"  {NOISE}！"), said(NEAR), said(OTHER, category="household.move")
    rows = Print.objects.in_bulk()
    assert [rows[one.pk].repeats_id for one in (first, again, near, other)] == [None, first.pk, first.pk, None]
    assert rows[again.pk].likeness == 100 and 50 <= rows[near.pk].likeness < 100
    assert [(hit.case_id, hit.how) for hit in queries.found_at_intake(case_id=again.pk)] == [(first.pk, How.EXACT)]
    assert queries.repeating(case_ids=[first.pk, other.pk]) == [again.pk, near.pk]
    assert queries.groups(cases=[first.pk, again.pk, near.pk, other.pk]) == [[first.pk, again.pk, near.pk]]


def test_a_text_that_says_nothing_leaves_nothing():
    said("谢谢")
    assert not Print.objects.exists() and not Due.objects.exists()


def test_likenesses_are_put_on_record_once():
    first, again = said(NOISE), said(NOISE)
    compared()
    facts = [fact.code for fact in record.history(subject=again.case.ref)]
    row = Likeness.objects.get()
    assert (row.a_id, row.b_id, row.score, row.how, row.state) == (first.pk, again.pk, 100, "exact", "found")
    assert facts.count("prints.likeness.found") == 1 and Reading.objects.count() == 2 and not Due.objects.exists()
    Due.objects.create(case_id=again.pk)  # the job ran, and its note came back
    compared()
    assert Likeness.objects.count() == 1 and [f.code for f in record.history(subject=again.case.ref)] == facts
    assert record.verify().ok


def test_what_is_kept_secret_leaves_nothing_and_its_heirs_repeat_each_other():
    first, second, third = said(NOISE), said(NOISE), said(NEAR)
    compared()
    secrecy.raise_grade(by=officer("ye.qingwen"), case_id=first.pk, grade="informant", reason="要求保密")
    assert not any(model.objects.filter(pk=first.pk).exists() for model in (Print, Reading))
    assert not Likeness.objects.filter(a=first.pk).exists()
    assert Print.objects.get(pk=second.pk).repeats_id is None
    assert Print.objects.get(pk=third.pk).repeats_id == second.pk
    assert queries.said([first.pk, second.pk]).keys() == {second.pk}
    sealed = said("派出所民警李勇收了我五千块钱，说不给就不办，我有转账记录和录音，请严查这个民警。", type="report")
    assert sealed.case.is_kept_secret and not Print.objects.filter(pk=sealed.pk).exists()


def test_what_is_erased_leaves_nothing():
    first, second = said(NOISE), said(NOISE)
    compared()
    target = Target(subjects=frozenset({first.case.ref}))
    assert commands.PRINTS.of and commands.READINGS.of
    for keeper in (commands.PRINTS, commands.READINGS):
        keys = tuple(keeper.of(target).values_list("pk", flat=True))
        assert keeper.clear(Clearing(by=HOUSE, keys=keys, order="销〔2026〕1号", ground="到期")) in (
            {"prints.Print": 1},
            {"prints.Reading": len(keys)},
        )
    assert Print.objects.get().pk == Reading.objects.get().pk == second.pk and not Likeness.objects.exists()


def test_a_person_says_whether_they_are_one_matter():
    first, again = said(NOISE), said(NOISE)
    compared()
    desk = officer("ye.qingwen")
    reach = organisation.reach(by=desk)
    (found,) = queries.alike(case_id=again.pk, reach=reach)
    assert (found.case.pk, found.score, found.is_earlier) == (first.pk, 100, True)
    row = commands.confirm(by=desk, case_id=first.pk, other_id=again.pk)
    assert (row.state, row.decided_by_id) == (Standing.CONFIRMED, desk.officer_id)
    facts = len(record.history(subject=again.case.ref))
    commands.confirm(by=desk, case_id=again.pk, other_id=first.pk)
    assert len(record.history(subject=again.case.ref)) == facts, "said twice it is said once"
    commands.dismiss(by=desk, case_id=again.pk, other_id=first.pk)
    assert queries.alike(case_id=again.pk, reach=reach) == [] and queries.found_at_intake(case_id=again.pk) == []
    assert queries.groups(cases=[first.pk, again.pk]) == [] and queries.repeating(case_ids=[first.pk]) == []


def test_two_that_the_house_did_not_find_may_be_put_together_and_only_in_sight():
    one, other = said(NOISE), said(OTHER, category="household.move")
    row = commands.confirm(by=officer("ye.qingwen"), case_id=other.pk, other_id=one.pk)
    assert (row.a_id, row.b_id, row.how) == (one.pk, other.pk, "rephrased")
    with pytest.raises(Invalid):
        commands.confirm(by=officer("ye.qingwen"), case_id=one.pk, other_id=one.pk)
    with pytest.raises(Refused):
        commands.confirm(by=officer("gu.ningxin"), case_id=one.pk, other_id=other.pk)
    secrecy.raise_grade(by=officer("ye.qingwen"), case_id=one.pk, grade="informant", reason="要求保密")
    with pytest.raises(Missing):
        commands.dismiss(by=officer("ye.qingwen"), case_id=one.pk, other_id=other.pk)


FIRST = "云州区青禾花园二期楼下的烧烤摊每天营业到凌晨两点，油烟直接飘进三栋住户家里，请派人管一管。"
RETOLD = "我住青禾花园二期三栋，楼下烧烤摊天天摆到凌晨，油烟呛得没法开窗，孩子睡不着，怎么没人管烧烤摊？"
ELSEWHERE = "云州区金桂花园楼下的便利店每天营业到凌晨两点，搬货声音很大，请派人管一管。"


def test_the_same_matter_in_other_words_is_found_by_the_job():
    first, elsewhere, retold = said(FIRST), said(ELSEWHERE), said(RETOLD)
    assert Print.objects.get(pk=retold.pk).repeats_id is None
    compared()
    row = Likeness.objects.get(b=retold.pk)
    assert (row.a_id, row.how) == (first.pk, "rephrased") and row.score >= 70
    assert queries.found_at_intake(case_id=retold.pk) == [], "proposed to people alone"
    commands.dismiss(by=officer("ye.qingwen"), case_id=retold.pk, other_id=first.pk)
    Due.objects.create(case_id=retold.pk)
    compared()
    assert Likeness.objects.get(b=retold.pk).state == "dismissed", "it is not proposed again"
    assert not Likeness.objects.filter(a=elsewhere.pk).exists()


def test_files_from_before_leave_theirs_afterwards():
    first, second = said(FIRST), said(OTHER, category="household.move")
    compared()
    commands.forget(by=HOUSE, case_ids=[first.pk, second.pk])
    secrecy.raise_grade(by=officer("ye.qingwen"), case_id=second.pk, grade="informant", reason="要求保密")
    for _ in range(2):
        last = commands.fill(by=HOUSE, after=0, limit=500, read_since=first.case.registered_at)
        assert last >= second.pk and commands.fill(by=HOUSE, after=last, limit=500, read_since=clock.now()) == 0
        assert Print.objects.get().pk == Due.objects.get().case_id == first.pk
    compared()
    assert Reading.objects.get().pk == first.pk
