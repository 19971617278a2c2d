"""What the citizen reads of it in the history of the file: at which level it is, in plain words, and never who said what."""

from yiwang.cases.casework.models import Case
from yiwang.cases.counter.queries import beside
from yiwang.ground.record.queries import Entry
from yiwang.quality.callbacks.states import Ground, LoopLevel

_RAISED = {
    LoopLevel.TWO: ("二级回访", "您不满意，由没有经手的人听您说，承办单位重新办理。"),
    LoopLevel.THREE: ("三级回访", "您还是不满意，已报市局领导签批。"),
    LoopLevel.FINAL: ("报分管领导", "三级回访以后您仍不满意，由分管领导决定怎样处理。"),
}
_LATE = ("三级回访", "没有按时重新办好，已报市局领导签批。")
_TOLD = {
    "understood": ("听了您的意见", "承办单位正在重新办理。"),
    "concluded": ("会同调查有了结论", "按结论落实，落实以后再问您。"),
    "order_decided": ("督办立项", "由上级盯着落实。"),
    "study_begun": ("专题研究", "这类事情单独研究，有结果再告诉您。"),
    "contested": ("您对终结有异议", "由没有作过决定的领导复核。"),
    "end_reviewed": ("复核以后维持终结", ""),
    "settled": ("您认可了办理结果", ""),
}


@beside.told_by("callbacks")
def tell(case: Case, entry: Entry) -> tuple[str, str] | None:
    """A fact of the loop as title and sentence; None for what is inner."""
    fact, said = entry.code.rpartition(".")[2], entry.payload
    if fact == "raised":
        return _LATE if said["is_late"] else _RAISED[LoopLevel(said["level"])]
    if fact == "signed":
        return "市局领导已签批", f"由{len(said['bodies'])}个没有经手的部门会同调查。"
    if fact == "ended":
        return _ended(Ground(said["ground"]), is_last=bool(said["is_last"]))
    return _TOLD.get(fact)


def _ended(ground: Ground, *, is_last: bool) -> tuple[str, str]:
    if is_last:
        return "已终结", "已经复核过一次，不再重复办理。有新的事实，请重新反映。"
    return "已终结", f"{ground.label}，详细理由写在答复里。有异议的，在期限内点“没有解决”，由别的领导复核一次。"
