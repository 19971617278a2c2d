"""django-allauth's hooks: no sign-up, the second factor for everybody, its secrets encrypted."""

import base64
import binascii
import hmac
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from yiwang.ground.access.states import Realm
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
        """A renewed sign-in that waits, a one-time password that lapsed, a machine without a factor: none gets on."""
        if reason := _stopped(user):
            raise ImmediateHttpResponse(redirect(f"/login/?{reason}=1"))
        return super().pre_login(request, user, **hints)

    def get_login_stages(self) -> list[str]:
        """The library's stages, with ours in the place of its second factor."""
        ours = f"{__name__}.WayInStage"
        return [ours if stage.endswith("AuthenticateStage") else stage for stage in super().get_login_stages()]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The library's own notices say nothing here: the pages speak for themselves."""


class WayInStage(AuthenticateStage):
    """The second step: a code from the phone; the first time an own password and the code's picture before it."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Lead to the first steps where some are left, else ask for the code."""
        if is_first_time(self.login.user):
            return redirect("first_sign_in"), True
        return cast("tuple[HttpResponse | None, bool]", super().handle())


def is_first_time(user: Any) -> bool:
    """Whether the password was given by somebody else, or no second factor is bound yet."""
    return user.temporary_until is not None or not _has_factor(user)


def _stopped(user: Any) -> str:
    """Why the right password does not get on: a word for the login page, or nothing."""
    if user.held_at is not None:
        return "held"
    if user.temporary_until is not None and user.temporary_until < clock.now():
        return "lapsed"
    return "no_factor" if user.realm != Realm.OFFICER and not _has_factor(user) else ""


def _has_factor(user: Any) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())


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
