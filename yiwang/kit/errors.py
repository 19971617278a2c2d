"""What can go wrong, in five words. One middleware turns them into a page, a fragment or problem+json."""


class HouseError(Exception):
    """An error with a sentence for people, in their language."""

    status = 500

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Refused(HouseError):
    """403: the reason is the one the greyed button shows."""

    status = 403


class Missing(HouseError):
    """404: not there, or outside the reader's scope, which must look the same."""

    status = 404

    def __init__(self, message: str = "没有找到") -> None:
        super().__init__(message)


class Conflict(HouseError):
    """409: the thing has moved on since it was read."""

    status = 409


class Invalid(HouseError):
    """422: what is wrong, by field; each message says how to mend it."""

    status = 422

    def __init__(self, message: str = "有内容需要改", **fields: str) -> None:
        super().__init__(message)
        self.fields = fields


class Unavailable(HouseError):
    """503: ours is broken; nothing is lost."""

    status = 503


class NothingRecorded(Exception):
    """A command ended without an event: a defect of ours, so everything is rolled back."""
