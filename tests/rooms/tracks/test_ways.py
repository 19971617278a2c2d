"""Each law's way from the day it came in to its end, by its own clocks and papers; and back to an appeal."""

from datetime import timedelta

import pytest
import time_machine

from tests.city import CITIZEN, appeal_at, officer, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.states import State
from yiwang.cases.tracks import commands, jobs
from yiwang.cases.tracks import queries as tracks
from yiwang.cases.tracks.commands import Served
from yiwang.cases.tracks.models import Deed, Matter, Step
from yiwang.cases.tracks.states import KINDS_OF, DeedKind, MatterKind
from yiwang.ground.clocks import commands as sweeping
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.keeping import commands as keeping
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError, Invalid, Missing, Refused

pytestmark = pytest.mark.usefixtures("city")
BY_HAND = Served(how="in_person", receiver="本人")
SOME = "依据如下：事实、理由和法律依据。"


@pytest.fixture
def desk():
    return officer("ye.qingwen")


@pytest.fixture
def head():
    """Of the station 鼓前, to which every matter here is given."""
    return officer("xiang.dong")


@pytest.fixture
def above():
    """Another one in charge, of the county above."""
    return officer("zhai.gang")


def put(desk, track, kind="", unit="yz.jc.gq"):
    appeal = appeal_at(State.HANDLING)
    appeals.put_on_track(by=desk, case_id=appeal.pk, track=track, kind=kind, reason="法律另有规定", unit_code=unit)
    return appeal.pk


def case_of(key):
    return queries.get_by_id(case_id=key).case


def now_of(key):
    return Matter.objects.get(case_id=key)


def served(key, by, kind):
    made = commands.issue(by=by, case_id=key, kind=kind)
    return commands.serve(by=by, case_id=key, deed_id=made.pk, served=BY_HAND)


def codes(key):
    return [entry.code for entry in record.history(subject=case_of(key).ref) if entry.code.startswith("tracks.")]


def test_on_a_track_nothing_of_an_appeal_runs(desk, head):
    key = put(desk, "petition")
    case, matter = case_of(key), now_of(key)
    assert (case.state, case.track, case.due_at, case.unit.code) == ("on_track", "petition", None, "yz.jc.gq")
    assert {view.stopped_at is not None for view in clocks.clocks_of(subjects=[case.ref])[case.ref].values()} == {True}
    assert (matter.kind, matter.state, matter.clock) == ("petition", "proposed", "accept")
    assert matter.reason == "法律另有规定" and matter.received_at == case.registered_at
    for refused in (
        lambda: appeals.submit_reply(by=head, case_id=key, text="已办", outcome="resolved"),
        lambda: appeals.dispute(by=CITIZEN, case_id=key, reason="没有解决"),
        lambda: appeals.close(by=desk, case_id=key),
        lambda: appeals.end_by_law(by=head, case_id=key),
    ):
        with pytest.raises(HouseError):
            refused()
    assert case_of(key).version == case.version
    before = len(record.history(subject=case.ref))
    appeals.put_on_track(by=desk, case_id=key, track="petition", reason="再点一次")
    assert len(record.history(subject=case.ref)) == before


