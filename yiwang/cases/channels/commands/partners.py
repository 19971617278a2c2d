"""Other platforms: set up, changed, switched on and off, given a new secret and another mapping."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Any

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.channels import policies, queries
from yiwang.cases.channels.events import MappingSet, PartnerAdded, PartnerChanged
from yiwang.cases.channels.gateways import signing
from yiwang.cases.channels.gateways.partner import Said
from yiwang.cases.channels.models import Mapping, Partner
from yiwang.cases.channels.states import PartnerKind
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.work import command, must_stand_alone, unchanged

_CODE = re.compile(r"^[a-z0-9][a-z0-9-]{1,29}$")
_KINDS = frozenset(PartnerKind)
EXCHANGE = "exchange"
"""What a channel's `reply_through` says where another platform takes the answer."""


@dataclass(frozen=True, kw_only=True)
class NewPartner:
    """A platform and its secret; the secret is shown once."""

    partner: Partner
    secret: str


@command
def add_partner(
    *, by: Actor, code: str, name: str, kind: str, channel: str, base_url: str = "", secret: str = ""
) -> NewPartner:
    """Set a platform up, switched off until somebody switches it on. `secret`: where the other side has one already.

    Refused: not the security office. Invalid: a code that is taken or misspelt, no name, a channel that answers otherwise.
    """
    policies.may_manage_partners(by).require()
    _check(code=code, name=name, kind=kind, channel=channel, base_url=base_url)
    if Partner.objects.filter(code=code).exists():
        raise Invalid("代码已经有了", code="已经有用这个代码的平台，请换一个")
    given = secret.strip() or signing.new_secret()
    row = Partner.objects.create(
        code=code, name=name.strip(), kind=kind, channel=channel, base_url=base_url.strip(), secret=given,
        created_by=by.label,
    )  # fmt: skip
    record.write(by=by, event=PartnerAdded(row.ref, row.code, row.channel))
    return NewPartner(partner=row, secret=given)


@command
def change_partner(*, by: Actor, code: str, name: str, base_url: str) -> Partner:
    """Another name or address. Nothing changed: unchanged. Code, kind and channel stay for good."""
    policies.may_manage_partners(by).require()
    row = _locked(code)
    _check(code=row.code, name=name, kind=row.kind, channel=row.channel, base_url=base_url)
    given = {"name": name.strip(), "base_url": base_url.strip()}
    changed = tuple(field for field, value in given.items() if getattr(row, field) != value)
    if not changed:
        return unchanged(row)
    for field in changed:
        setattr(row, field, given[field])
    row.save(update_fields=list(changed))
    record.write(by=by, event=PartnerChanged(row.ref, changed))
    return row


@command
def switch_partner(*, by: Actor, code: str, is_on: bool) -> Partner:
    """In use or not. While it is off its knocks are refused and our reports to it wait."""
    policies.may_manage_partners(by).require()
    row = _locked(code)
    if row.is_on == is_on:
        return unchanged(row)
    row.is_on = is_on
    row.save(update_fields=["is_on"])
    record.write(by=by, event=PartnerChanged(row.ref, ("on" if is_on else "off",)))
    return row


@command
def renew_partner_secret(*, by: Actor, code: str) -> NewPartner:
    """A new secret, shown once; the old one is good for a day longer."""
    policies.may_manage_partners(by).require()
    row, given = _locked(code), signing.new_secret()
    row.old_secret, row.old_secret_until = row.secret, clock.now() + policies.SECRETS_OVERLAP
    row.secret = given
    row.save(update_fields=["secret", "old_secret", "old_secret_until"])
    record.write(by=by, event=PartnerChanged(row.ref, ("secret",)))
    return NewPartner(partner=row, secret=given)


@command
def set_mapping(*, by: Actor, code: str, body: Any, note: str = "") -> Mapping:
    """A new version of what its fields and codes mean; the same again is unchanged. Invalid: see `queries.mapping`."""
    policies.may_manage_partners(by).require()
    row, checked = _locked(code), queries.check_mapping(body)
    last = row.mappings.order_by("-version").first()
    if last and last.body == checked:
        return unchanged(last)
    version = last.version + 1 if last else 1
    made = Mapping.objects.create(partner=row, version=version, body=checked, note=note.strip()[:120], made_by=by.label)
    record.write(by=by, event=MappingSet(row.ref, version))
    return made


def try_partner(*, by: Actor, code: str) -> Said:
    """Call the platform once, changing nothing there; what came of it is noted on its page. Not within a command."""
    must_stand_alone()
    policies.may_manage_partners(by).require()
    row = queries.partner(code=code)
    if not row.base_url:
        raise Invalid("没有写对方的地址", base_url="请先写对方的地址")
    said = queries.line_to(partner=row, mapping=queries.mapping_of(partner=row)).ping()
    note_line(by=by, partner_id=row.pk, trouble=said.trouble)
    return said


@command
def note_line(*, by: Actor, partner_id: int, trouble: str) -> None:
    """How the way to a platform is: when it last went well, or what is wrong. Bookkeeping, no fact."""
    now = clock.now()
    changes = {"trouble": trouble, "trouble_at": now} if trouble else {"trouble": "", "last_ok_at": now}
    Partner.objects.filter(pk=partner_id).update(**changes)
    return unchanged(None)


def _locked(code: str) -> Partner:
    found = Partner.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise Missing("没有这个对接平台")
    return found


def _check(*, code: str, name: str, kind: str, channel: str, base_url: str) -> None:
    wrong = {}
    if not _CODE.match(code):
        wrong["code"] = "请用两到三十个小写字母、数字和短横，例如12345"
    if not name.strip():
        wrong["name"] = "请写平台的名称"
    if kind not in _KINDS:
        wrong["kind"] = "请选平台的种类"
    known = appeals.channels().get(channel)
    if known is None or known.reply_through != EXCHANGE:
        wrong["channel"] = "请选由对方平台答复的渠道"
    if fault := _url_fault(base_url.strip()):
        wrong["base_url"] = fault
    if wrong:
        raise Invalid("有内容需要改", **wrong)


def _url_fault(url: str) -> str:
    """What is wrong with an address as far as it shows without looking its host up; where it leads is asked with each call."""
    if not url:
        return ""
    found = re.match(r"^(https?)://([^/?#@\s:]+|\[[0-9a-f:]+\])(:\d{1,5})?(/[^?#\s]*)?$", url)
    if not found:
        return "请写成https://host/path，不带用户名、问号和#号"
    if found[1] == "http" and not _is_loopback(found[2]):
        return "只能用https，工单不能明文走"
    return ""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
