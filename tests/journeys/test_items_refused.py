"""Items are applied for by people who cannot have them: their page says so, by which law, and what they can do now."""

import json
from pathlib import Path

import yiwang.config
from tests.journeys.applying import Applicant, applies, registered
from tests.journeys.browsing import Reader
from tests.journeys.test_whole_loop import soon
from tests.journeys.test_window_files import opens

ITEMS = Path(yiwang.config.__file__).parent / "defaults" / "items"
BY_THE_HOUSE = (
    ("no_biometrics", Applicant("id_card.renew_reissue", "没有存指纹", ("到期或者信息变了",), {"reason": "expired"})),
    ("dead_or_cancelled", Applicant("id_card.report_loss", "已死亡注销")),
    ("local", Applicant("residence.register")),
    ("half_year", Applicant("residence.permit_first", "外地户口，居住登记不满半年", ("稳定住所",), {"ground": "home"})),
    ("dead_or_cancelled", Applicant("hukou.move", "已死亡注销", ("夫妻投靠",))),
    ("open_violations", Applicant("vehicle.inspection_free_sticker", form={
        "plate": registered("有未处理的违法")[1], "vin": "E21001",
    })),
    ("unqualified", Applicant("drugs.precursor_purchase_filing", answers=("第三类", "一次"), form={
        "company": registered("没有经办资格的企业")[0], "uscc": registered("没有经办资格的企业")[1], "class": "3",
    })),
    ("identity_differs", Applicant("onething.identity_change", name="别的人", answers=("姓名", "身份证"))),
)  # fmt: skip
"""By what the registers say, without a person: the table of a 秒办, or what stops an online filing."""


def reads_why(reader: Reader, filed: tuple[str, str], item: str, ground: str) -> None:
    """On the applicant's own page: the ground, its law, what they can do now, each in the item's own words."""
    said = next(one for one in json.loads((ITEMS / f"{item}.json").read_text())["grounds"] if one["code"] == ground)
    opens(reader, *filed)
    soon(reader.page, "依据：")
    shown = reader.page.inner_text("main")
    assert [said[part] for part in ("text", "law", "next") if said[part] not in shown] == [], (item, shown)


def test_what_the_registers_say_no_to(phone_reader: Reader) -> None:
    """All are sent before the first is read: nobody waits for the house."""
    sent = [(applies(phone_reader, who), who.item, ground) for ground, who in BY_THE_HOUSE]
    for filed, item, ground in sent:
        reads_why(phone_reader, filed, item, ground)
    phone_reader.look()
