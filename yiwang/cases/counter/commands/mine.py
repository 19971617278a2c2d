"""The portal's side of one's own data: ask to see it, ask something about it, fetch a copy once. The site has checked the
phone.
"""

from dataclasses import dataclass

from yiwang.cases.counter import queries
from yiwang.cases.counter.commands.following import post_wish
from yiwang.cases.counter.models import Handout
from yiwang.cases.counter.states import EnvelopeKind
from yiwang.cases.rights.commands import Wish, check_wish
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Refused
from yiwang.kit.work import border_command

__all__ = ["Fetched", "Wish", "ask_data", "fetch_copy", "fetched_nonce", "see_mine"]


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """A copy that was fetched, this once."""

    name: str
    mime: str
    data: bytes


@border_command
def see_mine(*, by: Actor, phone: str) -> None:
    """Ask the inner side what is known of this phone, at most once a day; it writes the view."""
    sight = queries.personal_view(phone=phone)
    if not queries.is_of_today(sight):
        index = queries.phone_index(phone)
        version = sight.version if sight else 0
        post_wish(EnvelopeKind.MY_DATA, "", f"mine:{index}:{clock.today():%y%m%d}:{version}", phone=phone)


@border_command
def ask_data(*, by: Actor, wish: Wish) -> None:
    """A request about one's own data becomes an envelope, once a key (of the form). Invalid: as the inner side would say."""
    check_wish(wish)
    nonce = f"data:{queries.phone_index(wish.phone)}:{keyed_digest(wish.key, purpose='data-request')[:24]}"
    told = {name: getattr(wish, name) for name in wish.__dataclass_fields__ if name != "key"}
    post_wish(EnvelopeKind.DATA_REQUEST, "", nonce, phone=wish.phone, wish=told)


@border_command
def fetch_copy(*, by: Actor, phone: str, key: str) -> Fetched:
    """Fetch a copy. It is gone with this: of two at a time one gets it. Refused: fetched before, over, or not of this phone."""
    found = queries.handout_of(phone=phone, key=key)
    if found is None or not Handout.objects.filter(pk=found.pk).delete()[0]:
        raise Refused("这份副本已经取走，或者过了7天。还需要的，请再申请一次")
    post_wish(EnvelopeKind.COPY_FETCHED, "", fetched_nonce(key), key=key, request=found.request_id)
    return Fetched(name=found.name, mime=found.mime, data=bytes(found.data))


def fetched_nonce(key: str) -> str:
    """Of the envelope that says that a copy was fetched."""
    return f"fetched:{key}"
