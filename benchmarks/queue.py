"""The work queue of services where a city has as many applications as the run has rows: the inbox and the list, for each role.

The applications are laid on a small city of their own (`1000` beside the others) by the server itself, as copies of one that
was filed by the command: over every station, one in twenty still open, one in two hundred decided and not handed over. They have
neither clocks nor a record, so nothing is proved on that city; what the lists read of them is whole.
"""

from django.db import connection, transaction

from benchmarks.asking import Officer, result
from benchmarks.harness import House, Result
from yiwang.cases.applications import commands
from yiwang.cases.applications.commands import Filing, Given, Party
from yiwang.cases.applications.models import Application
from yiwang.cases.casework.models import Case
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import copying

BASE = 1_000
"""Appeals of the city underneath: small, and nobody else's."""
TIMES = 60
ITEM = "residence.register"
WHO = {"leader": "wei.rong", "county": "dai.jun", "head": "xiang.dong", "handler": "yang.mo"}
PATHS = (
    "/inbox/?kind=application", "/inbox/?scope=all&kind=application", "/inbox/?scope=all&kind=application&late=1",
    "/cases/?kind=application", "/cases/?kind=application&state=finished", "/applications/", "/applications/?show=mine",
    "/applications/?show=deliver", "/applications/?show=over",
)  # fmt: skip
_FORM = {
    "name": "许安和", "id_number": "990102199004080019", "phone": "15400019001", "area": "鼓前街道",
    "detail_address": "鼓前街1号101室",
    "since": "2026-11-02", "kind": "own", "truth": True,
}  # fmt: skip
_COPIES = """
    INSERT INTO casework_case SELECT (jsonb_populate_record(NULL::casework_case, to_jsonb(t) || jsonb_build_object(
        'id', %(first)s + g, 'number', 'YZ26Q-' || g, 'intake_key', 'queue:' || g, 'code_hash', md5(g::text),
        'unit_id', s.unit_id, 'supervising_unit_id', s.above_id, 'officer_id', s.officer_id,
        'registered_at', now() - make_interval(mins => 30 + g %% 525600),
        'pushed_at', now() - make_interval(mins => 30 + g %% 525600),
        'due_at', CASE WHEN g %% 20 = 0 THEN now() + make_interval(mins => (g / 20) %% 14400 - 600) END,
        'state', CASE WHEN g %% 200 = 1 THEN 'decided' WHEN g %% 20 <> 0 THEN 'finished'
            WHEN g %% 60 = 0 THEN 'submitted' ELSE 'in_steps' END,
        'replied_at', CASE WHEN g %% 20 <> 0 THEN now() - make_interval(mins => g %% 525600) END,
        'closed_at', CASE WHEN g %% 20 <> 0 AND g %% 200 <> 1 THEN now() - make_interval(mins => g %% 525600) END
    ))).*
    FROM casework_case t, generate_series(%(begin)s, %(end)s) g
    JOIN queue_stations s ON s.place = g %% (SELECT count(*) FROM queue_stations)
    WHERE t.id = %(case)s
"""
_OF_THEM = """
    INSERT INTO applications_application
    SELECT (jsonb_populate_record(NULL::applications_application, to_jsonb(t) || jsonb_build_object(
        'case_id', c.id, 'submitted_at', c.registered_at, 'finished_at', c.closed_at, 'decided_at', c.replied_at,
        'is_instant', c.id %% 3 = 0, 'outcome', CASE WHEN c.replied_at IS NULL THEN '' ELSE 'granted' END
    ))).*
    FROM applications_application t, casework_case c
    WHERE t.case_id = %(case)s AND c.id BETWEEN %(first)s + %(begin)s AND %(first)s + %(end)s
"""
_STATIONS = """
    CREATE TABLE queue_stations AS
    SELECT row_number() OVER (ORDER BY u.id) - 1 AS place, u.id AS unit_id, u.parent_id AS above_id,
        (SELECT min(p.officer_id) FROM organisation_post p WHERE p.unit_id = u.id AND p.state = 'active') AS officer_id
    FROM organisation_unit u WHERE u.kind = 'station'
"""
_STEP = 20_000


def run(house: House) -> list[Result]:
    """Every page of each role, over a full city."""
    full = house.at(BASE)
    with full.here():
        fill(house.rows)
        with full.serve("workbench") as door:
            timed = {role: Officer(full, code, door).time(PATHS, TIMES) for role, code in WHO.items()}
    return [result(f"queue.{role}", found, house) for role, found in timed.items()]


def fill(rows: int) -> None:
    """As many applications as that; what was laid before stays."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('queue_stations') IS NOT NULL")
        if not cursor.fetchone()[0]:
            cursor.execute(_STATIONS)
        case = _one()
        cursor.execute("SELECT count(*) FROM casework_case WHERE number LIKE 'YZ26Q-%'")
        laid = int(cursor.fetchone()[0])
    if laid < rows or copying.laid_aside():
        _lay(case, laid, rows)


def _lay(case: int, laid: int, rows: int) -> None:
    """Copies without their indexes, which are built afterwards."""
    tables = [model._meta.db_table for model in (Case, Application)]
    if copying.laid_aside() is None:
        copying.lay_aside([Case, Application], note="queue")
    for begin in range(laid + 1, rows + 1, _STEP):
        said = {"case": case, "first": case + 1_000_000, "begin": begin, "end": min(begin + _STEP - 1, rows)}
        with transaction.atomic(), connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(_COPIES, said)
            cursor.execute(_OF_THEM, said)
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    copying.put_back()
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {', '.join(tables)}")


def _one() -> int:
    """The key of the one that is copied, filed by whoever takes in at a station."""
    by = organisation.actor_for(officer=organisation.officer_by_code(code=WHO["handler"]))
    party = Party(
        name=str(_FORM["name"]),
        phone=str(_FORM["phone"]),
        id_number=str(_FORM["id_number"]),
        identity_level="real_name",
    )
    given = [Given(code=code, seen=True) for code in ("id", "home", "landlord")]
    filing = Filing(key="queue", item=ITEM, party=party, form=_FORM, given=given, channel="window")
    return commands.submit(by=by, filing=filing).pk
