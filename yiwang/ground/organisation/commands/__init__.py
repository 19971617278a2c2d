"""Every write to the organisation: units, officers, grants."""

from yiwang.ground.organisation.commands.officers import (
    SignIn,
    enlist_officer,
    renew_sign_in,
    suspend_officer,
    unlock_officer,
)
from yiwang.ground.organisation.commands.posts import approve_post, end_post, propose_post, refuse_post
from yiwang.ground.organisation.commands.units import change_unit, close_unit, found_unit

__all__ = [
    "SignIn", "approve_post", "change_unit", "close_unit", "end_post", "enlist_officer", "found_unit", "propose_post",
    "refuse_post", "renew_sign_in", "suspend_officer", "unlock_officer",
]  # fmt: skip
