"""Reads of those who ask: by keyed digest, and masked."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from django.db.models import Q, QuerySet

from yiwang.ground.people.models import Applicant, Caution
from yiwang.ground.people.states import IdentityLevel
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Missing
from yiwang.kit.privacy import mask_id_number, mask_name, mask_phone

ANONYMOUS = "匿名"
SHORTEST_NAME = 2
NAMELESS = "-"
"""Stands in the index of an old row whose name is nothing but marks, so that it is not read again and again."""
FIELDS = ("name", "phone", "id_number", "address", "mail", "account")
"""What somebody gave of themselves."""
_ALWAYS = FIELDS[:4]
"""Of these the digest on record has been made from the first; mailbox and account stand in it where one was given."""
_HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_BLOCK = re.compile(r"^.*?(?:小区|社区|花园|公寓|新村|大道|路|街|巷|里|村|镇|乡)(?=[0-9A-Za-z一二三四五六七八九十]|$)")
"""The shortest beginning that ends in a road, an estate or a village with its numbers to follow."""


@dataclass(frozen=True, kw_only=True)
class Masked:
    """How somebody is shown to those who need not see more (ui.md section 6)."""

    name: str
    phone: str
    id_number: str
    address: str
    mail: str
    account: str


def applicant(*, id: int) -> Applicant:
    """Somebody by key. Missing where there is nobody."""
    found = Applicant.objects.filter(pk=id).first()
    if found is None:
        raise Missing
    return found


def masked(applicant: Applicant) -> Masked:
    """王**, 138****6027, 4301**********1234, the address to the block; 匿名 where nothing was left."""
    return Masked(
        name=ANONYMOUS if applicant.is_anonymous else mask_name(applicant.name),
        phone=mask_phone(applicant.phone),
        id_number=mask_id_number(applicant.id_number),
        address=mask_address(applicant.address),
        mail=mask_mail(applicant.mail),
        account=mask_account(applicant.account),
    )


def mask_address(address: str) -> str:
    """The address down to road, estate or village; house, building and flat become ****."""
    if not address:
        return ""
    found = _BLOCK.match(address.translate(_HALF_WIDTH))
    kept = found.group() if found else address[: len(address) // 2]
    return kept if kept == address else f"{kept}****"


def mask_mail(mail: str) -> str:
    """w****@qq.com: the first sign and the house it lives in."""
    name, at, house = mail.rpartition("@")
    return f"{name[:1]}****{at}{house}" if at else ""


def mask_account(account: str) -> str:
    """The platform and the last four signs: wechat:****8Xq2."""
    platform, colon, name = account.partition(":")
    return f"{platform}{colon}****{name[-4:]}" if colon else ""


def with_phone(*, phone: str) -> list[Applicant]:
    """Everybody who left this number, newest first."""
    index = phone_index(read_phone(phone))
    return list(Applicant.objects.filter(phone_index=index)) if index else []


def proved(*, phone: str, id_number: str, name: str) -> Applicant | None:
    """Whoever showed their card at a window, with this phone, this number and this name; None where nobody has, or where the
    phone is known to be in other hands.
    """
    tight, number = read_phone(phone), read_id_number(id_number)
    if not tight or not number or cautions(phone=tight):
        return None
    rows = Applicant.objects.filter(
        phone_index=phone_index(tight), id_index=id_index(number), name_index=name_index(name),
        identity_level__in=(IdentityLevel.IN_PERSON, IdentityLevel.REAL_NAME),
    ).exclude(name_index="")  # fmt: skip
    return rows.first()


def with_last4(*, last4: str) -> list[Applicant]:
    """Everybody whose number ends in these four digits, newest first; nobody unless it is four digits."""
    index = last4_index(last4.translate(_HALF_WIDTH).strip())
    return list(Applicant.objects.filter(phone_last4_index=index)) if index else []


def with_id_number(*, id_number: str) -> list[Applicant]:
    """Everybody who left this identity number, newest first."""
    index = id_index(read_id_number(id_number))
    return list(Applicant.objects.filter(id_index=index)) if index else []


def with_mail(*, mail: str) -> list[Applicant]:
    """Everybody who left this mailbox or wrote from it, newest first."""
    index = mail_index(read_mail(mail))
    return list(Applicant.objects.filter(mail_index=index)) if index else []


def with_account(*, account: str) -> list[Applicant]:
    """Everybody who came by this account of a platform (`wechat:openid`), newest first."""
    index = account_index(account.strip())
    return list(Applicant.objects.filter(account_index=index)) if index else []


def with_name(*, name: str) -> list[Applicant]:
    """Everybody who left this very name, newest first; nobody for less than two signs (a surname alone is not a person)."""
    index = name_index(name) if len(read_name(name)) >= SHORTEST_NAME else ""
    return list(Applicant.objects.filter(name_index=index)) if index else []


def unindexed_names(*, limit: int) -> list[Applicant]:
    """People whose name was kept before names had an index, oldest first; the text of an erased one is gone."""
    unread = Applicant.objects.filter(name_index="", is_anonymous=False, erased_at=None).exclude(name="")
    return list(unread.order_by("pk")[:limit])


def read_name(text: str) -> str:
    """A name as it is compared: half-width, small letters, without spaces and the middle dot of longer names."""
    return re.sub(r"[\s·•・.]", "", text.translate(_HALF_WIDTH)).lower()


def read_phone(text: str) -> str:
    """A number in its one spelling: half-width digits, without +86 and marks."""
    tight = re.sub(r"[^\d+]", "", text.translate(_HALF_WIDTH))
    return re.sub(r"^(\+86|0086)", "", tight).replace("+", "")


def read_id_number(text: str) -> str:
    """An identity number in its one spelling: half-width, capital X."""
    return re.sub(r"[^0-9A-Z]", "", text.translate(_HALF_WIDTH).upper())


def read_mail(text: str) -> str:
    """A mailbox in its one spelling: half-width small letters without spaces (no house tells capitals apart)."""
    return re.sub(r"\s", "", text.translate(_HALF_WIDTH)).lower()


def phone_index(phone: str) -> str:
    """The blind index of a whole number."""
    return keyed_digest(phone, purpose="phone") if phone else ""


def last4_index(last4: str) -> str:
    """The blind index of the last four digits."""
    return keyed_digest(last4, purpose="phone-last4") if re.fullmatch(r"\d{4}", last4) else ""


def id_index(id_number: str) -> str:
    """The blind index of an identity number."""
    return keyed_digest(id_number, purpose="id-number") if id_number else ""


def name_index(name: str) -> str:
    """The blind index of a whole name."""
    tight = read_name(name)
    return keyed_digest(tight, purpose="name") if tight else ""


def mail_index(mail: str) -> str:
    """The blind index of a mailbox."""
    return keyed_digest(mail, purpose="mail") if mail else ""


def account_index(account: str) -> str:
    """The blind index of an account at a platform."""
    return keyed_digest(account, purpose="account") if account else ""


def text_digest(applicant: Applicant) -> str:
    """The salted digest of all that was given, as the record keeps it."""
    names = FIELDS if applicant.mail or applicant.account else _ALWAYS
    text = json.dumps([getattr(applicant, name) for name in names], ensure_ascii=False)
    return record.digest(text=text, salt=applicant.salt)


def newest_opens() -> bool | None:
    """Whether the newest person's columns open with the keys at hand; None where nobody is kept yet."""
    row = Applicant.objects.defer(*FIELDS).order_by("-pk").first()
    if row is None:
        return None
    try:
        row.refresh_from_db(fields=[*FIELDS])
    except (InvalidTag, KeyError):
        return False
    return True


