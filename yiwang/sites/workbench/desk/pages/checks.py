"""答复前自查: what an experienced colleague would look at before a reply goes out. Advice only; nothing is stopped by it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from yiwang.cases.appeals.models import Appeal, Reply, ReplyState
from yiwang.cases.appeals.states import OUTCOMES, Outcome
from yiwang.cases.casework.models import Contact
from yiwang.cases.casework.states import ContactKind
from yiwang.ground.files.models import StoredFile
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries.replies import OFFICIALESE, ReplyLook
from yiwang.kit.settings import settings
from yiwang.sites.ui.pages import Check

MOST_SHOWN = 4
WORDS = {
    "complete": (_n("看起来答得完整"), _n("可能还不完整：%s")),
    "answered": (_n("问的每件事都答到了"), _n("这些问的好像没有答到：%s")),
    "ground": (_n("写了依据或去向"), _n("这个结果要写依据、归谁管或走哪条路，还没有写")),
    "next": (_n("写了下一步怎么办"), _n("没有写下一步：谁做什么、再有事找谁")),
    "date": (_n("写了日期或期限"), _n("没有写日期或期限")),
    "personal": (_n("没有别人的个人信息"), _n("有可能是别人的个人信息：%s")),
    "gap": (_n("没有没填的空"), _n("还有没填的空：%s")),
    "plain": (_n("说的是平常话"), _n("换成平常话：%s")),
    "short": (_n("答复不算短"), _n("答复很短，问的每件事都答了吗")),
}
"""Each look at the words of a reply: what is said where it is well, and where it is not."""


def before_reply(
    appeal: Appeal, contacts: Sequence[Contact], replies: Sequence[Reply], files: Sequence[StoredFile]
) -> list[Check]:
    """What was looked at, done or not yet."""
    case = appeal.case
    own = [contact for contact in contacts if contact.round == case.round]
    went = any(contact.kind in (ContactKind.VISIT, ContactKind.OFFICE) for contact in own)
    added = any(file.label == "承办单位附" for file in files)
    draft = next((r for r in replies if r.round == case.round and r.state != ReplyState.SENT_BACK and r.text), None)
    nobody = case.applicant is None or case.applicant.is_anonymous
    found = [
        Check(text=_("匿名件，不用联系"))
        if nobody
        else Check(text=_("联系过诉求人") if own else _("还没有联系诉求人"), ok=True if own else None),
        Check(text=_("见面或到过现场") if went else _("没有见面或到现场的记录"), ok=True if went else None),
        Check(text=_("附了办理的材料") if added else _("没有附办理的材料"), ok=True if added else None),
    ]
    return [*found, *(of_words(appeal, draft) if draft else [Check(text=_("答复还没有起草"), ok=None)])]


def of_words(appeal: Appeal, draft: Reply) -> list[Check]:
    """What can be seen in the words themselves; advice, nothing is stopped by it."""
    case = appeal.case
    outcome = Outcome(draft.outcome) if draft.outcome in OUTCOMES else None
    party = case.applicant
    keep = [party.name, party.phone] if party and not case.hides_identity else []
    looks = language.look_at_reply(
        letter=appeal.words, reply=draft.text, ground=draft.ground, needs_ground=bool(outcome and outcome.needs_ground),
        keep=[*keep, settings().hotline, *([case.unit.duty_phone] if case.unit else ())],
    )  # fmt: skip
    return [_said(look) for look in looks if look.is_well is not None]


def _said(look: ReplyLook) -> Check:
    well, ill = WORDS[look.code]
    if look.is_well:
        return Check(text=_(well), ok=True)
    if not look.found and "%s" in ill:
        return Check(text=_("可能还不完整，请再看一遍"), ok=False)
    shown = [f"{word}（{OFFICIALESE[word]}）" if word in OFFICIALESE else word for word in look.found[:MOST_SHOWN]]
    return Check(text=_(ill) % "、".join(shown) if "%s" in ill else _(ill), ok=False)
