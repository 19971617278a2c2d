"""The bureau's electronic seal on a PDF: a signature over every byte of it (ISO 32000-2 12.8), which anybody checks without us.

`YIWANG_SEAL_FILE` names a PKCS#12 file with the bureau's key and certificate. Without one the house makes a key and a
certificate of its own, once, beside its other secrets: enough for a demo, and for whoever trusts this very certificate.
"""

import base64
from datetime import timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

from yiwang.kit import clock
from yiwang.kit.late import late
from yiwang.kit.settings import own_secret, settings

signing = late("pyhanko.sign.signers")
writing = late("pyhanko.pdf_utils.incremental_writer")
_YEARS: Final = 10
"""For which a seal of our own is good."""
_FIELD: Final = "bureau_seal"


def sign(pdf: bytes, *, reason: str) -> bytes:
    """The same paper with the bureau's signature; a change of one byte afterwards breaks it.

    `reason`: what is attested, in a few words. ValueError: no PDF, or the seal's file cannot be opened.
    """
    meta = signing.PdfSignatureMetadata(field_name=_FIELD, reason=reason, name=settings().bureau, md_algorithm="sha256")
    writer = writing.IncrementalPdfFileWriter(BytesIO(pdf))
    return bytes(signing.sign_pdf(writer, meta, signer=_signer()).getvalue())


def certificate() -> bytes:
    """The certificate, PEM, that whoever checks a paper has to trust: the seal's issuer, else the seal's own."""
    data, password = _seal()
    _, own, issuers = pkcs12.load_key_and_certificates(data, password)
    if own is None:
        raise ValueError("印章文件里没有证书，请换成含私钥和证书的PKCS#12文件")
    return (issuers[-1] if issuers else own).public_bytes(Encoding.PEM)


@lru_cache(maxsize=1)
def _signer() -> Any:
    data, password = _seal()
    made = signing.SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=password)
    if made is None:
        raise ValueError("印章文件打不开，请核对YIWANG_SEAL_FILE和YIWANG_SEAL_PASSWORD")
    return made


def _seal() -> tuple[bytes, bytes | None]:
    """The PKCS#12 container and its password."""
    house = settings()
    if house.seal_file:
        return Path(house.seal_file).read_bytes(), house.seal_password.encode() or None
    return base64.b64decode(own_secret("seal", _made)), None


def _made() -> str:
    """A key, its certificate and that of its issuer, who signs this one alone: a PKCS#12 container in base64."""
    issuer_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    house = settings().bureau
    issuer = _certified(f"{house}印章签发", issuer_key, f"{house}印章签发", issuer_key, is_issuer=True)
    seal = _certified(house, key, f"{house}印章签发", issuer_key, is_issuer=False)
    return base64.b64encode(
        pkcs12.serialize_key_and_certificates(b"seal", key, seal, [issuer], NoEncryption())
    ).decode()


def _certified(
    name: str, key: ec.EllipticCurvePrivateKey, issuer: str, by: ec.EllipticCurvePrivateKey, *, is_issuer: bool
) -> x509.Certificate:
    now = clock.now()
    usage = x509.KeyUsage(
        digital_signature=not is_issuer, content_commitment=not is_issuer, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=is_issuer, crl_sign=is_issuer, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=366 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=is_issuer, path_length=0 if is_issuer else None), critical=True)
        .add_extension(usage, critical=True)
        .sign(by, hashes.SHA256())
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"), x509.NameAttribute(NameOID.COMMON_NAME, name)])