# --- what to heed before anything is sent


def cautions(*, phone: str = "", mail: str = "", account: str = "", applicant_id: int | None = None) -> list[Caution]:
    """What is to be heeded now about a number, a mailbox, an account, and whatever else this applicant left; unsafe ones first.

    One statement, also at the last moment before sending.
    """
    rows = heeded(phone=phone, mail=mail, account=account, applicant_id=applicant_id)
    return sorted(rows, key=lambda one: one.kind != "unsafe")


def heeded(*, phone: str = "", mail: str = "", account: str = "", applicant_id: int | None = None) -> QuerySet[Caution]:
    """The same as rows, not read yet."""
    wanted = Q(pk__in=[])
    for column, index in (
        ("phone_index", phone_index(read_phone(phone))), ("mail_index", mail_index(read_mail(mail))),
        ("account_index", account_index(account.strip())),
    ):  # fmt: skip
        if index:
            wanted |= Q(**{column: index})
        if applicant_id:
            theirs = Applicant.objects.filter(pk=applicant_id).exclude(**{column: ""})
            wanted |= Q(**{f"{column}__in": theirs.values(column)})
    return _heeded().filter(wanted)


def cautions_of(*, applicant: Applicant | None) -> list[Caution]:
    """What is to be heeded now about somebody, by all they left."""
    return cautions(applicant_id=applicant.pk) if applicant and not applicant.is_anonymous else []


def caution(*, id: int) -> Caution:
    """One of them. Missing: none."""
    found = Caution.objects.filter(pk=id).first()
    if found is None:
        raise Missing
    return found


def cautioned(*, phone_indexes: Collection[str]) -> set[str]:
    """Those of these keyed digests about whose number something is to be heeded."""
    rows = _heeded().filter(phone_index__in=phone_indexes) if phone_indexes else Caution.objects.none()
    return set(rows.values_list("phone_index", flat=True))


def _heeded() -> QuerySet[Caution]:
    return Caution.objects.filter(Q(until=None) | Q(until__gt=clock.now()), lifted_at=None)
