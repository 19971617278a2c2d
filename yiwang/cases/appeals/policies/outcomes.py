"""What a reply may end in, beside what its form asks for."""

from collections.abc import Sequence

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import Outcome
from yiwang.cases.casework.models import Contact
from yiwang.kit import clock
from yiwang.kit.verdicts import ALLOWED, Verdict


def may_end_in(outcome: Outcome, appeal: Appeal) -> Verdict:
    """Whether this appeal may be answered so. 无法联系 must be proved by the attempts on record (settings `unreached_*`)."""
    if not outcome.is_chosen:
        return Verdict(f"“{outcome.label}”不能选", "诉求人撤回、并入别的件，系统会自动写上")
    if outcome is not Outcome.UNREACHABLE:
        return ALLOWED
    tried = attempts_in_vain(list(appeal.case.contacts.filter(round=appeal.case.round)))
    days = {clock.local(one.at).date() for one in tried}
    wanted, apart = (
        int(queries.setting(name, began=appeal.case.began)) for name in ("unreached_attempts", "unreached_days")
    )
    if len(tried) >= wanted and len(days) >= apart:
        return ALLOWED
    return Verdict(
        f"联系不上的记录有{len(tried)}次，在{len(days)}天里；要在{apart}天里至少联系{wanted}次",
        "请再联系，联系不上也“记录联系”",
    )


def attempts_in_vain(contacts: Sequence[Contact]) -> list[Contact]:
    """The attempts since the person was last reached, newest first."""
    found = []
    for one in sorted(contacts, key=lambda contact: contact.at, reverse=True):
        if one.reached:
            break
        found.append(one)
    return found
