"""What is heard from people who were served, and what follows from it: asked, called back, rated, put right, supervised."""

from yiwang.cases.appeals import events as appeal
from yiwang.cases.channels.events import AnswerCame
from yiwang.cases.counter import commands as counter
from yiwang.cases.counter.events import InvitationAnswered, WindowRated
from yiwang.cases.secrecy import events as secrecy
from yiwang.cases.topics import events as topic
from yiwang.ground.clocks.events import DeadlineMissed, DeadlineMoved, DeadlineNear
from yiwang.ground.organisation.events import UnitEnded
from yiwang.kit.bus import later, now, together
from yiwang.quality.asking import commands as asking_room
from yiwang.quality.asking.events import AskAnswered, AskDropped, AskLapsed, CallGivenUp, PersonSpared
from yiwang.quality.callbacks import commands as callbacks
from yiwang.quality.callbacks import events as loop
from yiwang.quality.campaigns import commands as campaigns
from yiwang.quality.campaigns import events as campaign
from yiwang.quality.inspections import commands as inspections
from yiwang.quality.inspections import events as inspected
from yiwang.quality.ratings import commands as ratings
from yiwang.quality.ratings import events as rating
from yiwang.quality.supervision import commands as supervision
from yiwang.quality.supervision import events as supervised
from yiwang.quality.surveys import commands as surveys
from yiwang.quality.surveys import events as surveyed

# --- who was asked how satisfied they are answers by a text, a chat, a mail or the page they were sent; nobody is asked about a
# file that has gone another way
now(AnswerCame, asking_room.take_reply)
now(InvitationAnswered, asking_room.take_envelope)
now(secrecy.CaseRegraded, asking_room.follow_grade)
for gone in (
    appeal.AppealWithdrawn,
    appeal.AppealHandedBack,
    appeal.AppealMerged,
    appeal.AppealPutOnTrack,
):
    now(gone, asking_room.end_with_file)

# --- supervision: what a clock says is a nudge, a card, an explanation that is owed; an explanation has its own clocks
together(DeadlineNear, supervision.answer_clocks)
together(DeadlineMissed, supervision.answer_clocks)
now(DeadlineMissed, supervision.escalate_explanation)
now(DeadlineMoved, supervision.follow_moved)
now(supervised.LatenessExplained, supervision.tell_explained)
now(supervised.ExplanationSentBack, supervision.tell_sent_back)
now(supervised.ExplanationAccepted, supervision.tell_accepted)
now(supervised.ExplanationAccepted, counter.owe)
now(supervised.ExplanationEscalated, supervision.tell_escalated)
for ended in (
    appeal.ReplyApproved,
    appeal.AppealWithdrawn,
    appeal.AppealHandedBack,
    appeal.AppealMerged,
    appeal.AppealPutOnTrack,
):
    later(ended, "supervision.settle")

# --- a warning is answered for: signed for with measures, followed up, looked at
now(topic.TopicRose, supervision.send_alert)
now(topic.CategoryRose, supervision.send_alert)
now(topic.RiseAcknowledged, supervision.follow_acknowledged)
now(DeadlineMissed, supervision.escalate_alert)
now(DeadlineMoved, supervision.follow_alert)
now(supervised.AlertEscalated, supervision.tell_alert_late)

# --- surveys and the panel: what came of a question that was put for them; who does not report an improvement
for came in (surveys.take_answer, surveys.take_consent, surveys.take_voice):
    now(AskAnswered, came)
for quiet in (AskLapsed, PersonSpared):
    now(quiet, surveys.end_place)
    now(quiet, surveys.lapse_voice)
now(AskDropped, surveys.end_place)
now(DeadlineMissed, surveys.tell_late)
now(surveyed.ImprovementClosed, surveys.tell_changed)
for public in (surveyed.ResultPublished, surveyed.ImprovementClosed):
    later(public, "config.publish_heard")

# --- who is not satisfied is heard, level by level
later(appeal.ReplyApproved, "callbacks.follow_answer")
now(AskAnswered, callbacks.take_answer)
for unheard in (AskLapsed, CallGivenUp, PersonSpared):
    now(unheard, callbacks.take_silence)
now(appeal.AppealDisputed, callbacks.take_dispute)
for parted in (
    appeal.AppealWithdrawn,
    appeal.AppealHandedBack,
    appeal.AppealMerged,
    appeal.AppealPutOnTrack,
    secrecy.CaseRegraded,
):
    now(parted, callbacks.let_go)
for closed in (secrecy.CaseRegraded, secrecy.OfficerRecused):
    now(closed, callbacks.unsay)
now(DeadlineMissed, callbacks.take_lateness)
for shown in loop.SHOWN:
    now(shown, counter.owe)

# --- 好差评: an answer is a rating, a bad one is rung up about, put right and rated again
now(AskAnswered, ratings.hear_answer)
for ended_unheard in (AskLapsed, AskDropped):
    now(ended_unheard, ratings.hear_silence)
now(CallGivenUp, ratings.hear_given_up)
now(WindowRated, ratings.take_window)
for about in (rating.PointOpened, rating.PointChanged, UnitEnded):
    now(about, ratings.show_points)
for turned in (secrecy.CaseRegraded, appeal.AppealPutOnTrack, appeal.AppealTakenOffTrack):
    now(turned, ratings.follow_file)
now(DeadlineMoved, ratings.follow_clock)
now(DeadlineNear, ratings.tell_near)
now(DeadlineMissed, ratings.tell_missed)
now(rating.RatingGiven, ratings.tell_bad)
now(rating.RectificationReopened, ratings.tell_again)
now(rating.RectificationEnded, ratings.tell_unsettled)
now(rating.RatingContested, ratings.tell_contested)
now(rating.ContestDecided, ratings.tell_decided)

# --- campaigns: units are told what they owe; a file that may stand in no list leaves with its grade or track
for kept in (secrecy.CaseRegraded, appeal.AppealPutOnTrack):
    now(kept, campaigns.follow_secrecy)
now(campaign.CampaignBegun, campaigns.tell_begun)
now(campaign.NoticeIssued, campaigns.tell_issued)

# --- 督办单: what was due and never came becomes a draft, each step is told; random inspections
now(DeadlineMissed, supervision.order_from_instruction)
now(loop.OrderDecided, supervision.order_from_loop)
now(supervised.ExplanationEscalated, supervision.order_from_lateness)
now(supervised.AlertEscalated, supervision.order_from_alert)
now(rating.RectificationEnded, supervision.order_from_rating)
now(DeadlineMissed, supervision.escalate_order)
now(DeadlineMoved, supervision.follow_order)
now(supervised.OrderDrafted, supervision.ask_signature)
now(supervised.OrderSigned, supervision.tell_order_signed)
now(supervised.OrderDeclined, supervision.tell_order_declined)
now(supervised.OrderServed, supervision.tell_order_served)
now(supervised.OrderReported, supervision.tell_order_reported)
now(supervised.OrderSentBack, supervision.tell_order_sent_back)
now(supervised.OrderAccepted, supervision.tell_order_accepted)
now(supervised.OrderLifted, supervision.tell_order_lifted)
now(supervised.OrderRevoked, supervision.tell_order_revoked)
now(supervised.OrderEscalated, supervision.tell_order_escalated)
now(DeadlineNear, supervision.tell_order_near)
now(DeadlineMissed, supervision.tell_order_late)
now(inspected.InspectionShown, inspections.tell_shown)
now(inspected.ScoreContested, inspections.tell_contested)
now(inspected.ContestDecided, inspections.tell_decided)
