"""Tags and filters of every template (a builtin: nothing to load)."""

import re
import secrets
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from yiwang.kit import clock as house_clock
from yiwang.kit import privacy
from yiwang.sites.ui import forms as form_helpers
from yiwang.sites.ui import pages, words
from yiwang.sites.ui.icons import ICONS, MARK

FOLDED_FROM = 3
"""So many rare moves are folded away; fewer stay in the row."""

register = template.Library()

_TONE_ICONS = {"": "clock", "warn": "half", "bad": "stop", "hold": "pause", "ok": "done"}
_ATTRIBUTE_NAME = re.compile(r"^[A-Za-z_:@][\w:.@-]*$")


# ---- pictures -------------------------------------------------------------------------------------------------------
@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A line drawing beside words; with `label` it speaks for itself. KeyError: no such drawing in icons.py."""
    body = mark_safe(ICONS[name])  # noqa: S308
    if label:
        return format_html('<svg class="yw-icon" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', label, body)
    return format_html('<svg class="yw-icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', body)


@register.simple_tag
def mark() -> SafeString:
    """The house's mark, beside which the name stands as text."""
    return mark_safe(MARK)  # noqa: S308


@register.simple_tag
def js(*names: str) -> SafeString:
    """Our modules by name (`{% js "draft" "count" %}`); `htmx` is the vendored library."""
    parts = []
    for name in names:
        if name == "htmx":
            parts.append(format_html('<script src="{}" defer></script>', static("django_htmx/htmx-2.min.js")))
        else:
            parts.append(format_html('<script type="module" src="{}"></script>', static(f"yw/js/{name}.js")))
    return mark_safe("".join(parts))  # noqa: S308


# ---- time -----------------------------------------------------------------------------------------------------------
def _time(value: date | datetime, text: str) -> SafeString:
    stamp = house_clock.local(value).isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()
    return format_html('<time datetime="{}">{}</time>', stamp, text)


@register.filter
def zhdate(value: date | datetime | None) -> SafeString | str:
    """`<time>`11月26日（周四）17:30, the year only when it is another; Thu 26 Nov 2026, 17:30."""
    return _time(value, words.moment(value)) if value else ""


@register.filter
def zhday(value: date | datetime | None) -> SafeString | str:
    """`<time>`11月26日（周四）."""
    return _time(value, words.day(value)) if value else ""


@register.filter
def near(value: datetime | None) -> SafeString | str:
    """`<time>`今天09:12; further away the whole date."""
    return _time(value, words.near(value)) if value else ""


@register.filter
def ago(value: datetime | None) -> SafeString | str:
    """`<time>`3分钟前."""
    return _time(value, words.ago(value)) if value else ""


@register.filter
def left(value: datetime | None, workdays: int | None = None) -> SafeString | str:
    """`<time>`剩2小时, 超期1天; `{{ due|left:3 }}` says 剩3个工作日 where the day is further off."""
    return _time(value, words.left(value, workdays=workdays)) if value else ""


@register.filter
def weekday(value: date) -> str:
    """周四."""
    return words.weekday(value)


# ---- words ----------------------------------------------------------------------------------------------------------
@register.filter
def mask_name(value: str) -> str:
    """王**."""
    return privacy.mask_name(value)


@register.filter
def mask_phone(value: str) -> str:
    """138****6027."""
    return privacy.mask_phone(value)


@register.filter
def mask_id(value: str) -> str:
    """4301**********1234."""
    return privacy.mask_id_number(value)


@register.filter
def sentence(value: object) -> str:
    """The words with one full stop at their end, ready for the next sentence."""
    text = str(value).strip()
    if not text:
        return ""
    stop = "" if text[-1] in "。？！.?!" else "." if words.is_english() else "。"
    return f"{text}{stop}{' ' if words.is_english() else ''}"


@register.filter
def keycap(key: str) -> str:
    """A key as its cap shows it."""
    return {"Enter": "⏎", "Escape": "Esc"}.get(key, key)


@register.filter
def nb(value: object) -> SafeString:
    """Never broken over two lines: a number with its unit, a telephone number."""
    return format_html('<span class="yw-nb">{}</span>', value)


@register.simple_tag
def phone_link(number: str, text: str = "", css: str = "yw-nb") -> SafeString:
    """A `tel:` link; the digits go into the address, the words stay as written."""
    return format_html('<a class="{}" href="tel:{}">{}</a>', css, re.sub(r"[^\d+]", "", number), text or number)


def _spans(text: str, found: Iterable[str]) -> list[tuple[int, int]]:
    """Where the words stand in the text, overlapping places joined."""
    hits = sorted((m.start(), m.end()) for word in found if word for m in re.finditer(re.escape(word), text))
    joined: list[tuple[int, int]] = []
    for start, end in hits:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


