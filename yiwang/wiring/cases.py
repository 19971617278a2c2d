"""Facts of the ground, of files and of the counter: who is told, what citizens and other systems see, what goes on by itself."""

from yiwang.cases.appeals import events as appeal
from yiwang.cases.appeals.commands import (
    asking,
    consulting,
    notices,
    notices_asking,
    notices_clocks,
    notices_first,
    notices_following,
    notices_orders,
    notices_requests,
    notices_several,
    notices_together,
    notices_watching,
    notices_whose,
    orders,
    parts,
)
from yiwang.cases.appeals.commands.grading import follow_grade
from yiwang.cases.appeals.commands.hooks import tell_systems
from yiwang.cases.appeals.commands.notices_closed import unsay
from yiwang.cases.appeals.commands.printing import follow_print
from yiwang.cases.appeals.commands.publishing import end_on_dispute, offer_reply
from yiwang.cases.appeals.commands.regrading import heed_added
from yiwang.cases.appeals.commands.sealing import keep_as_graded
from yiwang.cases.appeals.commands.shared import follow_clock
from yiwang.cases.appeals.commands.wording import note_standard
from yiwang.cases.applications.commands import watching
from yiwang.cases.applications.queries.lists import KIND as APPLICATION
from yiwang.cases.centre import commands as centre
from yiwang.cases.centre.events import DaysTallied
from yiwang.cases.channels.commands.orders import on_erased
from yiwang.cases.channels.commands.postings import post_answer
from yiwang.cases.channels.commands.reports import owe_report
from yiwang.cases.counter import commands as counter
from yiwang.cases.matters import commands as matters
from yiwang.cases.matters import events as matter
from yiwang.cases.rights import commands as rights
from yiwang.cases.rights import events as requests
from yiwang.cases.secrecy import events as secrecy
from yiwang.cases.secrecy.commands import notices as secrecy_notices
from yiwang.cases.topics import commands as topics
from yiwang.cases.topics import events as topic
from yiwang.cases.tracks import commands as tracks
from yiwang.cases.tracks import events as law
from yiwang.cases.tracks.commands import notices as law_notices
from yiwang.cases.trials import commands as trials
from yiwang.ground.clocks.events import DeadlineMissed, DeadlineMoved, DeadlineNear
from yiwang.ground.keeping.events import SubjectErased
from yiwang.ground.language.events import TextModelCalledBack, TextModelTrained
from yiwang.ground.messaging.events import IncomingFilesCame, IncomingKept
from yiwang.ground.organisation.events import DeputyNamed, OfficerLeft, UnitEnded
from yiwang.ground.people.events import ApplicantErased
from yiwang.ground.rules.events import RulesetApproved, RulesetDrafted, RulesetRefused
from yiwang.kit.bus import later, now, together
from yiwang.offer.catalog import events as catalog
from yiwang.offer.knowledge import events as knowledge
from yiwang.offer.knowledge.commands import tell_owner

