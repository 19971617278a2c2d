"""The copy of one's own data: for people as PDF, for machines as JSON; made inside from what every room says it keeps."""

import json
from dataclasses import dataclass
from datetime import datetime

from yiwang.cases.appeals.queries.papers import letterhead
from yiwang.cases.rights.models import DataRequest
from yiwang.cases.rights.queries.looks import Seen, looks_of
from yiwang.cases.rights.queries.persons import person_of
from yiwang.cases.rights.states import Format
from yiwang.kit import clock, holdings, papers
from yiwang.kit.holdings import Person, Sheet

NOTE = "依法不便显示的内容不在此列"
ALL_LOOKS = 5000
"""So many looks stand in a copy, the newest."""
LONGEST = 20_000
"""Signs of one value in the printed copy; the JSON holds all of it."""


@dataclass(frozen=True, kw_only=True)
class Copy:
    """A copy, ready to be handed out."""

    name: str
    mime: str
    data: bytes


def copy_for(request: DataRequest) -> Copy:
    """What is kept about who asked, of the files of the request that may be spoken of at this moment."""
    person = person_of(phone=request.phone, cases=request.cases)
    sheets, looks = holdings.sheets(person), looks_of(person, limit=ALL_LOOKS)
    if request.format == Format.JSON:
        return Copy(
            name=f"个人信息副本{request.number}.json", mime="application/json", data=_json(request, sheets, looks)
        )
    return Copy(
        name=f"个人信息副本{request.number}.pdf", mime="application/pdf", data=_pdf(request, person, sheets, looks)
    )


def _json(request: DataRequest, sheets: list[Sheet], looks: list[Seen]) -> bytes:
    told = {
        "number": request.number, "made_at": clock.now().isoformat(), "bureau": letterhead(), "note": NOTE,
        "kept": [
            {
                "kind": sheet.code, "label": sheet.label,
                "items": [{"at": one.at.isoformat(), "file": one.about, "content": dict(one.facts)} for one in sheet.pieces],
            }
            for sheet in sheets
        ],
        "looks": [one.as_json() for one in looks],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _pdf(request: DataRequest, person: Person, sheets: list[Sheet], looks: list[Seen]) -> bytes:
    facts = [(sheet.label, _piece(one.at, one.about, list(one.facts))) for sheet in sheets for one in sheet.pieces]
    facts += [("查阅记录", _look(one)) for one in looks]
    files = "、".join(person.names[key] for key in person.cases) or "没有"
    return papers.pdf(
        papers.Paper(
            title="个人信息副本", number=request.number, to="申请人", signed=letterhead(), dated=clock.today(),
            words=[
                "根据您的申请，依照《中华人民共和国个人信息保护法》第四十五条，把我们留有的您的个人信息复制给您。",
                f"所涉诉求：{files}。", f"{NOTE}。",
            ],
            facts=facts, note="本副本含有您的个人信息，请妥善保管",
        )
    )  # fmt: skip


def _piece(at: datetime, about: str, facts: list[tuple[str, str]]) -> str:
    when = clock.local(at)
    head = f"{papers.zh_date(when.date())}{when:%H:%M}{f'，{about}' if about else ''}"
    return "。".join([head, *(f"{term}：{value[:LONGEST].rstrip('。')}" for term, value in facts)])


def _look(one: Seen) -> str:
    who = f"{one.unit}{one.post}"
    return _piece(one.at, one.about, [("查阅人", who), ("看了", "、".join(one.fields)), ("用途", one.purpose)])
