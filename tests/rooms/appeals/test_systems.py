"""Other bodies' systems: what exists for them, how much they are told, what they may move; each as a table."""

import pytest

from tests.city import NOISE, answer, appeal_at, handler_of, head_of
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands import Letter, Party
from yiwang.cases.appeals.commands.systems import ACTS
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Sight
from yiwang.cases.appeals.states import CLIENT, MOVES, Move, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.ground.access import commands as access
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.kit.numbers import hash_code

pytestmark = pytest.mark.usefixtures("city")

MISCONDUCT = "鼓前派出所民警李某办案时收了对方当事人的钱和烟酒，故意拖着我的案子不办，请督察部门查一查。"
HOUSE = Actor.system("tests")


def system(channel: str = "12345", *scopes: str) -> Actor:
    extra = {"scopes": scopes} if scopes else {}
    client = access.open_client(by=HOUSE, name=f"{channel}平台", channel=channel, **extra).client
    return Actor.client(client.code, client.name)


def seer() -> Actor:
    return system("web", "appeals:read", "appeals:all")


def filed(by: Actor, channel: str = "12345", **changes) -> Case:
    given = {"title": "夜间噪声扰民", "content": NOISE, "type": "complaint"} | changes
    return appeals.receive(by=by, letter=Letter(channel=channel, **given)).case


def client_of(by: Actor):
    return organisation.reach(by=by).client


SEEN = {  # filed by: another of the channel, itself, another channel · sealed or not → who finds it
    ("itself", "open"): {"filer", "channel", "everything"},
    ("itself", "sealed"): {"filer"},
    ("web", "open"): {"everything", "web"},
    ("web", "sealed"): set(),
}


def test_who_finds_which_file():
    filer, channel, web = system(), system(), system("web")
    readers = {"filer": filer, "channel": channel, "everything": seer(), "web": web}
    cases = {
        ("itself", "open"): filed(filer),
        ("itself", "sealed"): filed(filer, title="民警收礼", content=MISCONDUCT, type="report"),
        ("web", "open"): appeal_at(State.PUSHED).case,
        ("web", "sealed"): queries.get_by_id(
            case_id=appeal_at(State.PUSHED, told={"category": "", "content": MISCONDUCT, "type": "report"}).pk
        ).case,
    }
    for key, case in cases.items():
        assert (case.confidentiality == "sealed") == (key[1] == "sealed"), key
        fresh = Case.objects.get(pk=case.pk)
        for name, reader in readers.items():
            found = casework.visible(by=reader).filter(pk=case.pk).exists()
            assert found == (name in SEEN[key]), (key, name)
            assert fresh.is_open_to(client_of(reader)) == found, "the rule is asked in two ways and must answer alike"


def test_nobody_else_of_outside_sees_anything():
    case = appeal_at(State.PUSHED).case
    assert not casework.visible(by=Actor.client("unknown1", "谁")).filter(pk=case.pk).exists()
    gone = system("web", "appeals:read", "appeals:all")
    assert casework.visible(by=gone).filter(pk=case.pk).exists()
    access.revoke_client(by=HOUSE, code=gone.id)
    assert not casework.visible(by=gone).filter(pk=case.pk).exists()


TOLD = {  # who asks → how much
    "filer": Sight(desks=True, answer=True, words=True, applicant=True),
    "channel": Sight(desks=True, answer=True),
    "everything": Sight(desks=True),
}


def test_how_much_each_is_told():
    filer, channel, everything = system(), system(), seer()
    open_case = filed(filer)
    for name, reader in {"filer": filer, "channel": channel, "everything": everything}.items():
        assert policies.sight(client_of(reader), open_case) == TOLD[name], name
    sealed = filed(filer, title="民警收礼", content=MISCONDUCT, type="report")
    assert policies.sight(client_of(filer), sealed) == Sight()


def test_the_acts_are_those_of_the_table():
    assert set(ACTS) == {row.move for row in MOVES.rows if CLIENT in row.who and row.sources}


STAGES = {Move.WITHDRAW: State.HANDLING, Move.DISPUTE: State.REPLIED, Move.READ_REPLY: State.REPLIED}


def brought(case: Case, state: State) -> Appeal:
    appeal = queries.get_by_id(case_id=case.pk)
    assert appeal.case.state == State.PUSHED
    appeals.sign(by=handler_of(appeal), case_id=case.pk)
    if state is State.REPLIED:
        answer(appeal)
        appeals.approve(by=head_of(appeal), case_id=case.pk)
    return queries.get_by_id(case_id=case.pk)