def test_petition_through_three_instances(desk, head, above):
    key = put(desk, "petition")
    commands.accept(by=head, case_id=key)
    commands.accept(by=head, case_id=key)
    accepted = commands.issue(by=head, case_id=key, kind=DeedKind.PETITION_ACCEPTED)
    again = commands.issue(by=head, case_id=key, kind=DeedKind.PETITION_ACCEPTED)
    assert accepted.pk == again.pk and accepted.number.endswith("号") and "信受告〔" in accepted.number
    assert accepted.file.mime == "application/pdf" and accepted.file.size > 10_000
    commands.deliver(by=head, case_id=key, deed_id=accepted.pk, served=BY_HAND)
    with pytest.raises(Invalid):
        commands.extend(by=head, case_id=key, days=31, words="情况复杂")
    commands.extend(by=head, case_id=key, days=30, words="情况复杂")
    with pytest.raises(HouseError):
        commands.extend(by=head, case_id=key, days=5, words="再延")
    commands.suspend(by=head, case_id=key, ground="hearing", words="举行听证")
    assert (now_of(key).state, now_of(key).due_at) == ("suspended", None)
    commands.resume(by=head, case_id=key)
    with pytest.raises(Refused):
        commands.issue(by=head, case_id=key, kind=DeedKind.PETITION_OPINION)  # before there is one
    commands.decide(by=head, case_id=key, outcome="unsupported", words=SOME)
    served(key, head, DeedKind.PETITION_OPINION)
    assert (now_of(key).state, now_of(key).clock) == ("served", "review_request")
    commands.ask_review(by=CITIZEN, case_id=key, words="不服")
    assert (now_of(key).level, now_of(key).clock, now_of(key).outcome) == (2, "review", "")
    with pytest.raises(Refused):
        commands.decide_review(by=head, case_id=key, outcome="upheld", words=SOME)  # who decided before
    commands.decide_review(by=above, case_id=key, outcome="upheld", words=SOME)
    served(key, head, DeedKind.PETITION_REVIEW)
    commands.ask_review(by=desk, case_id=key, words="还是不服")
    assert now_of(key).clock == "recheck"
    assert (now_of(key).level, now_of(key).state) == (3, "reviewing")
    assert codes(key)[:3] == ["tracks.matter.begun", "tracks.matter.accepted", "tracks.deed.issued"]
    assert clocks.verify() == []


def test_a_petition_nobody_appeals_against_ends_by_itself(desk, head):
    key = put(desk, "petition")
    commands.accept(by=head, case_id=key)
    commands.decide(by=head, case_id=key, outcome="supported", words=SOME)
    served(key, head, DeedKind.PETITION_OPINION)
    jobs.lapse(0)
    assert now_of(key).state == "served"
    with time_machine.travel(now_of(key).due_at + timedelta(days=1), tick=False):
        with pytest.raises(Refused):
            commands.ask_review(by=CITIZEN, case_id=key, words="不服")
        for _ in range(2):
            jobs.lapse(0)
    case = case_of(key)
    assert (now_of(key).state, case.state, bool(case.closed_at), case.replied_at) == (
        "ended",
        "ended_by_law",
        True,
        None,
    )
    assert case.appeal.outcome == "" and codes(key).count("tracks.matter.ended") == 1
    assert not any(
        view.stopped_at is None for view in clocks.clocks_of(subjects=[now_of(key).ref])[now_of(key).ref].values()
    )
    assert record.verify().problems == []


def test_crime_is_filed_or_not_and_may_be_contested(desk, head, above):
    key = put(desk, "crime")
    assert now_of(key).clock == "handle"
    commands.accept(by=head, case_id=key)
    commands.hand_over(by=head, case_id=key, system="警综平台", number="A3301062026110001")
    receipt = commands.issue(by=head, case_id=key, kind=DeedKind.REPORT_RECEIPT)
    assert "受案〔" in receipt.number
    due = now_of(key).due_at
    commands.extend(by=head, case_id=key, stage="verify", words="线索需要查证")
    commands.extend(by=head, case_id=key, stage="major", words="重大复杂")
    assert now_of(key).due_at > due + timedelta(days=20)
    with pytest.raises(Invalid):
        commands.extend(by=head, case_id=key, days=3, words="延几天")
    with pytest.raises(Invalid):
        commands.decide(by=head, case_id=key, outcome="supported", words=SOME)
    commands.decide(by=head, case_id=key, outcome="not_filed", words=SOME)
    assert now_of(key).clock == "serve"
    with pytest.raises(Refused):
        commands.issue(by=head, case_id=key, kind=DeedKind.CASE_FILED)
    served(key, head, DeedKind.CASE_NOT_FILED)
    assert now_of(key).clock == "review_request"
    said = Deed.objects.get(matter__case_id=key, kind=DeedKind.CASE_NOT_FILED).paper
    assert "7日内" in said and "刑事复议" in said and "立案监督" in said
    commands.ask_review(by=CITIZEN, case_id=key, words="有录像")
    commands.extend(by=above, case_id=key, days=30, words="案情复杂")
    commands.decide_review(by=above, case_id=key, outcome="revoked", words=SOME)
    served(key, head, DeedKind.CRIME_REVIEW)
    assert (now_of(key).state, case_of(key).state) == ("ended", "ended_by_law")  # against 撤销 nobody asks further
    with pytest.raises(Refused):
        commands.withdraw(by=head, case_id=put(desk, "crime"), words="不告了")  # a crime is not withdrawn


