"""What the pages of the three offices show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Post
from yiwang.ground.organisation.states import PostState, Role
from yiwang.ground.record.models import Look
from yiwang.ground.record.queries import Entry
from yiwang.kit.actor import ActorKind
from yiwang.sites.ui.pages import Fact, Tag, TimelineItem, Tone

_TONES: dict[str, Tone] = {
    PostState.PROPOSED: "hold",
    PostState.ACTIVE: "ok",
    PostState.REFUSED: "bad",
    PostState.ENDED: "",
}
_KINDS = {
    ActorKind.CITIZEN: "群众",
    ActorKind.OFFICER: "民警",
    ActorKind.SYSTEM: "系统",
    ActorKind.JOB: "系统任务",
    ActorKind.CLIENT: "外部系统",
}
EVENTS = {
    "access.account.opened": "开通账号",
    "access.account.closed": "停用账号",
    "access.account.reopened": "恢复账号",
    "access.account.password_issued": "发一次性密码",
    "access.account.password_chosen": "本人设置密码",
    "access.account.released": "放行账号",
    "access.account.password_set": "设置密码",
    "access.account.totp_enrolled": "绑定动态口令",
    "access.account.locked": "账号被锁",
    "access.account.unlocked": "账号解锁",
    "access.account.signed_in": "登录",
    "access.account.code_refused": "动态口令不对",
    "access.account.signed_out": "退出",
    "access.client.opened": "给外部系统令牌",
    "access.client.renewed": "给外部系统换令牌",
    "access.client.revoked": "停用外部系统",
    "messaging.hook.added": "新建推送",
    "messaging.hook.renewed": "换推送密钥",
    "messaging.hook.stopped": "停掉推送",
    "messaging.hook.parked": "推送搁置",
    "messaging.hook.replayed": "重发推送",
    "organisation.unit.founded": "设立单位",
    "organisation.unit.changed": "修改单位",
    "organisation.unit.closed": "定撤销日期",
    "organisation.unit.kept": "取消撤销",
    "organisation.unit.ended": "撤销单位",
    "organisation.officer.enlisted": "登记人员",
    "organisation.officer.changed": "修改人员资料",
    "organisation.officer.moved": "调动单位",
    "organisation.officer.suspended": "停用人员",
    "organisation.officer.resumed": "恢复人员",
    "organisation.officer.left": "离任",
    "organisation.officer.sign_in_released": "放行登录凭据",
    "organisation.officer.sign_in_renewed": "重发登录凭据",
    "organisation.officer.unlocked": "为人员解锁",
    "organisation.post.proposed": "提请授权",
    "organisation.post.approved": "批准授权",
    "organisation.post.refused": "不批准授权",
    "organisation.post.ended": "结束授权",
    "rules.sheet.changed": "改动设置",
    "rules.sheet.thrown_away": "放弃改动",
    "rules.ruleset.drafted": "起草设置",
    "rules.ruleset.approved": "批准设置",
    "rules.ruleset.refused": "不批准设置",
    "appeals.appeal.handed_over": "移交诉求",
    "appeals.appeal.imported": "导入一件",
    "appeals.import.offered": "上传导入文件",
    "appeals.import.foreseen": "导入预检完",
    "appeals.import.began": "开始导入",
    "appeals.import.finished": "导入完",
    "appeals.import.failed": "没有导完",
    "appeals.import.dropped": "撤回导入文件",
    "appeals.import.cleared": "清除过期的导入文件",
    "places.area.added": "新增片区",
    "places.area.changed": "修改片区",
    "places.area.retired": "停用或恢复片区",
    "places.area.handed_over": "片区换派出所",
    "places.handover.planned": "定下片区换派出所",
    "places.handover.called_off": "取消片区换派出所",
    "places.place.added": "新增地名",
    "places.place.changed": "修改地名",
    "places.place.retired": "停用或恢复地名",
    "places.areas.loaded": "装入片区表",
    "places.gazetteer.loaded": "装入地名表",
    "language.model.trained": "系统重新学习分类",
    "people.applicant.remembered": "留存诉求人信息",
    "people.applicant.erased": "按令删除个人信息",
}
"""Facts by name; the others show their code."""


@dataclass(frozen=True, kw_only=True)
class PostLine:
    """A grant as a line."""

    id: int
    officer_id: int
    officer: str
    officer_unit: str
    title: str
    unit: str
    roles: str
    scope: str
    lines: str
    valid_from: date
    valid_to: date | None
    tag: Tag
    reason: str
    note: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    may_end: bool
    is_active: bool
    is_waiting: bool
    url: str

    @classmethod
    def of(cls, post: Post) -> "PostLine":
        """Its line."""
        return cls(
            id=post.pk,
            officer_id=post.officer_id,
            officer=post.officer.name,
            officer_unit=post.officer.unit.short_name,
            title=post.title,
            unit=post.unit.short_name,
            roles="、".join(str(Role(role).label) for role in post.roles),
            scope=post.scope.short_name,
            lines=_("全部警种") if "*" in post.lines else "、".join(post.lines),
            valid_from=post.valid_from,
            valid_to=post.valid_to,
            tag=Tag(text=str(post.get_state_display()), tone=_TONES[post.state]),
            reason=post.reason,
            note=post.note,
            proposed_by=post.proposed_by.name if post.proposed_by else _("系统安装"),
            proposed_at=post.proposed_at,
            decided_by=post.decided_by.name if post.decided_by else "",
            may_end=post.state == PostState.ACTIVE,
            is_active=post.state == PostState.ACTIVE,
            is_waiting=post.state == PostState.PROPOSED,
            url=reverse("offices:decide", args=[post.pk]),
        )

    def facts(self) -> list[Fact]:
        """The grant, term by term, before it is decided."""
        until = self.valid_to.isoformat() if self.valid_to else _("没有定")
        return [
            Fact(term=_("给谁"), value=f"{self.officer}（{self.officer_unit}）"),
            Fact(term=_("岗位"), value=f"{self.unit} · {self.title}"),
            Fact(term=_("角色"), value=self.roles),
            Fact(term=_("管辖范围"), value=_("%(scope)s和它下面的单位") % {"scope": self.scope}),
            Fact(term=_("警种"), value=self.lines),
            Fact(term=_("起止"), value=f"{self.valid_from.isoformat()}—{until}"),
            Fact(term=_("提请人"), value=self.proposed_by),
        ]


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """A fact, as the audit office reads it."""

    at: datetime
    what: str
    code: str
    who: str
    door: str
    subject: str
    detail: str
    request_id: str

    @classmethod
    def of(cls, entry: Entry, name: str = "") -> "EventLine":
        """Its line; `name`: of the thing, where it has one the audit office may know."""
        return cls(
            at=entry.at,
            what=EVENTS.get(entry.code, entry.code),
            code=entry.code,
            who=f"{entry.actor_label}（{_KINDS[entry.actor_kind]}）",
            door=entry.door,
            subject=name or str(entry.subject),
            detail="；".join(f"{name}={_plain(value)}" for name, value in entry.payload.items()),
            request_id=entry.request_id,
        )


@dataclass(frozen=True, kw_only=True)
class LookLine:
    """A look at personal data."""

    at: datetime
    who: str
    subject: str
    fields: str
    purpose: str

    @classmethod
    def of(cls, look: Look) -> "LookLine":
        """Its line."""
        fields = "、".join(look.fields)
        return cls(at=look.at, who=look.actor_label, subject=str(look.subject), fields=fields, purpose=look.purpose)


def story_of(entries: Sequence[Entry], fields: Mapping[str, str]) -> list[TimelineItem]:
    """The history of a unit or an officer, newest first. `fields`: what the columns are called."""
    return [
        TimelineItem(
            title=EVENTS.get(entry.code, entry.code),
            at=entry.at,
            who=entry.actor_label,
            text="；".join(filter(None, (_said(name, value, fields) for name, value in _told(entry)))),
        )
        for entry in reversed(entries)
    ]


def _told(entry: Entry) -> list[tuple[str, Any]]:
    """A unit's own facts need not name it."""
    is_own = entry.subject.kind == "organisation.unit"
    return [pair for pair in entry.payload.items() if not (is_own and pair[0] == "unit")]


_SAID = {"reason": "原因", "before": "原单位", "unit": "单位", "successor": "接管", "last_day": "最后一天"}


def _said(name: str, value: Any, fields: Mapping[str, str]) -> str:
    if name == "fields":
        return _("改了%(what)s") % {"what": "、".join(fields.get(field, field) for field in value)}
    return f"{_SAID[name]}：{value}" if name in _SAID and value else ""


def office_holders(roles: Iterable[Role]) -> list[Officer]:
    """Who sits in these offices now, for the audit office's filters."""
    return [officer for role in roles for officer in organisation.holders(role=role)]


def _plain(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
