"""What `fresh` makes is what Django would make, for every model of the house."""

from datetime import datetime
from uuid import UUID

import pytest
from django.apps import apps

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework.models import Case
from yiwang.ground.messaging.models import Message
from yiwang.kit.fresh import fresh

MODELS = [model for model in apps.get_models() if model.__module__.startswith("yiwang.")]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_it_is_what_django_makes(model) -> None:
    made, quick = vars(model()), vars(fresh(model))
    assert made.keys() == quick.keys()
    drawn = {name for name, value in made.items() if isinstance(value, UUID | datetime) or name == "_state"}
    assert {name: made[name] for name in made.keys() - drawn} == {name: quick[name] for name in quick.keys() - drawn}
    assert quick["_state"].adding and quick["_state"].db is None


def test_two_share_no_list_and_a_relation_is_set_by_what_it_is() -> None:
    first, second = fresh(Case), fresh(Case)
    first.excluded_units.append("yz")
    assert second.excluded_units == []
    case = fresh(Case, pk=7, number="N7")
    appeal = fresh(Appeal, case=case)
    assert (appeal.case_id, appeal.case, fresh(Appeal, case_id=9).case_id) == (7, case, 9)


def test_a_name_that_the_model_has_not_is_no_silence() -> None:
    with pytest.raises(TypeError, match="sms_code"):
        fresh(Message, sms_code="1")
