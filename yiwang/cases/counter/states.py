"""What an envelope may carry."""

from enum import StrEnum


class EnvelopeKind(StrEnum):
    """信封种类: each is one wish of a citizen."""

    SUBMISSION = "submission"
    PHONE_CODE = "phone_code"
    READ = "read"
    DISPUTE = "dispute"
    WITHDRAWAL = "withdrawal"