def party() -> Party:
    return Party(name="王女士", phone="15400012345")


@pytest.mark.parametrize("move", STAGES, ids=str)
def test_a_system_moves_what_it_filed_and_nothing_else(move):
    filer, others, everything = system(), system(), system("12345", "appeals:move", "appeals:all")
    asked = {"reason": "还在吵"} if move is Move.DISPUTE else {}
    appeal = brought(filed(filer, party=party()), STAGES[move])
    number = appeal.case.number
    for stranger in (others, everything):
        with pytest.raises(Refused, match="不是这个系统提交的"):
            appeals.act_for_sender(by=stranger, number=number, move=move, **asked)
        assert policies.open_moves(policies.mover(stranger), appeal) == []
    with pytest.raises(Missing):
        appeals.act_for_sender(by=system("web"), number=number, move=move, **asked)
    offered = {row.move: verdict for row, verdict in policies.open_moves(policies.mover(filer), appeal)}
    assert offered[move]
    with pytest.raises(Conflict):
        appeals.act_for_sender(by=filer, number=number, move=move, version=appeal.case.version + 7, **asked)
    appeals.act_for_sender(by=filer, number=number, move=move, version=appeal.case.version, **asked)
    facts = record.history(subject=appeal.case.ref)
    assert MOVES[move].event in {"AppealWithdrawn", "AppealDisputed", "ReplyRead"}
    assert (facts[-1].actor_kind, facts[-1].actor_id, facts[-1].door) == ("client", filer.id, "api")


@pytest.mark.parametrize("move", [m for m in Move if m not in ACTS and m is not Move.REGISTER], ids=str)
def test_no_other_move_is_a_systems(move):
    filer = system()
    appeal = queries.get_by_id(case_id=filed(filer).pk)
    assert not policies.POLICIES[move](policies.mover(filer), appeal)


def test_a_letter_becomes_an_appeal_once():
    by = system()
    letter = Letter(channel="12345", title="夜间噪声", content=NOISE, external_id="GD-1", party=party())
    first, second = appeals.receive(by=by, letter=letter), appeals.receive(by=by, letter=letter)
    assert first.case.pk == second.case.pk
    assert first.code and not second.code, "the code is told once"
    assert first.case.code_hash == hash_code(number=first.case.number, code=first.code)
    assert len([e for e in record.history(subject=first.case.ref) if e.code == "appeals.appeal.registered"]) == 1
    other = appeals.receive(by=system(), letter=letter)
    assert other.case.pk != first.case.pk, "each system counts for itself"


def test_danger_rings_and_a_doubt_is_looked_at_by_a_person():
    by = system()
    danger = filed(by, title="", content="救命，他拿着刀在门外砸门，要砍我，我和孩子躲在屋里")
    appeal = queries.get_by_id(case_id=danger.pk)
    assert danger.priority == "urgent"
    assert queries.alarm_of(appeal=appeal) is not None
    assert appeal.tripwire["page"] in ("danger", "domestic", "discreet")
    calm = queries.get_by_id(case_id=filed(by).pk)
    assert calm.tripwire == {}
    assert queries.alarm_of(appeal=calm) is None


def test_what_cannot_be_taken_in_says_why():
    by = system()
    with pytest.raises(Refused, match="渠道"):
        filed(by, channel="web")
    for wrong, field in (
        ({"content": " ", "title": ""}, "content"),
        ({"area_code": "nowhere"}, "area_code"),
        ({"party": Party(phone="12")}, "phone"),
    ):
        with pytest.raises(Invalid) as refused:
            filed(by, **wrong)
        assert field in refused.value.fields
    with pytest.raises(Invalid) as refused:
        filed(by, channel="nowhere")
    assert "channel" in refused.value.fields


def test_a_long_title_is_not_cut_away():
    case = filed(system(), title="噪" * 90, content="详情见上")
    assert queries.get_by_id(case_id=case.pk).words == f"{'噪' * 90}\n详情见上"


def test_public_facts_carry_codes_alone():
    by = system()
    appeal = brought(filed(by, party=party()), State.REPLIED)
    facts = queries.facts(case=appeal.case, is_whole=True)
    assert [fact.code.rsplit(".", 1)[1] for fact in facts] == [
        "registered", "pushed", "signed", "contacted", "submitted", "approved",
    ]  # fmt: skip
    assert all(set(fact.data) == set(queries.TOLD[fact.code]) for fact in facts)
    assert not any("officer" in fact.data for fact in facts)
    assert all(fact.data == {} for fact in queries.facts(case=appeal.case, is_whole=False))
