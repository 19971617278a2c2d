"""The groups' robots: whose, whether they work, and the real client behind each."""

from django.db.models import QuerySet

from yiwang.ground.messaging.gateways import dingtalk, robots, wecom
from yiwang.ground.messaging.gateways.base import GroupRobot
from yiwang.ground.messaging.gateways.dingtalk import DingTalkRobot
from yiwang.ground.messaging.gateways.wecom import WeComRobot
from yiwang.ground.messaging.models import Message, Robot
from yiwang.ground.messaging.states import Channel, RobotKind
from yiwang.kit.errors import Missing
from yiwang.kit.settings import settings

APPS = {RobotKind.WECOM: wecom.APP, RobotKind.DINGTALK: dingtalk.APP}
SHOWN = 20
"""Messages on the page of a robot."""


def hosts() -> frozenset[str]:
    """Where robots may live besides the two apps' own hosts."""
    return robots.read_hosts(settings().robot_hosts)


def robot(*, id: int) -> Robot:
    """One robot with its unit. Missing where there is none."""
    found = Robot.objects.select_related("unit").filter(pk=id).first()
    if found is None:
        raise Missing("没有这个机器人")
    return found


def robots_of() -> QuerySet[Robot]:
    """Every robot there ever was, the live ones first."""
    return Robot.objects.select_related("unit").order_by("stopped_at", "unit__code", "-id")


def robot_for(*, unit_id: int) -> Robot | None:
    """The live robot of a unit's group."""
    return Robot.objects.filter(unit_id=unit_id, stopped_at=None).first()


def posts_of(*, robot_id: int) -> list[Message]:
    """What was last said, or meant to be said, into the group; newest first."""
    return list(Message.objects.filter(channel=Channel.WORK_APP, recipient_id=str(robot_id)).order_by("-id")[:SHOWN])


def client_of(robot: Robot) -> GroupRobot:
    """The client that speaks for it."""
    if robot.kind == RobotKind.DINGTALK:
        return DingTalkRobot(address=robot.address, secret=robot.secret)
    return WeComRobot(address=robot.address)
