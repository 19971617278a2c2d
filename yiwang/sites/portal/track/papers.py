"""The receipt and the letter of reply, set anew out of the projection: no file has to cross to the outer network."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yiwang.cases.counter import queries
from yiwang.kit import papers
from yiwang.kit.errors import Missing
from yiwang.sites.portal.track.views import ask, opened
from yiwang.sites.portal.web import personal

NAMES = {"receipt": "受理回执", "letter": "答复书"}


@personal
@require_safe
def deed(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """A paper of a law or of an application as PDF, word for word as it was issued. To who has not shown the code: the form."""
    found = opened(request, number)
    if found is None:
        return ask(number)
    papers_ = (*(found.body.get("lawful") or {}).get("papers", ()), *found.body.get("deeds", ()))
    said = next((one for one in papers_ if one["key"] == key), None)
    if said is None:
        raise Missing
    return _pdf(f"{said['label']}{found.number}.pdf", said["paper"])


@personal
@require_safe
def result(request: HttpRequest, number: str, result: str) -> HttpResponse:
    """The sealed paper of a result, byte for byte as it was signed. To who has not shown the code: the form."""
    found = opened(request, number)
    if found is None:
        return ask(number)
    return _sent(*queries.result_pdf(number=found.number, result=result))


def _pdf(name: str, said: dict[str, object]) -> HttpResponse:
    return _sent(name, papers.pdf(papers.read(said)))


def _sent(name: str, data: bytes) -> HttpResponse:
    return HttpResponse(
        data, content_type="application/pdf",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "X-Content-Type-Options": "nosniff",
        },
    )  # fmt: skip


@personal
@require_safe
def paper(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """One of the two as PDF; the same bytes that the bureau keeps. To who has not shown the code: the form."""
    found = opened(request, number)
    if found is None:
        return ask(number)
    said = (found.body.get("papers") or {}).get(kind)
    if not said or kind not in NAMES:
        raise Missing
    return _pdf(f"{NAMES[kind]}{found.number}.pdf", said)
