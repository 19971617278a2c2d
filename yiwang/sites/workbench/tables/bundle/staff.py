"""Officers and grants in the file: how their rows are told before anything is written, and what became of them after."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from yiwang.ground.organisation import commands as organisation
from yiwang.ground.organisation.commands import Compared, StaffTaken
from yiwang.kit.actor import Actor
from yiwang.sites.workbench.tables.told import Told

OFFICERS, POSTS = "officers.csv", "posts.csv"
LABELS = {OFFICERS: "人员", POSTS: "岗位授权"}
Rows = Sequence[Mapping[str, str]]
_WORDS = {"name": "姓名", "badge_no": "警号", "phone": "手机号", "standing": "在岗状态"}


def compare(name: str, tables: Mapping[str, Rows]) -> list[Compared]:
    """The rows of one part beside what stands here and what comes with the same file."""
    units = [row["code"] for row in tables.get("units.csv", ())]
    if name == OFFICERS:
        return organisation.compare_officers(rows=tables[OFFICERS], units=units)
    coming = organisation.compare_officers(rows=tables.get(OFFICERS, ()), units=units)
    enlisted = [one.row["code"] for one in coming if one.is_new and not one.fault]
    return organisation.compare_posts(rows=tables[POSTS], units=units, officers=enlisted)


def told(name: str, found: Iterable[Compared]) -> list[Told]:
    """What would change, in words: codes and columns, never a name or a number."""
    return [_told(name, one) for one in found if not one.fault and (one.is_new or one.differing)]


def _told(name: str, one: Compared) -> Told:
    row, what = one.row, "新增" if one.is_new else "修改"
    if name == POSTS:
        until = f"到{row['valid_to']}" if row["valid_to"] else "起"
        said = f"{row['unit']}，{row['roles']}，范围{row['scope']}，警种{row['lines']}，{row['valid_from']}{until}"
        title = f"{row['officer']} {row['title']}"
    else:
        said = row["unit"] if one.is_new else "、".join(_WORDS[column] for column in one.differing) + "和这里的不同"
        title = row["code"]
    tone = "ok" if one.is_new else ""
    return Told(table=LABELS[name], key=title, what=what, tone=tone, title=title, sentence=said, was="")


def faults(found: Iterable[Compared]) -> tuple[str, ...]:
    """Rows that would stay out, each with its line in the file and the reason."""
    return tuple(f"第{one.place + 1}行：{one.fault}" for one in found if one.fault)


def acts(tables: Mapping[str, Rows]) -> list[tuple[str, Callable[[Actor], StaffTaken], str]]:
    """(label, act, what whoever takes it in has to know) of each step, in the order in which they can be taken."""
    steps: list[tuple[str, Callable[[Actor], StaffTaken], str]] = []
    if OFFICERS in tables:
        rows = tables[OFFICERS]
        steps.append((LABELS[OFFICERS], lambda by: organisation.take_staff(by=by, rows=rows), "新登记的还没有登录凭据"))
    if POSTS in tables:
        steps.append((LABELS[POSTS], lambda by: organisation.take_posts(by=by, rows=tables[POSTS]), ""))
    if OFFICERS in tables:
        steps.append(("停用和恢复", lambda by: organisation.take_standing(by=by, rows=tables[OFFICERS]), ""))
    return steps
