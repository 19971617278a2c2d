"""After all stories: what the processes wrote down about themselves holds nobody's data. Last by its name."""

import re

from tests.journeys.browsing import Demo

_PERSONAL = re.compile(r"(?<![\da-f])(?:1[3-9]\d{9}|\d{17}[\dXx])(?![\da-f])|王女士|于先生|蔡女士")
"""Phones, identity numbers (not the digits within a digest), and names that the stories type or the demo's people bear."""
_SAID = re.compile("音箱|鼓楼花园|噪音|唱歌")
"""Words of appeals."""


def test_the_logs_hold_nobody(demo: Demo) -> None:
    logs = [*(demo.data_dir / "logs").glob("*.log"), demo.data_dir / "postgres.log"]
    assert {"portal.log", "workbench.log", "worker.log", "postgres.log"} <= {log.name for log in logs}
    found = [(log.name, hit) for log in logs for hit in _PERSONAL.findall(log.read_text(errors="replace"))]
    found += [(log.name, hit) for log in logs for hit in _SAID.findall(log.read_text(errors="replace"))]
    assert found == []
