"""What another body's system files for somebody."""

from dataclasses import replace
from secrets import token_hex

from yiwang.cases.applications.commands.filing import submit
from yiwang.cases.applications.queries import Filing
from yiwang.cases.casework import queries as covers
from yiwang.cases.casework.models import Case, key_of_client
from yiwang.kit import numbers
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.work import command, unchanged


@command
def receive(*, by: Actor, filing: Filing, external_id: str = "") -> tuple[Case, str]:
    """File what a system sends; its own number again is the same application. Returns the file and, the first time, its code.

    Refused, Invalid, Missing: as `submit`.
    """
    name = keyed_digest(external_id, purpose="external-id") if external_id else token_hex(16)
    key = key_of_client(by.id, name)
    if known := covers.by_intake_key(key=key):
        return unchanged((known, ""))
    code = numbers.make_code()
    return submit(by=by, filing=replace(filing, key=key, code=code, external_id=external_id)), code
