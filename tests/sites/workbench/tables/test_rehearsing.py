"""A draft is rehearsed on its page: who approves sees how far it is, what would change, and approves only then."""

from io import BytesIO

import python_calamine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import city as towns
from tests.sites.workbench.tables.conftest import text
from yiwang.cases.trials import jobs
from yiwang.cases.trials.models import Trial
from yiwang.ground.rules import commands as rules_commands
from yiwang.ground.rules import queries as rules

NOISE = {"id": "R00z", "order": -1, "stage": "route", "name": "夜间噪声归县区治安", "stop": True,
         "when": {"field": "category", "is": "neighbour.noise"}, "then": {"to": "@area.county.order"}}  # fmt: skip
MOST_QUERIES = 23


def _handed_in(admin) -> Trial:
    payload = rules.current(kind="routing")
    draft = rules_commands.draft(
        by=admin.actor, kind="routing", payload={**payload, "rules": [NOISE, *payload["rules"]]}
    )
    return Trial.objects.get(ruleset=draft)


def _asked(client, path: str) -> str:
    with CaptureQueriesContext(connection) as asked:
        page = client.get(path)
    assert page.status_code == 200
    assert len(asked) <= MOST_QUERIES, [row["sql"][:90] for row in asked]
    return text(page)


def test_who_approves_waits_for_the_rehearsal_and_sees_it(admin, security, seat) -> None:
    appeal = towns.registered()
    trial = _handed_in(admin)
    decide, page = f"/settings/drafts/{trial.ruleset_id}/", f"/settings/drafts/{trial.ruleset_id}/rehearsal/"
    waits = _asked(security, decide)
    assert "预演还没有做完" in waits
    assert "等待开始" in waits
    assert 'hx-trigger="every2s"' in security.get(decide).content.decode().replace(" ", "")
    assert security.post(f"{decide}approve/").status_code == 422
    assert "停下" in _asked(admin, page)

    jobs.run(trial.pk)
    said = _asked(admin, page)
    assert appeal.case.number in said
    assert "承办单位" in said
    assert appeal.content[:8] not in said
    sheet = admin.get(f"/settings/trials/{trial.pk}/lines.xlsx")
    rows = python_calamine.CalamineWorkbook.from_filelike(BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    assert rows[1][0] == appeal.case.number
    assert "不一样" in _asked(security, decide)
    assert security.post(f"{decide}approve/").status_code == 302
    assert rules.approved(kind="routing").pk == trial.ruleset_id

    assert seat("yang.mo").get(page).status_code == 404
    assert seat("yang.mo").get(f"/settings/trials/{trial.pk}/lines.xlsx").status_code == 404


def test_another_period_and_stopping(admin) -> None:
    towns.registered()
    trial = _handed_in(admin)
    page = f"/settings/drafts/{trial.ruleset_id}/rehearsal/"
    assert admin.post(f"/settings/trials/{trial.pk}/stop/").status_code == 302
    assert "已停止" in text(admin.get(page))
    assert admin.post(page, {"days": "3"}).status_code == 422
    assert admin.post(page, {"days": "7"}).status_code == 302
    assert Trial.objects.count() == 2
    assert admin.get(f"{page}?trial=99999").status_code == 404


def test_a_template_is_shown_as_it_would_read(admin) -> None:
    towns.registered()
    rows = [
        row | {"zh": row["zh"] + "谢谢您。"} if row["code"] == "ap.registered" else row
        for row in rules.current(kind="message_templates")
    ]
    draft = rules_commands.draft(by=admin.actor, kind="message_templates", payload=rows)
    jobs.run(Trial.objects.get(ruleset=draft).pk)
    said = _asked(admin, f"/settings/drafts/{draft.pk}/rehearsal/")
    assert "谢谢您" in said
    assert "发了1条" in said
    assert towns.PHONE not in said
