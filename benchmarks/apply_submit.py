"""Sending an application with five photos of some 2 MB (issue 9: at most 500 ms of the server's time, memory flat).

`apply_submit`: the last POST, number and query code in the answer. `apply_submit.take_in`: the inner side files it with its five
files. `apply_submit.memory`: how much this process grew between the tenth and the last sending, in MiB.
"""

import io
import json
import time
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from benchmarks import guides
from benchmarks.as_found import left_as_found
from benchmarks.harness import House, Result, count_queries, percentiles
from yiwang.cases.counter import commands
from yiwang.cases.counter.models import Envelope, PublicGuide
from yiwang.cases.counter.queries.leading import led
from yiwang.config.settings import PORTAL_MIDDLEWARE
from yiwang.kit.actor import Actor
from yiwang.sites.portal import cookies

ITEM, TIMES, FILES = "id_card.renew_reissue", 30, 5
BY = Actor.citizen()
_WHO = {"name": "王小明", "id_number": "11010519491231002X", "consented": True}


def run(house: House) -> list[Result]:
    """Thirty sendings, then as many takings in."""
    with left_as_found(house):
        guides.publish()
        before = settings.MIDDLEWARE, settings.ROOT_URLCONF
        settings.MIDDLEWARE, settings.ROOT_URLCONF = PORTAL_MIDDLEWARE, "yiwang.config.urls_portal"
        try:
            return _measured(house)
        finally:
            settings.MIDDLEWARE, settings.ROOT_URLCONF = before


def _measured(house: House) -> list[Result]:
    waits, sizes = [], []
    photos = [_photo(seed) for seed in range(FILES)]
    first = _draft(0, photos)
    queries = count_queries(lambda: _send(first))
    for place in range(1, TIMES + 1):
        token = _draft(place, photos)
        began = time.perf_counter()
        _send(token)
        waits.append(time.perf_counter() - began)
        sizes.append(_resident())
    p50, p95 = percentiles(waits)
    q50, q95 = percentiles(_taken_in())
    grown = round(sizes[-1] - sizes[9], 1)
    return [
        Result("apply_submit", p50, "ms", p50_ms=p50, p95_ms=p95, queries=queries, rows=house.rows),
        Result("apply_submit.take_in", q50, "ms", p50_ms=q50, p95_ms=q95, rows=house.rows),
        Result("apply_submit.memory", grown, "MB", rows=house.rows),
    ]


def _photo(seed: int) -> bytes:
    """Noise that a JPEG cannot make small: about 2 MB."""
    noise = np.random.default_rng(seed).integers(0, 255, (1150, 1500, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).save(out, "JPEG", quality=85)
    return out.getvalue()


def _draft(place: int, photos: list[bytes]) -> str:
    """An application that wants nothing but to be sent."""
    guide = PublicGuide.objects.get(key=ITEM).body or {}
    with transaction.atomic():
        token = commands.open_filing(by=BY, item=ITEM)
        commands.write_choices(by=BY, token=token, chosen=_answers(guide))
        told = {**_WHO, "phone": f"154{int(time.time()) % 10**6:06d}{place:02d}"}
        commands.write_who(by=BY, token=token, **told)
        commands.ask_code(by=BY, token=token)
        code = json.loads(Envelope.objects.filter(kind="phone_code").latest("id").body)["code"]
        assert commands.write_who(by=BY, token=token, **told, code=code).is_done
        commands.write_form(by=BY, token=token, values=_form(told["phone"]))
        for number, data in enumerate(photos):
            commands.add_material(by=BY, token=token, code=_upload_code(guide), name=f"{place}-{number}.jpg", data=data)
        for material in guide["materials"]:
            commands.say_material(by=BY, token=token, code=material["code"], declared=material["trust"] == "D")
    return token


def _answers(guide: dict) -> dict[str, list[str]]:  # type: ignore[type-arg]
    return {one["code"]: [one["options"][0]["answer"]] for one in guide["situations"]}


def _upload_code(guide: dict) -> str:  # type: ignore[type-arg]
    """A material that is really to be given."""
    return str(next(one["code"] for one in led(guide, _answers(guide)).materials if not one["register"]))


def _form(phone: str) -> dict[str, object]:
    return {
        "name": _WHO["name"], "id_number": _WHO["id_number"], "phone": phone, "reason": "lost", "lost_on": "2026-11-01",
        "delivery": "window", "truth": True,
    }  # fmt: skip


def _send(token: str) -> None:
    client = Client(SERVER_NAME="localhost")
    kept = cookies.keep_filing(HttpResponse(), ITEM, token).cookies[cookies.FILING].value
    client.cookies[cookies.FILING] = kept
    answer = client.post(f"/services/{ITEM}/apply/check/", {"is_true": "on"})
    assert answer.status_code == 302 and answer["Location"].endswith("/receipt/"), answer.content.decode()[:2000]


def _taken_in() -> list[float]:
    waits = []
    for envelope in Envelope.objects.filter(kind="application", taken_at=None).order_by("id"):
        began = time.perf_counter()
        commands.take_in(by=Actor.job("bench"), envelope_id=envelope.pk)
        waits.append(time.perf_counter() - began)
    return waits


def _resident() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4 / 1024
