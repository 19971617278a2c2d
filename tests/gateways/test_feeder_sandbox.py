"""The pretended 户政 system sends what the API takes, and says what was answered; nothing of another site moves it."""

import io
import random
from urllib.parse import urlencode

from yiwang.quality.served.gateways.sandbox import Feeder
from yiwang.sites.api.served.schemas import ServedIn


def asked(feeder: Feeder, method: str = "GET", path: str = "/", origin: str = "", **said: str) -> tuple[str, str]:
    body, told = urlencode(said).encode(), []
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body),
        "HTTP_HOST": "localhost:9", "HTTP_ORIGIN": origin,
    }  # fmt: skip
    page = b"".join(feeder(environ, lambda status, headers: told.append(status)))
    return told[0], page.decode()


def test_what_it_sends_is_what_the_api_takes():
    sent = []

    def send(token, body):
        sent.append((token, ServedIn.model_validate(body)))
        return "200 <taken>"

    feeder = Feeder(send=send, lots=random.Random(7))
    assert asked(feeder)[0] == "200 OK"
    status, page = asked(feeder, "POST", "/send", token="yw_a_b", unit="yz.jc.gq", many="9000")
    assert status == "200 OK"
    assert "200 &lt;taken&gt;" in page
    assert "yw_a_b" not in page
    ((token, body),) = sent
    assert token == "yw_a_b"
    assert len({row.id for row in body.rows}) == len(body.rows) == 500
    assert all(row.phone.startswith("154") for row in body.rows)
    assert asked(feeder, "POST", "/send", origin="https://elsewhere.example")[0] == "404 Not Found"
    assert len(sent) == 1
