"""The API against its own document: thousands of requests that fit it and do not, and no answer it does not foretell.

In CI a few examples an operation, always the same ones. More by hand over real HTTP: docs/api.md, "Trying it out".
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from pydantic import BaseModel
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from tests.sites.api.conftest import WHO_FILES, Caller
from yiwang.sites.api.door import document

EXAMPLES = 8
"""Of each operation, of data that fit and of data that do not."""
BEYOND = [positive_data_acceptance, ignored_auth]
"""Which channels there are, whether an identity number's check digit is right: no schema says that, and 422 may follow. The
token is ours, not made up: test_door.py tries wrong ones."""
OPERATIONS = [f"{method.upper()} {path}" for path, item in document()["paths"].items() for method in item]


@contextmanager
def one_connection() -> Iterator[None]:
    """A request's end would close the connection, and with it the test's transaction; Django's test client does the same
    for each of its own requests."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


def only_the_token_is_wrong(case: Any) -> bool:
    """Whether a header is all that was made up wrong: in its place we show the real one, and the request is right."""
    wrong = {where for where, part in case.meta.components.items() if part.mode is GenerationMode.NEGATIVE}
    return wrong <= {ParameterLocation.HEADER}


def shapes(kind: type = BaseModel) -> Iterator[type]:
    """Every schema of the API."""
    for one in kind.__subclasses__():
        yield from [one] if one.__module__.startswith("yiwang.sites.api") else []
        yield from shapes(one)


def test_each_schema_has_a_name_of_its_own():
    """The document knows them by name alone: of two alike it would show one."""
    names = Counter(one.__name__ for one in set(shapes()))
    assert len(names) > 30 and [name for name, times in names.items() if times > 1] == []


def test_the_checks_are_all_there():
    assert {"not_a_server_error", "status_code_conformance"} <= set(CHECKS.get_all_names())


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_no_answer_that_is_not_documented(hotline: Caller, name: str, mode: GenerationMode) -> None:
    number = hotline.file(**WHO_FILES)["number"]
    method, path = name.split(" ")
    seen: list[int] = []
    with one_connection():
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler(), config=SchemathesisConfig())
        operation = schema[path][method]

    @given(case=operation.as_strategy(generation_mode=mode))
    @hypothesis.settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    def asked(case: Any) -> None:
        if "number" in (case.path_parameters or {}) and mode is GenerationMode.POSITIVE:
            case.path_parameters["number"] = number  # made-up numbers would all be 404
        answer = case.call(headers={"Authorization": f"Bearer {hotline.token}"})
        seen.append(answer.status_code)
        if mode is GenerationMode.NEGATIVE and not only_the_token_is_wrong(case):
            assert 400 <= answer.status_code < 500
        case.validate_response(answer, excluded_checks=BEYOND)

    with one_connection():
        asked()
    assert seen
