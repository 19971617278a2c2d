"""查验证明: a stranger checks a paper by its code or by the file; its holder fetches it behind number and code."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.filing import accepted, again, head, worked
from tests.sites.portal.citizen import inside, renew, text
from yiwang.cases.applications import commands, jobs, queries
from yiwang.cases.applications.models import Application
from yiwang.cases.counter import commands as counter
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.numbers import hash_code
from yiwang.offer.catalog import queries as catalog

ITEM = "certificate.no_criminal_record"
CODE = "1234567890"


@pytest.fixture
def sealed(portal) -> Application:
    """A certificate that a person granted, with its paper."""
    with inside():
        one = accepted(item=ITEM, chosen={"who": ["本人"], "place": ["本市"]}, code=CODE)
        worked(one)
        commands.decide(by=head(one), case_id=one.pk, granted=True)
        jobs.papers()
        counter.publish(by=Actor.job("counter.publish"))
        renew(one.pk)
        return again(one)


def posted(client: Client, **said: str):
    return client.post("/verify/", said)


def uploaded(client: Client, data: bytes):
    return client.post("/verify/file/", {"file": SimpleUploadedFile("a.pdf", data, content_type="application/pdf")})


def test_a_stranger_checks_a_paper_and_its_holder_fetches_it(sealed, stranger, django_assert_max_num_queries):
    with inside():
        row = sealed.results.get()
        holder = queries.holder_of(sealed)[0]
        assert sealed.case.code_hash == hash_code(number=sealed.case.number, code=CODE) and catalog.in_force(code=ITEM)
    assert f'value="{row.verify_code}"' in text(stranger.get(f"/verify/?code={row.verify_code}"))
    with django_assert_max_num_queries(4):
        found = text(posted(stranger, code=row.verify_code, second=holder[-1]))
    assert "是本局出具的，现在有效" in found and row.number in found and f"{holder[0]}**" in found
    assert holder not in found and sealed.case.number not in found and "求职" not in found
    wrong = posted(Client(), code=row.verify_code, second="谁")
    assert wrong.status_code == 422 and "没有查到" in text(wrong) and row.verify_code in text(wrong)
    assert "-----BEGIN CERTIFICATE-----" in text(stranger.get("/verify/seal.pem"))
    # the holder, behind number and code
    number = sealed.case.number
    assert Client().get(f"/track/{number}/results/{row.number}/").status_code == 302
    stranger.post("/track/", {"number": number, "code": CODE})
    page = text(stranger.get(f"/track/{number}/"))
    assert "下载带电子签名的文件" in page and "受理通知书 云公政受" in page
    pdf = stranger.get(f"/track/{number}/results/{row.number}/").content
    deed = next(one for one in page.split('"') if "/papers/" in one)
    assert stranger.get(deed).content.startswith(b"%PDF")
    assert stranger.get(f"/track/{number}/results/202600000000/").status_code == 404
    # by the file
    assert "一个字不差" in text(uploaded(Client(), pdf))
    assert "改动过" in text(uploaded(Client(), pdf + b"\n% more"))
    assert "不是本局的签名" in text(uploaded(Client(), pdf[:6000] + bytes([pdf[6000] ^ 1]) + pdf[6001:]))
    assert "看不出" in text(uploaded(Client(), b"%PDF-1.7"))
    assert Client().post("/verify/file/", {}).status_code == 422
    # taken back
    with inside():
        commands.revoke_result(by=head(sealed), case_id=sealed.pk, reason="本人报失", how="lost")
    gone = text(posted(Client(), code=row.verify_code, second=row.number))
    assert "已经失效，不能再用" in gone and "持有人已经报失" in gone and "本人报失" not in gone
    assert "已经失效" in text(uploaded(Client(), pdf))


def test_who_guesses_is_stopped(sealed, stranger):
    with inside():
        row = sealed.results.get()
    for _ in range(8):
        assert posted(stranger, code=row.verify_code, second="猜").status_code == 422
    stopped = posted(stranger, code=row.verify_code, second=row.number)
    assert stopped.status_code == 429 and "以后再试" in text(stopped)
    with time_machine.travel(clock.now() + timedelta(hours=1, minutes=1), tick=False):
        assert posted(stranger, code=row.verify_code, second=row.number).status_code == 200
