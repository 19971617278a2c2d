"""An item from an empty page to the public list, on pages only: one office drafts, the other publishes, nothing typed is lost."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from tests.city import officer
from tests.rooms.catalog.samples import document
from yiwang.config import items
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.offer.catalog import commands, queries
from yiwang.offer.catalog.models import Version
from yiwang.sites.workbench.catalog.grid import Grid
from yiwang.sites.workbench.catalog.parts import PARTS

CODE = "household.door_plate"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(code: str) -> Client:
    client = Client()
    client.force_login(organisation.officer_by_code(code=code).account, backend=BACKEND)
    return client


@pytest.fixture
def drafter(city) -> Client:
    return signed_in("gu.ningxin")


@pytest.fixture
def approver(city) -> Client:
    return signed_in("cheng.bo")


def edit(row: Version, part: str) -> str:
    return reverse("catalog:edit", args=[row.pk, part])


def typed(grid: Grid, version: int, **changes: str) -> dict[str, Any]:
    """What the browser sends of a page."""
    sent: dict[str, Any] = {"version": str(version), "rows": str(len(grid.lines))}
    for box in [*grid.boxes, *(box for line in grid.lines for box in line)]:
        if box.cell.kind == "many":
            sent[box.id] = [option.value for option in box.options if option.is_chosen]
        elif box.cell.kind != "check" or box.text:
            sent[box.id] = box.text or (box.options[0].value if box.options else "")
    return sent | changes


@pytest.mark.django_db
@pytest.mark.parametrize("code", [one["code"] for one in items.defaults()])
def test_saving_a_page_as_it_is_changes_nothing(city, code: str) -> None:
    """What a page cannot say of a document must survive it."""
    row = queries.in_force(code=code)
    for part in PARTS:
        grid = Grid.of(part, row.content)
        post = _querydict(typed(grid, 1))
        made = Grid.sent(part, post).into(row.content, title=row.document.name.zh)
        assert commands.read_document(made) == row.document, part.code


def _querydict(sent: dict[str, Any]) -> Any:
    made = QueryDict(mutable=True)
    for name, value in sent.items():
        made.setlist(name, value if isinstance(value, list) else [value])
    return made


@pytest.mark.django_db
def test_from_nothing_to_published(drafter: Client, approver: Client) -> None:
    page = drafter.get(reverse("catalog:new"))
    nonce = page.context["form"].initial["nonce"]
    sent = {"name": "门楼牌补发", "code": CODE, "line": "household", "parent": "", "like": "", "nonce": nonce}
    assert drafter.post(reverse("catalog:new"), sent).url == reverse("catalog:one", args=[CODE])
    row = queries.version_in_work(code=CODE)
    rows = {"rows": "4", "r0.name": "place", "r0.label": "门牌的地址", "r0.kind": "line", "r0.required": "on"}
    rows |= {"r1.name": "why", "r1.label": "原因", "r1.kind": "choice", "r1.options": "lost=丢失；broken=坏了"}
    answer = drafter.post(edit(row, "form"), rows | {"version": "1", "stay": "1"})
    assert "门牌的地址" in answer.content.decode().split('id="preview"')[1]
    flow = {"rows": "2", "r0.code": "accept", "r0.name": "受理", "r0.kind": "accept", "r0.role": "window_clerk"}
    flow |= {
        "r0.limit": "1个工作日",
        "r1.code": "decide",
        "r1.name": "办结",
        "r1.kind": "decide",
        "r1.role": "unit_head",
    }
    assert drafter.post(edit(row, "flow"), flow | {"version": "2"}).status_code == 302
    row.refresh_from_db()
    assert row.document.can_be_applied_for
    assert row.document.flow[0].limit.value == 1
    _press(drafter, row, "submit")
    assert _press(drafter, row, "publish", valid_from="").status_code in (403, 422)
    _press(approver, row, "publish", valid_from=clock.today().isoformat())
    assert queries.in_force(code=CODE) == row


def _press(client: Client, row: Version, act: str, **more: str) -> Any:
    url = reverse("catalog:act", args=[row.pk, act])
    page = client.get(url)
    nonce = page.context["form"].initial["nonce"] if page.context and "form" in page.context else "n"
    return client.post(url, {"nonce": nonce} | more)


@pytest.mark.django_db
def test_what_is_wrong_is_said_and_nothing_is_lost(drafter: Client) -> None:
    row = commands.draft(by=officer("gu.ningxin"), code=CODE, document=document())
    sent = typed(Grid.of(PARTS[0], row.content), row.version) | {"c.legal": "很快", "c.name.en": "Typed here"}
    answer = drafter.post(edit(row, "basics"), sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "写成5个工作日" in text and "Typed here" in text and "很快" in text
    row.refresh_from_db()
    assert row.version == 1


@pytest.mark.django_db
def test_two_at_once(drafter: Client) -> None:
    row = commands.draft(by=officer("gu.ningxin"), code=CODE, document=document())
    sent = typed(Grid.of(PARTS[0], row.content), row.version) | {"c.sub_item": "我的"}
    commands.revise(by=officer("ou.jianguo"), version_id=row.pk, document=document(sub_item="别人的"))
    answer = drafter.post(edit(row, "basics"), sent)
    assert answer.status_code == 422
    assert "我的" in answer.content.decode() and "刚被别人改动" in answer.content.decode()


@pytest.mark.django_db
def test_a_material_that_is_not_there(drafter: Client) -> None:
    row = commands.draft(by=officer("gu.ningxin"), code=CODE, document=document())
    sent = {
        "rows": "1",
        "version": "1",
        "r0.code": "why",
        "r0.question": "为什么？",
        "r0.answer": "丢了",
        "r0.materials": "nothing",
    }
    answer = drafter.post(edit(row, "questions"), sent)
    assert answer.status_code == 422
    assert "不在材料表里" in answer.content.decode()


@pytest.mark.django_db
def test_the_list_and_the_item(drafter: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(30):
        text = drafter.get(reverse("catalog:home")).content.decode()
    assert "一网通办率" in text
    assert "居民身份证挂失" in drafter.get(reverse("catalog:home"), {"q": "挂失"}).content.decode()
    assert "没有找到" in drafter.get(reverse("catalog:home"), {"q": "没有这样的事"}).content.decode()
    assert "责任人空缺" in drafter.get(reverse("catalog:home"), {"show": "vacant"}).content.decode()
    one = drafter.get(reverse("catalog:one", args=["id_card.report_loss"])).content.decode()
    assert "该有的都有了" in one and "于姗" in one


@pytest.mark.django_db
def test_what_is_new_in_a_version(drafter: Client) -> None:
    drafter.post(reverse("catalog:draft", args=["id_card.report_loss"]))
    row = queries.version_in_work(code="id_card.report_loss")
    changed = row.content | {"sub_item": "身份证挂失（新）"}
    commands.revise(by=officer("gu.ningxin"), version_id=row.pk, document=changed)
    before = queries.in_force(code="id_card.report_loss")
    text = drafter.get(reverse("catalog:diff", args=[row.pk, before.pk])).content.decode()
    assert "身份证挂失（新）" in text


@pytest.mark.django_db
def test_the_form_can_be_tried(drafter: Client) -> None:
    row = queries.in_force(code="id_card.report_loss")
    url = reverse("catalog:preview", args=[row.pk])
    assert "公民身份号码" in drafter.get(url).content.decode()
    tried = drafter.post(url, {"try": "1", "f_name": "许安和", "f_id_number": "1"})
    assert "号码为18位" in tried.content.decode()


@pytest.mark.django_db
def test_who_answers_for_it(drafter: Client) -> None:
    url = reverse("catalog:charge", args=["traffic.move_car"])
    nonce = drafter.get(url).context["form"].initial["nonce"]
    drafter.post(url, {"nonce": nonce, "unit": "yz.traffic", "officer": ""})
    assert "traffic.move_car" in [one.code for one in queries.vacancies()]


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["yang.mo", "fan.rui", "ye.qingwen"])
def test_nobody_else_comes_in(city, code: str) -> None:
    assert signed_in(code).get(reverse("catalog:home")).status_code == 404