# --- who is told: message rows, in the same transaction
now(appeal.AppealPushed, notices.tell_pushed)
now(appeal.AppealSigned, notices.tell_signed)
now(appeal.AppealReassigned, notices.tell_reassigned)
now(appeal.AppealHandedOver, notices.tell_handed_over)
now(appeal.ReplySubmitted, notices.ask_approval)
now(appeal.ReplySentBack, notices.tell_sent_back)
now(appeal.ReplyApproved, notices.tell_replied)
now(appeal.AppealDisputed, notices.tell_reopened)
now(appeal.AppealWithdrawn, notices.tell_withdrawn)
now(appeal.AppealReturned, notices_first.tell_first_asked)
now(appeal.AppealHandedBack, notices_first.tell_first_asked)
now(appeal.AppealMerged, notices_several.tell_merged)
now(appeal.AppealTookIn, notices_several.tell_took_in)
now(appeal.AppealUnmerged, notices_several.tell_unmerged)
now(appeal.ReplyApproved, notices_several.tell_answer_to_merged)
now(appeal.AppealFollowed, notices_following.tell_followed)
now(appeal.AppealWentAlone, notices_following.tell_alone)
now(appeal.AlarmRaised, notices.ring_duty_desk)
now(appeal.AlarmAcknowledged, notices.tell_alarm_taken)
now(appeal.AlarmEscalated, notices.ring_duty_leader)
now(appeal.ReplyPassedUp, notices_orders.ask_second)
now(appeal.InstructionGiven, notices_orders.tell_instructed)
now(appeal.InstructionReported, notices_orders.tell_instruction_reported)
now(appeal.InstructionClosed, notices_orders.tell_instruction_closed)
now(DeadlineNear, notices_orders.tell_instruction_near)
now(DeadlineMissed, notices_orders.tell_instruction_missed)
now(DeputyNamed, notices_orders.tell_deputy)
now(appeal.ExtensionRequested, notices_requests.ask_grant)
now(appeal.PauseRequested, notices_requests.ask_grant)
now(appeal.RequestGranted, notices_requests.tell_granted)
now(appeal.RequestDeclined, notices_requests.tell_declined)
now(appeal.PauseEnded, notices_requests.tell_resumed)
now(appeal.PauseReminded, notices_requests.remind)
now(appeal.AppealReturned, notices_whose.tell_returned)
now(appeal.AppealDesignated, notices_whose.tell_designated)
now(DeadlineMissed, notices_whose.tell_undesignated)
now(appeal.QuestionAsked, notices_asking.tell_asked)
now(appeal.QuestionReminded, notices_asking.tell_reminded)
now(appeal.QuestionAnswered, notices_asking.tell_answered)
now(appeal.QuestionLapsed, notices_asking.tell_lapsed)
now(appeal.SupplementAdded, notices_asking.tell_supplemented)
now(appeal.AppealUrged, notices_asking.tell_urged)
now(appeal.UnitCalledIn, notices_together.tell_called_in)
now(appeal.PartRecalled, notices_together.tell_part_recalled)
now(appeal.PartReported, notices_together.tell_part_reported)
now(appeal.ConsultationConvened, notices_together.tell_convened)
now(appeal.OpinionGiven, notices_together.tell_opinion)
now(appeal.ConsultationConcluded, notices_together.tell_concluded)
now(appeal.ConsultationCancelled, notices_together.tell_cancelled)
now(DeadlineNear, notices_together.tell_part_near)
now(DeadlineMissed, notices_together.tell_part_missed)
now(DeadlineNear, notices_together.tell_consultation_near)
now(DeadlineMissed, notices_together.tell_consultation_missed)
together(DeadlineNear, notices_clocks.tell_near)
together(DeadlineMissed, notices_clocks.tell_missed)

# --- whoever wants to hear of a step, after all who must
notices_watching.watch_too(kind=APPLICATION, steps=watching.STEPS, overdue=watching.OVERDUE)
for step in notices_watching.STEPS:
    together(step, notices_watching.notify_watchers)

# --- other bodies' systems that asked to be told: delivery rows, in the same transaction
for told in (
    appeal.AppealRegistered,
    appeal.AppealPushed,
    appeal.AppealTakenBack,
    appeal.AppealSigned,
    appeal.ApplicantContacted,
    appeal.ReplySubmitted,
    appeal.ReplySentBack,
    appeal.ReplyApproved,
    appeal.ReplyRead,
    appeal.AppealDisputed,
    appeal.AppealWithdrawn,
    appeal.AppealClosed,
    appeal.AppealMerged,
    appeal.AppealUnmerged,
    appeal.AppealFollowed,
    appeal.AppealWentAlone,
    appeal.AlarmRaised,
    appeal.AlarmAcknowledged,
    appeal.RequestGranted,
    appeal.PauseEnded,
    appeal.AppealReturned,
    appeal.AppealDesignated,
    appeal.AppealHandedBack,
    appeal.AppealPutOnTrack,
    appeal.AppealTakenOffTrack,
    appeal.AppealEndedByLaw,
    appeal.QuestionAsked,
    appeal.QuestionAnswered,
    appeal.QuestionTakenBack,
    appeal.QuestionLapsed,
    appeal.SupplementAdded,
    appeal.AppealUrged,
):
    now(told, tell_systems)

# --- platforms that passed an order on: what they are owed is a row of the same transaction
for owed in (
    appeal.AppealSigned,
    appeal.RequestGranted,
    appeal.ReplyApproved,
    appeal.AppealHandedBack,
    appeal.AppealDisputed,
    appeal.AppealWithdrawn,
    appeal.AppealClosed,
    appeal.AppealMerged,
    appeal.AppealFollowed,
    appeal.AppealPutOnTrack,
    appeal.AppealTakenOffTrack,
    appeal.AppealEndedByLaw,
):
    now(owed, owe_report)
