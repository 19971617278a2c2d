"""Forms of the desk. They look at shapes; what may be done, the commands say."""

from yiwang.sites.workbench.desk.forms.base import MoveForm, OnceForm, new_nonce, stamps
from yiwang.sites.workbench.desk.forms.bulk import BulkForm
from yiwang.sites.workbench.desk.forms.finding import FilterForm, ListForm, OpenForm, PersonForm, SaveFilterForm
from yiwang.sites.workbench.desk.forms.handling import AttachForm, ContactForm, ReassignForm
from yiwang.sites.workbench.desk.forms.register import RegisterForm
from yiwang.sites.workbench.desk.forms.replies import ReplyForm, SendBackForm, reply_seen
from yiwang.sites.workbench.desk.forms.several import NumberForm, SplitForm
from yiwang.sites.workbench.desk.forms.triage import TriageForm

__all__ = [
    "AttachForm",
    "BulkForm",
    "ContactForm",
    "FilterForm",
    "ListForm",
    "MoveForm",
    "NumberForm",
    "OnceForm",
    "OpenForm",
    "PersonForm",
    "ReassignForm",
    "RegisterForm",
    "ReplyForm",
    "SaveFilterForm",
    "SendBackForm",
    "SplitForm",
    "TriageForm",
    "new_nonce",
    "reply_seen",
    "stamps",
]  # fmt: skip
