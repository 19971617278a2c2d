"""Papers of an application and the sealed paper of its result: those owed, those made, and what stands on a certificate."""

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import Max

from yiwang.cases.applications.models import Application, Paper, Result
from yiwang.cases.applications.queries.facts import holds
from yiwang.cases.applications.queries.finding import form_of
from yiwang.cases.applications.queries.knowing import known_facts
from yiwang.cases.applications.queries.wording import letterhead, said_day
from yiwang.cases.applications.states import How, PaperKind
from yiwang.kit import clock, numbers, papers
from yiwang.kit.errors import Missing
from yiwang.kit.privacy import mask_id_number
from yiwang.kit.settings import settings
from yiwang.offer.catalog.states.document import SEALED

HOLDER = ("subject_name", "company", "name")
"""Fields of a form that name whom a result is about, the likelier first."""
HOLDER_ID = ("subject_id", "uscc", "id_number")
_GAP = re.compile(r"\{([a-z_.0-9]+)\}")


def papers_owed(*, limit: int = 50) -> list[int]:
    """Papers that are worded and not made yet, the oldest first."""
    rows = Paper.objects.filter(issued_at=None).order_by("owed_at", "id")
    return list(rows.values_list("pk", flat=True)[:limit])


def lock_paper(*, paper_id: int) -> Paper | None:
    """One that is owed; None where it is made, or another worker holds it."""
    held = Paper.objects.select_for_update(skip_locked=True, of=("self",)).select_related("application__case")
    return held.filter(pk=paper_id, issued_at=None).first()