def test_filed_ends_with_its_paper_and_offence_goes_its_way(desk, head):
    key = put(desk, "crime")
    commands.accept(by=head, case_id=key)
    commands.decide(by=head, case_id=key, outcome="filed", words=SOME)
    assert now_of(key).clock == ""
    served(key, head, DeedKind.CASE_FILED)
    assert case_of(key).state == "ended_by_law"
    other = put(desk, "crime", "offence")
    assert now_of(other).clock == "accept"
    commands.accept(by=head, case_id=other)
    assert now_of(other).clock == "handle"
    commands.suspend(by=head, case_id=other, ground="expert", words="伤情鉴定")
    commands.resume(by=head, case_id=other)
    commands.extend(by=head, case_id=other, days=30, words="复杂")
    commands.decide(by=head, case_id=other, outcome="mediated", words=SOME)
    served(other, head, DeedKind.OFFENCE_RESULT)
    assert (now_of(other).state, now_of(other).outcome) == ("ended", "mediated")


def test_disclosure_counts_anew_after_a_correction_and_not_while_a_third_party_is_asked(desk, head):
    key = put(desk, "disclosure")
    commands.ask_correction(by=head, case_id=key, words="请写明文件名称")
    assert (now_of(key).state, now_of(key).clock) == ("correcting", "correction_wait")
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        commands.correct(by=head, case_id=key, words="补了名称")
        assert (now_of(key).clock, now_of(key).received_at) == ("handle", clock.now())
        with pytest.raises(Refused):
            commands.ask_correction(by=head, case_id=key, words="还缺")  # once only
        commands.accept(by=head, case_id=key)
        commands.suspend(by=head, case_id=key, ground="third_party", words="涉及商业秘密")
        assert now_of(key).clock == "third_party"
        with pytest.raises(Refused):
            commands.decide(by=head, case_id=key, outcome="open", words=SOME)
    silent = now_of(key).due_at + timedelta(days=1)
    with time_machine.travel(silent, tick=False):
        for _ in range(2):
            jobs.lapse(0)
        assert (now_of(key).state, now_of(key).clock) == ("accepted", "handle")
        assert now_of(key).due_at > silent + timedelta(days=20)
        commands.decide(by=head, case_id=key, outcome="partly_open", words=SOME)
        served(key, head, DeedKind.DISCLOSURE_ANSWER)
    assert case_of(key).state == "ended_by_law"
    left = put(desk, "disclosure")
    commands.ask_correction(by=head, case_id=left, words="请写明")
    with time_machine.travel(now_of(left).due_at + timedelta(days=1), tick=False):
        jobs.lapse(0)
    assert (now_of(left).state, now_of(left).outcome) == ("ended", "abandoned")


def test_review_is_passed_on_and_compensation_decided(desk, head, above):
    key = put(desk, "review")
    assert now_of(key).kind == "reconsideration"
    commands.transfer(by=head, case_id=key, body="云州市人民政府", words="复议机关是市政府", system="复议平台")
    commands.hand_over(by=head, case_id=key, system="复议平台", number="云府复〔2026〕18号")
    commands.issue(by=head, case_id=key, kind=DeedKind.REVIEW_TRANSFERRED)
    commands.end(by=head, case_id=key)
    assert (now_of(key).outcome, case_of(key).state) == ("transferred", "ended_by_law")
    other = put(desk, "review", "compensation")
    commands.accept(by=head, case_id=other)
    commands.decide(by=head, case_id=other, outcome="not_paid", words=SOME)
    assert now_of(other).clock == "serve"
    served(other, head, DeedKind.COMPENSATION_DECISION)
    commands.ask_review(by=CITIZEN, case_id=other, words="不服")
    assert now_of(other).clock == "review"
    commands.decide_review(by=above, case_id=other, outcome="changed", words=SOME)
    served(other, head, DeedKind.COMPENSATION_REVIEW)
    assert now_of(other).state == "ended"