now(ApplicantErased, on_erased)

# --- the cover keeps the moment that the ledger says, and an order its own
now(DeadlineMoved, follow_clock)
now(DeadlineMoved, asking.follow_question)
now(DeadlineMoved, parts.follow_part)
now(DeadlineMoved, consulting.follow_consultation)
now(DeadlineMoved, orders.follow_instruction)

# --- what was ordered about a file ends with the file
now(appeal.AppealWithdrawn, orders.end_instructions)
now(appeal.AppealHandedBack, orders.end_instructions)
now(appeal.AppealMerged, orders.end_instructions)

# --- a matter that a law of its own rules begins, is dropped and ends with its file; its times say what follows
now(appeal.AppealPutOnTrack, tracks.begin)
now(appeal.AppealTakenOffTrack, tracks.drop)
now(appeal.AppealEndedByLaw, tracks.end_with_file)
now(appeal.AppealEndedByLaw, orders.end_instructions)
now(DeadlineMoved, tracks.follow_clock)
now(law.MatterBegun, law_notices.tell_begun)
now(law.MatterAccepted, law_notices.tell_accepted)
now(law.CorrectionAsked, law_notices.tell_correction)
now(law.MatterTransferred, law_notices.tell_transferred)
now(law.MatterHandedOver, law_notices.tell_handed_over)
now(law.MatterRefused, law_notices.tell_decided)
now(law.MatterDecided, law_notices.tell_decided)
now(law.ReviewDecided, law_notices.tell_decided)
now(law.ReviewAsked, law_notices.tell_review_asked)
now(DeadlineNear, law_notices.tell_near)
now(DeadlineMissed, law_notices.tell_late)

# --- what the citizen sees: one projection a file, renewed after every fact that shows
for shown in (
    appeal.AppealRegistered,
    appeal.AppealPushed,
    appeal.AppealTakenBack,
    appeal.AppealPutOnTrack,
    appeal.AppealTakenOffTrack,
    appeal.AppealEndedByLaw,
    appeal.AppealSigned,
    appeal.AppealReassigned,
    appeal.AppealHandedOver,
    appeal.ApplicantContacted,
    appeal.ReplySubmitted,
    appeal.ReplySentBack,
    appeal.ReplyApproved,
    appeal.ReplyRead,
    appeal.PaperIssued,
    appeal.AppealSplit,
    appeal.AppealMerged,
    appeal.AppealUnmerged,
    appeal.AppealFollowed,
    appeal.AppealWentAlone,
    appeal.AppealDisputed,
    appeal.AppealWithdrawn,
    appeal.AppealClosed,
    appeal.AlarmAcknowledged,
    appeal.RequestGranted,
    appeal.PauseEnded,
    appeal.AppealReturned,
    appeal.AppealDesignated,
    appeal.AppealHandedBack,
    appeal.AppealTakenUp,
    appeal.QuestionAsked,
    appeal.QuestionAnswered,
    appeal.QuestionTakenBack,
    appeal.QuestionLapsed,
    appeal.SupplementAdded,
    appeal.AppealUrged,
    appeal.PublishingChosen,
    DeadlineMoved,
    *law.FACTS,
):
    now(shown, counter.owe)


# --- and of files that are worked on with it
for shared in (
    appeal.AppealSigned,
    appeal.ReplySubmitted,
    appeal.ReplyApproved,
    appeal.AppealDisputed,
    appeal.AppealClosed,
    appeal.PaperIssued,
):
    now(shared, counter.owe_merged)

# --- one problem, many people: the main file's answer is everybody's; what ends, leaves, is secret or disputed stands alone
now(appeal.ReplyApproved, matters.share_with_main)
now(appeal.AppealDisputed, matters.reopen_disputed)
for parting in (
    appeal.AppealWithdrawn,
    appeal.AppealReturned,
    appeal.AppealHandedBack,
    appeal.AppealMerged,
    appeal.AppealPutOnTrack,
    appeal.AppealDisputed,
):
    now(parting, matters.let_go)
now(matter.AnswerHeld, matters.tell_held)
now(matter.MemberAdded, counter.owe_member)
now(matter.MemberLeft, counter.owe_member)
for turned in (matter.AnswerShared, matter.LeadPassed, matter.MatterReopened, matter.MatterClosed):
    now(turned, counter.owe_known)

