"""The bureau's electronic seal on a PDF: a signature over every byte of it (ISO 32000-2 12.8), which anybody checks without us.

`YIWANG_SEAL_FILE` names a PKCS#12 file with the bureau's key and certificate. Without one the house makes a key and a
certificate of its own, once, beside its other secrets: enough for a demo, and for whoever trusts this very certificate.
"""

import base64
import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

from yiwang.kit import clock
from yiwang.kit.late import late
from yiwang.kit.settings import own_secret, settings

signing = late("pyhanko.sign.signers")
writing = late("pyhanko.pdf_utils.incremental_writer")
cms = late("asn1crypto.cms")
_YEARS: Final = 10
"""For which a seal of our own is good."""
_FIELD: Final = "bureau_seal"
_BYTE_RANGE: Final = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")


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


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What the signature on a PDF says. `is_ours`: made with the bureau's seal over what it covers; `is_whole`: it covers every
    byte, so nothing was changed or added; `signed_by`: whose certificate it carries, unproved where it is not ours.
    """

    is_signed: bool = False
    is_ours: bool = False
    is_whole: bool = False
    signed_by: str = ""


def check(pdf: bytes, *, trusted: bytes) -> Checked:
    """Look at the last signature of a PDF with the published certificate alone; no key is needed. Nothing is raised for what
    somebody else made.

    `trusted`: what `certificate()` gave. ISO 32000-2 12.8.1 (byte range), RFC 5652 5.4 (what is signed).
    """
    ranges = _BYTE_RANGE.findall(pdf)
    if not ranges:
        return Checked()
    start, one, two, three = (int(number) for number in ranges[-1])
    try:
        gap = pdf[start + one : two]
        signed = cms.ContentInfo.load(bytes.fromhex(gap.strip(b"<>").decode("ascii")))["content"]
        signer, info = _signer_of(signed)
        is_sound = _is_sound(info, signer, pdf[start : start + one] + pdf[two : two + three])
        is_known = _is_issued(signer, x509.load_pem_x509_certificate(trusted))
    except (ValueError, TypeError, KeyError, IndexError):
        return Checked(is_signed=True)
    whole = start == 0 and two + three == len(pdf) and gap[:1] == b"<" and gap[-1:] == b">"
    name = signer.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return Checked(
        is_signed=True,
        is_ours=is_sound and is_known,
        is_whole=whole and is_sound,
        signed_by=str(name[0].value) if name else "",
    )


def _signer_of(signed: Any) -> tuple[x509.Certificate, Any]:
    info = signed["signer_infos"][0]
    serial = info["sid"].chosen["serial_number"].native
    for held in signed["certificates"]:
        if held.chosen.serial_number == serial:
            return x509.load_der_x509_certificate(held.chosen.dump()), info
    raise ValueError("no certificate of the signer")


def _is_sound(info: Any, signer: x509.Certificate, covered: bytes) -> bool:
    """The attributes hold the digest of what is covered, and the signer's key has signed the attributes."""
    told = {row["type"].native: row["values"][0].native for row in info["signed_attrs"]}
    if info["digest_algorithm"]["algorithm"].native != "sha256" or told["message_digest"] != sha256(covered).digest():
        return False
    signature, words, key = info["signature"].native, info["signed_attrs"].untag().dump(), signer.public_key()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, words, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, words, padding.PKCS1v15(), hashes.SHA256())
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _is_issued(signer: x509.Certificate, trusted: x509.Certificate) -> bool:
    """The very certificate that is trusted, or one that it has issued."""
    if signer == trusted:
        return True
    try:
        signer.verify_directly_issued_by(trusted)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
