"""The groups' robots: set up for a unit, tried, stopped."""

from yiwang.ground.messaging import policies, queries
from yiwang.ground.messaging.commands.outgoing import row_by
from yiwang.ground.messaging.commands.watching import TO_ROBOT, TRIAL
from yiwang.ground.messaging.events import RobotAdded, RobotStopped, RobotTried
from yiwang.ground.messaging.gateways.robots import BadAddress, check_address
from yiwang.ground.messaging.models import Message, Robot
from yiwang.ground.messaging.states import WAITING, Channel, Reason, Recipient, RobotKind, State
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock, work
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged

_UNSAID = (*WAITING, State.GATHERED)


@command
def add_robot(*, by: Actor, unit: str, kind: str, name: str, address: str, secret: str = "") -> Robot:
    """Give a unit's group a robot. `address`: as the group's page shows it; `secret`: 钉钉's 加签 secret.

    Refused: not the system office. Invalid: an address that is none of the app's, no secret for 钉钉. Conflict: the unit has one.
    """
    policies.may_manage_robots(by).require()
    app, owner = RobotKind(kind), organisation.unit(code=unit)
    try:
        check_address(address, queries.APPS[app], queries.hosts())
    except BadAddress as error:
        raise Invalid(address=str(error)) from error
    if app is RobotKind.DINGTALK and not secret.strip():
        raise Invalid(secret="请在钉钉群机器人的安全设置里选“加签”，把SEC开头的密钥复制过来")  # noqa: S106  a sentence
    if queries.robot_for(unit_id=owner.pk):
        raise Conflict(f"{owner.short_name}已经有一个机器人，要换请先停用原来的")
    row = Robot(
        unit=owner, kind=app, name=name.strip(), address=address.strip(), secret=secret.strip(), created_by=by.label
    )
    row.save(force_insert=True)
    record.write(by=by, event=RobotAdded(row.ref, owner.code, app))
    return row


@command
def try_robot(*, by: Actor, robot_id: int) -> Robot:
    """Have a trial sent into the group, by the way that notices take. Refused: not the system office. Conflict: it is stopped."""
    policies.may_manage_robots(by).require()
    row = queries.robot(id=robot_id)
    if row.stopped_at:
        raise Conflict("这个机器人已经停用")
    chosen = queries.template(code=TRIAL)
    text = queries.render(template=chosen, params={"unit": row.unit.short_name, "officer": by.label})
    to = Recipient(kind=TO_ROBOT, id=row.pk)
    work.buffer("messaging", row_by(Channel.WORK_APP, template=chosen, text=text, to=to, subject=row.ref, urgent=True))
    record.write(by=by, event=RobotTried(row.ref, row.unit.code))
    return row


@command
def stop_robot(*, by: Actor, robot_id: int) -> Robot:
    """Say nothing there any more; what waited is dropped, for it stands in the inboxes. The address and secret are erased."""
    policies.may_manage_robots(by).require()
    queries.robot(id=robot_id)
    row = Robot.objects.select_for_update(of=("self",)).select_related("unit").get(pk=robot_id)
    if row.stopped_at:
        return unchanged(row)
    row.stopped_at, row.address, row.secret = clock.now(), "", ""
    row.save(update_fields=["stopped_at", "address", "secret"])
    waiting = Message.objects.filter(channel=Channel.WORK_APP, recipient_id=str(row.pk), state__in=_UNSAID)
    dropped = waiting.update(state=State.CANCELLED, error_code=Reason.ROBOT_STOPPED)
    record.write(by=by, event=RobotStopped(row.ref, row.unit.code, dropped))
    return row
