"""A correction that was granted: the particulars on the files of the request, each with its own fact."""

from yiwang.cases.rights.models import DataRequest
from yiwang.ground.people import commands as people
from yiwang.kit.actor import Actor


def correct(*, by: Actor, request: DataRequest) -> None:
    """Write what is right to everybody of the request who is still there; what was never given is not put in."""
    for applicant_id in request.applicants:
        people.correct(
            by=by, applicant_id=applicant_id, field=request.field, value=request.after_text, order=request.number
        )