@register.filter
def marked(text: str, found: Iterable[str]) -> SafeString:
    """The text, escaped, with the words that led to a suggestion as `<mark>`."""
    parts: list[SafeString] = []
    at = 0
    for start, end in _spans(text, found or ()):
        parts += [conditional_escape(text[at:start]), format_html("<mark>{}</mark>", text[start:end])]
        at = end
    return mark_safe("".join([*parts, conditional_escape(text[at:])]))  # noqa: S308


# ---- addresses ------------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def href(context: Context, name: str, *args: object, **kwargs: object) -> str:
    """Like `url`, but empty where the page does not exist (yet): the layout then leaves the link out. `#` in the gallery."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return "#" if context.get("is_gallery") else ""


@register.simple_tag
def attributes(attrs: Any, *leave_out: str) -> SafeString:
    """The attributes a component was given beyond its own, escaped (cotton's own printing is not)."""
    given = attrs.attrs_dict() if hasattr(attrs, "attrs_dict") else dict(attrs or {})
    parts = []
    for name, value in given.items():
        if name in leave_out or value is False or value is None or not _ATTRIBUTE_NAME.match(name):
            continue
        parts.append(format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value))
    return mark_safe("".join(parts))  # noqa: S308


# ---- forms ----------------------------------------------------------------------------------------------------------
@register.filter
def form_errors(form: forms.BaseForm | None) -> list[pages.FieldError]:
    """Every error of a form, for the summary on top."""
    return form_helpers.errors_of(form) if form is not None and form.is_bound else []


@register.simple_tag(takes_context=True)
def title_prefix(context: Context) -> str:
    """有2处需要改：, from the `form` of the page; nothing while it is good."""
    form = context.get("form")
    return form_helpers.title_prefix(form) if isinstance(form, forms.BaseForm) else ""


def _described_by(field: BoundField, extra: str = "") -> str:
    ids = [
        f"{field.auto_id}_hint" if field.help_text else "",
        f"{field.auto_id}_error" if field.errors else "",
        extra,
    ]
    return " ".join(part for part in ids if part)


@register.simple_tag
def control(field: BoundField, size: str = "", count: int | str = 0, attrs: Any = None) -> SafeString:
    """The widget of a form field in the house's dress, with its hint and error named to screen readers.

    `size`: s, m or empty for full width. `count`: a limit of characters that is counted under the field.
    """
    given: dict[str, Any] = {"class": f"yw-in yw-in--{size}" if size else "yw-in"}
    given["aria-describedby"] = _described_by(field, f"{field.auto_id}_count" if count else "")
    if count:
        given["data-count"] = str(count)
    if field.errors:
        given["aria-invalid"] = "true"
    if attrs is not None:
        extra = attrs.attrs_dict() if hasattr(attrs, "attrs_dict") else attrs
        given |= {k: v for k, v in extra.items() if v is not False and _ATTRIBUTE_NAME.match(k)}
    return field.as_widget(attrs={k: v for k, v in given.items() if v != ""})


@register.filter
def kind(field: BoundField) -> str:
    """Which shape a form field takes: group, check, file, or line."""
    widget = field.field.widget
    if isinstance(widget, form_helpers.GROUPS):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "file" if isinstance(widget, forms.FileInput) else "line"


@register.filter
def boxes(field: BoundField) -> list[dict[str, Any]]:
    """The boxes of a radio or checkbox field: id, name, value, label, hint, type, chosen."""
    kind_ = "checkbox" if isinstance(field.field.widget, forms.CheckboxSelectMultiple) else "radio"
    found = []
    for part in field.subwidgets:
        data = part.data
        label = data["label"]
        found.append(
            {
                "id": data["attrs"].get("id", ""),
                "name": data["name"],
                "value": data["value"],
                "label": label,
                "hint": getattr(label, "hint", ""),
                "type": kind_,
                "chosen": data["selected"],
                "disabled": bool(data["attrs"].get("disabled")),
            }
        )
    return found


# ---- small pieces that stand many times on a page: printed here, because it is quicker than a component --------------
@register.simple_tag
def tag(state: pages.Tag | None) -> SafeString | str:
    """The state of a thing (see `<c-tag>`)."""
    if state is None:
        return ""
    picture = icon(state.icon) if state.icon else ""
    return format_html('<span class="yw-tag yw-tag--{}">{}{}</span>', state.tone or "plain", picture, state.text)


@register.simple_tag
def clock(chip: pages.ClockChip | None) -> SafeString | str:
    """Time left (see `<c-clock>`)."""
    if chip is None:
        return ""
    text = _time(chip.at, str(chip.text)) if chip.at else escape(str(chip.text))
    picture = icon(_TONE_ICONS[chip.tone])
    return format_html('<span class="yw-clock yw-clock--{}">{}{}</span>', chip.tone or "plain", picture, text)