def test_discipline_is_sealed_and_only_passed_on(desk):
    appeal = appeal_at(State.HANDLING)
    with pytest.raises(Refused):
        appeals.put_on_track(by=desk, case_id=appeal.pk, track="discipline", reason="反映收受礼金")
    sealed = registered(
        told={
            "content": "鼓前派出所民警收了我两千元办事费，请查处。",
            "category": "conduct.corruption",
            "type": "report",
        }
    )
    assert sealed.case.confidentiality == "sealed"
    inspector = next(who for one in organisation.every_officer() if (who := sees(one, sealed.pk)))
    appeals.put_on_track(by=inspector, case_id=sealed.pk, track="discipline", reason="属纪检机关管")
    receipt = commands.issue(by=inspector, case_id=sealed.pk, kind=DeedKind.DISCIPLINE_RECEIPT)
    assert "纪收〔" in receipt.number
    for refused in (commands.accept, commands.refuse, commands.withdraw):
        with pytest.raises(Refused):
            refused(by=inspector, case_id=sealed.pk, **({} if refused is commands.accept else {"words": "x"}))
    commands.transfer(by=inspector, case_id=sealed.pk, body="驻局纪检监察组", words="有管理权限")
    commands.end(by=inspector, case_id=sealed.pk)
    assert case_of(sealed.pk).state == "ended_by_law"
    with pytest.raises(Missing):
        commands.accept(by=desk, case_id=sealed.pk)


def sees(person, key):
    """The hand of somebody for whom the file exists and who may say by which law it goes, else none."""
    who = organisation.actor_for(officer=person)
    try:
        found = queries.lock_appeal(by=who, case_id=key)
    except Missing:
        return None
    return who if policies.may_put_on_track(policies.mover(who), found) else None


def test_back_to_an_appeal_the_promise_counts_from_registration(desk, head):
    key = put(desk, "petition")
    first = clocks.clocks_of(subjects=[case_of(key).ref])[case_of(key).ref]["handle"]
    appeals.take_off_track(by=desk, case_id=key, reason="是一般诉求")
    case, matter = case_of(key), now_of(key)
    assert (case.state, case.track, case.unit, case.round) == ("registered", "appeal", None, 2)
    assert matter.state == "dropped" and tracks.matter_of(case=case) is None
    assert (
        case.due_at
        and case.due_at.date()
        == clocks.quote(
            limit=clocks.limit_for(
                clock="handle", type="complaint", category="neighbour.noise", channel="web", priority="normal"
            ),
            at=case.registered_at,
        ).at.date()
    )
    ledger = clocks.ledger(subject=case.ref, kind="handle")
    assert "不再按信访办，从登记起重新算" in str(ledger.lines) and first.stopped_at
    appeals.put_on_track(by=desk, case_id=key, track="crime", reason="是报案", unit_code="yz.jc.gq")
    assert tracks.matter_of(case=case_of(key)).track == "crime" and Matter.objects.filter(case_id=key).count() == 2
    commands.accept(by=head, case_id=key)
    with pytest.raises(Refused):
        appeals.take_off_track(by=desk, case_id=key, reason="又不是")
    assert case_of(key).state == "on_track"


