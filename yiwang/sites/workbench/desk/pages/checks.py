"""答复前自查: what an experienced colleague would look at before a reply goes out. Advice only; nothing is stopped by it."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from yiwang.cases.appeals.models import Appeal, Reply, ReplyState
from yiwang.cases.casework.models import Contact
from yiwang.cases.casework.states import ContactKind
from yiwang.ground.files.models import StoredFile
from yiwang.sites.ui.pages import Check

_PRIVATE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")
_GAP = re.compile(r"\{[a-z_0-9]*\}|【[^】]*】|____")
_SHORT = 40
"""Fewer signs than this seldom answer anything."""


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
    return [*found, *(_of_text(draft.text) if draft else [Check(text=_("答复还没有起草"), ok=None)])]


def _of_text(text: str) -> list[Check]:
    """What can be seen in the words themselves."""
    private, gap, short = _PRIVATE.search(text), _GAP.search(text), len(text) < _SHORT
    return [
        Check(text=_("答复里有手机号或证件号") if private else _("没有手机号和证件号"), ok=not private),
        Check(text=_("答复里还有没填的空") if gap else _("没有没填的空"), ok=not gap),
        Check(text=_("答复很短，问的每件事都答了吗") if short else _("答复不算短"), ok=not short),
    ]
