"""Applications brought to a state by running the commands, with forms filled in as their schemas ask."""

import io

from PIL import Image

from tests.city import officer
from yiwang.cases.applications import commands, queries
from yiwang.cases.applications.commands import Filing, Given, Party
from yiwang.cases.applications.models import Application
from yiwang.ground.files.queries import clean
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.registers.gateways.sandbox_people import city as registers
from yiwang.kit.actor import Actor
from yiwang.offer.catalog import queries as catalog

CITIZEN, OTHERS = Actor.citizen(), Actor.system("test")
NAME, NUMBER = next((name, key) for told, name, key in registers().special if told == "一切正常")
MOVE = {
    "name": NAME, "id_number": NUMBER, "phone": "15400019001", "truth": True,
}  # fmt: skip


def picture() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 48), 60).convert("RGB").save(out, "PNG")
    return out.getvalue()


def form_of(item: str, **more) -> dict:
    """A form filled in with what the item asks, first answers of each."""
    schema = catalog.in_force(code=item).document.form
    said = {}
    for name, field in schema["properties"].items():
        if name in MOVE:
            said[name] = MOVE[name]
        elif name in schema.get("required", ()):
            said[name] = answer(field)
    return said | more


def answer(field: dict):
    if "const" in field:
        return field["const"]
    if field.get("oneOf"):
        return field["oneOf"][0]["const"]
    if field.get("enum"):
        return field["enum"][0]
    if field.get("type") == "array":
        return [answer(field["items"])]
    if field.get("type") in ("integer", "number"):
        return field.get("minimum", 1)
    if field.get("type") == "boolean":
        return True
    return {"date": "2026-11-20"}.get(field.get("format", ""), "云州市鼓楼大街一号院")


def filed(item="hukou.move", *, key="k1", by=CITIZEN, given=None, **changes) -> Application:
    document = catalog.in_force(code=item).document
    party = Party(name=NAME, phone="15400019001", id_number=NUMBER, identity_level="sms_verified")
    if given is None:
        given = [
            Given(code=one.code, files=[clean(name="a.png", data=picture())], declared=True)
            for one in document.materials
        ]
    filing = {"key": key, "item": item, "party": party, "form": form_of(item), "given": given} | changes
    case = commands.submit(by=by, filing=Filing(**filing))
    return queries.by_case(case_id=case.pk)


def window(one: Application) -> Actor:
    """The officer who has it."""
    return officer(one.case.officer.code)


def head(one: Application) -> Actor:
    return organisation.actor_for(officer=organisation.head_of(unit_code=one.case.unit.code))


def again(one: Application) -> Application:
    return queries.by_case(case_id=one.pk)


def accepted(**changes) -> Application:
    one = filed(**changes)
    commands.accept(by=window(one), case_id=one.pk)
    return again(one)


def worked(one: Application) -> Application:
    """Every step before the decision done, by whoever does it."""
    while running := queries.running_steps(application=again(one)):
        for step in running:
            commands.finish_step(by=OTHERS, case_id=one.pk, step=step.code, opinion="属实")
    return again(one)


def decided(one: Application, ground: str = "") -> Application:
    """By the people whose matter it is, after all steps; of a 一件事 its parts first. `ground`: it is refused on."""
    commands.accept(by=window(one), case_id=one.pk)
    one = worked(again(one))
    for part in one.parts.filter(decided_at=None):
        decided(part)
    commands.decide(by=head(one), case_id=one.pk, granted=not ground, ground=ground, words="核对过了" if ground else "")
    return again(one)
