"""Helpers between Django's forms and the error pattern: summary on top, message at the field, what was typed kept."""

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import ngettext

from yiwang.kit.errors import Invalid
from yiwang.sites.ui.pages import FieldError

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
"""Widgets that are a fieldset of boxes; their first box is where an error leads."""


def target(field: BoundField) -> str:
    """The id of the control that takes the focus when an error is followed."""
    if isinstance(field.field.widget, GROUPS):
        return f"{field.auto_id}_0"
    return str(field.id_for_label or field.auto_id)


def errors_of(form: forms.BaseForm) -> list[FieldError]:
    """Every error of a form in the order of its fields, the form's own first."""
    found = [FieldError(message=str(message)) for message in form.non_field_errors()]
    for field in form:
        found += [FieldError(message=str(message), target=target(field)) for message in field.errors]
    return found


def title_prefix(form: forms.BaseForm) -> str:
    """有2处需要改：, or nothing while the form is good; page titles begin with it."""
    count = len(errors_of(form)) if form.is_bound else 0
    return str(ngettext("有%(n)d处需要改：", "有%(n)d处需要改：", count) % {"n": count}) if count else ""


def add_invalid(form: forms.BaseForm, error: Invalid) -> None:
    """Put what a command refused onto the form: at its fields where they are on this page, else on top."""
    for name, message in error.fields.items():
        form.add_error(name if name in form.fields else None, message)
    if not error.fields:
        form.add_error(None, error.message)
