"""提交: an application enters the register, its materials are laid out, and the time to accept it begins."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from yiwang.cases.applications import policies, queries
from yiwang.cases.applications.commands.shared import digest_of, shown_on, start
from yiwang.cases.applications.events import ApplicationSubmitted
from yiwang.cases.applications.models import Application, Material, MaterialFile
from yiwang.cases.applications.queries import Filing, Given
from yiwang.cases.applications.queries.elsewhere import Placed
from yiwang.cases.applications.queries.filing import blocked, fee_of, tags_of
from yiwang.cases.applications.queries.finding import KIND
from yiwang.cases.applications.queries.limits import latest_promise, may_be_pledged, mode_of
from yiwang.cases.applications.states import MaterialState, State
from yiwang.cases.casework import commands as casework
from yiwang.cases.casework import queries as covers
from yiwang.cases.casework.commands import Cover
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Priority
from yiwang.ground.files import commands as files
from yiwang.ground.files.queries import Clean
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.people import commands as people
from yiwang.ground.record import commands as record
from yiwang.kit import clock, numbers, schemas
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid, Refused
from yiwang.kit.work import command, unchanged
from yiwang.offer.catalog import queries as catalog
from yiwang.offer.catalog.models import Version
from yiwang.offer.catalog.states import Document


@command
def submit(*, by: Actor, filing: Filing, parent: Application | None = None) -> Case:
    """File an application: the law's five days to accept it run from now (行政许可法第三十二条). Filed already: unchanged.

    Refused: the hand may not file, the proxy's mandate does not cover it, the answers lead elsewhere. Invalid: the form,
    by field. Missing: the item is not published. A bundle files its parts as well, each a file of its own.
    """
    if known := covers.by_intake_key(key=filing.key):
        return unchanged(known)
    policies.may_submit(policies.mover(by), channel=filing.channel).require()
    version = catalog.in_force(code=filing.item, on=clock.local(filing.filed_at).date() if filing.filed_at else None)
    document = version.document
    if parent is None:
        _check(document, filing)
    one = _write(by=by, filing=filing, version=version, parent=parent)
    _lay_materials(by=by, one=one, document=document, filing=filing)
    accepting = start(
        by=by, one=one, kind="accept", limit=queries.law_limit(document, clock="accept"), at=one.submitted_at
    )
    casework.settle(by=by, case=one.case, **shown_on(accepting))
    digest = digest_of(one, one.form)
    unit = one.case.unit.code if one.case.unit else ""
    record.write(
        by=by, event=ApplicationSubmitted(one.case.ref, one.item_code, version.number, one.case.channel, unit, digest)
    )
    for place, code in enumerate(document.bundle.items if document.bundle else ()):
        _file_part(by=by, one=one, filing=filing, whole=document, code=code, place=place)
    return one.case


def _check(document: Document, filing: Filing) -> None:
    if not document.can_be_applied_for:
        raise Refused("这个事项还不能网上申请，请看办事指南里的办理地点和电话")
    if why := blocked(document, filing.chosen):
        raise Refused(why)
    if wrong := schemas.check(document.form, filing.form):
        raise Invalid("申请表还有要改的地方", **wrong)
    if (proxy := filing.proxy) and (proxy.scope != filing.item or (proxy.until and proxy.until < clock.today())):
        raise Refused("委托书没有写明办这一项，或者已经过期，请委托人重新授权")


def facts_at_filing(filing: Filing, document: Document) -> dict[str, Any]:
    """The facts that stand before any register was asked."""
    tags = tags_of(document, filing.chosen)
    chosen = {question.code: list(filing.chosen.get(question.code, ())) for question in document.situations}
    applicant = {
        "verified": filing.is_verified, "is_proxy": filing.proxy is not None, "is_enterprise": filing.party.is_enterprise,
        "level": filing.party.identity_level,
    }  # fmt: skip
    told = queries.facts_of(form=filing.form, chosen=chosen, tags=tags, applicant=applicant)
    return told | {"today": clock.today().isoformat()}


def _write(*, by: Actor, filing: Filing, version: Version, parent: Application | None) -> Application:
    document, party, at = version.document, filing.party, filing.filed_at or clock.now()
    number = filing.number or covers.next_number()
    code = filing.code or numbers.make_code()
    placed = queries.place(version, filing.form, here=_window_of(by))
    tags = tags_of(document, filing.chosen)
    mode = mode_of(document, tags, clock.local(at).date())
    applicant = people.remember(
        by=by, name=party.name, phone=party.phone, id_number=party.id_number, identity_level=party.identity_level
    )  # fmt: skip
    cover = Cover(
        number=number, code_hash=numbers.hash_code(number=number, code=code), kind=KIND, title=document.name.zh[:80],
        state=State.SUBMITTED, channel=filing.channel, line=document.line, registered_at=at, intake_key=filing.key,
        priority=Priority.GREEN if mode and mode.kind == "green" else Priority.NORMAL, applicant=applicant,
        external_id=filing.external_id,
    )  # fmt: skip
    case = casework.open_case(by=by, cover=cover)
    unit = placed.unit
    officer = _who_has_it(by, placed)
    casework.index_text(by=by, case=case, texts=(document.name.zh, document.sub_item))
    casework.settle(
        by=by, case=case, unit=unit, supervising_unit=placed.above, officer=officer, pushed_at=at if unit else None
    )
    if placed.here and placed.here != unit:
        casework.admit(by=by, case=case, units=[placed.here])
    facts = facts_at_filing(filing, document)
    proxy = filing.proxy
    return Application.objects.create(
        case=case, version=version, item_code=version.item.code, parent=parent, chosen=dict(filing.chosen), tags=tags,
        mode=mode.code if mode else "", form=queries.form_as_text(filing.form),
        is_enterprise=party.is_enterprise, is_verified=filing.is_verified,
        proxy="\n".join((proxy.name, proxy.phone, proxy.id_number)) if proxy else "", proxy_until=proxy.until if proxy else None,
        fee_fen=fee_of(document, chosen=filing.chosen, facts=facts), is_instant=document.instant is not None and parent is None,
        pledge=_signed(document, filing), submitted_at=at, deciding_unit=placed.there, window_unit=placed.here,
    )  # fmt: skip


def _window_of(by: Actor) -> Unit | None:
    """Whose window it is that somebody files at; none where they file themselves."""
    return organisation.officer(id=by.officer_id).unit if by.officer_id else None


def _who_has_it(by: Actor, placed: Placed) -> Officer | None:
    """Who took it in, where it stays in their unit, else whoever takes in there."""
    if placed.unit is None:
        return None
    if placed.here and placed.here == placed.unit and by.officer_id:
        return organisation.officer(id=by.officer_id)
    return organisation.default_handler(unit_code=placed.unit.code)


def _signed(document: Document, filing: Filing) -> str:
    """What the promise says, as a digest: notice and promise are the document's, the hand is the applicant's."""
    if not (document.pledge and filing.pledged and may_be_pledged(filing.item)):
        return ""
    said = document.pledge.model_dump_json()
    return keyed_digest("\x00".join((said, filing.party.name, filing.party.id_number)), purpose="pledge")


def _lay_materials(*, by: Actor, one: Application, document: Document, filing: Filing) -> None:
    given = {row.code: row for row in filing.given}
    facts = facts_at_filing(filing, document)
    for material in queries.needed(document, chosen=filing.chosen, facts=facts):
        came = given.get(material.code)
        state = queries.material_state(material, came, pledged=bool(one.pledge))
        row = Material.objects.create(
            application=one, code=material.code, name=material.name, trust=material.trust, state=state,
            promised_by=_promised(document, came) if state == MaterialState.PROMISED else None,
            given_at=one.submitted_at if state in (MaterialState.GIVEN, MaterialState.SEEN) else None,
        )  # fmt: skip
        if came:
            keep(by=by, one=one, row=row, cleans=came.files)


def _promised(document: Document, came: Given | None) -> date | None:
    """The day by which it follows: the promised one, and no later than the table allows."""
    return min(came.promised_by, latest_promise(document)) if came and came.promised_by else None


@command
def keep(*, by: Actor, one: Application, row: Material, cleans: Sequence[Clean]) -> None:
    """Keep what was handed in for a material; the same file again changes nothing."""
    for clean in cleans:
        stored = files.keep(by=by, subject=one.case.ref, clean=clean, label=row.name[:60])
        MaterialFile.objects.get_or_create(material=row, file=stored)


def _file_part(*, by: Actor, one: Application, filing: Filing, whole: Document, code: str, place: int) -> None:
    """One part of a bundle, with what its own form asks of the one form (一件事一张表); what it cannot do without is
    asked there.
    """
    version = catalog.find_in_force(code=code)
    if version is None or not version.document.can_be_applied_for or not _wanted(whole, filing, code):
        return
    fields = version.document.form.get("properties", {})
    form = {name: value for name, value in filing.form.items() if name in fields}
    part = Filing(
        key=f"{filing.key[:70]}#{place}", item=code, party=filing.party, form=_filled(version.document, form),
        channel=filing.channel, is_verified=filing.is_verified, given=_given_to(version.document, filing),
    )  # fmt: skip
    submit(by=by, filing=part, parent=one)


def _given_to(document: Document, filing: Filing) -> list[Given]:
    """One material given once: what came under the same code; and the one form's promise stands for what is only declared."""
    came = {row.code: row for row in filing.given}
    declared = [
        Given(code=row.code, declared=True) for row in document.materials if row.trust == "D" and row.code not in came
    ]
    return [Given(code=row.code, files=row.files, seen=row.seen) for row in came.values()] + declared


def _wanted(whole: Document, filing: Filing, code: str) -> bool:
    """Whether this part was asked for: its answer was chosen, or no question about it was answered at all."""
    asks = [
        (question.code, option)
        for question in whole.situations
        for option in question.options
        if option.add_item == code
    ]
    answered = [(option, filing.chosen[name]) for name, option in asks if filing.chosen.get(name)]
    return not answered or any(option.answer in said for option, said in answered)


def _filled(document: Document, form: dict[str, Any]) -> dict[str, Any]:
    """Fields of a part that the one form does not hold and that have one answer only, or a usual one."""
    found = dict(form)
    for name in document.form.get("required", ()):
        field = document.form["properties"].get(name, {})
        if name not in found and ("const" in field or "default" in field):
            found[name] = field.get("const", field.get("default"))
    return found