def next_serial(*, kind: PaperKind, year: int) -> int:
    """The number after the last one given out. Who asks holds the series (`commands.papers`)."""
    last: int | None = Paper.objects.filter(kind=kind, year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def papers_of(*, application: Application) -> list[Paper]:
    """Those that are made, in the order of the facts."""
    return list(application.papers.filter(issued_at__isnull=False).select_related("file").order_by("owed_at", "id"))


def paper(*, application: Application, paper_id: int) -> Paper:
    """One of them. Missing: none, or of another file."""
    found = application.papers.select_related("file").filter(pk=paper_id, issued_at__isnull=False).first()
    if found is None:
        raise Missing
    return found


# ---- results with a seal


def results_to_seal(*, limit: int = 50) -> list[int]:
    """Results whose sealed paper is not made yet, the oldest first."""
    rows = Result.objects.filter(file=None, is_sealed=True, revoked_at=None).order_by("issued_at", "id")
    return list(rows.values_list("pk", flat=True)[:limit])


def lock_unsealed(*, result_id: int) -> Result | None:
    """A result without its paper; None where it has it, holds no longer, or another worker holds it."""
    held = Result.objects.select_for_update(skip_locked=True, of=("self",))
    rows = held.select_related("application__case__unit", "application__case__applicant", "application__version__item")
    return rows.filter(pk=result_id, file=None, is_sealed=True, revoked_at=None).first()


def result(*, application: Application, result_id: int) -> Result:
    """One with a sealed paper. Missing: none, or of another file."""
    found = application.results.select_related("file").filter(pk=result_id, file__isnull=False).first()
    if found is None:
        raise Missing
    return found


def goes_online(result: Result) -> bool:
    """Whether a sealed paper reaches its holder by lying ready on the portal: nobody wants it handed over."""
    one = result.application
    is_ours = any(step.kind == "deliver" and step.role == "system" for step in one.document.flow)
    return is_ours and form_of(one).get("delivery") in (None, "", How.ONLINE)


def holder_of(one: Application) -> tuple[str, str]:
    """Whom a result is about: name and number, as filled in, else those of who applied."""
    form, party = form_of(one), one.case.applicant
    name = next((str(form[field]) for field in HOLDER if form.get(field)), party.name if party else "")
    number = next((str(form[field]) for field in HOLDER_ID if form.get(field)), party.id_number if party else "")
    return name, number


def certificate(*, result: Result) -> papers.Paper:
    """The sealed paper of a result, by the wording of its item, with the code by which anybody checks it."""
    one = result.application
    wanted = one.document.result
    known = _known(one, result)
    words = wanted.wording if wanted else ()
    usual = "经审查，{name}提出的“{item}”申请符合规定的条件，准予办理，特此证明。"
    link = f"{settings().public_url}/verify/?code={result.verify_code}"
    return papers.Paper(
        head=letterhead(), number=f"编号{result.number}", title=result.document,
        words=[_GAP.sub(lambda gap: known.get(gap[1], ""), line) for line in words or (usual,)],
        facts=[(term, value) for term, value in _facts(one, result) if value], signed=letterhead(),
        dated=clock.local(result.issued_at).date(), note=f"查询电话：{settings().hotline}", link=link,
        seal=settings().bureau,
        link_words=(
            f"核验码：{numbers.show_code(result.verify_code)}", "扫码，或者打开门户网站的“查验证明”页，输入核验码",
            "和姓名的最后一个字，可以核对真假，看现在是否有效。", "本文件带有电子签名，改动一个字签名就失效。",
        ),
    )  # fmt: skip


def _known(one: Application, result: Result) -> dict[str, str]:
    """What a wording may name in braces."""
    name, number = holder_of(one)
    fields = {f"form.{field}": value for field, (_title, value) in _filled(one).items()}
    return fields | {
        "name": name, "id_number": mask_id_number(number), "item": one.document.name.zh, "document": result.document,
        "number": result.number, "issued": said_day(result.issued_at), "unit": one.case.unit.name if one.case.unit else "",
        "until": papers.zh_date(result.valid_until) if result.valid_until else "",
    }  # fmt: skip


def _facts(one: Application, result: Result) -> list[tuple[str, str]]:
    filled, wanted = _filled(one), one.document.result
    shown = [filled[field] for field in (wanted.shows if wanted else ()) if field in filled]
    until = papers.zh_date(result.valid_until) if result.valid_until else ""
    return [
        ("证件号码", _number(one)),
        *shown,
        ("有效期至", until),
        ("经办单位", one.case.unit.name if one.case.unit else ""),
    ]


def _number(one: Application) -> str:
    """The holder's, masked; that of a firm is no secret."""
    number = holder_of(one)[1]
    return number if number and number == form_of(one).get("uscc") else mask_id_number(number)


def _filled(one: Application) -> dict[str, tuple[str, str]]:
    """Title and value of each field that was filled in, choices by their names; numbers of people masked."""
    fields: Mapping[str, Any] = one.document.form.get("properties", {})
    form = form_of(one)
    return {
        name: (str(fields[name].get("title", name)), _value(fields[name], form[name]))
        for name in fields
        if name in form
    }


def _value(field: Mapping[str, Any], value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_value(field.get("items", {}), part) for part in value)
    if isinstance(value, dict):
        parts = field.get("properties", {})
        return " ".join(_value(parts.get(name, {}), part) for name, part in value.items())
    if isinstance(value, bool):
        return "是" if value else "否"
    told = {str(choice["const"]): str(choice["title"]) for choice in field.get("oneOf", ()) if "title" in choice}
    text = told.get(str(value), str(value))
    return mask_id_number(text) if field.get("x-privacy") == "sensitive" else text


def days_valid(one: Application) -> int:
    """Natural days for which what comes out of it holds; 0: it does not lapse by itself."""
    lapses = one.document.result.lapses if one.document.result else ()
    facts = known_facts(one) if any(lapse.when for lapse in lapses) else {}
    return next((lapse.days for lapse in lapses if holds(lapse.when, facts)), 0)


def sealable(one: Application) -> bool:
    """Whether what comes out of it is a paper that the bureau seals itself."""
    wanted = one.document.result
    return wanted is not None and wanted.paper in SEALED
