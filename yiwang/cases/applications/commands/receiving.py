"""窗口收材料: what is handed in over the counter after an application was filed, as files or as an original held in hand."""

from yiwang.cases.applications import policies
from yiwang.cases.applications.commands.filing import keep
from yiwang.cases.applications.commands.shared import move_on, taken
from yiwang.cases.applications.events import MaterialTaken
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.queries import Given
from yiwang.cases.applications.states import MaterialState, Move
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged

_HERE = (MaterialState.GIVEN, MaterialState.SEEN)


@command
def take_material(*, by: Actor, case_id: int, given: Given) -> Application:
    """收材料: files, or the original seen, for a material that is not there yet. There already: unchanged.

    Invalid: no such material, one that is handed in by `supply`, or nothing came.
    """
    who, one = taken(by=by, case_id=case_id)
    row = one.materials.filter(code=given.code).first()
    if row and row.state in _HERE:
        return unchanged(one)
    policies.may_take_material(who, one).require()
    if row is None or row.state == MaterialState.PROMISED:
        raise Invalid("没有这一项要收的材料", given="请从列出的材料里选；约定后补的按补交收")
    if not (given.files or given.seen):
        raise Invalid("还没有收到", given="请上传扫描件，或者勾选已核验原件")
    row.state = MaterialState.GIVEN if given.files else MaterialState.SEEN
    row.given_at = clock.now()
    row.save(update_fields=["state", "given_at"])
    keep(by=by, one=one, row=row, cleans=given.files)
    move_on(by=by, one=one, move=Move.TAKE_MATERIAL)
    record.write(by=by, event=MaterialTaken(one.case.ref, given.code, not given.files))
    return one
