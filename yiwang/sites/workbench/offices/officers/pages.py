"""What the pages of officers show."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.queries import OpenWork
from yiwang.ground.access import commands as access
from yiwang.ground.access import queries as accounts
from yiwang.ground.clocks.states import Heat
from yiwang.ground.organisation import policies
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.commands import SignIn
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.queries import People
from yiwang.ground.record import queries as record
from yiwang.kit.actor import Actor
from yiwang.kit.privacy import mask_phone
from yiwang.kit.verdicts import ALLOWED, Verdict
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, Fact, MoveButton, Pager, Tag, TimelineItem
from yiwang.sites.ui.paging import numbered_if_any
from yiwang.sites.workbench.offices.pages import PostLine, story_of

STANDINGS = {
    "": "全部在册", "active": "在职", "postless": "没有授权", "unseen": "从没登录", "locked": "被锁", "held": "等待放行",
    "suspended": "已停用", "left": "已离任",
}  # fmt: skip
FIELDS = {"name": "姓名", "badge_no": "警号", "phone": "手机号"}
HEATS = (Heat.RED, Heat.AMBER, Heat.GREEN)
HEAT_WORDS = {Heat.RED: "超期", Heat.AMBER: "快到期", Heat.GREEN: "时间充足"}


def tag_of(officer: Officer) -> Tag:
    """In service, suspended, or gone."""
    if officer.left_on:
        return Tag(text=_("%(day)s离任") % {"day": words.day(officer.left_on)})
    return Tag(text=_("在职"), tone="ok") if officer.is_active else Tag(text=_("已停用"), tone="warn")


def account_words(officer: Officer) -> str:
    """Where the account stands, in words."""
    account = officer.account
    if not account.is_active:
        return _("不能登录")
    if account.held_at:
        return _("凭据重发过，等安全管理员放行")
    if account.temporary_until:
        until = words.day(account.temporary_until)
        return (
            _("一次性密码过期了")
            if accounts.has_lapsed(account)
            else _("等本人首次登录，%(day)s前有效") % {"day": until}
        )
    return _("正常") if account.last_login else _("从没登录")


@dataclass(frozen=True, kw_only=True)
class OfficerLine:
    """An officer of the list."""

    name: str
    code: str
    badge_no: str
    unit: str
    url: str
    tag: Tag
    account: str
    last_login: datetime | None
    has_post: bool

    @classmethod
    def of(cls, officer: Officer) -> "OfficerLine":
        """Their line."""
        return cls(
            name=officer.name,
            code=officer.code,
            badge_no=officer.badge_no,
            unit=officer.unit.short_name,
            url=reverse("offices:officer", args=[officer.pk]),
            tag=tag_of(officer),
            account=account_words(officer),
            last_login=officer.account.last_login,
            has_post=bool(getattr(officer, "has_post", True)),
        )


def _kept(asked: People) -> dict[str, str | int]:
    """What the address of a list of people says."""
    said: dict[str, str | int] = {"q": asked.words, "unit": asked.unit, "standing": asked.standing}
    return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Some officers, the ways to narrow them, the ways on."""

    rows: list[OfficerLine]
    chips: list[Chip]
    pager: Pager | None

    @classmethod
    def of(cls, asked: People, page: int) -> "ListPage":
        """One query for the rows."""
        found = organisation.people(asked=asked, page=page)

        def url(**changes: str | int) -> str:
            return (
                f"{reverse('offices:officers')}?{urlencode({k: v for k, v in (_kept(asked) | changes).items() if v})}"
            )

        return cls(
            rows=[OfficerLine.of(officer) for officer in found.rows],
            chips=[
                Chip(label=label, url=url(standing=code), current=asked.standing == code)
                for code, label in STANDINGS.items()
            ],
            pager=numbered_if_any(reverse("offices:officers"), page=page, has_more=found.has_more, said=_kept(asked)),
        )


@dataclass(frozen=True, kw_only=True)
class OfficerPage:
    """One officer: who, what they may, how the account is, what lies on the desk, what may be done."""

    officer: Officer
    tag: Tag
    facts: list[Fact]
    posts: list[PostLine]
    past: list[PostLine]
    work: OpenWork
    story: list[TimelineItem]
    acts: list[MoveButton]

    @classmethod
    def of(cls, officer: Officer, by: Actor) -> "OfficerPage":
        """For a reader of the system office."""
        posts = [PostLine.of(post) for post in organisation.posts_of(officer_id=officer.pk)]
        is_now = {post.pk for post in organisation.open_posts_of(officer_id=officer.pk)}
        return cls(
            officer=officer,
            tag=tag_of(officer),
            facts=facts_of(officer),
            posts=[post for post in posts if post.id in is_now or post.is_waiting],
            past=[post for post in posts if post.id not in is_now and not post.is_waiting],
            work=appeals.open_work(officer_id=officer.pk),
            story=story_of(record.history(subject=officer.ref), FIELDS),
            acts=_acts(officer, by),
        )


