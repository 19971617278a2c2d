"""What another body's system files for somebody."""

from collections.abc import Sequence
from dataclasses import replace
from secrets import token_hex

from yiwang.cases.applications import policies, queries
from yiwang.cases.applications.commands.accepting import correct
from yiwang.cases.applications.commands.filing import submit
from yiwang.cases.applications.commands.receiving import take_material
from yiwang.cases.applications.commands.shared import taken
from yiwang.cases.applications.commands.working import supply
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.queries import Filing, Given
from yiwang.cases.applications.states import MaterialState, State
from yiwang.cases.casework import queries as covers
from yiwang.cases.casework.models import Case, key_of_client
from yiwang.ground.files.models import StoredFile
from yiwang.ground.record import commands as record
from yiwang.kit import numbers
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid
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


@command
def hand_in(*, by: Actor, case_id: int, given: Sequence[Given], words: str = "") -> Application:
    """交材料: what a system brings for its applicant, as the application waits for it: a correction that was asked for (all of it
    in one, `words` beside it), what was to follow, or what is not there yet. All there already: unchanged.

    Refused: it is not this system's, or nothing is waited for. Invalid: no such material, or one whose original is looked at.
    """
    _who, one = taken(by=by, case_id=case_id)
    policies.is_of_system(by, one).require()
    if one.case.state == State.CORRECTING:
        return correct(by=by, case_id=case_id, words=words, given=given)
    states = dict(one.materials.values_list("code", "state"))
    if shown := sorted(row.code for row in given if states.get(row.code) == MaterialState.WINDOW):
        raise Invalid("这一项要看原件", given=f"请申请人带原件到窗口：{'、'.join(shown)}")
    new = [row for row in given if states.get(row.code) not in (MaterialState.GIVEN, MaterialState.SEEN)]
    for row in new:
        act = supply if states.get(row.code) == MaterialState.PROMISED else take_material
        act(by=by, case_id=case_id, given=row)
    return one if new else unchanged(one)


@command
def fetch_file(*, by: Actor, case_id: int, file_id: int) -> StoredFile:
    """取文件: one file of an application for the system that filed it; the look is on record and its applicant is shown it.

    Missing: none of this application's, or another system's.
    """
    _who, one = taken(by=by, case_id=case_id)
    policies.is_of_system(by, one).require()
    found = queries.file_of(application=one, file_id=file_id)
    record.look(by=by, subject=one.case.ref, fields=("files",), purpose="转交申请人")
    return found
