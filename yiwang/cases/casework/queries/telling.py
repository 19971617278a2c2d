"""What another body's system is told of a file by a webhook: number, state, and its own number of what it filed."""

from typing import Any

from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality, Track
from yiwang.ground.organisation.queries.reaching import ClientGrant


def told_to(*, case: Case, client: ClientGrant | None) -> dict[str, Any] | None:
    """Codes and no words; None where the file does not exist for this system. Of a sealed file only who filed it hears."""
    if client is None or not case.is_open_to(client):
        return None
    data = {"number": case.number, "state": case.state}
    if case.confidentiality == Confidentiality.SEALED:
        return data
    if case.track != Track.APPEAL:
        data["track"] = case.track
    return data | ({"external_id": case.external_id} if case.external_id and case.is_filed_by(client) else {})
