"""The portal's side of one's own data: ask to see it, ask something about it, fetch a copy once. The site has checked the
phone.
"""

from dataclasses import dataclass

from yiwang.cases.counter import queries
from yiwang.cases.counter.commands.following import post_wish
from yiwang.cases.counter.commands.writing import NAME_LIMIT
from yiwang.cases.counter.models import Handout
from yiwang.cases.counter.states import EnvelopeKind, OwnKind
from yiwang.cases.rights.commands import Wish, check_wish
from yiwang.kit import clock, schemas
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid, Refused
from yiwang.kit.work import border_command

__all__ = ["Fetched", "Own", "Wish", "ask_again", "ask_data", "ask_own", "fetch_copy", "fetched_nonce", "see_mine"]


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


@dataclass(frozen=True, kw_only=True)
class Own:
    """A question to a register about oneself. `key`: of the form; `plate`: for a vehicle alone."""

    key: str
    phone: str
    kind: str
    name: str
    id_number: str
    plate: str = ""


@border_command
def ask_own(*, by: Actor, own: Own) -> None:
    """本人查询: what a register holds of whoever holds this phone becomes an envelope, once a key (of the form).

    Invalid: a kind that is not asked for, a name or a number that is none. Whether they are who they say, the inner side finds.
    """
    name, number, plate = own.name.strip(), "".join(own.id_number.split()).upper(), "".join(own.plate.split()).upper()
    problems = {} if own.kind in frozenset(OwnKind.values) else {"kind": "请选一项"}
    if not name:
        problems["name"] = "还没有写姓名，请照身份证写"
    if not schemas.is_id_number(number):
        problems["id_number"] = schemas.CHECKS["id_checksum"][1] if number else "还没有写公民身份号码，18位"
    check, why = schemas.CHECKS["plate"]
    if own.kind == OwnKind.VEHICLE and not check(plate):
        problems["plate"] = why
    if problems:
        raise Invalid("有几处要改", **problems)
    wish = {
        "kind": own.kind, "name": name[:NAME_LIMIT], "id_number": number, "plate": plate if own.kind == OwnKind.VEHICLE else "",
    }  # fmt: skip
    nonce = f"own:{queries.phone_index(own.phone)}:{keyed_digest(own.key, purpose='own-query')[:24]}"
    post_wish(EnvelopeKind.OWN_QUERY, "", nonce, phone=own.phone, wish=wish)


@border_command
def ask_again(*, by: Actor, phone: str, key: int, round: int) -> None:
    """One that failed is tried once more, once a round; one that did not, or is over, changes nothing inside."""
    nonce = f"own:{queries.phone_index(phone)}:again:{key}:{round}"
    post_wish(EnvelopeKind.OWN_QUERY, "", nonce, phone=phone, again=key)


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
