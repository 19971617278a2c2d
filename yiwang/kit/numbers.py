"""Numbers people read aloud: a case's public number with its check digit, and the secret code that opens it."""

import re
import secrets
from datetime import date

from stdnum import damm

from yiwang.kit.crypto import keyed_digest

_NUMBER = re.compile(r"^([A-Z]{2})(\d{4})-?(\d{5,})-?(\d)$")
CODE_LENGTH = 10


def make_number(*, prefix: str, on: date, serial: int) -> str:
    """`YZ2611-18427-3`: bureau, year and month, serial, check digit (Damm: finds every single slip and swap)."""
    body = f"{on:%y%m}{serial:05d}"
    return f"{prefix}{on:%y%m}-{serial:05d}-{damm.calc_check_digit(body)}"


def read_number(text: str) -> str | None:
    """The number in its one spelling, however it was typed; None where it cannot be one (a digit is wrong)."""
    tight = re.sub(r"[\s\-－—–]", "", text.translate(_HALF_WIDTH)).upper()
    match = _NUMBER.match(tight)
    if not match or not damm.is_valid(match[2] + match[3] + match[4]):
        return None
    return f"{match[1]}{match[2]}-{match[3]}-{match[4]}"


def make_code() -> str:
    """A query code: ten digits, so that it can be read over the phone; 10^10 guesses."""
    return f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}d}"


def read_code(text: str) -> str:
    """The digits of a code, however it was typed."""
    return re.sub(r"\D", "", text.translate(_HALF_WIDTH))


def show_code(code: str) -> str:
    """`402 196 5317`: grouped for the eye and the ear."""
    return f"{code[:3]} {code[3:6]} {code[6:]}"


def hash_code(*, number: str, code: str) -> str:
    """What is stored of a code: a keyed digest bound to its number."""
    return keyed_digest(f"{number}/{read_code(code)}", purpose="query-code")


_HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
