"""What an envelope may carry, the two sides of the border, and what the relay carries between them."""

from enum import StrEnum

from django.db.models import TextChoices


class EnvelopeKind(StrEnum):
    """信封种类: each is one wish of a citizen, or one message that a machine brought to the portal's door; the last is the
    outer side's word that it has erased old drafts.
    """

    SUBMISSION = "submission"
    APPLICATION = "application"
    CORRECTION = "correction"
    SUPPLY = "supply"
    PHONE_CODE = "phone_code"
    READ = "read"
    DISPUTE = "dispute"
    WITHDRAWAL = "withdrawal"
    ANSWER = "answer"
    SUPPLEMENT = "supplement"
    URGE = "urge"
    REVIEW = "review"
    PUBLISHING = "publishing"
    INCOMING = "incoming"
    MY_DATA = "my_data"
    DATA_REQUEST = "data_request"
    COPY_FETCHED = "copy_fetched"
    OWN_QUERY = "own_query"
    HELPFUL = "helpful"
    RATING = "rating"
    WINDOW_RATING = "window_rating"
    FORGOTTEN = "forgotten"


WITH_FILES = frozenset(
    {
        EnvelopeKind.SUBMISSION, EnvelopeKind.APPLICATION, EnvelopeKind.CORRECTION, EnvelopeKind.SUPPLY, EnvelopeKind.ANSWER,
        EnvelopeKind.SUPPLEMENT,
    }
)  # fmt: skip
"""Envelopes whose body names a draft, whose files go with them."""
FIRST = frozenset({EnvelopeKind.SUBMISSION, EnvelopeKind.APPLICATION})
"""Envelopes that begin a file: never given up, however often they fail."""
TOLD_IN_VAIN = frozenset(
    {
        EnvelopeKind.DISPUTE, EnvelopeKind.WITHDRAWAL, EnvelopeKind.ANSWER, EnvelopeKind.SUPPLEMENT, EnvelopeKind.URGE,
        EnvelopeKind.REVIEW, EnvelopeKind.CORRECTION, EnvelopeKind.SUPPLY,
    }
)  # fmt: skip
"""Wishes of which a citizen is told when they could not be met."""


class OwnKind(TextChoices):
    """本人查询: what somebody may ask the registers about themselves. The values are those of the registers."""

    VEHICLE = "vehicle", "机动车"
    LICENCE = "licence", "驾驶证"
    VIOLATIONS = "violations", "交通违法"


class OwnState(TextChoices):
    """How far one's own question is. `unproved`: nobody showed a card at a window with this phone and this number."""

    ASKED = "asked", "正在查"
    FOUND = "found", "查到了"
    ABSENT = "absent", "没有记录"
    UNPROVED = "unproved", "没有核对上"
    TOO_MANY = "too_many", "今天查得太多"
    FAILED = "failed", "没有查成"


class Side(StrEnum):
    """哪一侧: the portal's network, or the bureau's."""

    OUTER = "outer"
    INNER = "inner"

    @property
    def label(self) -> str:
        """As people call it."""
        return {Side.OUTER: "外网", Side.INNER: "内网"}[self]

    @property
    def other(self) -> "Side":
        """The one on the far end."""
        return Side.INNER if self is Side.OUTER else Side.OUTER


class ItemKind(StrEnum):
    """搬运内容: what one item of a batch is. The first two go in, the others come out."""

    PARCEL = "parcel"
    ENVELOPE = "envelope"
    BEGIN = "begin"
    PUBLICATION = "publication"
    FATE = "fate"
    PROJECTION = "projection"
    PUBLIC_ANSWER = "public_answer"
    PUBLIC_GUIDE = "public_guide"
    PUBLIC_RESULT = "public_result"
    PERSONAL_VIEW = "personal_view"
    HANDOUT = "handout"
    INVITATION = "invitation"


DUTIES = {
    "site_name": "网站名称",
    "organiser": "主办单位",
    "operator": "承办单位",
    "icp": "ICP备案号",
    "police_record": "公网安备号",
    "site_id": "政府网站标识码",
    "address": "地址",
    "postcode": "邮编",
    "hours": "人工服务时间",
    "email": "电子邮箱",
}
"""站点信息: what a public site has to say of itself in its foot (国务院办公厅 政府网站发展指引: 主办单位, 备案, 标识码), and how
it is reached.
"""
