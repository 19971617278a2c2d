"""Reads of the room: accounts with their locks and second factors, other systems' tokens."""

from yiwang.ground.access.queries.accounts import (
    LockedAccount,
    account,
    account_named,
    has_second_factor,
    is_locked,
    locked,
    next_code,
    secret_of,
    setup_link,
)
from yiwang.ground.access.queries.clients import (
    PREFIX,
    Client,
    client,
    client_of_token,
    client_row,
    clients,
    token_digest,
    token_parts,
)
from yiwang.ground.access.queries.passwords import has_lapsed, hidden, locked_names, new_password, new_secret, shown

__all__ = [
    "PREFIX",
    "Client",
    "LockedAccount",
    "account",
    "account_named",
    "client",
    "client_of_token",
    "client_row",
    "clients",
    "has_lapsed",
    "has_second_factor",
    "hidden",
    "is_locked",
    "locked",
    "locked_names",
    "new_password",
    "new_secret",
    "next_code",
    "secret_of",
    "setup_link",
    "shown",
    "token_digest",
    "token_parts",
]
