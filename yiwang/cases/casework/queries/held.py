"""What the cover keeps of a person: who they said they are, and how they were reached."""

from collections.abc import Iterator

from yiwang.cases.casework.models import Case, Contact
from yiwang.cases.casework.states import ContactKind
from yiwang.kit import holdings
from yiwang.kit.holdings import Person, Piece

_FIELDS = {
    "name": "姓名",
    "phone": "电话",
    "id_number": "证件号码",
    "address": "住址",
    "mail": "邮箱",
    "account": "平台账号",
}


@holdings.of("casework.party", "您留下的身份和联系方式", order=1)
def parties(person: Person) -> Iterator[Piece]:
    """As given with each file."""
    for case in Case.objects.filter(pk__in=person.cases, applicant__isnull=False).select_related("applicant"):
        given = [(label, str(getattr(case.applicant, name))) for name, label in _FIELDS.items()]
        told = [(label, value) for label, value in given if value]
        if told:
            yield Piece(at=case.registered_at, about=case.number, facts=told)


@holdings.of("casework.contacts", "民警联系您的记录", order=5)
def contacts(person: Person) -> Iterator[Piece]:
    """When and how; what was said of it where the officer wrote it for the citizen."""
    for row in Contact.objects.filter(case__in=person.cases):
        told = [("方式", ContactKind(row.kind).label), ("结果", "联系上了" if row.reached else "没有联系上")]
        told += [("内容", row.note)] if row.is_public and row.note else []
        yield Piece(at=row.at, about=person.names.get(row.case_id, ""), facts=told)
