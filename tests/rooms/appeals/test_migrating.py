"""An old system's package: every file once, in the state it was in, its clocks counted on from where they began."""

import shutil
from datetime import datetime, timedelta

import pytest

from tests import old_system
from tests.city import officer
from yiwang.cases.appeals import commands, queries
from yiwang.cases.appeals.models import Appeal, ImportBatch, OldStep, Origin, Reply
from yiwang.cases.casework.models import Case, Contact
from yiwang.ground.clocks import commands as clock_commands
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.models import Clock, Entry
from yiwang.ground.clocks.states import State as ClockState
from yiwang.ground.files import queries as files
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.people.models import Applicant
from yiwang.ground.record import queries as record
from yiwang.ground.record.models import Event
from yiwang.kit import clock as moment
from yiwang.kit.actor import Actor
from yiwang.kit.clock import CHINA
from yiwang.kit.errors import Invalid
from yiwang.sites.exchange import migrating, package_report
from yiwang.sites.exchange.migrating import Wish, foresee, take_over

pytestmark = pytest.mark.usefixtures("city")
SYSTEM = Actor.system("import")


@pytest.fixture
def package(tmp_path):
    return old_system.package(tmp_path / "旧平台")


def taken(path, **wish) -> migrating.Report:
    return take_over(by=SYSTEM, path=path, wish=Wish(**wish))


def by_number() -> dict[str, Appeal]:
    found = Appeal.objects.filter(case__intake_key__startswith="old:").select_related(
        "case__unit", "case__officer", "origin"
    )
    return {appeal.case.external_id: appeal for appeal in found}


def counts() -> dict[str, int]:
    tables = (Case, Appeal, Reply, Origin, OldStep, Contact, Clock, Entry, Message, Applicant, Event, ImportBatch)
    return {table.__name__: table.objects.count() for table in tables}


def test_every_file_comes_over_as_it_stood(package):
    report = taken(package)
    assert (report.rows, report.taken, report.rejected) == (12, 10, 2)
    found = by_number()
    assert {number: appeal.case.state for number, appeal in found.items()} == {
        "A1": "registered", "A2": "pushed", "A3": "handling", "A4": "review", "A5": "replied", "A6": "closed",
        "A7": "withdrawn", "A8": "handling", "C1": "registered", "C2": "closed",
    }  # fmt: skip
    lamp = found["A6"]
    assert lamp.case.registered_at == datetime(2021, 3, 1, 9, tzinfo=CHINA)
    assert lamp.case.closed_at == datetime(2021, 3, 20, tzinfo=CHINA)
    assert (lamp.category, lamp.type, lamp.outcome) == ("neighbour.noise", "complaint", "explained")
    assert lamp.case.unit.code == "yz.jc.gq" and lamp.case.officer.code == "yang.mo"
    assert [step.what for step in lamp.old_steps.all()] == ["派单", "现场处置"]
    head = organisation.officer_by_code(code="xiang.dong").name
    assert [step.officer for step in lamp.old_steps.all()] == [head, "老张"]
    assert lamp.replies.get().text == "每晚加巡。" and lamp.replies.get().drafted_by is None
    assert queries.get_appeal(for_=officer("yang.mo"), number=lamp.case.number)
    assert found["A5"].dispute_until and found["A5"].replies.get().decided_by.code == "xiang.dong"
    assert found["A4"].replies.get().state == "submitted"
    assert found["A3"].replies.count() == 0 and "没有作者的草稿" in [step.note for step in found["A3"].old_steps.all()]
    assert found["A3"].case.applicant.phone == "15400012345"
    assert found["A3"].case.contacts.get().reached
    assert record.verify().ok and list(clocks.verify()) == []


def test_clocks_go_on_from_the_old_dates(package):
    taken(package)
    found = by_number()
    running = {
        number: clocks.clocks_of(subjects=[found[number].case.ref]).get(found[number].case.ref, {}) for number in found
    }
    assert set(running["A1"]) == {"handle", "triage"} and set(running["A2"]) == {"handle", "sign"}
    assert set(running["A3"]) == {"handle"} and set(running["A8"]) == {"handle", "first_contact"}
    assert set(running["A4"]) == {"handle", "approve"}
    assert running["A6"] == running["A7"] == running["C2"] == {}
    assert running["A5"]["handle"].state is ClockState.STOPPED
    plain, paused = found["A2"].case, found["A3"].case
    now = moment.now()
    held = clocks.working_time(
        begin=now - timedelta(days=2.5), end=now - timedelta(days=1.5)
    )  # nothing, over a weekend
    assert paused.due_at > plain.due_at if held else paused.due_at == plain.due_at
    assert found["A8"].case.due_at is None and running["A8"]["handle"].state is ClockState.PAUSED
    for case in (plain, paused):
        clock = Clock.objects.get(subject_id=str(case.pk), kind="handle")
        assert clock.started_at == case.registered_at and clock.due_at == case.due_at
    kinds = list(
        Entry.objects.filter(subject_id=str(found["A8"].case.pk), kind="handle").values_list("action", flat=True)
    )
    assert kinds == ["start", "extend", "pause"]


