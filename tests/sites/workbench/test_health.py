"""The page of the IT team, and the figures for Prometheus."""

from datetime import timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from yiwang.cases.counter.queries import RelayState
from yiwang.cases.counter.states import Side
from yiwang.ground.record import commands as record
from yiwang.kit import clock, metrics, queue
from yiwang.kit.actor import Actor
from yiwang.kit.settings import settings
from yiwang.sites.workbench.health import figures
from yiwang.sites.workbench.health.pages import HealthPage, lasted, sized

BY = Actor.system("tests")


def deferred(name="clocks.sweep", minutes=0):
    """A job that has waited so long."""
    job_id = app.configure_task(name).defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_events SET at = at - make_interval(mins => %s) WHERE job_id = %s", [minutes, job_id]
        )
    return job_id


def light(what):
    return next(one for one in HealthPage.of(figures.read()).lights if one.what == what)


def test_only_the_system_office_sees_it(office, db):
    assert office("system").get("/health/").status_code == 200
    assert office("security").get("/health/").status_code == 404


def test_the_page_costs_a_known_number_of_statements(office, django_assert_max_num_queries):
    client = office("system")
    with django_assert_max_num_queries(22):
        assert "运行状况" in client.get("/health/").content.decode()


def test_a_house_without_a_worker_is_not_well(db):
    page = HealthPage.of(figures.read())
    assert light("后台进程").tone == "bad" and "yiwang work" in light("后台进程").todo
    assert "要马上处理" in page.title


@pytest.mark.parametrize(("minutes", "tone"), [(0, "ok"), (2, "warn"), (9, "bad")])
def test_a_job_that_waits_burns(db, minutes, tone):
    deferred(minutes=minutes)
    assert queue.state().waiting == 1
    assert light("最早一个到点没做的任务").tone == tone


def test_a_job_for_tomorrow_does_not_wait(db):
    app.configure_task("clocks.sweep", schedule_at=clock.now() + timedelta(days=1)).defer(timestamp=0)
    assert queue.state().waiting == 0


def test_a_job_given_up_is_listed_without_what_it_was_about(office, db):
    job_id = deferred()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [job_id])
    said = office("system").get("/health/").content.decode()
    assert "<code>clocks.sweep</code>" in said and "timestamp" not in said
    assert [job.name for job in queue.failed()] == ["clocks.sweep"]


def test_the_sweep_has_an_age(db):
    assert queue.seconds_since(job="clocks.sweep") is None
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp, periodic_id)"
            " VALUES ('clocks.sweep', extract(epoch FROM now())::bigint - 700, '')"
        )
    assert 699 <= queue.seconds_since(job="clocks.sweep") <= 760
    assert light("上次巡查时限").tone == "bad"


def test_backups_tell_of_themselves(db):
    assert light("上次备份").tone == "warn"
    record.note_backup(by=BY, stamp="20261122T0230", size=5 << 20, seconds=3, digest="ab" * 32)
    assert light("上次备份").tone == "ok" and "5 MB" in light("上次备份").value
    record.note_backup(by=BY, stamp="20261123T0230", failed_at="dump")
    assert light("上次备份").tone == "bad"


def test_words_for_times_and_sizes():
    assert [lasted(n) for n in (None, 3, 61, 7300, 200000)] == ["还没有过", "3秒", "1分钟", "2小时", "2天"]
    assert [sized(n) for n in (5 << 20, 3 << 30)] == ["5 MB", "3.0 GB"]


def test_metrics_are_read_from_this_machine_alone(client, db):
    body = client.get("/metrics").content.decode()
    assert "yiwang_message_oldest_seconds 0.0" in body and "yiwang_clock_sweep_seconds -1.0" in body
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 404
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="10.1.2.3").status_code == 404


def test_metrics_by_token(client, db, monkeypatch):
    monkeypatch.setenv("YIWANG_METRICS_TOKEN", "from-prometheus")
    settings.cache_clear()
    try:
        assert client.get("/metrics").status_code == 404
        assert client.get("/metrics", headers={"authorization": "Bearer wrong"}).status_code == 404
        told = client.get("/metrics", REMOTE_ADDR="10.1.2.3", headers={"authorization": "Bearer from-prometheus"})
        assert told.status_code == 200
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_answers_are_counted_by_name_and_never_by_path(client, db):
    client.get("/cases/YZ2611-18427-3/?phone=13800001111")
    client.get("/healthz")
    counted = metrics.exposition([]).decode()
    assert 'view="healthz"' in counted and "YZ2611" not in counted and "13800001111" not in counted


def test_a_job_is_counted_by_how_it_ended():
    with metrics.job_run("tests.good"):
        pass
    with pytest.raises(ValueError), metrics.job_run("tests.bad"):
        raise ValueError
    counted = metrics.exposition([]).decode()
    assert 'yiwang_jobs_total{job="tests.good",outcome="done"} 1.0' in counted
    assert 'yiwang_jobs_total{job="tests.bad",outcome="failed"} 1.0' in counted


def test_two_networks_have_their_lights(db, monkeypatch):
    assert not [one for one in HealthPage.of(figures.read()).lights if one.what == "另一个网络"]
    silent = clock.now() - timedelta(minutes=30)
    state = RelayState(
        side=Side.INNER, is_open=False, heard_at=silent, told_at=None, backlog_out=3, oldest_out_at=silent,
        backlog_in=4, oldest_in_at=silent, made_number=1, acked_number=0, applied_number=0, refused=1,
        last_refusal="签名不对", last_refused_at=silent, held=0, last_held="",
    )  # fmt: skip
    monkeypatch.setattr(figures.counter, "relay_state", lambda: state)
    assert light("另一个网络").tone == "bad" and "30分钟前，待出3件，待进4件" in light("另一个网络").value
    assert light("没有收下的摆渡件").tone == "warn" and light("没有收下的摆渡件").todo == "签名不对"
    told = {name: value for name, _, value in figures.gauges(figures.read())}
    assert told["relay_open"] == 0 and told["relay_heard_seconds"] >= 1800 and told["relay_backlog_in"] == 4
