"""Words of an application beside where it stands: outcomes, materials, papers, special procedures."""

from django.db.models import TextChoices


class Outcome(TextChoices):
    """How an application ended."""

    GRANTED = "granted", "准予"
    REFUSED = "refused", "不予办理"
    NOT_ACCEPTED = "not_accepted", "不予受理"
    WITHDRAWN = "withdrawn", "申请人撤回"
    LAPSED = "lapsed", "逾期视为撤回"


class MaterialState(TextChoices):
    """Where one material stands. Waived: a register stands in for it (免证); promised: handed in later (容缺)."""

    GIVEN = "given", "已提交"
    WAIVED = "waived", "免交，由登记库核对"
    PLEDGED = "pledged", "以书面承诺代替"
    PROMISED = "promised", "容缺，后补"
    WINDOW = "window", "窗口核验原件"
    SEEN = "seen", "已核验原件"
    MISSING = "missing", "未提交"


class ForwardState(TextChoices):
    """Where an application stands that a national platform decides. Troubled: it could not be told, and is told again."""

    WAITING = "waiting", "等待转报"
    SENT = "sent", "平台已收"
    HANDLING = "handling", "平台办理中"
    DECIDED = "decided", "平台已决定"
    FAILED = "failed", "平台不收，转人工"


class StepState(TextChoices):
    """Where one step stands."""

    WAITING = "waiting", "未到"
    RUNNING = "running", "办理中"
    PASSED = "passed", "通过"
    FAILED = "failed", "不通过"
    SKIPPED = "skipped", "不需要"


class SpecialKind(TextChoices):
    """特别程序: what does not count towards the time of the law (行政许可法第四十五条)."""

    HEARING = "hearing", "听证"
    TENDER = "tender", "招标"
    AUCTION = "auction", "拍卖"
    INSPECTION = "inspection", "检验"
    TEST = "test", "检测"
    QUARANTINE = "quarantine", "检疫"
    APPRAISAL = "appraisal", "鉴定"
    EXPERTS = "experts", "专家评审"


class Verdict(TextChoices):
    """What the decision table said; what a second look found."""

    APPROVE = "approve", "准予"
    REFUSE = "refuse", "不予办理"
    MANUAL = "manual", "转人工"
    KNOWN = "known", "已办过"
