"""Whether both sides of the relay hold the same; no Django needed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yiwang.cases.counter.states import Side


@dataclass
class Report:
    """What `compare` found. `files`, `envelopes`: how many were compared."""

    problems: list[str] = field(default_factory=list)
    files: int = 0
    envelopes: int = 0


def compare(one: Mapping[str, Any], other: Mapping[str, Any]) -> Report:
    """Both inventories, whichever comes first: what one side has must stand on the other, word for word."""
    sides = {found["side"]: found for found in (one, other)}
    outer, inner = sides[Side.OUTER], sides[Side.INNER]
    report = Report(files=len(inner["files"]), envelopes=len(inner["envelopes"]))
    report.problems += _differences("公开视图", inner["files"], outer["files"])
    report.problems += _differences("公布", inner["publications"], outer["publications"])
    report.problems += _differences("公开问答", inner.get("answers", {}), outer.get("answers", {}))
    report.problems += _differences("公开指南", inner.get("guides", {}), outer.get("guides", {}))
    report.problems += _differences("可查验的结果", inner.get("results", {}), outer.get("results", {}))
    for nonce, state in outer["envelopes"].items():
        if nonce not in inner["envelopes"]:
            report.problems.append(f"信封 {nonce}：外网有，内网没有")
        elif state != inner["envelopes"][nonce]:
            report.problems.append(f"信封 {nonce}：外网是 {state}，内网是 {inner['envelopes'][nonce]}")
    report.problems += [
        f"编号 {number}：交了还没有进内网" for number in outer["unborn"] if number not in inner["files"]
    ]
    for found in (outer, inner):
        label = Side(found["side"]).label
        report.problems += [f"{label}：{found[what]} {said}" for what, said in _LEFT.items() if found[what]]
    return report


_LEFT = {"waiting": "项没有送出", "batches": "批没有确认", "held": "项搁置"}


def _differences(what: str, inner: Mapping[str, str], outer: Mapping[str, str]) -> list[str]:
    lacking = [f"{what} {key}：外网没有" for key in inner if key not in outer]
    beyond = [f"{what} {key}：内网没有" for key in outer if key not in inner]
    return lacking + beyond + [f"{what} {key}：两侧不同" for key in inner if key in outer and inner[key] != outer[key]]
