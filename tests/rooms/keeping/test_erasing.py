"""A file's and a person's texts go by order: nothing of them is left in any table, and the record still verifies."""

import io
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from PIL import Image

from tests import city as demo
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case, SearchText
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.counter import commands as counter
from yiwang.ground.files.queries import clean
from yiwang.ground.keeping import commands, jobs, states
from yiwang.ground.keeping import queries as keeping
from yiwang.ground.keeping.models import Order
from yiwang.ground.messaging.models import Message
from yiwang.ground.record import queries as record
from yiwang.ground.record.models import Deletion, Erasure
from yiwang.ground.record.queries import Target
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Refused

pytestmark = pytest.mark.django_db
BY = Actor.system("tests")
ORDER = {"order": "云公信删〔2026〕1号", "ground": "个人信息保护法第四十七条第一款第三项"}
OTHER = "15400054321"


def said(*texts):
    """Tables in whose rows one of the words still stands, encrypted columns opened."""
    found = set()
    for model in apps.get_models():
        if model.__module__.startswith("yiwang."):
            rows = (str(list(row.__dict__.values())) for row in model._default_manager.all())
            if any(text in row for row in rows for text in texts):
                found.add(model._meta.label)
    return found


def lived(**changes):
    """A file with a whole life behind it: files, contact, question, answer, dispute, a second answer, an end."""
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (10, 90, 160)).save(out, "JPEG")
    picture = clean(name="证据.jpg", data=out.getvalue())
    appeal = demo.appeal_at(State.HANDLING, attachments=[picture], **changes)
    case, by = appeal.case, demo.handler_of(appeal)
    appeals.ask(by=by, case_id=case.pk, text="请问摊子在几号门")
    appeals.answer(by=demo.CITIZEN, case_id=case.pk, text="在北门三号岗亭旁")
    appeals.supplement(by=demo.CITIZEN, case_id=case.pk, key="s1", text="昨夜又来了四个摊")
    demo.answer(queries.get_by_id(case_id=case.pk))
    appeals.approve(by=demo.head_of(appeal), case_id=case.pk)
    counter.project(by=BY, case_id=case.pk)
    appeals.close(by=BY, case_id=case.pk)
    return queries.get_by_id(case_id=case.pk)


WORDS = ("音箱放到凌晨", "几号门", "三号岗亭", "四个摊", "当晚撤走", "电话联系过", "王女士", demo.PHONE, "证据.jpg")


def test_a_file_is_erased_with_its_whole_life_and_the_record_verifies(city):
    appeal = lived()
    case, facts = appeal.case, len(record.history(subject=appeal.case.ref))
    assert said(*WORDS)
    done = commands.erase(by=BY, target=Target(subjects=frozenset({case.ref})), **ORDER)
    assert (
        done["诉求件"] == done["诉求和办理文字"] == done["诉求人身份"] == done["附件"] == 1 and done["发出的消息"] > 3
    )
    counter.renew(by=BY, case_id=case.pk)
    assert said(*WORDS) == set()
    kept = Case.objects.get(pk=case.pk)
    assert (kept.number, kept.state, kept.erased_order) == (case.number, "closed", ORDER["order"])
    assert SearchText.objects.get(pk=case.pk).tokens == []
    history = record.history(subject=case.ref)
    assert len(history) > facts and {"record.text.erased", "keeping.subject.erased"} <= {one.code for one in history}
    report = record.verify()
    assert report.ok, report.problems
    assert any(ORDER["order"] in note for note in report.notes)
    assert report.deletions == Deletion.objects.count() > 4
    assert {row.basis for row in Deletion.objects.all()} == {ORDER["order"]}
    rows = Deletion.objects.count()
    assert commands.erase(by=BY, target=Target(subjects=frozenset({case.ref})), **ORDER) == {}
    assert Deletion.objects.count() == rows and record.verify().ok, "done twice it changes nothing"


def test_a_person_is_erased_with_their_files_but_for_what_law_keeps(city):
    mine = lived()
    sealed = demo.registered()
    Case.objects.filter(pk=sealed.pk).update(confidentiality=Confidentiality.SEALED)
    theirs = demo.registered(party={"name": "李先生", "phone": OTHER})
    target = keeping.person(phone="154 0001 2345")
    assert keeping.counted(target)["诉求件"] == 1, "the sealed one stays, and is in no count"
    commands.erase(by=BY, target=target, **ORDER)
    assert Case.objects.get(pk=mine.pk).erased_order and not Case.objects.get(pk=sealed.pk).erased_order
    assert queries.get_by_id(case_id=sealed.pk).words and queries.get_by_id(case_id=theirs.pk).case.applicant.name
    assert not Message.objects.filter(subject_id=str(sealed.pk), body="").exists()
    assert not Message.objects.filter(subject_id=str(mine.pk)).exclude(body="").exists()
    assert record.verify().ok


