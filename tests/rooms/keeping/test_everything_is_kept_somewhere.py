"""Every table with columns about people is reached by a keeper, or named with the reason why not; and every term has its row."""

import csv
from pathlib import Path

from django.apps import apps

from yiwang.config import seed
from yiwang.ground.record import queries as record
from yiwang.ground.rules import queries as rules
from yiwang.kit.privacy import Privacy

ROWS = list(csv.DictReader((Path(seed.DEFAULTS) / "retention.csv").open(encoding="utf-8")))


def labels():
    """Labels of our tables whose Privacy names personal or sensitive columns."""
    for model in apps.get_models():
        privacy = getattr(model, "privacy", None)
        if isinstance(privacy, Privacy) and (privacy.personal or privacy.sensitive):
            yield f"{model._meta.app_label}.{model.__name__}"


def test_every_table_about_people_is_in_somebodys_list():
    reached = {label for one in record.keepers() for label in one.models}
    assert sorted(set(labels()) - reached - set(record.spared())) == []


def test_what_is_named_exists_and_no_table_is_both_kept_and_spared():
    known = {f"{model._meta.app_label}.{model.__name__}" for model in apps.get_models()}
    reached = {label for one in record.keepers() for label in one.models}
    assert reached | set(record.spared()) <= known
    assert not reached & set(record.spared())
    assert all(reason.strip() for reason in record.spared().values())


def test_each_kind_with_a_term_has_a_row_and_each_row_a_kind():
    coded = {one.code for one in record.keepers() if one.code}
    assert coded == {row["code"] for row in ROWS}
    assert rules.faults(kind="retention", payload=ROWS) == []


def test_a_term_shorter_than_the_law_and_a_missing_row_are_refused():
    def faults(rows):
        return rules.faults(kind="retention", payload=rows)

    short = [row | ({"value": "1"} if row["code"] == "casework.case" else {}) for row in ROWS]
    assert any("诉求件" in fault and "3650天" in fault for fault in faults(short))
    assert any("登录失败" in fault for fault in faults([row for row in ROWS if row["code"] != "access.attempt"]))
