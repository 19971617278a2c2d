"""The receipt and the letter of reply, set anew out of the projection: no file has to cross to the outer network."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yiwang.kit import papers
from yiwang.kit.errors import Missing
from yiwang.sites.portal.track.views import ask, opened
from yiwang.sites.portal.web import personal

NAMES = {"receipt": "受理回执", "letter": "答复书"}


@personal
@require_safe
def deed(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """One paper of a law as PDF, word for word as it was issued. To who has not shown the code: the form."""
    found = opened(request, number)
    if found is None:
        return ask(number)
    papers_ = (found.body.get("lawful") or {}).get("papers", ())
    said = next((one for one in papers_ if one["key"] == key), None)
    if said is None:
        raise Missing
    return _pdf(f"{said['label']}{found.number}.pdf", said["paper"])


def _pdf(name: str, said: dict[str, object]) -> HttpResponse:
    return HttpResponse(
        papers.pdf(papers.read(said)), content_type="application/pdf",
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
