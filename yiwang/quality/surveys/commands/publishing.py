"""Results for everybody, words for who may read them, tables to take out."""

import json
from collections.abc import Iterator, Sequence

from yiwang.ground.language import queries as language
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import sheets
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict
from yiwang.kit.work import command, unchanged
from yiwang.quality.surveys import policies, queries
from yiwang.quality.surveys.commands.shared import nameless, required
from yiwang.quality.surveys.events import ResultExported, ResultPublished
from yiwang.quality.surveys.models import Survey
from yiwang.quality.surveys.models.surveying import WHY_SIGNS
from yiwang.quality.surveys.queries import LEAST_PUBLIC, Question
from yiwang.quality.surveys.states import SurveyState


@command
def publish(*, by: Actor, survey_id: int, is_public: bool, finding: str = "") -> Survey:
    """公布结果, with what it says in words; or take it down. So already: unchanged.

    Refused: not this post's, or too few answered. Conflict: not over yet. Invalid: no words, or words about a person.
    """
    reach = organisation.reach(by=by)
    queries.survey(reach=reach, id=survey_id)
    row = queries.lock_survey(id=survey_id)
    if row.state != SurveyState.CLOSED:
        raise Conflict("结束以后才能公布")
    if row.is_public is is_public and (not is_public or finding.strip() == row.finding):
        return unchanged(row)
    answered = row.responses.count()
    least = LEAST_PUBLIC if is_public else 0
    policies.may_publish(reach, row, answered, least).require()
    if is_public:
        words = required(finding, field="finding", message="请用一两句话写结果说明什么", limit=WHY_SIGNS)
        row.finding = nameless(words, field="finding")
    row.is_public = is_public
    row.save(update_fields=["is_public", "finding"])
    record.write(by=by, event=ResultPublished(row.ref, is_public))
    return row


@command
def read_words(*, by: Actor, survey_id: int) -> list[str]:
    """What was written, in an order that means nothing, what points at a person covered; the look is on record."""
    row = queries.survey(reach=organisation.reach(by=by), id=survey_id)
    policies.may_write(organisation.reach(by=by), row.unit.code).require()
    record.look(by=by, subject=row.ref, fields=("words",), purpose="看民意调查填写的话")
    written = [json.loads(one.words) for one in queries.responses(survey=row) if one.words]
    return [language.redacted(text) for said in written for text in said.values()]


@command
def export(*, by: Actor, survey_id: int) -> bytes:
    """The responses as XLSX: stratum and choices, no words. Refused: not this post's."""
    row = queries.survey(reach=organisation.reach(by=by), id=survey_id)
    policies.may_write(organisation.reach(by=by), row.unit.code).require()
    questions = [one for one in queries.read(row.questions) if one.options]
    rows = list(_rows(row, questions))
    record.write(by=by, event=ResultExported(row.ref, len(rows)))
    columns = [("层", 16), *((one.label[:40], 24) for one in questions)]
    return sheets.write(title=row.title, columns=columns, rows=rows)


def _rows(row: Survey, questions: Sequence[Question]) -> Iterator[list[str]]:
    for one in queries.responses(survey=row):
        labels = [dict(question.options) for question in questions]
        said = [one.choices.get(question.code, []) for question in questions]
        yield [
            one.stratum.label,
            *("、".join(known[code] for code in codes) for known, codes in zip(labels, said, strict=True)),
        ]
