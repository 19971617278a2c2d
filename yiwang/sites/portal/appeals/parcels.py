"""Files that a citizen sends along with what they write: taken, refused, taken off again."""

from django.http import HttpRequest

from yiwang.cases.counter import commands
from yiwang.kit.errors import HouseError, Invalid
from yiwang.sites.portal.appeals.forms import too_big
from yiwang.sites.portal.appeals.pages import refused as refused_item
from yiwang.sites.portal.web import citizen
from yiwang.sites.ui.pages import UploadItem
from yiwang.sites.ui.sayings import say


def take(request: HttpRequest, token: str) -> tuple[list[UploadItem], bool]:
    """Take what was sent along and off what is not wanted. Returns what was refused, and whether advice waits."""
    if gone := request.POST.get("remove", ""):
        commands.remove_parcel(by=citizen(request), token=token, parcel_id=int(gone) if gone.isdecimal() else 0)
    refused, advised = [], False
    for file in request.FILES.getlist("files"):
        name, size = file.name or "", file.size or 0
        try:
            if problem := too_big(size):
                refused.append(refused_item(name, size, problem))
                continue
            kept = commands.add_parcel(by=citizen(request), token=token, name=name, data=file.read())
            advised = advised or bool(kept.notes)
        except HouseError as error:
            why = error.fields.get("files", "") if isinstance(error, Invalid) else ""
            refused.append(refused_item(name, size, say(why or error.message)))
    return refused, advised
