"""A citizen with a browser, page by page, and the inner side that answers."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from tests.city import NOISE
from yiwang.cases.counter import commands as counter
from yiwang.cases.counter.jobs import drain
from yiwang.cases.counter.models import Draft, Envelope
from yiwang.cases.counter.queries import Receipt
from yiwang.cases.counter.queries.drafts import unpack_receipt
from yiwang.kit.actor import Actor

PHONE = "15400067890"


@contextmanager
def inside() -> Iterator[None]:
    """The bureau's own role, then whichever stood before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        before = cursor.fetchone()[0]
        cursor.execute("RESET ROLE")
        yield
        cursor.execute(f'SET ROLE "{before}"')


def take_in() -> None:
    """The inner worker empties the letter box and renews what the citizen sees."""
    with inside():
        drain()


def renew(case_id: int) -> None:
    """What the worker does after each fact of a file."""
    with inside():
        counter.project(by=Actor.job("counter.project"), case_id=case_id)


def photo(name: str = "北门.jpg") -> SimpleUploadedFile:
    """A sharp picture."""
    file = io.BytesIO()
    Image.effect_noise((900, 700), 80).convert("RGB").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/jpeg")


class Citizen:
    """One browser."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def write(self, content: str = NOISE, kind: str = "complaint", **more: str) -> HttpResponse:
        return self.client.post("/appeal/", {"content": content, "type": kind, **more})

    def place(self, place: str = "鼓楼花园北门", **more: object) -> HttpResponse:
        return self.client.post("/appeal/place/", {"place": place, "go": "1", **more})

    def contact(self, **told: str) -> HttpResponse:
        known = {"name": "王女士", "phone": PHONE, "consented": "on"}
        return self.client.post("/appeal/contact/", known | told)

    def confirm(self) -> HttpResponse:
        self.contact(ask="1")
        return self.contact(code=self.code, go="1")

    def submit(self) -> HttpResponse:
        return self.client.post("/appeal/check/", {"is_true": "on"})

    def send(self) -> Receipt:
        """All four pages."""
        assert self.write().url == "/appeal/place/"
        assert self.place().url == "/appeal/contact/"
        assert self.confirm().url == "/appeal/check/"
        assert self.submit().url == "/appeal/receipt/"
        return self.receipt

    def file(self, receipt: Receipt) -> HttpResponse:
        return self.client.get(f"/track/{receipt.number}/")

    @property
    def code(self) -> str:
        """The six digits of the last SMS."""
        with inside():
            letter = Envelope.objects.filter(kind="phone_code").order_by("id").last()
            assert letter
            return json.loads(letter.body)["code"]

    @property
    def draft(self) -> Draft:
        with inside():
            return Draft.objects.order_by("id").last()

    @property
    def receipt(self) -> Receipt:
        kept = unpack_receipt(self.draft.receipt)
        assert kept
        return kept


def text(response: HttpResponse) -> str:
    """What the page says."""
    return response.content.decode()
