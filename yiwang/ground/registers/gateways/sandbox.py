"""The registers, played: the contract of docs/registers.md over the demo city, with modes in which it is slow or down.

Served by `yiwang sandbox registers` as the WSGI application `application`. Its page names who is worth trying and sets the mode.
"""

import html
import json
import time
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from yiwang.ground.registers.gateways.sandbox_people import City, city
from yiwang.ground.registers.states import ACTS_IN, Act, Register
from yiwang.kit import clock
from yiwang.kit.settings import settings

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
MODES = {"normal": "正常", "slow": "慢（三秒）", "down": "停机", "garbage": "回应读不懂", "busy": "限流"}
SLOW_SECONDS = 3.0
TOKEN = "sandbox"  # noqa: S105  # opens nothing but this
_MOST = 64 * 1024
_PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>登记库（沙箱）</title><h1>登记库（沙箱）</h1><p>演示城市的{people}人、{cars}辆车、{firms}家企业，都是编的。已问过{asked}次。</p>
<form method="post" action="/mode"><fieldset><legend>现在</legend>{modes}</fieldset><p><button>就这样</button></p></form>
<h2>值得一试</h2><table><tr><th scope="col">情形<th scope="col">名称<th scope="col">号码</tr>{rows}</table></html>"""


class Registers:
    """All registers behind one door. `wait`: how slowness is done."""

    def __init__(self, *, known: City, wait: Callable[[float], None] = time.sleep) -> None:
        self._city, self._wait = known, wait
        self.mode, self._serial = "normal", 0
        self._answered: dict[str, dict[str, Any]] = {}

    def answer(self, *, path: str, token: str, request_id: str, asked: dict[str, Any]) -> tuple[int, Any]:
        """Status and body of one call."""
        if token != f"Bearer {settings().registers_token or TOKEN}":
            return 401, {"title": "令牌不对"}
        if self.mode == "down":
            return 503, {"title": "停机维护"}
        if self.mode == "busy":
            return 429, {"title": "问得太勤"}
        if self.mode == "slow":
            self._wait(SLOW_SECONDS)
        if self.mode == "garbage":
            return 200, "<html>"
        if not asked.get("purpose") or not asked.get("case"):
            return 422, {"title": "要写明案件和用途"}
        if request_id not in self._answered:
            found, facts = self._said(path.strip("/").split("/"), asked)
            self._serial += 1
            self._answered[request_id] = {"found": found, "serial": f"R{self._serial:08}", "facts": facts}
        return 200, self._answered[request_id]

    def _said(self, parts: list[str], asked: dict[str, Any]) -> tuple[bool, dict[str, Any]]:
        keys = {name: str(value) for name, value in (asked.get("keys") or {}).items()}
        if len(parts) == 3 and parts[1] == "acts":
            return self._acted(Act(parts[2]), keys, asked.get("body") or {})
        return self._facts(Register(parts[0]), keys)

    def _facts(self, name: Register, keys: dict[str, str]) -> tuple[bool, dict[str, Any]]:
        known, person = self._city, keys.get("id_number", "").upper()
        if name is Register.VIOLATIONS:
            plates = [keys["plate"]] if keys.get("plate") else self._plates(person)
            found = [one for plate in plates for one in known.violations.get(plate, [])]
            return bool(plates), {"open": sum(one["state"] == "open" for one in found), "list": found}
        if name is Register.PERMIT:
            return person in known.people, {"permits": known.permits.get(person, [])}
        table = {
            Register.PERSON: known.people, Register.HOUSEHOLD: known.households, Register.LICENCE: known.licences,
            Register.RECORD: known.records, Register.VEHICLE: known.vehicles, Register.ENTERPRISE: known.firms,
        }[name]  # fmt: skip
        row = table.get(
            {Register.VEHICLE: keys.get("plate", ""), Register.ENTERPRISE: keys.get("uscc", "")}.get(name, person)
        )
        if row is None:
            return False, {}
        if (
            name in (Register.PERSON, Register.RECORD)
            and keys.get("name")
            and keys["name"] != known.people[person]["name"]
        ):
            return True, {"name_matches": False}
        if name is Register.PERSON:
            return True, row | {"name_matches": True, "age": _age(row["birth"])}
        return True, dict(row)

    def _plates(self, person: str) -> list[str]:
        return [plate for plate, car in self._city.vehicles.items() if car["owner"] == person]

    def _acted(self, act: Act, keys: dict[str, str], body: dict[str, Any]) -> tuple[bool, dict[str, Any]]:
        found, row = self._facts(ACTS_IN[act], keys)
        if not found:
            return False, {}
        person = self._city.people.get(keys.get("id_number", ""), {})
        if act is Act.REPORT_LOSS:
            person["card"] = person["card"] | {"state": "lost"}
        elif act is Act.CANCEL_LOSS:
            person["card"] = person["card"] | {"state": "valid"}
        elif act is Act.REGISTER_RESIDENCE:
            person["residence_days"] = person["residence_days"] or 0
        elif act is Act.CHANGE_IDENTITY:
            person.update({name: str(value) for name, value in body.items() if name in ("name",)})
        return True, {"act": act, "done": True, "owner_reached": row.get("state") != "seized"}

    def page(self) -> str:
        """What a person sees of it."""
        chosen = "".join(
            f'<label><input type="radio" name="mode" value="{mode}"{" checked" * (mode == self.mode)}> {label}</label><br>'
            for mode, label in MODES.items()
        )
        rows = "".join(
            f"<tr><td>{html.escape(what)}<td>{html.escape(name)}<td>{html.escape(key)}</tr>"
            for what, name, key in self._city.special
        )
        known = self._city
        return _PAGE.format(
            people=len(known.people),
            cars=len(known.vehicles),
            firms=len(known.firms),
            asked=self._serial,
            modes=chosen,
            rows=rows,
        )


def _age(birth: str) -> int:
    born, today = date.fromisoformat(birth), clock.today()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def serve(registers: Registers) -> Callable[[Environ, StartResponse], Iterable[bytes]]:
    """The contract and the page of these registers as a WSGI application."""
    return lambda environ, start: _answered(registers, environ, start)


def _answered(registers: Registers, environ: Environ, start: StartResponse) -> Iterable[bytes]:
    """WSGI: the contract under `/v1/`, the page and its mode beside it."""
    path, is_post = environ["PATH_INFO"], environ["REQUEST_METHOD"] == "POST"
    body = environ["wsgi.input"].read(min(int(environ.get("CONTENT_LENGTH") or 0), _MOST))
    if path.startswith("/v1/") and is_post:
        try:
            status, said = registers.answer(
                path=path.removeprefix("/v1/"), token=environ.get("HTTP_AUTHORIZATION", ""), asked=json.loads(body),
                request_id=environ.get("HTTP_IDEMPOTENCY_KEY", ""),
            )  # fmt: skip
        except (ValueError, KeyError, TypeError):
            status, said = 422, {"title": "问得不对"}
        sent = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        return _send(start, status, sent, "application/json")
    if path == "/mode" and is_post:
        wanted = dict(parse_qsl(body.decode())).get("mode", "")
        registers.mode = wanted if wanted in MODES else registers.mode
    if path == "/healthz":
        return _send(start, 200, "ok", "text/plain")
    return _send(start, 200, registers.page(), "text/html")


def _send(start: StartResponse, status: int, text: str, kind: str) -> Iterable[bytes]:
    sent = text.encode()
    start(f"{status} .", [("Content-Type", f"{kind}; charset=utf-8"), ("Content-Length", str(len(sent)))])
    return [sent]


application = serve(Registers(known=city()))