def test_what_is_worked_on_and_what_is_held_is_not_erased(city):
    running = demo.registered()
    target = Target(subjects=frozenset({running.case.ref}))
    with pytest.raises(Refused, match="还没有办结"):
        commands.erase(by=BY, target=target, **ORDER)
    appeals.withdraw(by=demo.CITIZEN, case_id=running.pk)
    hold = commands.place_hold(by=BY, subject=running.case.ref, name=running.case.number, ground="行政诉讼1号")
    with pytest.raises(Refused, match="暂停销毁"):
        commands.erase(by=BY, target=target, **ORDER)
    commands.lift_hold(by=BY, hold_id=hold.pk, ground="判决已生效")
    for wrong in ({"order": ""}, {"ground": " "}):
        with pytest.raises(Invalid):
            commands.erase(by=BY, target=target, **(ORDER | wrong))
    with pytest.raises(Refused):
        commands.erase(by=demo.CITIZEN, target=target, **ORDER)
    assert commands.erase(by=BY, target=target, **ORDER)


def test_two_persons_decide_and_the_digests_go_with_the_order(city):
    security, audit = demo.officer("cheng.bo"), demo.officer("fan.rui")
    appeal = demo.registered()
    appeals.withdraw(by=demo.CITIZEN, case_id=appeal.pk)
    given = {"number": "删令1", "ground": "个人信息保护法第四十七条"}
    with pytest.raises(Refused):
        commands.order_person(by=demo.handler_of(appeal), phone=demo.PHONE, **given)
    with pytest.raises(Invalid) as unknown:
        commands.order_person(by=security, phone="15499999999", **given)
    assert "没有和这个号码有关" in unknown.value.fields["phone"]
    order = commands.order_person(by=security, phone=demo.PHONE, **given)
    with pytest.raises(Refused, match="登记的人不能自己批准"):
        commands.approve_order(by=security, order_id=order.pk)
    done = commands.approve_order(by=audit, order_id=order.pk)
    assert (done.state, done.digests, done.counts["诉求件"]) == (states.OrderState.DONE, [], 1)
    with pytest.raises(Refused):
        commands.approve_order(by=audit, order_id=order.pk)
    with pytest.raises(Invalid):
        commands.order_expired(by=security, keeper="casework.case", **given)
    assert Erasure.objects.filter(order="删令1").exists() and record.verify().ok


def test_by_its_term_a_batch_goes_in_steps_but_nothing_under_a_hold(city):
    old = clock.now() - timedelta(days=400)
    first, second, held = (demo.registered() for _ in range(3))
    Message.objects.all().update(created_at=old)
    commands.place_hold(by=BY, subject=held.case.ref, name=held.case.number, ground="审计")
    standing = next(one for one in keeping.standings() if one.keeper.name == "messaging.message")
    assert standing.due and standing.held == Message.objects.filter(subject_id=str(held.pk)).count()
    assert commands.clear_due(by=BY, keeper="messaging.message", limit=2) == 2
    jobs.clear(0)
    rows = Deletion.objects.filter(keeper="messaging.message")
    assert sum(row.total for row in rows) == standing.due and all(row.basis == "messaging.message@1" for row in rows)
    assert not Message.objects.filter(subject_id__in=[str(first.pk), str(second.pk)]).exclude(body="").exists()
    assert Message.objects.filter(subject_id=str(held.pk)).exclude(body="").count() == standing.held
    count = rows.count()
    jobs.clear(0)
    assert rows.count() == count and record.verify().ok, "run twice it changes nothing"


def test_files_wait_for_an_approved_order_and_go_at_night(city):
    security, audit = demo.officer("cheng.bo"), demo.officer("fan.rui")
    old, young = lived(), demo.registered()
    Case.objects.filter(pk=old.pk).update(closed_at=clock.now() - timedelta(days=3660))
    jobs.clear(0)
    assert not Case.objects.get(pk=old.pk).erased_order, "nobody has approved it"
    given = {"number": "销审1", "ground": "国家档案局令第8号", "keeper": "casework.case"}
    order = commands.order_expired(by=security, **given)
    with pytest.raises(Conflict):
        commands.order_expired(by=security, **(given | {"number": "销审2"}))
    commands.approve_order(by=audit, order_id=order.pk)
    jobs.clear(0)
    jobs.clear(0)
    assert Case.objects.get(pk=old.pk).erased_order == "销审1" and not Case.objects.get(pk=young.pk).erased_order
    done = Order.objects.get(pk=order.pk)
    assert (done.state, done.counts) == (states.OrderState.DONE, {"诉求件": 1})
    assert record.verify().ok


def test_a_changed_ledger_is_found(city):
    appeal = demo.registered()
    appeals.withdraw(by=demo.CITIZEN, case_id=appeal.pk)
    commands.erase(by=BY, target=Target(subjects=frozenset({appeal.case.ref})), **ORDER)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE record_deletion DISABLE TRIGGER USER")
        cursor.execute("UPDATE record_deletion SET counts = '{}' WHERE id = (SELECT min(id) FROM record_deletion)")
        cursor.execute("DELETE FROM record_deletion WHERE id = (SELECT max(id) FROM record_deletion)")
        cursor.execute("ALTER TABLE record_deletion ENABLE TRIGGER USER")
    details = {problem.detail for problem in record.verify().problems}
    assert details == {"删除台账的内容与摘要不符", "删除台账里少了这一批"}
