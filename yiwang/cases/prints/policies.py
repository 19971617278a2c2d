"""Who says whether two files tell the same matter."""

from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Permission
from yiwang.kit.verdicts import ALLOWED, Verdict


def may_compare(reach: Reach) -> Verdict:
    """Whoever takes in, works on or answers for files; which two, their sight says."""
    may = any(map(reach.may, (Permission.TAKE_IN, Permission.HANDLE, Permission.APPROVE)))
    return ALLOWED if may else Verdict("您的岗位不核对重复件")
