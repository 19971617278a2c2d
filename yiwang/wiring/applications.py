"""What follows from facts of applications: what their applicants see, who is told."""

from yiwang.cases.applications import commands as applications
from yiwang.cases.applications import events as application
from yiwang.cases.applications.commands import notices
from yiwang.cases.applications.commands.hooks import tell_systems
from yiwang.cases.applications.commands.moving_on import note_hand_over
from yiwang.cases.applications.queries.lists import KIND
from yiwang.cases.casework import commands as casework
from yiwang.cases.counter import commands as counter
from yiwang.kit.bus import later, now
from yiwang.quality.asking import commands as asking_room

# --- what an applicant sees
for step in (
    application.ApplicationReassigned,
    application.CorrectionTold,
    application.CorrectionReceived,
    application.CorrectionLapsed,
    application.ApplicationAccepted,
    application.AcceptanceRefused,
    application.StepFinished,
    application.SpecialStarted,
    application.SpecialEnded,
    application.ApplicationExtended,
    application.GapFilled,
    application.GapLapsed,
    application.ApplicationDecided,
    application.DecisionTakenBack,
    application.ResultDelivered,
    application.ResultRevoked,
    application.ApplicationWithdrawn,
    application.PaperIssued,
    application.ResultSealed,
    application.MaterialTaken,
    application.HandedOver,
    application.HandedBack,
    application.ApplicationForwarded,
    application.PlatformAnswered,
):
    now(step, counter.owe)

# --- what registers say of it
later(application.ApplicationSubmitted, "applications.look")

# --- other bodies' systems that asked to be told
for public in (
    application.ApplicationSubmitted,
    application.CorrectionTold,
    application.CorrectionReceived,
    application.CorrectionLapsed,
    application.ApplicationAccepted,
    application.AcceptanceRefused,
    application.StepFinished,
    application.SpecialStarted,
    application.SpecialEnded,
    application.ApplicationExtended,
    application.GapFilled,
    application.GapLapsed,
    application.ApplicationDecided,
    application.DecisionTakenBack,
    application.ResultDelivered,
    application.ResultRevoked,
    application.ApplicationWithdrawn,
):
    now(public, tell_systems)

# --- papers: worded with the fact, made by the worker
for told in (
    application.ApplicationSubmitted,
    application.CorrectionTold,
    application.ApplicationAccepted,
    application.AcceptanceRefused,
    application.SpecialStarted,
    application.ApplicationExtended,
    application.ApplicationDecided,
    application.DecisionTakenBack,
    application.ResultDelivered,
    application.ResultRevoked,
    application.ApplicationWithdrawn,
    application.CorrectionLapsed,
    application.GapLapsed,
):
    now(told, applications.owe_papers)

# --- what anybody may check of a result
for changed in (application.ResultSealed, application.DecisionTakenBack, application.ResultRevoked):
    now(changed, counter.show_results)

# --- who is told
now(application.ApplicationSubmitted, notices.tell_submitted)
now(application.CorrectionTold, notices.tell_correction)
now(application.CorrectionReceived, notices.tell_corrected)
now(application.ApplicationAccepted, notices.tell_accepted)
now(application.AcceptanceRefused, notices.tell_not_accepted)
now(application.SpecialStarted, notices.tell_special)
now(application.ApplicationExtended, notices.tell_extended)
now(application.ApplicationDecided, notices.tell_decided)
now(application.ApplicationDecided, notices.tell_answered)
now(application.HandedOver, notices.tell_handed_over)
now(application.HandedBack, notices.tell_handed_back)
now(application.CopiedToSupervisors, notices.tell_copied)
now(application.PledgeChecked, notices.tell_pledge)
now(application.HandedToPerson, notices.tell_to_person)
now(application.DecisionTakenBack, notices.tell_taken_back)
now(application.PaperIssued, notices.tell_paper)
now(application.CorrectionLapsed, notices.tell_lapsed)
now(application.GapLapsed, notices.tell_lapsed)

# --- who applied is asked once how it was; a decision that was taken back is asked about no more
for over in (application.ApplicationDecided, application.ResultDelivered):
    later(over, "ratings.ask_applicant")
for undone in (application.DecisionTakenBack, application.ApplicationWithdrawn):
    now(undone, asking_room.end_with_file)

# --- who leaves leaves no application behind
casework.on_hand_over(KIND, note_hand_over)
