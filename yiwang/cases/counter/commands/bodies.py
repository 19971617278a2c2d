"""What a projection says: one file in the citizen's words, as plain JSON. The one place that decides what the public sees."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yiwang.cases.appeals import policies
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.cases.appeals.states import (
    OPEN,
    PAPER_LABELS,
    AppealType,
    Outcome,
    PaperKind,
    PauseGround,
    RequestKind,
    State,
)
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case, Contact
from yiwang.cases.casework.states import Confidentiality, ContactKind
from yiwang.cases.counter.commands.answers import publishing_of
from yiwang.cases.counter.commands.asked import asked_of, told_asking
from yiwang.cases.counter.commands.lawful import lawful_of, told_lawful
from yiwang.cases.counter.commands.personal import shows_looks
from yiwang.cases.counter.commands.together import together_of
from yiwang.cases.counter.queries import PlaceLine, Receipt, Words, beside
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.files import queries as files
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Entry
from yiwang.kit.actor import Actor
from yiwang.kit.privacy import mask_name, mask_phone

SEALED_UNIT = "督察部门"
"""What a citizen reads where the matter is sealed: not which desk."""
DISCREET = frozenset({"domestic", "discreet"})
"""Pages of the tripwire after which nothing the citizen reads may name the matter."""
HOLDER = Actor.citizen()


def first_body(receipt: Receipt, words: Words, place: PlaceLine) -> dict[str, Any]:
    """Before the inner side has it: the promise, and that it has been received."""
    at = receipt.registered_at.isoformat()
    return {
        "number": receipt.number, "title": "", "type": words.type, "type_label": AppealType(words.type).label,
        "state": "received", "state_label": "已收到", "tone": "", "round": 1, "unit": None, "supervising": "",
        "registered_at": at, "due_at": receipt.due_at.isoformat(), "provisional": receipt.provisional,
        "promise": receipt.promise, "ledger": None, "reply": None, "earlier": [], "read_at": None,
        "dispute_until": None, "may": {"dispute": False, "withdraw": False}, "content": words.content,
        "place": place.place, "files": [], "contact": "", "is_sealed": False, "is_urgent": receipt.is_urgent,
        "is_discreet": words.danger.get("page") in DISCREET,
        "alarm": None, "timeline": [_line(at, "已收到", "您提交了诉求。", kind="now")],
    }  # fmt: skip


def body_of(appeal: Appeal) -> dict[str, Any]:
    """Everything the holder of number and code may see now."""
    case = appeal.case
    sealed = case.confidentiality == Confidentiality.SEALED
    state = State(case.state)
    main = appeals.main_of(appeal=appeal)
    answer = appeals.answer_of(appeal=main or appeal)
    who = policies.mover(HOLDER)
    party, promised = case.applicant, _promise(case)
    return {
        "number": case.number,
        "title": "" if sealed else case.title,
        "type": appeal.type,
        "type_label": AppealType(appeal.type).label,
        "state": state.value,
        "state_label": state.public_label,
        "tone": state.tone,
        "round": case.round,
        "unit": _unit(case, sealed),
        "supervising": case.supervising_unit.short_name if case.supervising_unit and not sealed else "",
        "supervising_en": case.supervising_unit.name_en if case.supervising_unit and not sealed else "",
        "registered_at": case.registered_at.isoformat(),
        "due_at": _iso(case.due_at),
        **promised,
        "papers": _papers(appeal, answer, promised["promise"]),
        "reply": _reply(answer) if answer and answer.round == (main or appeal).case.round else None,
        "earlier": [
            _reply(r) for r in appeals.replies_of(appeal=appeal) if r.state == "approved" and r.round < case.round
        ],
        "lawful": lawful_of(case),
        "merged": _merged(main) if main else None,
        "split": casework.split_from(case_id=case.pk),
        "together": together_of(appeal),
        "read_at": _iso(appeal.read_at or (answer.decided_at if main and answer else None)),
        "dispute_until": _iso((main or appeal).dispute_until),
        "may": _may(appeal),
        **asked_of(appeal, who),
        "publishing": publishing_of(appeal, who),
        "content": "" if sealed else appeal.words,
        "place": "" if sealed else appeal.place,
        "files": [] if sealed else _attached(case),
        "contact": f"{mask_name(party.name)} {mask_phone(party.phone)}".strip() if party else "",
        "is_sealed": sealed,
        "is_urgent": case.priority == "urgent",
        "is_discreet": appeal.tripwire.get("page") in DISCREET,
        "alarm": _alarm(appeal),
        "timeline": timeline(appeal, sealed=sealed),
        "shows_looks": shows_looks(appeal),
    }


def _may(appeal: Appeal) -> dict[str, bool]:
    """What its holder may do now."""
    who = policies.mover(HOLDER)
    return {
        "dispute": bool(policies.may_dispute(who, appeal)),
        "withdraw": bool(policies.may_withdraw(who, appeal)),
        "supplement": bool(policies.may_supplement(who, appeal)),
        "urge": bool(policies.may_urge(who, appeal)),
    }


def _attached(case: Case) -> list[str]:
    """Names of what came with the letter or was added to it; papers are offered by themselves."""
    return [file.name for file in files.of(subject=case.ref) if file.label not in PAPER_LABELS]


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _line(at: str, title: str, text: str = "", *, who: str = "", kind: str = "done") -> dict[str, Any]:
    return {"at": at, "title": title, "text": text, "who": who, "kind": kind}


def _unit(case: Case, sealed: bool) -> dict[str, str] | None:
    if case.unit is None:
        return None
    if sealed:
        return {"name": SEALED_UNIT, "name_en": "", "phone": case.unit.duty_phone, "officer": ""}
    officer = case.officer.public_name if case.officer and case.signed_at else ""
    return {
        "name": case.unit.short_name,
        "name_en": case.unit.name_en,
        "phone": case.unit.duty_phone,
        "officer": officer,
    }


def _promise(case: Case) -> dict[str, Any]:
    """The ledger of this round, line by line, as officers see it too."""
    ledger = clocks.ledger(subject=case.ref, kind="handle")
    return {"promise": ledger.lines[0].ground, "provisional": bool(ledger.note), "ledger": ledger.as_json()}


def _merged(main: Appeal) -> dict[str, Any]:
    """How far the main file is, and by when it is answered."""
    state = State(main.case.state)
    return {"state_label": state.public_label, "due_at": _iso(main.case.due_at), "is_open": state in OPEN}


def _papers(appeal: Appeal, answer: Reply | None, promise: str) -> dict[str, Any]:
    """What may be printed outside, word for word as it is set inside: the receipt, and the letter once it has its number."""
    if appeal.case.state == State.ARCHIVED:
        return {}
    found = {PaperKind.RECEIPT.value: appeals.receipt_of(appeal, promise=promise).as_json()}
    made = [one for one in appeals.acts_of(appeal).papers if one.kind is PaperKind.LETTER] if answer else []
    if answer and (letter := next((one for one in made if one.round == answer.round == appeal.case.round), None)):
        found[PaperKind.LETTER.value] = appeals.letter_of(appeal, answer, number=letter.number).as_json()
    return found


def _reply(reply: Reply) -> dict[str, Any]:
    outcome = Outcome(reply.outcome)
    return {
        "text": reply.text, "outcome": outcome.value, "outcome_label": outcome.label, "ground": reply.ground,
        "ground_label": outcome.ground_label, "means": outcome.means,
        "at": _iso(reply.decided_at), "round": reply.round,
    }  # fmt: skip


def _alarm(appeal: Appeal) -> dict[str, Any] | None:
    alarm = appeals.alarm_of(appeal=appeal)
    if alarm is None:
        return None
    by = alarm.acknowledged_by.public_name if alarm.acknowledged_by else ""
    return {"raised_at": _iso(alarm.raised_at), "acknowledged_at": _iso(alarm.acknowledged_at), "by": by}


def timeline(appeal: Appeal, *, sealed: bool) -> list[dict[str, Any]]:
    """What happened, newest first, in sentences for the citizen; the newest is marked as now."""
    contacts = {contact.pk: contact for contact in casework.contacts_of(case=appeal.case)}
    names = {unit.code: unit for unit in organisation.every_unit()}
    told = ((entry, _told(entry, appeal, contacts, names, sealed)) for entry in record.history(subject=appeal.case.ref))
    lines = [_line(entry.at.isoformat(), *line) for entry, line in told if line][::-1]
    if lines:
        lines[0]["kind"] = "now"
    return lines


def _told(
    entry: Entry, appeal: Appeal, contacts: dict[int, Contact], units: dict[str, Unit], sealed: bool
) -> tuple[str, str] | None:
    """One fact as title and sentence; None for what is inner."""
    payload = entry.payload
    unit = units.get(str(payload.get("unit", "")))
    name = SEALED_UNIT if sealed else unit.short_name if unit else "承办单位"
    if asking := told_asking(entry, appeal, sealed=sealed):
        return asking
    if lawful := told_lawful(entry, appeal.case):
        return lawful
    if entry.code == "appeals.appeal.contacted":
        return _contacted(contacts.get(int(payload["contact"])))
    if entry.code == "appeals.appeal.disputed":
        said = appeals.dispute_of(appeal=appeal, round=int(payload["round"]) - 1)
        return "您说没有解决，重新办理", said.reason if said else ""
    if entry.code == "appeals.request.granted":
        return _granted(payload)
    if entry.code == "appeals.appeal.handed_back":
        return _handed_back(appeal)
    if entry.code == "appeals.pause.ended":
        return ("恢复计时", "暂停的事由结束了。") if payload["is_resumed"] else None
    if entry.code == "appeals.appeal.handed_over":
        is_moved = payload["unit"] != payload["before_unit"]
        return (f"改由{name}办理", "原来的单位撤并了，答复期限不变。") if is_moved else None
    told = {
        "appeals.appeal.registered": ("已登记", "您的诉求已经登记，期限从这时算起。"),
        "appeals.appeal.pushed": (f"已派给{name}", _next_step(appeal)),
        "appeals.appeal.signed": (f"{name}已签收", ""),
        "appeals.reply.submitted": ("答复已写好，正在审核", ""),
        "appeals.reply.approved": ("已答复", ""),
        "appeals.appeal.withdrawn": ("您撤回了诉求", ""),
        "appeals.appeal.merged": ("和反映同一件事的来件合并办理", "答复出来会在这里告诉您，不用再反映一次。"),
        "appeals.appeal.followed": ("和反映同一件事的来件一起办", "由同一个单位一起办，照样单独答复您，答复期限不变。"),
        "appeals.appeal.went_alone": ("恢复单独办理", "答复期限不变。"),
        "appeals.appeal.unmerged": ("恢复单独办理", "答复期限还是从登记时算。"),
        "appeals.appeal.split": ("几件事分开办理", _split_into(payload)),
        "appeals.appeal.split_off": ("从您的来信里分出单独办理", ""),
        "appeals.appeal.closed": ("已结束", "您在期限内没有提出异议。"),
        "appeals.appeal.returned": ("重新分派", "原来的单位办不了这件事，正在改派，答复期限不变。"),
        "appeals.appeal.designated": (f"上级指定{name}办理", "定下来不再转手，答复期限不变。"),
        "appeals.appeal.taken_up": ("转来的平台没有收回，由我们接着办", "答复期限还是从平台派单时算。"),
        "appeals.alarm.raised": ("已紧急通知值班民警", ""),
        "appeals.alarm.acknowledged": ("值班民警已经看到", ""),
    }
    return told.get(entry.code) or beside.told(appeal.case, entry)


def told_beside(case: Case) -> list[dict[str, Any]]:
    """What rooms above the counter tell of a file that is no appeal, newest first, as lines of a timeline."""
    told = ((entry, beside.told(case, entry)) for entry in record.history(subject=case.ref))
    return [_line(entry.at.isoformat(), *line) for entry, line in told if line][::-1]


def _granted(said: Mapping[str, Any]) -> tuple[str, str]:
    """What was granted; how it moves the promise, and why, the ledger tells line by line."""
    if said["kind"] == RequestKind.EXTENSION:
        return f"经批准延长{said['days']}个工作日", "原因和新的期限在期限账本里。"
    return "经批准暂停计时", f"{PauseGround(said['ground']).label}，依法不计时。结束就恢复。"


def _handed_back(appeal: Appeal) -> tuple[str, str]:
    """Where it is now, and whose business it is as far as known."""
    body = appeals.acts_of(appeal).hand_back
    whose = f"这件事归{body.body}管。" if body and body.body else "这件事不归公安机关管。"
    return "已退回转来的平台", f"{whose}后面怎么办，请问转来的平台。"


def _split_into(payload: Mapping[str, Any]) -> str:
    return f"另外登记了{'、'.join(payload['numbers'])}。" if "numbers" in payload else ""


def _next_step(appeal: Appeal) -> str:
    """Nobody is told of a call who left no number."""
    is_reachable = bool((party := appeal.case.applicant) and (party.phone or party.mail or party.account))
    return "单位签收后，民警会先联系您。" if is_reachable else "单位签收后就开始办。"


def _contacted(contact: Contact | None) -> tuple[str, str] | None:
    if contact is None:
        return None
    how = ContactKind(contact.kind).label
    title = f"民警联系了您（{how}）" if contact.reached else f"民警联系您没有联系上（{how}）"
    return title, contact.note if contact.is_public else ""
