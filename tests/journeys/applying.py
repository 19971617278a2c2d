"""Somebody walks an item's pages on the portal, from the questions that lead to the receipt, answering what is asked."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from PIL import Image
from playwright.sync_api import Locator

from tests.journeys.browsing import Reader
from tests.journeys.test_citizen_files import own_phone
from yiwang.ground.registers.gateways.sandbox_people import city

PLACE = "云州市鼓前街道鼓楼大街1号"
_MOST_PAGES = 20
_SEEN: set[tuple[int, str]] = set()


@dataclass(frozen=True)
class Applicant:
    """Who applies for what. `told`: the registers' word for them; `answers`: choices other than the first; `form`: lines and
    radios other than the first; `name`: what they call themselves, where not as the register does; `proxy`: who acts for them.
    """

    item: str
    told: str = "一切正常"
    answers: tuple[str, ...] = ()
    form: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    proxy: str = ""


def registered(told: str) -> tuple[str, str]:
    """Name and number of the sandbox's case of this name."""
    return next((name, key) for what, name, key in city().special if what == told)


def slip() -> dict[str, object]:
    """A small picture of a paper."""
    out = io.BytesIO()
    Image.effect_noise((320, 240), 80).convert("RGB").save(out, "JPEG")
    return {"name": "材料.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def applies(reader: Reader, one: Applicant) -> tuple[str, str]:
    """Number and query code of the receipt. Each kind of page is looked at once, whatever the item."""
    reader.open(f"/services/{one.item}/apply/")
    for _ in range(_MOST_PAGES):
        heading = reader.heading
        if (reader.width, heading) not in _SEEN:
            _SEEN.add((reader.width, heading))
            reader.look()
        if heading == "核对一下，再提交":
            reader.page.check("#id_is_true")
            reader.go_on("提交申请")
            reader.says("申请已收到")
            number, code = (reader.page.locator(f"#yw-{part} span").first.inner_text() for part in ("number", "code"))
            return number, code
        _PAGES[heading](reader, one)
        assert not reader.page.locator(".yw-errsum").count(), (one.item, reader.page.inner_text("main"))
    raise AssertionError(f"{one.item} never comes to its end: {reader.page.url}")


def _answers(reader: Reader, one: Applicant) -> None:
    for group in reader.page.locator("main fieldset").all():
        said = [label for answer in one.answers for label in group.locator("label", has_text=answer).all()]
        if said:
            for label in said:
                label.locator("input").check()
        elif not group.locator("input:checked").count():
            group.locator("input").first.check()
    reader.go_on("继续")


def _says_who(reader: Reader, one: Applicant) -> None:
    name, key = registered(one.told)
    phone, page = own_phone(), reader.page
    page.fill("#id_name", one.name or name)
    page.fill("#id_id_number", key)
    page.check("#id_consented")
    if one.proxy:
        proxy, number = registered(one.proxy)
        page.check("#id_is_proxy")
        page.fill("#id_proxy_name", proxy)
        page.fill("#id_proxy_id_number", number)
        page.fill("#id_proxy_until", (date.today() + timedelta(days=30)).isoformat())
    page.fill("#id_phone", phone)
    reader.go_on("发短信验证码")
    page.fill("#id_code", reader.demo.message(phone, r"验证码(\d{6})"))
    reader.go_on("保存并继续")


def _fills_in(reader: Reader, one: Applicant) -> None:
    page = reader.page
    for group in page.locator("main form fieldset").all():
        radios = group.locator("input[type=radio][name^=f_]")
        if not radios.count():
            continue
        name = (radios.first.get_attribute("name") or "").removeprefix("f_")
        if name in one.form:
            group.locator(f"input[value='{one.form[name]}']").check()
        elif not group.locator("input:checked").count():
            radios.first.check()
    for line in page.locator("main form :is(input, textarea)[name^=f_]:visible").all():
        _writes(line, one)
    reader.go_on("保存并继续")


def _writes(line: Locator, one: Applicant) -> None:
    kind = line.get_attribute("type") or "text"
    name = (line.get_attribute("name") or "").removeprefix("f_")
    if kind == "checkbox":
        line.set_checked(name == "truth" or name in one.form)
    elif kind != "radio" and (name in one.form or not line.input_value()):
        number = "1" if line.get_attribute("inputmode") in ("numeric", "decimal") else PLACE
        line.fill(one.form.get(name, "2026-11-02" if kind == "date" else number))


def _gives(reader: Reader, one: Applicant) -> None:
    for declared in reader.page.locator("input[name^=declared_]").all():
        declared.check()
    for upload in reader.page.locator("input[type=file]").all():
        upload.set_input_files([slip()])
    reader.go_on("保存并继续")


def _pledges(reader: Reader, one: Applicant) -> None:
    reader.page.check("#id_pledged")
    reader.go_on("保存并继续")


_PAGES = {
    "先说说您的情况": _answers, "您是谁": _says_who, "填申请表": _fills_in, "交材料": _gives, "告知承诺": _pledges,
}  # fmt: skip
