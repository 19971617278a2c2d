"""Filing for somebody by the pages: an error loses nothing, the receipt is printed, what comes later is taken in."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.filing import NAME, NUMBER, accepted, again, filed, form_of, head, picture, window, worked
from yiwang.cases.applications import commands, queries
from yiwang.cases.applications.models import Application, ApprovalNotice
from yiwang.cases.applications.states import MaterialState, State
from yiwang.cases.counter.models import Draft
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def at(code):
    client = Client()
    client.force_login(Officer.objects.get(code=code).account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def photo(name="证.png"):
    return SimpleUploadedFile(name, picture(), content_type="image/png")


def stamped(client, url):
    page = client.get(url).content.decode()
    return dict(re.findall(r'name="(nonce|version)" value="([^"]+)"', page))


def test_from_the_search_to_the_printed_receipt_and_what_is_brought_later():
    clerk = organisation.default_handler(unit_code="yz.jc.gq")
    client = at(clerk.code)
    assert "替人申请" in client.get("/applications/").content.decode()
    found = client.get("/applications/new/", {"q": "户口迁移"}).content.decode()
    assert 'value="hukou.move"' in found
    assert "没有找到" in client.get("/applications/new/", {"q": "qqqqzzzz"}).content.decode()
    url = client.post("/applications/new/", {"item": "hukou.move"}).url
    form = {
        f"f_{name}": "on" if value is True else value
        for name, value in form_of("hukou.move", to_area="鼓前街道").items()
    }
    who = {"name": NAME, "id_number": NUMBER, "phone": "15400019001", "channel": "window", "is_met": "on"}
    asked = {"q_why": "工作调动", "q_from": "本市内", "q_whose": "亲属或别人的户内"}
    page = client.post(url, {**who, **form, **asked, "id_number": "123", "act": "file"})
    text = page.content.decode()
    assert (
        page.status_code == 422
        and f'value="{NAME}"' in text
        and "工作调动" in text
        and "有" in text.split("</title>")[0]
    )
    assert 'value="123"' in text and "号码对不上校验" in text
    codes = re.findall(r'name="said_([a-z_]+)"', text)
    assert codes
    said = {f"said_{code}": "1" for code in codes}
    page = client.post(url, {**who, **form, **asked, **said, f"file_{codes[0]}": photo(), "act": "save"})
    assert "证.png" in page.content.decode()
    gone = re.search(rf'value="remove:{codes[0]}:(\d+)"', page.content.decode())
    assert gone
    key = url.rstrip("/").rpartition("/")[2]
    begun = client.get("/applications/new/").content.decode()
    assert "没填完的" in begun and f'name="drop" value="{key}"' in begun and NAME in begun
    client.post("/applications/new/", {"drop": key})
    aside = client.get("/applications/new/").content.decode()
    assert f'name="restore" value="{key}"' in aside and f'href="{url}"' not in aside
    client.post("/applications/new/", {"restore": key})
    assert f'href="{url}"' in client.get("/applications/new/").content.decode()
    other = at(organisation.default_handler(unit_code="yz.jc.wj").code)
    assert "没填完的" not in other.get("/applications/new/").content.decode()
    assert other.get(url).status_code == 404
    wrong = client.post(url, {**who, **form, **asked, **said, "act": "register", "purpose": ""}).content.decode()
    assert "用途" in wrong and "证.png" in wrong
    page = client.post(url, {**who, **form, **asked, **said, "act": "file"})
    left = set(codes[1:])
    assert (page.status_code == 422) == bool(left)
    seen = {f"seen_{code}": "on" for code in left}
    assert client.post(url, {**who, **form, **asked, **said, **seen, "act": "file"}).url == f"{url}receipt/"
    assert client.get(url).url == f"{url}receipt/"
    receipt = client.get(f"{url}receipt/").content.decode()
    draft = Draft.objects.get(is_sent=True)
    one = Application.objects.get(case__intake_key=f"window:{draft.pk}")
    assert one.case.number in receipt.replace("<wbr>", "") or one.case.number[-4:] in receipt
    assert "看过原件" in receipt or not left
    shown = client.get(f"/applications/{one.case.number}/").content.decode()
    assert "下一步" in shown and "窗口" in shown and NUMBER not in shown


def test_what_is_brought_to_the_window_later_is_taken_by_the_move_it_waits_for():
    chosen = {"why": ["工作调动"], "from": ["本市内"], "whose": ["自己的房子"]}
    one = filed(given=[], chosen=chosen, form=form_of("hukou.move", to_area="鼓前街道"))
    client, url = at(one.case.officer.code), f"/applications/{one.case.number}/receive/"
    row = one.materials.get(state=MaterialState.MISSING)
    assert client.post(url, stamped(client, url)).status_code == 422
    bad = client.post(url, {**stamped(client, url), f"file_{row.code}": SimpleUploadedFile("a.exe", b"MZ")})
    assert bad.status_code == 422
    assert client.post(url, {**stamped(client, url), f"file_{row.code}": photo()}).status_code == 302
    assert again(one).materials.get(code=row.code).state == MaterialState.GIVEN
    commands.ask_correction(by=window(one), case_id=one.pk, items=[(row.code, "看不清")])
    assert "看不清" in client.get(url).content.decode()
    assert (
        client.post(url, {**stamped(client, url), f"seen_{row.code}": "on", "words": "拿原件来了"}).status_code == 302
    )
    assert again(one).case.state == State.SUBMITTED


def test_lists_of_what_came_from_elsewhere_of_pledges_and_of_notices():
    here = organisation.default_handler(unit_code="yz.wh.hm")
    one = filed(by=organisation.actor_for(officer=here), form=form_of("hukou.move", to_area="鼓前街道"))
    commands.accept(by=organisation.actor_for(officer=here), case_id=one.pk)
    there = at(organisation.default_handler(unit_code="yz.jc.gq").code)
    assert one.case.number in there.get("/applications/?show=lent").content.decode()
    assert "受理" in there.get(f"/applications/{one.case.number}/").content.decode()
    bound = accepted(item="residence.register", key="p1", pledged=True)
    worked(bound)
    commands.decide(by=head(bound), case_id=bound.pk, granted=True)
    client, url = at(bound.case.officer.code), f"/applications/{bound.case.number}/check-pledge/"
    assert bound.case.number in client.get("/applications/?show=pledges").content.decode()
    waits, open_ = (client.get(f"/applications/?show={show}").content.decode() for show in ("deliver", "open"))
    assert bound.case.number in waits and bound.case.number not in open_, "decided, and in nobody's hands yet"
    assert client.post(url, {**stamped(client, url), "is_kept": "no"}).status_code == 422
    assert client.post(url, {**stamped(client, url), "is_kept": "yes"}).status_code == 302
    form = form_of("drugs.precursor_purchase_filing", uscc="91350100M000100Y43", quantity_kg=5)
    granted = filed(item="drugs.precursor_purchase_filing", key="p2", form=form)
    Application.objects.filter(pk=granted.pk).update(is_instant=False)
    commands.accept(by=window(granted), case_id=granted.pk)
    worked(granted)
    commands.decide(by=head(granted), case_id=granted.pk, granted=True)
    told = ApprovalNotice.objects.get(application=granted)
    reader = at(organisation.head_of(unit_code=told.unit.code).code)
    assert granted.case.number in reader.get("/applications/notices/").content.decode()
    assert reader.post(f"/applications/notices/{told.pk}/read/").status_code == 302
    assert queries.notices_of(application=granted)[0].read_at
    assert reader.get(f"/applications/{granted.case.number}/").status_code == 200
