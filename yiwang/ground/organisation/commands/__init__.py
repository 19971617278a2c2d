"""Writes of the organisation, by topic: units, their closing, officers, their leaving, posts, the first three offices."""

from yiwang.ground.organisation.commands.away import name_deputy, release_deputy
from yiwang.ground.organisation.commands.closing import close_unit, end_unit, keep_unit
from yiwang.ground.organisation.commands.duty import MOST_DAYS, DutyLine, a_week_on, set_duty
from yiwang.ground.organisation.commands.keeping import DUTIES
from yiwang.ground.organisation.commands.leaving import (
    ask_again_for_unit,
    leave_officer,
    move_officer,
    resume_officer,
    suspend_officer,
)
from yiwang.ground.organisation.commands.officers import (
    SignIn,
    change_officer,
    enlist_officer,
    release_sign_in,
    renew_sign_in,
    unlock_officer,
)
from yiwang.ground.organisation.commands.offices import create_office
from yiwang.ground.organisation.commands.posts import (
    approve_post,
    approve_posts,
    end_post,
    propose_post,
    refuse_post,
)
from yiwang.ground.organisation.commands.staffing import (
    Compared,
    StaffTaken,
    compare_officers,
    compare_posts,
    lay_open_staff,
    take_posts,
    take_staff,
    take_standing,
)
from yiwang.ground.organisation.commands.systems import admit_system, dismiss_system, renew_system
from yiwang.ground.organisation.commands.tables import (
    Outcome,
    faults_in_officers,
    faults_in_units,
    take_officers,
    take_units,
)
from yiwang.ground.organisation.commands.units import change_unit, found_unit

__all__ = [
    "DUTIES",
    "MOST_DAYS", "Compared", "DutyLine", "Outcome", "SignIn", "StaffTaken", "a_week_on", "admit_system",
    "approve_post", "approve_posts", "ask_again_for_unit", "change_officer", "change_unit", "close_unit",
    "compare_officers", "compare_posts", "create_office", "dismiss_system", "end_post", "end_unit", "enlist_officer",
    "faults_in_officers", "faults_in_units", "found_unit", "keep_unit", "lay_open_staff", "leave_officer",
    "move_officer", "name_deputy", "propose_post", "refuse_post", "release_deputy", "release_sign_in",
    "renew_sign_in", "renew_system", "resume_officer", "set_duty", "suspend_officer", "take_officers", "take_posts",
    "take_staff", "take_standing", "take_units", "unlock_officer",
]  # fmt: skip
