"""A form that is data, on a page: typed values, errors at the field, and fields that appear with an answer without a script."""

from django.http import QueryDict

from tests.services import FORM
from tests.sites.ui.helpers import show
from yiwang.sites.ui import schemaforms


def sent(**values: str) -> QueryDict:
    found = QueryDict(mutable=True)
    found.update({schemaforms.PREFIX + name: value for name, value in values.items()})
    return found


def printed(form) -> str:
    return show('<c-schemaform :form="form" />', form=form)


def test_a_blank_form_asks_what_is_asked_and_no_more():
    page = printed(schemaforms.blank(FORM, {"name": "王小明"}, prefilled={"name"}))
    assert 'value="王小明"' in page and "由系统带出" in page
    assert "收件地址" not in page and 'id="f_reason_0"' in page


def test_what_was_sent_comes_back_typed_or_with_its_errors():
    good = schemaforms.read(
        FORM, sent(name="王小明", id_number="11010519491231002x", reason="lost", delivery="window", truth="on")
    )
    assert good.is_good and good.values["id_number"] == "11010519491231002X" and good.values["truth"] is True
    bad = schemaforms.read(FORM, sent(name="王", reason="other"))
    assert not bad.is_good and bad.values["name"] == "王"
    page = printed(bad)
    assert "请填身份证上的姓名，2到30个字" in page and 'value="王"' in page
    assert bad.error_list[0].target == "id_f_name" and {one.target for one in bad.error_list} >= {"f_reason_0"}


def test_a_field_that_appears_with_an_answer_is_asked_for():
    first = sent(name="王小明", id_number="11010519491231002X", reason="lost", delivery="post", truth="on")
    first[schemaforms.SHOWN] = "name,id_number,reason,delivery,truth"
    asked = schemaforms.read(FORM, first)
    assert list(asked.errors) == ["address"] and asked.errors["address"].startswith("请再填这一项")
    assert "收件地址" in printed(asked)
    first["f_address"] = "鼓楼花园3栋201室"
    assert schemaforms.read(FORM, first).is_good


def test_page_by_page_other_pages_keep_their_values():
    first = {"name", "id_number"}
    form = schemaforms.read(
        FORM, sent(name="王小明", id_number="11010519491231002X"), values={"reason": "lost"}, only=first
    )
    assert form.is_good and form.values["reason"] == "lost"
    assert [one.name for one in form.questions] == ["f_name", "f_id_number"]
    assert [name for page in schemaforms.pages(FORM) for name in page] == list(FORM["properties"])
