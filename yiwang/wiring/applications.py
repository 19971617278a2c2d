"""What follows from facts of applications: what their applicants see, who is told."""

from yiwang.cases.applications import events as application
from yiwang.cases.applications.commands import notices
from yiwang.cases.counter import commands as counter
from yiwang.kit.bus import now

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
):
    now(step, counter.owe)

# --- who is told
now(application.ApplicationSubmitted, notices.tell_submitted)
now(application.CorrectionTold, notices.tell_correction)
now(application.CorrectionReceived, notices.tell_corrected)
now(application.ApplicationAccepted, notices.tell_accepted)
now(application.AcceptanceRefused, notices.tell_not_accepted)
now(application.SpecialStarted, notices.tell_special)
now(application.ApplicationExtended, notices.tell_extended)
now(application.ApplicationDecided, notices.tell_decided)
now(application.DecisionTakenBack, notices.tell_taken_back)
now(application.CorrectionLapsed, notices.tell_lapsed)
now(application.GapLapsed, notices.tell_lapsed)
