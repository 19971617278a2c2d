"""What scopes and events are called on these pages."""

from django.utils.translation import gettext_lazy as _

from yiwang.ground.access.states import Scope

SCOPE_WORDS = {
    Scope.WRITE: _("把诉求交进来，马上登记、派单。"),
    Scope.READ: _("看本渠道的件到哪一步、什么时候办结、怎么答复。"),
    Scope.MOVE: _("替诉求人回答提问、补充材料、催办、撤回、说没有解决；只能办它自己提交的件。"),
    Scope.EVENTS: _("看办理经过，接收推送。没有个人信息。"),
    Scope.LEDGER: _("看承诺期限是怎么算的。"),
    Scope.ALL: _("看别的渠道的件的进度，看不到内容和诉求人。一般不给。"),
    Scope.CALLS: _("话务系统报来电：响铃、接听、挂断、录音。看不到任何件，也不需要别的权限。"),
    Scope.SERVED: _("报在窗口和业务系统办过事的人，用来问满意不满意；看不到任何件。"),
}
EVENT_WORDS = {
    "appeals.appeal.registered": _("已登记"),
    "appeals.appeal.pushed": _("已派给单位"),
    "appeals.appeal.taken_back": _("分派已收回"),
    "appeals.appeal.signed": _("单位已签收"),
    "appeals.appeal.contacted": _("联系过诉求人"),
    "appeals.reply.submitted": _("答复已送审"),
    "appeals.reply.sent_back": _("答复退回修改"),
    "appeals.reply.approved": _("已答复"),
    "appeals.reply.read": _("诉求人看了答复"),
    "appeals.appeal.disputed": _("诉求人说没有解决"),
    "appeals.appeal.withdrawn": _("诉求人撤回"),
    "appeals.appeal.closed": _("已办结"),
    "appeals.appeal.merged": _("并入别的件"),
    "appeals.appeal.unmerged": _("撤销并入"),
    "appeals.appeal.followed": _("归入同诉求"),
    "appeals.appeal.went_alone": _("移出同诉求"),
    "appeals.question.asked": _("问了诉求人"),
    "appeals.question.answered": _("诉求人回答了提问"),
    "appeals.question.taken_back": _("提问已收回"),
    "appeals.question.lapsed": _("提问到期没有回答"),
    "appeals.supplement.added": _("诉求人补充了材料"),
    "appeals.appeal.urged": _("诉求人催办"),
    "appeals.alarm.raised": _("已紧急通知值班台"),
    "appeals.alarm.acknowledged": _("值班民警已看到"),
    "appeals.request.granted": _("批准延期或暂停计时"),
    "appeals.pause.ended": _("恢复计时"),
    "appeals.appeal.returned": _("单位退办"),
    "appeals.appeal.designated": _("上级指定管辖"),
    "appeals.appeal.handed_back": _("已退回来源"),
    "appeals.appeal.put_on_track": _("按法定途径办理"),
    "appeals.appeal.taken_off_track": _("改按诉求办"),
    "appeals.appeal.ended_by_law": _("依法办结"),
}
ERRORS = {
    "timeout": _("对方没有及时回答"),
    "unreached": _("连不上"),
    "unknown_host": _("找不到这个主机"),
    "forbidden": _("这个地址不让去"),
    "tls": _("证书不对"),
    "broken": _("对方的回答断了"),
    "refused": _("对方没有收下"),
    "removed": _("推送已停"),
    "gone": _("对方说不再接收"),
}
