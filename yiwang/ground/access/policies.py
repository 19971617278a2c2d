"""What holds for accounts whoever asks. Which officer may ask is organisation's to say: it knows the posts."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from yiwang.ground.access.models import Account
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.errors import Invalid
from yiwang.kit.verdicts import ALLOWED, Verdict


def may_manage(by: Actor) -> Verdict:
    """Citizens manage no accounts."""
    return ALLOWED if by.kind is not ActorKind.CITIZEN else Verdict("账号由单位的系统管理员管理")


def check_password(password: str, account: Account) -> None:
    """Invalid unless the password is long and uncommon enough (`AUTH_PASSWORD_VALIDATORS`)."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Invalid("密码不够安全", password="；".join(error.messages)) from error
