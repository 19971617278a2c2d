"""A log line never carries people's data, whatever slips into it."""

import json
import logging
import subprocess
import sys

import pytest

from yiwang.config import logs

PHONE, IDENTITY = "13812346027", "43010219900101123X"


@pytest.mark.parametrize(
    "text",
    [
        f"sent to {PHONE}",
        f"no such person {IDENTITY}",
        f"GET /progress/?phone={PHONE}&code=4021965317 failed",
        f'duplicate key value violates unique constraint "x"\nDETAIL:  Key (phone)=({PHONE}) already exists.',
        f"syntax error\nLINE 1: SELECT '{IDENTITY}'\nHINT:  no",
    ],
)
def test_scrubbed(text: str) -> None:
    clean = logs.scrub(text)
    assert PHONE not in clean and IDENTITY[:8] not in clean and "4021965317" not in clean


def test_what_is_needed_stays() -> None:
    assert logs.scrub("job appeals.push of casework.case:42 failed on YZ2611-18427-3") == (
        "job appeals.push of casework.case:42 failed on YZ2611-18427-3"
    )


def test_a_digest_stays_whole() -> None:
    """A seal in the process log anchors the record: it must not lose its figures."""
    seal = "2f7ac97c15b7c05308c0537ec44cad60e2ec58089c54c240df0191234567890a"
    assert logs.scrub(f"record sealed {seal} of {PHONE}") == f"record sealed {seal} of ***"


def test_tracebacks_hold_no_local_variables() -> None:
    def fail(secret: str) -> None:
        hidden = secret * 2
        raise ValueError(f"bad phone {hidden[:11]}")

    try:
        fail(PHONE)
    except ValueError:
        said = logs.plain_traceback(sys.exc_info())  # type: ignore[arg-type]
    assert "ValueError" in said and "in fail" in said
    assert PHONE not in said


def run(code: str, **env: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", "from yiwang.config import logs; logs.set_up(process='tests')\n" + code],
        capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin", **env},
    )  # fmt: skip
    return done.stderr.strip().splitlines()


def test_lines_are_json_with_the_request() -> None:
    (line,) = run(
        "import structlog, logging\n"
        "structlog.contextvars.bind_contextvars(request_id='r-1')\n"
        f"logging.getLogger('django.request').error('Not Found: %s', '/a?phone={PHONE}')"
    )
    entry = json.loads(line)
    assert entry["request_id"] == "r-1" and entry["process"] == "tests" and entry["level"] == "error"
    assert entry["logger"] == "django.request" and entry["timestamp"].endswith("Z")
    assert PHONE not in line


def test_structlog_and_the_library_write_alike() -> None:
    lines = run(
        "import structlog, logging\nstructlog.get_logger('a').info('x', n=1)\nlogging.getLogger('b').warning('y')"
    )
    assert [json.loads(line)["event"] for line in lines] == ["x", "y"]


def test_an_exception_is_one_json_line_without_locals() -> None:
    (line,) = run(
        "import logging\n"
        f"def fail(secret):\n    kept = secret\n    raise ValueError('no')\n"
        f"try:\n    fail('{PHONE}')\nexcept ValueError:\n    logging.getLogger('x').exception('failed')"
    )
    entry = json.loads(line)
    assert "ValueError: no" in entry["exception"] and "kept" not in entry["exception"].replace("kept = secret", "")
    assert PHONE not in line


def test_the_demo_writes_plain_lines() -> None:
    lines = run(
        f"import logging\ntry:\n    x = '{PHONE}'; 1/0\nexcept ZeroDivisionError:\n    logging.getLogger('x').exception('oh')",
        YIWANG_DEMO="1",
    )
    assert "oh" in lines[0] and not lines[0].startswith("{")
    assert "ZeroDivisionError" in "\n".join(lines) and PHONE not in "\n".join(lines)


def test_library_chatter_is_quiet() -> None:
    assert (
        run("import logging; logging.getLogger('procrastinate.worker').info('x'); logging.getLogger('httpx').info('y')")
        == []
    )
    assert logging.getLogger("procrastinate") is not None
