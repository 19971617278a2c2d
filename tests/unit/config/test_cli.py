"""The command line: what it offers, what it answers, and with which exit code."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from yiwang.config import cli, docs, up
from yiwang.config.cli import care
from yiwang.config.postgres_host import DatabaseTrouble
from yiwang.config.supervise import UpTrouble
from yiwang.kit.settings import Settings


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Commands without a database: rooms answer what a test puts here."""
    answers: dict[str, Any] = {}

    @contextmanager
    def house(door: str = "") -> Iterator[None]:
        yield

    monkeypatch.setattr(care, "house", house)
    monkeypatch.setattr(care, "room", lambda name: answers[name])
    return answers


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.cli, list(words))
    return done.exit_code, done.output


def test_the_commands_others_rely_on() -> None:
    offered = set(cli.cli.commands)
    assert {"up", "serve", "work", "doctor", "record", "clocks", "setup", "migrate", "sandbox", "docs"} <= offered
    assert run("serve", "--help")[0] == 0 and "portal|workbench" in run("serve", "--help")[1]


def test_record_verify(rooms: dict[str, Any]) -> None:
    rooms["ground.record.queries"] = SimpleNamespace(verify=lambda: SimpleNamespace(ok=True, problems=[]))
    assert run("record", "verify") == (0, "ok   记录完整，没有改动 · the record holds\n")
    found = SimpleNamespace(ok=False, problems=["changed casework.case:7"])
    rooms["ground.record.queries"] = SimpleNamespace(verify=lambda: found)
    code, said = run("record", "verify")
    assert code == 1 and "bad  changed casework.case:7" in said and "记录不一致" in said


def test_clocks_verify(rooms: dict[str, Any]) -> None:
    rooms["ground.clocks.queries"] = SimpleNamespace(verify=list)
    assert run("clocks", "verify")[0] == 0
    rooms["ground.clocks.queries"] = SimpleNamespace(verify=lambda: ["casework.case:7 handle"])
    code, said = run("clocks", "verify")
    assert code == 1 and "bad  casework.case:7 handle" in said and "1 个期限" in said


@pytest.mark.parametrize(("state", "code"), [("ok", 0), ("warn", 0), ("bad", 1)])
def test_doctor_fails_on_bad_only(rooms: dict[str, Any], state: str, code: int) -> None:
    class Finding(SimpleNamespace):
        def __str__(self) -> str:
            return f"{self.state} 磁盘"

    rooms["config.doctor"] = SimpleNamespace(examine=lambda: [Finding(state=state)])
    assert run("doctor") == (code, f"{state} 磁盘\n")


@pytest.mark.parametrize("trouble", [DatabaseTrouble("数据库没有起来"), UpTrouble("端口被占用")])
def test_a_trouble_is_one_sentence(
    trouble: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise trouble

    monkeypatch.setattr(cli, "cli", fail)
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 1
    assert capsys.readouterr().err == f"{trouble}\n"


def test_generated_pages_are_up_to_date() -> None:
    assert [path.name for path in docs.stale()] == []
    assert "appeals" in docs.tables()


def plan(*, demo: bool, **given: Any) -> up.Plan:
    return up.Plan(house=Settings.model_validate({"PORT": 9000, **given}), demo=demo)


def test_ports_and_addresses() -> None:
    sandboxes = {"smtp": 9004, "imap": 9005, "wechat": 9006, "partner": 9007, "calls": 9008, "registers": 9009}
    sandboxes["platforms"] = 9013
    assert plan(demo=True).ports == {"portal": 9000, "workbench": 9001, "sandbox": 9002, "api": 9003} | sandboxes
    assert plan(demo=False).ports == {"portal": 9000, "workbench": 9001, "api": 9003}
    assert plan(demo=True).address("workbench") == "http://localhost:9001/"


def environment(name: str, *, demo: bool) -> dict[str, str]:
    one = up.Up(plan(demo=demo))
    return dict(one._environment(name, up.Database("inner", "outer")))


def test_the_portal_is_not_told_the_inner_address() -> None:
    assert environment("portal", demo=True)["DATABASE_URL"] == ""
    assert environment("portal", demo=True)["PORTAL_DATABASE_URL"] == "outer"
    assert environment("worker", demo=True)["DATABASE_URL"] == "inner"
    assert environment("workbench", demo=True)["PORTAL_DATABASE_URL"] == ""


def test_only_the_demo_is_lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("YIWANG_DEMO", "YIWANG_SECURE_COOKIES", "YIWANG_SMS_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    demo, real = environment("worker", demo=True), environment("worker", demo=False)
    assert demo["YIWANG_DEMO"] == "1" and demo["YIWANG_SECURE_COOKIES"] == "0"
    assert demo["YIWANG_SMS_ENDPOINT"] == "http://127.0.0.1:9002"
    assert not {"YIWANG_DEMO", "YIWANG_SECURE_COOKIES", "YIWANG_SMS_ENDPOINT"} & set(real)


def test_logins_are_printed_in_the_demo_only() -> None:
    login = {"name": "项东", "post": "所长", "username": "xiang.dong", "password": "Known-to-all"}
    assert "Known-to-all" in up.Up(plan(demo=True), logins=[login])._ready()
    assert "Known-to-all" not in up.Up(plan(demo=False), logins=[login])._ready()
    assert up.Up(plan(demo=True))._ready().startswith("ready ")
