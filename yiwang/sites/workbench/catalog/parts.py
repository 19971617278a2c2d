"""The parts in which an item is edited: which cells stand on each page, and where in the document each belongs."""

from dataclasses import dataclass
from typing import Final

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell. `path`: where it stands, with dots; `kind`: see cells.py, and text, area, choice."""

    path: str
    label: str
    kind: str = "text"
    help: str = ""
    options: Options = ()
    is_key: bool = False
    """A row without it is no row."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A page of the edit. `rows`: path of the list whose rows are the table; `columns`: its cells."""

    code: str
    label: str
    about: str = ""
    cells: tuple[Cell, ...] = ()
    rows: str = ""
    columns: tuple[Cell, ...] = ()


def _c(path: str, label: str, kind: str = "text", help: str = "", options: Options = (), *, key: bool = False) -> Cell:
    return Cell(path=path, label=label, kind=kind, help=help, options=options, is_key=key)


TYPES: Final = (
    ("20", "公共服务"), ("01", "行政许可"), ("07", "行政确认"), ("10", "其他"), ("02", "行政处罚"), ("03", "行政强制"),
    ("04", "行政征收"), ("05", "行政给付"), ("06", "行政检查"), ("08", "行政奖励"), ("09", "行政裁决"),
)  # fmt: skip
UNIT_KINDS: Final = (
    ("station", "派出所"), ("county", "分县局"), ("city", "市局"), ("province", "省厅"), ("national", "国家平台"),
)  # fmt: skip
OBJECTS: Final = (
    ("natural_person", "个人"), ("enterprise", "企业"), ("institution", "事业单位"), ("social_body", "社会组织"),
    ("state_body", "行政机关"), ("other", "其他组织"),
)  # fmt: skip
DEPTHS: Final = (("I", "Ⅰ 信息公开"), ("II", "Ⅱ 办事指南"), ("III", "Ⅲ 网上申报、预审"), ("IV", "Ⅳ 全程网办"))
TRUST: Final = (("C", "C 申请人上传"), ("A", "A 登记库或原机关"), ("B", "B 窗口核验"), ("D", "D 本人声明"))
NEEDED: Final = (("always", "总是要"), ("chosen", "答到才要"), ("maybe", "事先不要"))
REGISTERS: Final = (
    ("", "没有"), ("person", "人口库"), ("household", "户籍"), ("vehicle", "机动车"), ("licence", "驾驶证"),
    ("violations", "交通违法"),
    ("permit", "许可证件"), ("record", "犯罪记录"), ("enterprise", "企业"),
)  # fmt: skip
KINDS: Final = (
    ("accept", "受理"), ("submit", "提交"), ("prereview", "预审"), ("review", "审查"), ("check", "核验"), ("visit", "实地"),
    ("decide", "决定"), ("issue", "制证出件"), ("deliver", "送达"), ("notify", "告知"), ("external", "外部办理"),
    ("special", "特别程序"), ("sample", "抽样复核"), ("rate", "评价"),
)  # fmt: skip
ROLES: Final = (
    ("applicant", "申请人"), ("window_clerk", "窗口受理民警"), ("handler", "承办民警"), ("community_officer", "社区民警"),
    ("approver", "审批人"), ("unit_head", "单位负责人"), ("deputy_head", "单位副职"), ("deputy_approver", "分管审批"),
    ("line_expert", "业务专家"), ("system", "系统自动"),
)  # fmt: skip
WHERE: Final = (("own", "承办单位"), ("county", "上级分县局"), ("city", "市局"))
PAPERS: Final = (
    ("notice", "通知书、回执"),
    ("certificate", "证明（编号、签名、可核验）"),
    ("credential", "证件（制证系统出）"),
    ("none", "没有文书"),
)
THEN: Final = (("approve", "办结"), ("refuse", "不予办理"), ("manual", "转人工"), ("known", "已经办过"))
MODES: Final = (("green", "绿色通道"), ("expedited", "加急"), ("postponed", "延期"))
TIER: Final = (("none", "不办"), ("advise", "咨询"), ("accept", "收件"), ("whole", "全部能办"))
CROSS: Final = (("", "不跨区"), ("province", "全省通办"), ("national", "跨省通办"))
FIELD_KINDS: Final = (
    ("line", "一行字"), ("text", "几行字"), ("choice", "选一个"), ("many", "选几个"), ("check", "勾选"), ("must", "必须勾选"),
    ("number", "数字"), ("date", "日期"), ("id", "身份号码"), ("phone", "手机号码"), ("uscc", "统一社会信用代码"),
    ("plate", "车牌号"), ("other", "原样保留"),
)  # fmt: skip
PREFILLS: Final = (("", "不带出"), ("person.name", "姓名"), ("person.id_number", "身份号码"), ("person.phone", "手机"))
_IF = "用事实的名字写，例如form.reason == 'lost'；空着就是总是"
_LIMIT = "写成5个工作日、10日、10分钟，或者当场"
_WORDING = "一行一段；{name}姓名，{id_number}号码（遮盖），{issued}日期，{form.代码}是申请表的一项；空着就用通用的一句"

