"""Over TLS: a certificate that is not trusted ends it before a word is said, and one that is lets the mail through both ways."""

import ssl
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.gateways.posting import OWN, PASSWORD, free_port
from yiwang.ground.messaging.gateways.base import Unreached
from yiwang.ground.messaging.gateways.imap import Imap
from yiwang.ground.messaging.gateways.mail import Account, Outgoing, Server
from yiwang.ground.messaging.gateways.sandbox_imap import ImapServer
from yiwang.ground.messaging.gateways.sandbox_mail_store import MailStore
from yiwang.ground.messaging.gateways.smtp import Smtp
from yiwang.kit import clock

MAIL = Outgoing(
    out_id="ab" * 16, sender=OWN, sender_name="云州公安", to="w@mail.example", subject="答复", text="修好了", root="r"
)


class _Sealed(ImapServer):
    """Speaks TLS from the first word."""

    tls: ssl.SSLContext

    def get_request(self):
        link, address = super().get_request()
        return self.tls.wrap_socket(link, server_side=True), address


class _Taker:
    """Takes what is handed in, and nothing else."""

    def __init__(self) -> None:
        self.came: list[bytes] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.came.append(envelope.content)
        return "250 taken"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Key and self-signed certificate of localhost, in one file."""
    key, moment = ec.generate_private_key(ec.SECP256R1()), clock.now()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(moment - timedelta(days=1)).not_valid_after(moment + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    plain = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path / "localhost.pem"
    path.write_bytes(plain + made.public_bytes(pem))
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def folder(tmp_path: Path, tls: ssl.SSLContext) -> Iterator[str]:
    store = MailStore(tmp_path / "mail.sqlite3")
    store.keep(box=OWN, sender="w@m.example", raw=b"Subject: x\r\n\r\nx")
    server = _Sealed(("127.0.0.1", 0), store=store, user=OWN, password=PASSWORD)
    server.tls = tls
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"imaps://localhost:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def account(address: str, password: str = PASSWORD) -> Account:
    return Account(server=Server.read(address), user=OWN, password=password)


def test_a_folder_over_tls(folder, certificate, monkeypatch):
    with pytest.raises(Unreached):
        Imap(account(folder), timeout=3).look()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    reader = Imap(account(folder), timeout=3)
    reader.look()
    assert reader.fetch(1).raw == b"Subject: x\r\n\r\nx"
    reader.close()
    with pytest.raises(Unreached):  # another name than the certificate's
        Imap(account(folder.replace("localhost", "127.0.0.1")), timeout=3).look()


@pytest.mark.parametrize("way", ["smtps", "smtp+starttls"])
def test_a_mail_over_tls(way, tls, certificate, monkeypatch):
    taker, port = _Taker(), free_port()
    more = {"ssl_context": tls} if way == "smtps" else {"tls_context": tls, "require_starttls": True}
    server = Controller(taker, hostname="127.0.0.1", port=port, **more)
    server.start()
    try:
        speaker = Smtp(account(f"{way}://localhost:{port}", password=""), timeout=3)
        with pytest.raises(Unreached):
            speaker.send(MAIL)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        speaker.send(MAIL)
        speaker.close()
    finally:
        server.stop()
    assert len(taker.came) == 1
