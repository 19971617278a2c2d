"""Reads of the room: texts made ready, phones read, what was sent, what waits."""

from yiwang.ground.messaging.queries.hooks import Wish, deliveries_of, hook, hooks_of, hooks_standing, networks, wishes
from yiwang.ground.messaging.queries.phones import is_mobile, read_phone
from yiwang.ground.messaging.queries.templates import (
    SECRET,
    Template,
    TemplateDefect,
    Text,
    preview,
    render,
    segments,
    template,
    templates,
    variables_given,
)
from yiwang.ground.messaging.queries.views import (
    Health,
    Shown,
    gateway,
    health,
    inbox,
    of,
    to_applicant,
    to_officer,
    unread_count,
)

__all__ = [
    "SECRET",
    "Health",
    "Shown",
    "Template",
    "TemplateDefect",
    "Text",
    "Wish",
    "deliveries_of",
    "gateway",
    "health",
    "hook",
    "hooks_of",
    "hooks_standing",
    "inbox",
    "is_mobile",
    "networks",
    "of",
    "preview",
    "read_phone",
    "render",
    "segments",
    "template",
    "templates",
    "to_applicant",
    "to_officer",
    "unread_count",
    "variables_given",
    "wishes",
]
