"""The real client and the played platforms over real HTTP: signed both ways, lost answers, refusals, pages of items."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from ipaddress import ip_network
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import make_server

import httpx
import pytest

from tests.gateways.serving import _Quiet, _Server
from yiwang.cases.channels.gateways.partner import Forbidden, Line, checked
from yiwang.cases.channels.gateways.sandbox import Sandbox
from yiwang.cases.channels.gateways.sandbox_store import Store
from yiwang.cases.channels.gateways.sandbox_words import CITY_MAPPING

LOOPBACK = (ip_network("127.0.0.0/8"),)
REPORT = {"hcbh": "rep_1", "gdbh": "GD 1甲", "hclx": "JG", "nr": "已办"}


@dataclass
class Played:
    url: str
    store: Store

    def line(self, code: str = "12345", secret: str = "s-12345") -> Line:
        return Line(
            base_url=f"{self.url}/{code}", secret=secret, networks=LOOPBACK, now=time.time,
            taken=CITY_MAPPING["taken"] if code == "12345" else {},
        )  # fmt: skip

    def press(self, what: str, code: str = "12345", **form: str) -> None:
        answer = httpx.post(f"{self.url}/{code}/do/{what}", data=form, trust_env=False)
        assert answer.status_code == 303, answer.text


@pytest.fixture
def played(tmp_path: Path) -> Iterator[Played]:
    store = Store(tmp_path / "partner.sqlite3")
    app = Sandbox(store=store, door="http://127.0.0.1:1", secret_of=lambda code: f"s-{code}")
    server = make_server("127.0.0.1", 0, app, server_class=_Server, handler_class=_Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Played(f"http://127.0.0.1:{server.server_port}", store)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def test_a_report_is_taken_and_the_same_again_is_the_same(played):
    for _ in range(2):
        said = played.line().tell(kind="result", order_id="GD 1甲", body=REPORT)
        assert (said.status, said.trouble) == (200, "")
    (kept,) = played.store.items(code="12345", kinds=("report",))
    assert (kept.name, kept.body) == ("rep_1", REPORT)


def test_another_secret_is_turned_away_for_good_and_a_ping_tells(played):
    said = played.line(secret="wrong").tell(kind="result", order_id="GD-1", body=REPORT)
    assert (said.status, said.trouble, said.is_final) == (401, "refused", True)
    assert played.line(secret="wrong").ping().trouble == "refused"
    assert played.line().ping().trouble == ""
    assert not played.store.items(code="12345", kinds=("report",))


def test_a_lost_answer_is_tried_again_and_kept_once(played):
    played.press("fault", kind="lose", times="1")
    first = played.line().tell(kind="result", order_id="GD-1", body=REPORT)
    second = played.line().tell(kind="result", order_id="GD-1", body=REPORT)
    assert (first.trouble, first.is_final, second.trouble) == ("refused", False, "")
    assert len(played.store.items(code="12345", kinds=("report",))) == 1


def test_a_200_that_does_not_say_so_is_not_taken(played):
    line = replace(played.line(), taken={"field": "code", "values": ["200"]})
    assert line.tell(kind="result", order_id="GD-1", body=REPORT).trouble == "refused"


def test_nobody_there_is_no_answer(played):
    gone = replace(played.line(), base_url="http://127.0.0.1:9")
    assert (gone.ping().status, gone.ping().trouble) == (0, "unreached")


def test_items_are_fetched_page_by_page(played):
    for n in range(3):
        played.press("order", code="petition", order_id=f"XF-{n}", content="路灯不亮", days="30")
    line, cursor, seen = played.line("petition", "s-petition"), "", []
    while page := line.fetch(cursor=cursor, limit=2).body["items"]:
        seen += [item["order_id"] for item in page]
        cursor = line.fetch(cursor=cursor, limit=2).body["next"]
    assert seen == ["XF-0", "XF-1", "XF-2"]


def test_the_page_shows_what_was_sent_and_heard(played):
    played.press("order", content="<script>alert(1)</script>", order_id="GD-9", hold="1")
    played.line().tell(kind="result", order_id="GD-9", body=REPORT | {"gdbh": "GD-9"})
    page = httpx.get(f"{played.url}/12345/", trust_env=False).text
    assert "公安回传：办理结果" in page
    assert "GD-9" in page
    assert "<script>" not in page
    forged = httpx.post(f"{played.url}/12345/do/forge", headers={"origin": "https://evil.example"}, trust_env=False)
    assert forged.status_code == 400


@pytest.mark.parametrize(
    ("url", "networks"),
    [
        ("http://127.0.0.1/x", ()),
        ("http://93.184.215.14/x", LOOPBACK),
        ("https://10.0.0.1/x", LOOPBACK),
        ("https://169.254.169.254/x", ()),
        ("ftp://127.0.0.1/x", LOOPBACK),
        ("https://user:pass@93.184.215.14/", ()),
    ],
)
def test_addresses_that_may_not_be_spoken_to(url, networks):
    with pytest.raises(Forbidden):
        checked(url, networks)


def test_an_inner_network_may_be_named():
    assert checked("https://10.1.2.3/x", (ip_network("10.0.0.0/8"),)) == "10.1.2.3"