PARTS: Final = (
    Part(
        code="basics", label="基本要素", about="八统一里的主项、子项、依据、公开流程和时限。",
        cells=(
            _c("name.zh", "名称"), _c("name.en", "英文名称"), _c("main_item", "主项"), _c("sub_item", "子项"),
            _c("item_type", "事项类型", "choice", "", TYPES), _c("line", "警种", "lines_of_police"),
            _c("unit_kind", "哪一级办", "choice", "", UNIT_KINDS), _c("category", "诉求类别代码"),
            _c("codes.base_12", "基本编码（12位）"), _c("codes.implementation_31", "实施编码（31位）"),
            _c("codes.business_33", "业务办理项编码（33位）"), _c("codes.local", "本地编码"),
            _c("basis", "办理依据", "lines", "一行一条"), _c("public_flow", "公开的办理流程", "area", "例如：提交 → 受理 → 办结"),
            _c("legal", "法定时限", "limit", _LIMIT), _c("promised", "承诺时限", "limit", _LIMIT),
        ),
    ),
    Part(
        code="guide", label="办事指南", about="群众看的。写群众的说法，找得到才办得成。",
        cells=(
            _c("guide.objects", "服务对象", "many", "", OBJECTS), _c("guide.theme", "主题"),
            _c("guide.depth", "办理深度", "choice", "", DEPTHS), _c("guide.visits", "要到现场几次", "int"),
            _c("guide.visit_reason", "为什么要到现场"), _c("guide.takes_post", "可以邮寄收件", "check"),
            _c("guide.conditions", "办理条件", "lines", "一行一条"), _c("guide.not_for", "哪些情形不在这里办"),
            _c("guide.life_events", "人生大事", "words", "用顿号隔开"),
            _c("guide.plain_words", "群众的说法", "words", "用顿号隔开，搜索用"), _c("guide.place", "办理地点"),
            _c("guide.hours", "办理时间"), _c("guide.consult_phone", "咨询电话"), _c("guide.complaint_phone", "投诉电话"),
            _c("guide.online_url", "在别处网上办理的地址"),
        ),
        rows="guide.faqs", columns=(_c("q", "常见问题", key=True), _c("a", "回答", "area")),
    ),
    Part(
        code="questions", label="情形引导",
        about="一行是一个答案，同一个问题写几行就有几个答案。下一问、材料、收费、子项都写代码。",
        rows="situations",
        columns=(
            _c("code", "问题代码"), _c("question", "问题"), _c("several", "可多选", "check"), _c("answer", "答案", key=True),
            _c("next", "下一问"), _c("materials", "要的材料", "words"), _c("tag", "标记"), _c("fee", "收费"),
            _c("item", "转到子项"), _c("add_item", "一起办"), _c("block", "不能办的原因"), _c("note", "提示"),
        ),
    ),
    Part(
        code="materials", label="申请材料",
        about="能从登记库查到的写上登记库，就不用群众交；可后补就是容缺，可承诺就是告知承诺。",
        rows="materials",
        columns=(
            _c("code", "代码", key=True), _c("name", "名称"),
            _c("trust", "可信等级", "choice", "", TRUST),
            _c("needed", "什么时候要", "choice", "", NEEDED), _c("condition", "情形说明"),
            _c("when", "条件", "text", _IF), _c("register", "登记库代替", "choice", "", REGISTERS),
            _c("example", "怎么准备"),
            _c("may_follow", "可后补", "check"), _c("may_pledge", "可承诺", "check"),
        ),
    ),
    Part(
        code="form", label="表单", about="一行是一个字段。下面是群众看到的样子，边写边变。",
        rows="form",
        columns=(
            _c("name", "代码", key=True), _c("label", "题目"), _c("kind", "怎么填", "choice", "", FIELD_KINDS),
            _c("required", "必填", "check"), _c("options", "选项", "text", "代码=字，用分号隔开，例如lost=丢失；broken=坏了"),
            _c("message", "填错了说什么"), _c("help", "说明"), _c("prefill", "带出", "choice", "", PREFILLS),
            _c("show_if", "什么时候问", "text", "字段=值，例如reason=lost；空着就是总是"), _c("least", "最少字数", "count"),
            _c("most", "最多字数", "count"),
        ),
    ),
    Part(
        code="fees", label="收费", rows="fees", about="不收费的可以不写，或者写0元并说明。",
        columns=(
            _c("code", "代码", key=True), _c("name", "名称"), _c("amount_fen", "多少元", "yuan"),
            _c("condition", "情形说明"), _c("when", "条件", "text", _IF), _c("basis", "依据"),
            _c("pays_online", "可以网上缴", "check"),
        ),
    ),
    Part(
        code="flow", label="流程", rows="flow", about="同一个“并联”代码的环节一起办，全部办完才到下一个。",
        columns=(
            _c("code", "代码", key=True), _c("name", "名称"), _c("kind", "类型", "choice", "", KINDS),
            _c("role", "谁办", "choice", "", ROLES), _c("where", "在哪一级", "choice", "", WHERE),
            _c("line", "警种", "lines_of_police"), _c("limit", "时限", "limit", _LIMIT), _c("group", "并联"),
            _c("when", "条件", "text", _IF), _c("note", "说明"),
        ),
    ),
    Part(
        code="grounds", label="不予办理", rows="grounds", about="至少三种，每种写明依据。民警不予办理时从这里选。",
        columns=(_c("code", "代码", key=True), _c("text", "情形"), _c("law", "依据"), _c("when", "条件", "text", _IF)),
    ),
    Part(
        code="table", label="秒办判定表", rows="instant.rules",
        about="从上往下，第一条符合的就是决定。没有行就不是秒办；查不了登记库的一律转人工。",
        cells=(_c("instant.sample_percent", "抽样复核百分之几", "count", "空着就是3"),),
        columns=(
            _c("no", "序号", "int", key=True), _c("when", "条件", "text", _IF), _c("then", "结果", "choice", "", THEN),
            _c("says", "告诉群众"), _c("ground", "不予办理"), _c("evidence", "留存的事实", "words"),
        ),
    ),
    Part(
        code="modes", label="特殊时期", rows="modes", about="绿色通道、加急、延期：在日期之内，对带有标记的申请，用另外的时限。",
        columns=(
            _c("code", "代码", key=True), _c("name", "名称"), _c("kind", "类型", "choice", "", MODES),
            _c("since", "从哪天", "date"),
            _c("until", "到哪天", "date"), _c("tag", "标记"), _c("limit", "时限", "limit", _LIMIT),
        ),
    ),
    Part(
        code="result", label="结果和服务点",
        cells=(
            _c("result.document", "办理结果叫什么", "text", "空着就是没有结果文书"),
            _c("result.paper", "哪一种文书", "choice", "", PAPERS),
            _c("result.validity", "有效期"), _c("result.lines", "样本上有哪些内容", "words", "用顿号隔开"),
            _c("result.wording", "带电子签名的文件写什么", "lines", _WORDING),
            _c("result.shows", "下面列出申请表的哪几项", "words", "写字段的代码，用顿号隔开"),
            _c("result.credential", "电子证照代码"), _c("tiers.hall", "派出所、大厅", "choice", "", TIER),
            _c("tiers.police_post", "警务站", "choice", "", TIER), _c("tiers.village_agent", "村级代办点", "choice", "", TIER),
            _c("tiers.self_service", "自助机", "choice", "", TIER), _c("cross", "跨区通办", "choice", "", CROSS),
            _c("decided_elsewhere", "由哪个国家平台决定"), _c("registers", "要查的登记库", "many", "", REGISTERS[1:]),
            _c("pledge.duty", "告知承诺：告知什么", "area", "只用于依法可以告知承诺的事项；空着就是不用"),
            _c("pledge.content", "告知承诺：承诺什么", "area"), _c("pledge.liability", "告知承诺：不实的后果", "area"),
            _c("bundle.items", "一件事：包含的事项代码", "words"),
        ),
    ),
)  # fmt: skip
BY_CODE: Final = {part.code: part for part in PARTS}