def facts_of(officer: Officer) -> list[Fact]:
    """Who they are and how their account is; the phone masked."""
    seen = officer.account.last_login
    return [
        Fact(term=_("用户名"), value=officer.code),
        Fact(term=_("警号"), value=officer.badge_no),
        Fact(term=_("所在单位"), value=officer.unit.short_name),
        Fact(term=_("手机号"), value=mask_phone(officer.phone) or _("没有填")),
        Fact(term=_("登记时间"), value=words.moment(officer.enlisted_at)),
        Fact(term=_("账号"), value=account_words(officer)),
        Fact(term=_("上次登录"), value=words.near(seen) if seen else _("从没登录")),
        Fact(term=_("密码设置于"), value=words.moment(officer.account.password_at)),
    ]


def _acts(officer: Officer, by: Actor) -> list[MoveButton]:
    """What may be done, each allowed or refused with its reason."""
    let_go = policies.may_let_go(by, officer)
    if officer.left_on:
        return []
    if not officer.is_active:
        back = policies.may_suspend_officer(by, officer.pk)
        return [_act(_("恢复"), "resume", officer, back), _act(_("办理离任"), "leave", officer, let_go)]
    renew = policies.may_renew_sign_in(by, officer.pk)
    return [
        _act(_("修改资料"), "change_officer", officer, ALLOWED),
        _act(_("提请授权"), "propose", officer, policies.may_propose_post(by, officer.pk)),
        _act(_("重发登录凭据"), "renew_sign_in", officer, renew),
        _act(_("调到别的单位"), "move_officer", officer, policies.may_suspend_officer(by, officer.pk)),
        _act(_("停用"), "suspend", officer, let_go),
        _act(_("办理离任"), "leave", officer, let_go),
    ]


def _act(label: str, name: str, officer: Officer, verdict: Verdict) -> MoveButton:
    url = reverse(f"offices:{name}", args=[officer.pk])
    return MoveButton(label=label, url=url, method="get", reason=verdict.reason, way_out=verdict.way_out)


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A first sign-in to be handed over on paper."""

    name: str
    unit: str
    code: str
    password: str
    until: datetime | None
    officer_id: int
    is_held: bool

    @classmethod
    def of(cls, sign_in: SignIn) -> "Slip":
        """Shown once."""
        officer = sign_in.officer
        account = accounts.account(id=officer.account_id)
        return cls(
            name=officer.name,
            unit=officer.unit.short_name,
            code=officer.code,
            password=sign_in.password,
            until=account.temporary_until,
            officer_id=officer.pk,
            is_held=account.held_at is not None,
        )


ONE_TIME_DAYS = access.ONE_TIME_DAYS


@dataclass(frozen=True, kw_only=True)
class DeskTable:
    """What lies on a desk, by state and heat."""

    heats: list[str]
    rows: list[tuple[str, list[int], int]]

    @classmethod
    def of(cls, work: OpenWork) -> "DeskTable":
        """States that have none are left out."""
        states = sorted({state for state, _heat in work.counts})
        lines = [(state, [work.counts.get((state, heat), 0) for heat in HEATS]) for state in states]
        return cls(
            heats=[HEAT_WORDS[heat] for heat in HEATS],
            rows=[(state.label, counts, sum(counts)) for state, counts in lines],
        )


def leaving_steps(officer: Officer, work: OpenWork, to: str, each: dict[int, str]) -> list[str]:
    """What will happen when somebody leaves, in the order it happens."""
    posts = organisation.open_posts_of(officer_id=officer.pk)
    return [
        *work_steps(work, to, each),
        _("%(n)d项授权今天结束。") % {"n": len(posts)},
        _("账号停用，打开着的页面马上退出登录。"),
        _("办过的件、写过的答复和操作记录留着他的名字，一样也不删。"),
        _("离任以后不能恢复；又回来的要重新登记。"),
    ]


def moving_steps(officer: Officer, work: OpenWork, to: str, each: dict[int, str], target: str, again: int) -> list[str]:
    """What will happen when somebody moves."""
    posts = [post for post in organisation.open_posts_of(officer_id=officer.pk) if post.unit_id == officer.unit_id]
    return [
        *work_steps(work, to, each),
        _("在%(unit)s的%(n)d项授权今天结束。") % {"unit": officer.unit.short_name, "n": len(posts)},
        _("所在单位改为%(unit)s。") % {"unit": target},
        _("在新单位提请%(n)d项授权，安全管理员批准后生效；批准前办不了新单位的件。") % {"n": again},
    ]


def work_steps(work: OpenWork, to: str, each: dict[int, str]) -> list[str]:
    """Where the open files go."""
    if not work.total:
        return [_("桌上没有没办完的件。")]
    known = organisation.every_officer_named(codes=[to, *each.values()])
    counts: dict[str, int] = {}
    for piece in work.pieces:
        target = each.get(piece.case_id, to)
        counts[target] = counts.get(target, 0) + 1
    counts[to] = counts.get(to, 0) + work.total - work.sealed - work.listed
    steps = [
        _("%(n)d件交给%(who)s，期限不变，收件人会收到站内消息。") % {"n": n, "who": known[code]}
        if code
        else _("%(n)d件交回单位，由单位负责人定承办人，期限不变。") % {"n": n}
        for code, n in counts.items()
        if n
    ]
    if work.sealed:
        steps.append(_("%(n)d件密封件交回原单位，不列编号。") % {"n": work.sealed})
    return steps