@register.simple_tag
def row(line: pages.Row) -> SafeString:
    """A line of a list (see `<c-row>`)."""
    classes = ("is-at" if line.is_at else "", " is-read" if line.is_read else "", " has-pick" if line.pick else "")
    head = format_html('<li class="{}"{}>', "".join(classes), _attr("id", line.html_id))
    opened = format_html(
        '<div><a href="{}" data-row{}{}>{}</a>', line.url, _attr("data-peek", line.peek_url),
        _attr("aria-current", "true" if line.is_at else ""), line.title,
    )  # fmt: skip
    gap = mark_safe("<span></span>")
    said = format_html_join("", "{} ", ((tag(one),) for one in line.marks))
    meta = format_html("<p>{}{}</p>", said, line.meta) if line.meta or line.marks else ""
    who = format_html('</div>{}<span class="yw-s yw-soft yw-who">{}</span></li>', tag(line.tag) or gap, line.who)
    parts = (head, _pick_of(line), clock(line.clock) or gap, opened, meta, _snippet_of(line), who)
    return mark_safe("".join(parts))  # noqa: S308 - each part is


def _attr(name: str, value: str) -> SafeString | str:
    return format_html(' {}="{}"', name, value) if value else ""


def _pick_of(line: pages.Row) -> SafeString | str:
    if not line.pick:
        return ""
    return format_html(
        '<label class="yw-rowpick"><input type="checkbox" name="pick" value="{}" data-pick>'
        '<span class="yw-hidden">{}</span></label>', line.pick, _("选中%(title)s") % {"title": line.title},
    )  # fmt: skip


def _snippet_of(line: pages.Row) -> SafeString | str:
    if not line.snippet:
        return ""
    parts = (
        (mark_safe("<mark>"), text, mark_safe("</mark>")) if is_hit else ("", text, "") for text, is_hit in line.snippet
    )
    return format_html('<p class="yw-snip">{}</p>', format_html_join("", "{}{}{}", parts))


@register.simple_tag
def hidden_fields(pairs: Iterable[tuple[str, str]]) -> SafeString:
    """Hidden inputs for a button's form."""
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs or ())


@register.simple_tag
def uid(given: str = "") -> str:
    """The id a component was given, or a fresh one."""
    return given or f"yw-{secrets.token_hex(4)}"


@register.simple_tag
def rare(moves: Iterable[pages.MoveButton] | None) -> list[pages.MoveButton]:
    """The moves that are folded away; none where there are so few that folding would only hide them."""
    folded = [move for move in moves or () if move.is_rare]
    return folded if len(folded) >= FOLDED_FROM else []


@register.simple_tag
def without(moves: Iterable[pages.MoveButton] | None, folded: Iterable[pages.MoveButton]) -> list[pages.MoveButton]:
    """The moves that stay in the row."""
    away = list(folded)
    return [move for move in moves or () if move not in away]


@register.simple_tag
def refused(moves: Iterable[pages.MoveButton] | None) -> list[pages.MoveButton]:
    """The moves that say no, for the reasons under the row."""
    return [move for move in moves or () if move.is_refused]


@register.simple_tag
def digits(number: str) -> str:
    """A telephone number as an address: digits only."""
    return re.sub(r"[^\d+]", "", number)


@register.filter
def nav_groups(items: Iterable[pages.NavItem] | None) -> list[pages.NavGroup]:
    """The rail's items under their titles."""
    return pages.by_group(items or ())


@register.simple_tag
def spell(code: str) -> SafeString:
    """A code that is shown whole and spoken sign by sign."""
    return format_html(
        '<span aria-hidden="true">{}</span><span class="yw-hidden">{}</span>', code, " ".join(code.replace("-", "，"))
    )


@register.simple_tag
def dots(at: int | str, of: int | str) -> SafeString:
    """The row of dots before 第2步，共4步; the words carry the meaning."""
    at, of = int(at), int(of)
    circles = format_html_join(
        "", '<circle cx="{}" cy="8" r="6" class="{}"/>', ((8 + 18 * i, "is-on" if i < at else "") for i in range(of))
    )
    width = 18 * of
    return format_html(
        '<svg class="yw-dots" width="{0}" height="16" viewBox="0 0 {0} 16" aria-hidden="true">{1}</svg>', width, circles
    )


@register.simple_tag
def step_text(at: int | str, of: int | str, title: str = "") -> str:
    """第2步，共4步：地点和照片."""
    text = _("第%(at)d步，共%(of)d步") % {"at": int(at), "of": int(of)}
    return f"{text}{': ' if words.is_english() else '：'}{title}" if title else text
