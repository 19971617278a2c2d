"""What people call a unit: its name, as colleagues say it, and the short forms that everybody uses; none that two units bear."""

from collections.abc import Iterable, Mapping

from yiwang.ground.organisation.models import Unit

_SHORTER = (
    ("派出所", "所"), ("区分局", "分局"), ("区分局", "公安分局"), ("分局", "公安分局"), ("市分局", "分局"), ("县公安局", "县局"),
    ("县公安局", "公安局"), ("市公安局", "市局"), ("交通警察", "交警"), ("刑事侦查", "刑侦"), ("刑事侦查", "刑警"),
    ("出入境管理", "出入境"), ("治安（户政）", "治安"), ("治安（户政）", "户政"), ("治安管理", "治安"), ("人口管理", "户政"),
    ("警务督察", "督察"), ("车辆管理所", "车管所"), ("经济犯罪侦查", "经侦"), ("网络安全保卫", "网安"), ("反诈骗", "反诈"),
    ("巡特警", "特警"), ("支队车辆", "车辆"), ("民生警务服务中心", "服务中心"),
)  # fmt: skip
_BUREAUX = ("区分局", "分局", "县公安局", "市公安局", "公安局")
"""What stands between a place and its brigade: 镜川区分局交警大队 is 镜川交警大队 to everybody."""
_BUREAU = "公安局"
SHORTEST = 3
"""Signs a form has at least: shorter ones (市局) stand for any of several, or for a word."""
_MOST = 60


def calls(units: Iterable[Unit]) -> dict[str, str]:
    """Every form that one of these units alone is called by → its code. The bureau itself, above all others, has none.

    A complaint that says 市公安局 speaks to the bureau far more often than about it; its leaders are found by name and title.
    """
    found: dict[str, str] = {}
    twice: set[str] = set()
    every = list(units)
    homes = tuple(one.name.removesuffix(_BUREAU) for one in every if not one.parent_id and one.name.endswith(_BUREAU))
    for unit in every:
        for form in _forms(unit, homes) if unit.parent_id else ():
            if found.setdefault(form, unit.code) != unit.code:
                twice.add(form)
    return {form: code for form, code in found.items() if form not in twice}


def _forms(unit: Unit, homes: tuple[str, ...]) -> set[str]:
    known = {unit.short_name, *(unit.short_name.removeprefix(home) for home in homes)}
    waiting = list(known)
    while waiting and len(known) < _MOST:
        form = waiting.pop()
        fresh = {shorter for shorter in _once_shorter(form) if shorter not in known}
        known |= fresh
        waiting += sorted(fresh)
    return {form for form in (*known, unit.name) if len(form) >= SHORTEST}


def _once_shorter(form: str) -> Iterable[str]:
    for long, short in _SHORTER:
        if long in form and (long not in short or short not in form):
            yield form.replace(long, short, 1)
    for bureau in _BUREAUX:
        place, said, rest = form.partition(bureau)
        if said and place and rest:
            yield place + rest
            if not place.endswith(("区", "县", "市")) and bureau[0] in "区县市":
                yield place + bureau[0] + rest


def beginnings(forms: Mapping[str, object]) -> dict[str, list[str]]:
    """Forms by their first two signs, the longest first: a text is read once, and most of it begins none."""
    found: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda one: (-len(one), one)):
        found.setdefault(form[:2], []).append(form)
    return found
