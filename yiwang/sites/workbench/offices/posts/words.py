"""What each role lets its holder do, in words that need no explaining."""

from yiwang.ground.organisation.states import Role

ROLE_WORDS: dict[str, str] = {
    Role.LEADER: "看范围内的件，审批答复，督办",
    Role.DEPUTY_APPROVER: "看范围内分管警种的件，审批答复",
    Role.UNIT_HEAD: "看本单位和下面单位的件，签收、办理、换人、审批答复，处置紧急件",
    Role.DEPUTY_HEAD: "和单位负责人一样，排在负责人后面",
    Role.APPROVER: "看范围内的件，审批答复，不办件",
    Role.SUPERVISOR: "看范围内的件，审批答复，督办",
    Role.ASSESSOR: "只看范围内的件，用于考核",
    Role.PLATFORM_ADMIN: "登记、分派，督办，看发出的消息，导入外面来的件",
    Role.CATALOG_MANAGER: "管理事项目录，不看件",
    Role.TRIAGE_LEAD: "登记、分派，看没人接的件，看发出的消息",
    Role.OPERATOR: "登记、分派，看没人接的件",
    Role.CALLBACK_AGENT: "看范围内的件，用于回访",
    Role.HANDLER: "看本单位的件，签收、联系、起草答复",
    Role.COMMUNITY_OFFICER: "和承办民警一样；片区的新件先派给他",
    Role.WINDOW_CLERK: "在窗口登记，看本单位的件",
    Role.LINE_EXPERT: "看本警种的件，给意见",
    Role.REMOTE_AGENT: "远程帮办，登记，看本单位的件",
    Role.DUTY_OFFICER: "看和处置范围内的紧急件，办本单位的件",
    Role.DUTY_LEADER: "紧急件没人应答时响到他；处置、督办",
    Role.INSPECTOR: "看范围内的件和本单位的密封件，督办",
    Role.SYSTEM_ADMIN: "管单位、人员、业务设置，提请授权；看不到诉求",
    Role.SECURITY_ADMIN: "批准授权和设置，解锁、放行账号；看不到诉求",
    Role.AUDIT_ADMIN: "看操作日志和查阅日志；看不到诉求",
}
