"""What is online elsewhere beside what is published here: missing on either side, another depth, a dead link (S2.10)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from yiwang.offer.catalog.gateways.online import Failed, Online
from yiwang.offer.catalog.models import Version
from yiwang.offer.catalog.queries.published import published

__all__ = ["Comparison", "Failed", "Online", "compare"]


@dataclass
class Comparison:
    """Lines ready to be read, by what is found. `same`: how many agree."""

    same: int = 0
    not_here: list[str] = field(default_factory=list)
    not_there: list[str] = field(default_factory=list)
    other_depth: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)

    def said(self) -> list[str]:
        """The report."""
        told = [f"两边一致{self.same}项"]
        for what, found in (
            ("那边在线、这里没有公布", self.not_here), ("这里能网上办、那边没有", self.not_there),
            ("办理深度不一样", self.other_depth), ("链接打不开", self.dead),
        ):  # fmt: skip
            told += [f"{what}{len(found)}项", *(f"  {line}" for line in found)]
        return told


def compare(theirs: Iterable[Online], *, is_alive: Callable[[str], bool] | None = None) -> Comparison:
    """Hold their list against what is published today; matched by any code, else by name. `is_alive`: looks at each link."""
    ours = published()
    by_code = {code: one for one in ours for code in _codes(one)}
    by_name = {one.document.name.zh: one for one in ours}
    told, met = Comparison(), set()
    for row in theirs:
        hit = next((by_code[code] for code in row.codes if code in by_code), None) or by_name.get(row.name)
        is_dead = bool(row.url and is_alive and not is_alive(row.url))
        if is_dead:
            told.dead.append(f"{row.name} {row.url}")
        if hit is None:
            told.not_here.append(row.name)
            continue
        met.add(hit.pk)
        depth = hit.document.guide.depth
        if row.depth and row.depth != depth:
            told.other_depth.append(f"{row.name}：那边{row.depth}级，这里{depth}级")
        elif not is_dead:
            told.same += 1
    told.not_there = [one.document.name.zh for one in ours if one.document.can_be_applied_for and one.pk not in met]
    return told


def _codes(one: Version) -> set[str]:
    return {code for code in (one.item.code, *one.document.codes.model_dump().values()) if code}