def test_nobody_is_told_not_even_of_what_is_late(package):
    dates = {"registered_at": "2024-01-02", "pushed_at": "2024-01-02", "signed_at": "2024-01-03"}
    late = old_system.case("Z1", "办理中", phone="15400012345", **dates)
    old_system.write_table(package / "cases.csv", [*old_system.cases(), late])
    taken(package)
    assert Message.objects.count() == 0
    clock_commands.sweep(by=Actor.job("clocks.sweep"))
    assert Message.objects.count() == 0
    assert by_number()["Z1"].case.due_at is not None


def test_units_are_told_where_it_is_asked_for(package):
    taken(package, tells_units=True)
    told = list(Message.objects.all())
    assert told and {message.recipient_kind for message in told} <= {"officer", "unit_head", "supervisor"}


def test_an_open_file_can_be_worked_on_at_once(package):
    taken(package)
    case = by_number()["A2"].case
    hand = officer("yang.mo")
    commands.sign(by=hand, case_id=case.pk)
    commands.record_contact(by=hand, case_id=case.pk, kind="call", reached=True, note="联系过")
    commands.submit_reply(by=hand, case_id=case.pk, text="已劝离。", outcome="resolved")
    commands.approve(by=officer("xiang.dong"), case_id=by_number()["A4"].case.pk)
    commands.push(by=officer("ye.qingwen"), case_id=by_number()["A1"].case.pk, unit_code="yz.jc.gq")
    replied = by_number()["A5"].case
    commands.dispute(by=Actor.citizen(), case_id=replied.pk, reason="还在摆")
    assert list(clocks.verify()) == [] and record.verify().ok


def test_again_changes_nothing_also_as_a_zip(package, tmp_path):
    taken(package)
    before = counts()
    for path in (package, old_system.zipped(package, tmp_path / "旧平台.zip")):
        report = taken(path)
        assert (report.taken, report.known, report.rejected) == (0, 10, 2)
    after = counts()
    assert after | {"ImportBatch": 0, "Event": 0} == before | {"ImportBatch": 0, "Event": 0}
    assert (after["ImportBatch"], after["Event"]) == (before["ImportBatch"], before["Event"])


def test_what_was_mended_comes_after(package):
    report = taken(package)
    assert report.rejects and report.rejects.name == "旧平台.rejected.csv"
    assert ["分派时间早于" in reason or "看不懂状态" in reason for _, reason in report.faults] == [True, True]
    rows = [row | {"state": "已办结"} if row["number"] == "B2" else row for row in old_system.cases()]
    old_system.write_table(package / "cases.csv", rows)
    again = taken(package)
    assert (again.taken, again.known, again.rejected) == (1, 10, 1)
    assert [number for number, _ in again.missing] == ["A6", "A6"]


def test_attachments_hang_on_their_files(package):
    report = taken(package)
    (kept,) = files.of(subject=by_number()["A6"].case.ref)
    assert kept.name == "现场.png" and kept.label == "旧系统附件"
    assert (report.attachments, report.attached) == (4, 1)
    assert sorted(number for number, _ in report.missing) == ["A6", "A6", "B2"]


def test_a_dry_run_says_it_all_and_writes_nothing(package):
    before = counts()
    report = foresee(path=package, wish=Wish())
    assert counts() == before and not list(package.parent.glob("*.rejected*"))
    assert (report.rows, report.taken, report.rejected, report.attachments) == (12, 10, 2, 4)
    assert report.desks["鼓前派出所", "杨墨"] == 4 and report.desks["待受理员分派", ""] == 2
    assert dict(report.unmapped["units"]) == {"3399": 1, "某撤销的队": 1}
    assert report.unmapped["officers"]["p03"] == 1 and dict(report.unmapped["categories"]) == {"没有的": 1}
    assert any("答复时间早于登记时间" in what for _, what in report.warnings)
    page = package_report.page(report)
    for words in ("鼓前派出所", "3399", "怎么说呢", "没有attachments/a6/没有的.png", "答复时间早于登记时间"):
        assert words in page
    real = taken(package)
    assert (real.taken, real.rejected, real.desks) == (report.taken, report.rejected, report.desks)


def test_a_run_that_breaks_off_goes_on(package, monkeypatch):
    monkeypatch.setattr(migrating, "BATCH", 4)

    def breaks(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_over(by=SYSTEM, path=package, wish=Wish(), on_progress=breaks)
    assert Origin.objects.count() == 4
    assert taken(package).taken == 6 and Origin.objects.count() == 10


def test_another_system_has_its_own_numbers(package):
    taken(package)
    assert taken(package, system="信访平台").taken == 10


@pytest.mark.parametrize(("lost", "words"), [("cases.csv", "cases"), ("everything", "不是文件夹")])
def test_what_is_no_package_is_said(package, lost, words):
    if lost == "everything":
        shutil.rmtree(package)
        package.write_text("x")
    else:
        (package / lost).unlink()
    with pytest.raises(Invalid, match=words):
        taken(package)


def test_what_waits_for_an_operator_carries_a_proposal(package):
    taken(package)
    found = by_number()
    assert found["A1"].suggestion["unit"] == "yz.jc.gq" and found["C1"].suggestion["category"]
    assert found["A6"].suggestion == {}
