"""来电人: looking a number up at the desk, on record before anything is shown."""

from yiwang.cases.centre import policies, queries
from yiwang.cases.centre.queries import Caller
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.states import Permission
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Refused
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

ON_THE_LINE = "接听来电，核对来电人以前的诉求"
AT_THE_FORM = "登记诉求，核对来电人以前的诉求"


@command
def look_up_caller(*, by: Actor, phone: str, purpose: str = AT_THE_FORM, call_id: int = 0) -> Caller:
    """Files, calls and promises of a number: own desk, twelve months, masked. One look on record, by the number's keyed digest.

    Where nothing is found nobody was looked at: unchanged. Refused: no post that takes in. Invalid: no purpose.
    """
    reach = organisation.reach(by=by)
    if not (policies.may_sit(reach) or reach.may(Permission.TAKE_IN)):
        raise Refused("您的岗位不登记诉求，不能按电话查来电人")
    found = queries.caller(by=by, reach=reach, phone=phone, but=call_id)
    if not found.is_known:
        return unchanged(found)
    record.look(by=by, subject=Ref("centre.caller", found.index), fields=("phone",), purpose=purpose)
    return found
