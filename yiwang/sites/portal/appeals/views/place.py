"""Page 2: where it is, with photos and documents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.cases.counter import commands, queries
from yiwang.ground.places import queries as places
from yiwang.kit.errors import Missing
from yiwang.sites.portal import cookies
from yiwang.sites.portal.appeals import pages, parcels
from yiwang.sites.portal.appeals.forms import PlaceForm
from yiwang.sites.portal.appeals.views.shared import behind, draft_of
from yiwang.sites.portal.web import add_problems, citizen, personal

_PAGE = "portal/appeals/place.html"


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest) -> HttpResponse:
    """Four buttons: go on, add the chosen files, remove one, keep it for later. All keep what was typed."""
    draft = draft_of(request)
    if (first := behind(draft, page="place")) or draft is None:
        return first or redirect("portal:appeal")
    if request.method != "POST":
        form = PlaceForm(counties=pages.counties(draft), initial=pages.place_initial(draft))
        return render(request, _PAGE, {"form": form, "page": pages.place(draft)})
    form = PlaceForm(request.POST, counties=pages.counties(draft))
    if not form.is_valid():
        return render(request, _PAGE, {"form": form, "page": pages.place(draft)}, status=422)
    step = commands.write_place(by=citizen(request), token=draft.token, **form.cleaned_data)
    refused, advised = parcels.take(request, draft.token)
    if "save" in request.POST:
        return redirect("portal:appeal_saved")
    if "go" in request.POST:
        add_problems(form, step.problems)
    if refused or form.errors:
        draft = queries.draft(token=draft.token)
        return render(request, _PAGE, {"form": form, "page": pages.place(draft, refused=refused)}, status=422)
    return redirect("portal:appeal_contact" if "go" in request.POST and not advised else "portal:appeal_place")


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Names for the list under the field, as a fragment of options."""
    hits = places.suggest(q=request.GET.get("place", "").strip())
    return render(request, "portal/appeals/options.html", {"names": [f"{hit.county}{hit.name}" for hit in hits]})


@personal
@require_safe
def thumbnail(request: HttpRequest, parcel_id: int) -> HttpResponse:
    """A small picture of a file of this browser's own draft; for anybody else it does not exist."""
    found = queries.parcel(token=cookies.draft_token(request), parcel_id=parcel_id)
    if not found.thumbnail:
        raise Missing
    return HttpResponse(bytes(found.thumbnail), content_type="image/jpeg")
