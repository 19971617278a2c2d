"""django-allauth's hooks: no sign-up, the second factor for everybody, its secrets encrypted."""

import base64
import binascii
import hmac
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from yiwang.kit import clock, crypto
from yiwang.kit.settings import settings

STEP_SECONDS = 30
"""RFC 6238, 5.2."""
TOLERANCE = 1
"""Steps a phone's clock may be off, before or after."""
_BOUND_TO = "mfa_authenticator.data"


class MfaAdapter(DefaultMFAAdapter):
    """Hides the secrets of second factors."""

    def encrypt(self, text: str) -> str:
        """AES-256-GCM under the house's key, in base64."""
        return base64.b64encode(crypto.encrypt(text.encode(), bound_to=_BOUND_TO)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` hid."""
        return crypto.decrypt(base64.b64decode(encrypted_text), bound_to=_BOUND_TO).decode()

    def get_totp_issuer(self) -> str:
        """The name a phone shows beside the code."""
        return settings().site_name


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up, and nobody passes on a password alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by the system office."""
        return False

    def pre_login(self, request: HttpRequest, user: Any, **hints: Any) -> HttpResponse | None:
        """An account without a second factor does not get on: the system office gives it one."""
        if not Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists():
            raise ImmediateHttpResponse(redirect("/login/?no_factor=1"))
        return super().pre_login(request, user, **hints)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The library's own notices say nothing here: the pages speak for themselves."""


def new_secret() -> str:
    """A fresh TOTP secret, 160 bits in base32 (RFC 4226, R6)."""
    return str(generate_totp_secret())


def is_secret(secret: str) -> bool:
    """Whether the text is base32 of at least 128 bits."""
    try:
        return len(base64.b32decode(secret, casefold=True)) >= 16
    except binascii.Error:
        return False


def hide(secret: str) -> dict[str, str]:
    """The secret as the library stores it."""
    return {"secret": MfaAdapter().encrypt(secret)}


def reveal(data: dict[str, str]) -> str:
    """The secret that the library stored."""
    return MfaAdapter().decrypt(data["secret"])


def step_now() -> int:
    """The number of the present time step."""
    return int(clock.now().timestamp()) // STEP_SECONDS


def code_at(secret: str, step: int) -> str:
    """The six digits of a time step."""
    return str(format_hotp_value(hotp_value(secret, step)))


def matching_step(secret: str, code: str) -> int | None:
    """The time step near now whose code this is, or None."""
    steps = range(step_now() - TOLERANCE, step_now() + TOLERANCE + 1)
    return next((step for step in steps if hmac.compare_digest(code_at(secret, step).encode(), code.encode())), None)


def setup_link(secret: str, username: str) -> str:
    """The `otpauth://` address a phone's app reads from a QR picture."""
    return str(MfaAdapter().build_totp_url(_Named(username), secret))


class _Named:
    """Stands for a user where the library only asks for a name."""

    def __init__(self, username: str) -> None:
        self.username = username

    def __str__(self) -> str:
        return self.username
