"""A file's and a person's texts go by order: nothing of them is left in any table, and the record still verifies."""

import pytest
from django.apps import apps
from django.db import connection

from tests import city as demo
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case
from yiwang.ground.keeping import commands, queries
from yiwang.ground.record import queries as record
from yiwang.ground.record.models import Deletion
from yiwang.ground.record.queries import Target
from yiwang.ground.record.states import TextState
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Refused

pytestmark = pytest.mark.django_db
BY = Actor.system("tests")
ORDER = {"order": "云公信删〔2026〕1号", "ground": "个人信息保护法第四十七条第一款第三项"}


def said(text):
    """Tables in whose rows the words still stand, encrypted columns opened."""
    found = []
    for model in apps.get_models():
        if model.__module__.startswith("yiwang.") and model._meta.managed:
            rows = (str(list(row.__dict__.values())) for row in model._default_manager.all())
            if any(text in row for row in rows):
                found.append(model._meta.label)
    return found


def test_a_file_is_erased_with_all_that_hangs_on_it(city):
    appeal = demo.appeal_at(State.REPLIED)
    appeals.close(by=BY, case_id=appeal.case.pk)
    appeal.refresh_from_db()
    case, words = appeal.case, appeal.words
    assert said(words) and said(case.applicant.name)
    done = commands.erase(by=BY, target=Target(subjects=frozenset({case.ref})), **ORDER)
    assert done["诉求件"] == done["诉求和办理文字"] == done["诉求人身份"] == 1
    assert said(words) == said("已到现场") == [] == said(case.applicant.name)
    assert Case.objects.get(pk=case.pk).erased_order == ORDER["order"]