def test_back_from_its_law_a_unit_may_give_it_back_but_not_what_was_disputed(desk, head):
    key = put(desk, "petition")
    appeals.take_off_track(by=desk, case_id=key, reason="是一般诉求")
    appeals.push(by=desk, case_id=key, unit_code="yz.jc.gq")
    given = appeals.return_to_desk(
        by=head, case_id=key, ground="not_here", reason="事发在文津街道", suggested="yz.jc.wj"
    )
    assert (given.number, case_of(key).state, case_of(key).round) == (1, "registered", 2)

    disputed = appeal_at(State.REPLIED)
    appeals.dispute(by=CITIZEN, case_id=disputed.pk, reason="昨晚又来了")
    again = queries.get_by_id(case_id=disputed.pk)
    assert again.case.round == 2
    verdict = policies.may_return_to_desk(policies.mover(head), again)
    assert verdict.reason == "重新办理的件不能退办"


def test_refused_is_served_and_over_and_numbers_have_no_gaps(desk, head):
    numbers = []
    for _ in range(2):
        key = put(desk, "petition")
        commands.refuse(by=head, case_id=key, words="已经进入诉讼程序")
        served(key, head, DeedKind.PETITION_REFUSED)
        assert (case_of(key).state, now_of(key).outcome) == ("ended_by_law", "not_accepted")
        numbers.append(Deed.objects.get(matter__case_id=key).serial)
    assert numbers[1] == numbers[0] + 1
    texts = [step.words for step in Step.objects.filter(matter__case_id=key)]
    assert "已经进入诉讼程序" in texts
    assert all("诉讼" not in str(entry.payload) for entry in record.history(subject=case_of(key).ref))


def test_what_must_be_given(desk, head):
    key = put(desk, "crime")
    with pytest.raises(Invalid):
        appeals.put_on_track(by=desk, case_id=appeal_at(State.HANDLING).pk, track="appeal", reason="x")
    with pytest.raises(Invalid):
        appeals.put_on_track(by=desk, case_id=appeal_at(State.HANDLING).pk, track="crime", kind="petition", reason="x")
    commands.accept(by=head, case_id=key)
    for wrong in (Served(how="", receiver="本人"), Served(how="mail", receiver=" ")):
        deed = commands.issue(by=head, case_id=key, kind=DeedKind.REPORT_RECEIPT)
        with pytest.raises(Invalid):
            commands.deliver(by=head, case_id=key, deed_id=deed.pk, served=wrong)
    with pytest.raises(Invalid):
        commands.issue(by=head, case_id=key, kind=DeedKind.PETITION_ACCEPTED)  # another law's paper
    assert {kind for kinds in KINDS_OF.values() for kind in kinds} == set(MatterKind)


def test_by_order_the_papers_go_with_the_words(desk, head):
    key = put(desk, "petition")
    commands.refuse(by=head, case_id=key, words="已经进入诉讼程序")
    served(key, head, DeedKind.PETITION_REFUSED)
    case = case_of(key)
    target = record.Target(subjects=frozenset({case.ref}))
    keeping.erase(
        by=Actor.system("tests"), target=target, order="云公信删〔2026〕1号", ground="个人信息保护法第四十七条"
    )
    deed = Deed.objects.select_related("file").get(matter__case_id=key)
    assert (deed.receiver, deed.paper, deed.file.name) == ("", "", "") and deed.file.removed_at
    assert {step.words for step in Step.objects.filter(matter__case_id=key)} == {""} and now_of(key).reason == ""
    assert record.verify().problems == []


def test_who_has_it_hears_of_its_time_and_who_leaves_hands_it_over(desk, head):
    key, by = put(desk, "petition"), Actor.job("clocks.sweep")
    due = now_of(key).due_at
    sweeping.sweep(by=by, now=now_of(key).amber_at)
    sweeping.sweep(by=by, now=due + timedelta(days=1))
    told = Message.objects.filter(subject_id=str(key), template__in=["law.near", "law.late"])
    assert set(told.values_list("template", flat=True)) == {"law.near", "law.late"}
    appeals.hand_over(by=officer("gu.ningxin"), case_id=key, why="left", officer_code="xiang.dong")
    assert case_of(key).officer.code == "xiang.dong"
