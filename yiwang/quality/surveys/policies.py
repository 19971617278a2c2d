"""Who draws a survey up, approves it, keeps the panel, says what becomes of an opinion, and answers for a change."""

from yiwang.ground.organisation.queries import Reach
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal
from yiwang.quality.surveys.models import Improvement, Survey
from yiwang.quality.surveys.states import IMPROVEMENT_MOVES, SURVEY_MOVES, ImprovementMove, SurveyMove
from yiwang.quality.surveys.states.improving import ASSESSORS, PANELISTS, REPORTERS
from yiwang.quality.surveys.states.surveying import WRITERS

_NOT_WRITER = Verdict("您的岗位不拟民意调查", "由督办员、考核员或平台管理员来做")
_NOT_PANEL = Verdict("您的岗位不管优秀监督员", "由督办员、回访员或平台管理员来做")
_NOT_ASSESSOR = Verdict("您的岗位不研判意见", "由督办员、考核员、平台管理员或局领导来做")


def may_write(reach: Reach, unit: str) -> Verdict:
    """Supervisors, assessors and platform administrators over the unit."""
    return ALLOWED if reach.holds(*WRITERS, unit=unit) else _NOT_WRITER


def may_move(reach: Reach, survey: Survey, move: SurveyMove) -> Verdict:
    """By the table of moves; who drew a survey up does not approve it, nor anybody for them."""
    row = SURVEY_MOVES[move]
    who = Verdict("这一步不由您的岗位做", f"“{row.label}”请别的岗位来做")
    of_role = ALLOWED if reach.holds(*row.who, unit=survey.unit.code) else who
    own = ALLOWED
    if move is SurveyMove.APPROVE and not reach.is_machine and survey.drafted_by_id in reach.hands:
        own = Verdict("自己拟的问卷不能自己批准", "请另一位负责人或督办员批准")
    return first_refusal(of_role, own)


def may_publish(reach: Reach, survey: Survey, answered: int, least: int) -> Verdict:
    """Whoever may draw it up; of too few answers nothing is published."""
    few = Verdict(f"只有{answered}份答卷，不足{least}份，公布了会误导人") if answered < least else ALLOWED
    return first_refusal(may_write(reach, survey.unit.code), few)


def may_keep_panel(reach: Reach, unit: str) -> Verdict:
    """Supervisors, call-back agents and platform administrators over the unit."""
    return ALLOWED if reach.holds(*PANELISTS, unit=unit) else _NOT_PANEL


def may_collect(reach: Reach, unit: str) -> Verdict:
    """Whoever assesses opinions, or talks with the panel."""
    return ALLOWED if reach.holds(*ASSESSORS, *PANELISTS, unit=unit) else _NOT_ASSESSOR


def may_assess(reach: Reach, unit: str) -> Verdict:
    """Supervisors, assessors, platform administrators and leaders over the unit."""
    return ALLOWED if reach.holds(*ASSESSORS, unit=unit) else _NOT_ASSESSOR


def _heads(reach: Reach, improvement: Improvement) -> bool:
    """Whether a post of a head stands in that very unit: who stands above does not answer for it."""
    posts = [grant for grant in reach.grants if grant.unit == improvement.unit.code]
    return reach.is_machine or any(post.roles & set(REPORTERS) for post in posts)


def may_improve(reach: Reach, improvement: Improvement, move: ImprovementMove) -> Verdict:
    """By the table of moves; who reported a change does not say what effect it had."""
    row = IMPROVEMENT_MOVES[move]
    who = Verdict("这一步不由您的岗位做", f"“{row.label}”请别的岗位来做")
    of_role = ALLOWED if reach.holds(*row.who, unit=improvement.unit.code) else who
    own = ALLOWED
    if move is ImprovementMove.REPORT and not _heads(reach, improvement):
        own = Verdict("由这个单位的负责人报告", f"请{improvement.unit.short_name}的负责人来写")
    elif move is not ImprovementMove.REPORT and not reach.is_machine and improvement.reported_by_id in reach.hands:
        own = Verdict("自己报告的整改，不能自己核", "请督办单位的另一位来核")
    return first_refusal(of_role, own)
