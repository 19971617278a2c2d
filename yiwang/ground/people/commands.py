"""Remembering those who ask, raising how sure we are, erasing by order."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from yiwang.ground.people import policies, queries
from yiwang.ground.people.events import (
    ApplicantCorrected,
    ApplicantErased,
    ApplicantRemembered,
    CautionLifted,
    CautionNoted,
    IdentityRaised,
    NamesIndexed,
)
from yiwang.ground.people.models import INDEXES, Applicant, Caution
from yiwang.ground.people.states import CautionKind, IdentityLevel
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as record_queries
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.kit import rows
from yiwang.kit.actor import Actor
from yiwang.kit.clock import now
from yiwang.kit.errors import Invalid
from yiwang.kit.fresh import fresh
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

_LEVELS = list(IdentityLevel.values)


@command
def remember(
    *,
    by: Actor,
    name: str = "",
    phone: str = "",
    id_number: str = "",
    address: str = "",
    mail: str = "",
    account: str = "",
    identity_level: str = IdentityLevel.NONE,
    anonymous: bool = False,
) -> Applicant:
    """Keep what somebody gave of themselves, encrypted. `anonymous`: nothing given is kept, whatever it was.

    `mail`: the mailbox they wrote from or left. `account`: who they are at a platform, `wechat:openid`. Invalid: a phone,
    mailbox or identity number that cannot be. The event carries a salted digest only.
    """
    given = {} if anonymous else _read(name, phone, id_number, address, mail, account)
    level = IdentityLevel.NONE if anonymous else IdentityLevel(identity_level or IdentityLevel.NONE)
    policies.check(
        phone=given.get("phone", ""), id_number=given.get("id_number", ""), identity_level=level,
        mail=given.get("mail", ""),
    )  # fmt: skip
    applicant = fresh(
        Applicant,
        **given,
        pk=rows.key(Applicant),
        identity_level=level,
        is_anonymous=anonymous,
        salt=record_queries.new_salt(),
    )
    applicant.phone_index = queries.phone_index(applicant.phone)
    applicant.phone_last4_index = queries.last4_index(applicant.phone[-4:])
    applicant.id_index = queries.id_index(applicant.id_number)
    applicant.name_index = queries.name_index(applicant.name)
    applicant.mail_index = queries.mail_index(applicant.mail)
    applicant.account_index = queries.account_index(applicant.account)
    rows.add(applicant)
    record.write(by=by, event=ApplicantRemembered(applicant.ref, queries.text_digest(applicant), str(level), anonymous))
    return applicant


@command
def raise_identity(*, by: Actor, applicant_id: int, identity_level: str) -> Applicant:
    """Note a surer identity (seen in person, real name checked); a weaker or equal one changes nothing."""
    policies.check(phone="", id_number="", identity_level=identity_level)
    applicant = _locked(applicant_id)
    before = applicant.identity_level
    if applicant.is_anonymous or _LEVELS.index(identity_level) <= _LEVELS.index(before):
        return unchanged(applicant)
    applicant.identity_level = identity_level
    applicant.save(update_fields=["identity_level"])
    record.write(by=by, event=IdentityRaised(applicant.ref, before, identity_level))
    return applicant


@command
def erase(*, by: Actor, applicant_id: int, order: str, ground: str) -> Applicant:
    """Clear every personal column and the salt, by an order (its number) on a legal ground; the digest stays on record.

    Done twice: unchanged. Refused: to a citizen. Invalid: no order or no ground.
    """
    policies.may_erase(by).require()
    applicant = _locked(applicant_id)
    if applicant.erased_at is not None:
        return unchanged(applicant)
    digest = queries.text_digest(applicant)
    record.erase_text(by=by, subject=applicant.ref, digest=digest, order=order, ground=ground)
    for name in (*queries.FIELDS, *INDEXES, "salt"):
        setattr(applicant, name, "")
    applicant.erased_at, applicant.erased_order = now(), order.strip()
    applicant.save()
    record.write(by=by, event=ApplicantErased(applicant.ref, digest, applicant.erased_order))
    return applicant


CORRECTED = frozenset({"name", "id_number", "address"})
"""What may be corrected: the phone is how somebody proves to be themselves, and is not."""
CORRECTION_GROUND = "个人信息保护法第四十六条，更正前的内容"


@command
def correct(*, by: Actor, applicant_id: int, field: str, value: str, order: str) -> Applicant:
    """更正: put right what was given wrong, by a request (its number) that was granted; what was never given is not put in.

    The text before is gone, and the record says by which request. Right already, never given, or erased: unchanged. Refused: to a
    citizen. Invalid: a field that is not corrected here, or a value that cannot be.
    """
    policies.may_erase(by).require()
    if field not in CORRECTED:
        raise Invalid(field="只能更正姓名、证件号码和住址")
    applicant, right = _locked(applicant_id), _read(**dict.fromkeys(queries.FIELDS, "") | {field: value})[field]
    if not right:
        raise Invalid(value="请写应该改成什么")
    if applicant.erased_at is not None or getattr(applicant, field) in ("", right):
        return unchanged(applicant)
    level = applicant.identity_level
    policies.check(phone="", id_number=right if field == "id_number" else "", identity_level=level)
    digest = queries.text_digest(applicant)
    record.erase_text(by=by, subject=applicant.ref, digest=digest, order=order, ground=CORRECTION_GROUND)
    setattr(applicant, field, right)
    applicant.salt = record_queries.new_salt()
    applicant.id_index, applicant.name_index = queries.id_index(applicant.id_number), queries.name_index(applicant.name)
    applicant.save(update_fields=[field, "salt", "id_index", "name_index"])
    record.write(by=by, event=ApplicantCorrected(applicant.ref, field, queries.text_digest(applicant), order))
    return applicant


@command
def index_names(*, by: Actor, limit: int = 500) -> int:
    """Give people whose name was kept before names had an index theirs, oldest first; how many. Unchanged where all have one."""
    unread = queries.unindexed_names(limit=limit)
    if not unread:
        return unchanged(0)
    for applicant in unread:
        applicant.name_index = queries.name_index(applicant.name) or queries.NAMELESS
    Applicant.objects.bulk_update(unread, ["name_index"])
    record.write(by=by, event=NamesIndexed(unread[-1].ref, len(unread)))
    return len(unread)


def _read(name: str, phone: str, id_number: str, address: str, mail: str, account: str) -> dict[str, str]:
    return {
        "name": name.strip(),
        "phone": queries.read_phone(phone),
        "id_number": queries.read_id_number(id_number),
        "address": address.strip(),
        "mail": queries.read_mail(mail),
        "account": account.strip(),
    }


def _locked(applicant_id: int) -> Applicant:
    queries.applicant(id=applicant_id)
    return Applicant.objects.select_for_update().get(pk=applicant_id)


# --- what to heed before anything is sent


@command
def note_caution(
    *, by: Actor, applicant: Applicant, kind: str, ground: str, reason: str, about: Ref | None = None,
    until: datetime | None = None, guardian_name: str = "", guardian_phone: str = "",
) -> Caution:  # fmt: skip
    """Note that whatever this person left is unsafe (nothing is ever sent there), or that they are unfit (their guardian hears,
    or a person speaks to them). It holds for everybody who left the same number, mailbox or account, until then or lifted.

    Noted so already: unchanged. Invalid: nothing was left to heed, no reason, a guardian's number that cannot be.
    """
    phone = queries.read_phone(guardian_phone)
    policies.check_caution(kind=kind, ground=ground, reason=reason, guardian_phone=phone)
    left = {name: getattr(applicant, name) for name in ("phone_index", "mail_index", "account_index")}
    if not any(left.values()):
        raise Invalid("没有留电话、邮箱或账号，不需要设提示")
    if known := _same(applicant, kind, ground):
        return unchanged(known)
    row = Caution(
        pk=rows.key(Caution), kind=kind, ground=ground, **left, reason=reason.strip(), by=by.label, at=now(), until=until,
        guardian_name=guardian_name.strip(), guardian_phone=phone, subject_kind=about.kind if about else "",
        subject_id=str(about.id) if about else "",
    )  # fmt: skip
    rows.add(row)
    record.write(by=by, event=CautionNoted(row.ref, kind, ground, str(about or "")))
    return row


def _same(applicant: Applicant, kind: str, ground: str) -> Caution | None:
    """A person who is being written down just now has nothing noted about this very file; others may share the number."""
    if rows.is_waiting(applicant):
        return None
    return next(
        (one for one in queries.cautions_of(applicant=applicant) if (one.kind, one.ground) == (kind, ground)), None
    )


@command
def lift_caution(*, by: Actor, caution_id: int, reason: str) -> Caution:
    """It need not be heeded any more, for a reason. Lifted already: unchanged."""
    queries.caution(id=caution_id)
    row = Caution.objects.select_for_update().get(pk=caution_id)
    if row.lifted_at:
        return unchanged(row)
    if not reason.strip():
        raise Invalid(lift_reason="请写明为什么可以解除，例如“本人当面确认换了号码”")
    row.lifted_at, row.lifted_by, row.lift_reason = now(), by.label, reason.strip()
    row.save()
    record.write(by=by, event=CautionLifted(row.ref, CautionKind(row.kind)))
    return row


# --- what this room keeps, said to whoever takes it away


def _under(target: Target) -> QuerySet[Applicant]:
    """Those whom these digests name."""
    digests = sorted(target.digests)
    named = Q(phone_index__in=digests) | Q(mail_index__in=digests) | Q(account_index__in=digests)
    return Applicant.objects.filter(named, erased_at=None) if digests else Applicant.objects.none()


def _leads_to(target: Target) -> Iterable[Ref]:
    return [Ref("people.applicant", key) for key in _under(target).values_list("pk", flat=True)]


def _of(target: Target) -> QuerySet[Applicant]:
    return Applicant.objects.filter(pk__in=target.ids("people.applicant"), erased_at=None)


def _clear(clearing: Clearing) -> dict[str, int]:
    for key in clearing.keys:
        erase(by=clearing.by, applicant_id=key, order=clearing.order, ground=clearing.ground)
    return {"people.Applicant": len(clearing.keys)}


KEEPER = record_queries.keep(
    Keeper(
        name="people.applicant", label="诉求人身份", models=("people.Applicant",), clear=_clear, of=_of, leads_to=_leads_to,
        digests=lambda address: (queries.phone_index(queries.read_phone(address)), queries.mail_index(queries.read_mail(address)),
                                 queries.account_index(address.strip())),
    )
)  # fmt: skip


def _over(before: datetime) -> QuerySet[Caution]:
    return Caution.objects.filter(Q(lifted_at__lt=before) | Q(until__lt=before))


def _cautions_of(target: Target) -> QuerySet[Caution]:
    """Those that are over. One that still stands protects somebody, erased or not: it is a digest and no name."""
    digests = sorted(target.digests)
    named = Q(phone_index__in=digests) | Q(mail_index__in=digests) | Q(account_index__in=digests)
    return _over(now()).filter(named)


def _drop_cautions(clearing: Clearing) -> dict[str, int]:
    return {"people.Caution": Caution.objects.filter(pk__in=clearing.keys).delete()[0]}


CAUTIONS = record_queries.keep(
    Keeper(
        name="people.caution", code="people.caution", label="解除或到期的提示", models=("people.Caution",), clear=_drop_cautions,
        due=_over, of=_cautions_of,
    )
)  # fmt: skip
