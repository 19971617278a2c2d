"""The demo's telephone exchange: its token, left where the sandbox finds it."""

from yiwang.cases.centre.gateways.sandbox import TOKEN_FILE
from yiwang.ground.access import queries as access
from yiwang.ground.access.states import Scope
from yiwang.ground.organisation import commands as organisation
from yiwang.kit.actor import Actor
from yiwang.kit.settings import settings

NAME, CHANNEL = "演示话务系统", "hotline"
BY = Actor.system("seed")


def admit() -> None:
    """Give the sandbox's exchange a token, once a data folder; a folder that lost it gets a new one."""
    path = settings().data_dir / TOKEN_FILE
    known = next((row for row in access.clients() if row.name == NAME and row.revoked_at is None), None)
    if known and path.exists():
        return
    if known:
        new = organisation.renew_system(by=BY, code=known.code)
    else:
        new = organisation.admit_system(by=BY, name=NAME, channel=CHANNEL, scopes=(Scope.CALLS,))
    path.touch(mode=0o600)
    path.write_text(new.token)