# --- answers that anybody may read: offered with the answer, ended with it, shown and taken down at once
now(appeal.ReplyApproved, offer_reply)
now(appeal.AppealDisputed, end_on_dispute)
now(knowledge.AnswerPublished, counter.show_answer)
now(knowledge.AnswerWithdrawn, counter.show_answer)
now(knowledge.AnswerPublished, counter.owe_asker)
now(knowledge.AnswerWithdrawn, counter.owe_asker)

# --- guides to services that anybody may read: shown, changed and taken down at once
for changed in (catalog.VersionPublished, catalog.VersionTakenDown, catalog.ItemCharged, catalog.ItemLaid):
    now(changed, counter.show_guide)

# --- one wording: whose day of reading has come
now(knowledge.StandardFellDue, tell_owner)
now(appeal.AppealAnsweredDirectly, note_standard)
for said in (
    knowledge.StandardApproved,
    knowledge.StandardConfirmed,
    knowledge.StandardHandedOn,
    knowledge.StandardRetired,
):
    now(said, counter.show_standards)

# --- figures by channel, for everybody: the centre counts, the counter shows
later(DaysTallied, "config.publish_figures")

# --- what came in by a machine finds its place; an answer to a post waits for an editor
later(IncomingKept, "channels.sort")
later(IncomingFilesCame, "channels.files_came")
now(appeal.ReplyApproved, post_answer)

# --- an answer that no machine carries waits to be taken to who asked; a disputed one is taken to nobody
now(appeal.ReplyApproved, centre.owe_hand_over)
now(appeal.AppealDisputed, centre.drop_hand_overs)

# --- what people ask about their own data: carried out by a job, shown to who asked after each step
for asked in (requests.RequestReceived, requests.RequestDecided, requests.RequestCarriedOut, requests.CopyFetched):
    later(asked, "counter.show_request")
later(requests.RequestDecided, "rights.carry_out")
now(DeadlineNear, rights.tell_near)
now(DeadlineMissed, rights.tell_missed)

# --- nobody's work is orphaned: who left, which unit closed
later(OfficerLeft, "appeals.return_left")
later(UnitEnded, "appeals.succeed_unit")

# --- an answer on paper, for whoever wants it so
later(appeal.ReplyApproved, "appeals.issue_letter")

# --- what an officer proposes is rehearsed before anybody approves it
now(RulesetDrafted, trials.begin_with_draft)
now(RulesetRefused, trials.cancel_with_draft)

# --- what the portal works by, the clocks and the text model follow the rules
later(RulesetApproved, "counter.publish")
later(RulesetApproved, "clocks.recompute")
later(RulesetApproved, "language.learn")
later(TextModelTrained, "counter.publish")
later(TextModelCalledBack, "counter.publish")

# --- texts that are gone by order: what their citizen may see follows
now(SubjectErased, counter.owe)

# --- secrecy: what was said about a file is kept as its grade wants; letters, openings and recusals are told of
now(secrecy.CaseRegraded, follow_grade)
now(secrecy.CaseRegraded, keep_as_graded)
now(secrecy.CaseRegraded, unsay)
now(secrecy.CaseRegraded, matters.let_go)
now(secrecy.CaseRegraded, counter.owe)
for added in (appeal.SupplementAdded, appeal.AppealDisputed, appeal.QuestionAnswered):
    now(added, heed_added)  # after all that was told of them above: what must not be known any more is withdrawn
now(secrecy.UnitAsked, secrecy_notices.tell_asked)
now(secrecy.InquiryAnswered, secrecy_notices.tell_answered)
now(DeadlineMissed, secrecy_notices.tell_late)
now(secrecy.OpeningAsked, secrecy_notices.tell_opening_asked)
now(secrecy.OpeningGranted, secrecy_notices.tell_opening_decided)
now(secrecy.OpeningRefused, secrecy_notices.tell_opening_decided)
now(secrecy.OfficerRecused, secrecy_notices.tell_taken_over)
now(secrecy.OfficerRecused, unsay)
now(secrecy.OfficerRecused, counter.owe)

# --- what may be compared follows grade and law: after the words have gone where the grade keeps them
for moved in (secrecy.CaseRegraded, appeal.AppealPutOnTrack, appeal.AppealTakenOffTrack):
    now(moved, follow_print)
    now(moved, topics.follow_secrecy)

# --- more came than the season explains: the heads of the unit and of its supervising unit
for rose in (topic.TopicRose, topic.CategoryRose):
    now(rose, topics.tell_rose)
