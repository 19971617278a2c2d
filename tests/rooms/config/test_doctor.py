"""`yiwang doctor` finds what is wrong and says how to mend it."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from yiwang.config import doctor, roles, seed
from yiwang.config.doctor import Finding, State
from yiwang.config.postgres import PORTAL
from yiwang.ground.rules import queries as rules

pytestmark = pytest.mark.django_db


def found(look: Callable[[], Finding]) -> tuple[State, str]:
    finding = look()
    return finding.state, finding.mend


def test_a_sound_house_has_nothing_bad() -> None:
    roles.grant_portal()
    findings = list(doctor.examine())
    assert len(findings) == len(doctor._LOOKS) > 10
    assert [str(finding) for finding in findings if finding.state is State.BAD] == []


def test_what_is_not_ok_says_how_to_mend_it() -> None:
    assert [str(finding) for finding in doctor.examine() if finding.state is not State.OK and not finding.mend] == []


def test_a_missing_migration() -> None:
    MigrationRecorder.Migration.objects.filter(app="people").delete()
    assert found(doctor._migrations) == (State.BAD, "请运行 yiwang setup")


def test_a_right_too_many_and_one_too_few() -> None:
    roles.grant_portal()
    assert found(doctor._portal_role)[0] is State.OK
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT SELECT ON people_applicant TO {PORTAL}")
    finding = doctor._portal_role()
    assert finding.state is State.BAD and "people_applicant" in finding.said
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON people_applicant, places_area FROM {PORTAL}")
    assert "places_area" in doctor._portal_role().said


def test_secrets_that_others_can_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    path = tmp_path / doctor.SECRETS_FILE
    path.write_text("{}")
    path.chmod(0o644)
    state, mend = found(doctor._secrets)
    assert state is State.BAD and "chmod 600" in mend
    path.chmod(0o600)
    assert found(doctor._secrets)[0] is State.OK


def test_the_gateway(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(doctor._gateway)[0] is State.WARN
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        monkeypatch.setenv("YIWANG_SMS_ENDPOINT", f"http://127.0.0.1:{listener.getsockname()[1]}")
        assert found(doctor._gateway)[0] is State.OK
    assert found(doctor._gateway)[0] is State.BAD


def test_the_worker() -> None:
    assert found(doctor._worker)[0] is State.WARN
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        assert found(doctor._worker)[0] is State.OK
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
    assert found(doctor._worker)[0] is State.WARN


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    for free, state in ((100 << 20, State.BAD), (1 << 30, State.WARN), (50 << 30, State.OK)):
        monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _, free=free: type("Usage", (), {"free": free}))
        assert found(doctor._disk)[0] is state


def test_a_check_that_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Finding:
        raise OSError("gone")

    monkeypatch.setattr(doctor, "_LOOKS", (broken,))
    (finding,) = doctor.examine()
    assert finding.state is State.BAD and "gone" in finding.said


def test_tables_that_name_units_of_another_city_are_told(db: None) -> None:
    """A bureau that has only the product's own tables is told which of them name units that are not there."""
    seed._tables()
    rules.forget()
    finding = doctor._tables()
    assert finding.state == "warn"
    assert "yz.command" in finding.said or "没有单位" in finding.said
    assert "业务设置" in finding.mend


def test_the_demo_names_only_what_is_there(city: object) -> None:
    finding = doctor._tables()
    assert finding.state == "ok"
