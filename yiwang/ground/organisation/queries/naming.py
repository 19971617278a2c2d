"""What of the force a text names: units, officers by name, badge, title or surname, and what is only called by its kind."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from yiwang.ground.organisation.models import Officer, Post
from yiwang.ground.organisation.queries.calling import beginnings, calls
from yiwang.ground.organisation.queries.reaching import in_force
from yiwang.ground.organisation.queries.roster import roster
from yiwang.ground.organisation.queries.tree import is_within
from yiwang.ground.organisation.states import Role, UnitKind
from yiwang.kit.clock import today
from yiwang.kit.memory import remembered

LONGEST = 6000
"""Signs of a text that are read for names."""
LEADERS = frozenset({Role.LEADER, Role.UNIT_HEAD, Role.DEPUTY_HEAD, Role.DEPUTY_APPROVER})
"""Roles of those who lead the unit their post stands in."""
FEW = 3
"""So many of a surname may be meant where the text names no unit; of more none is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An officer whom a text may mean. `posts`: units where they serve with the title there; `leads`: units they lead."""

    key: int
    code: str
    name: str
    badge: str
    unit: str
    posts: tuple[tuple[str, str], ...] = ()
    leads: tuple[str, ...] = ()

    def serves(self, unit: str) -> bool:
        """Whether home or a post stands in the unit or below it."""
        return is_within(self.unit, unit) or any(is_within(code, unit) for code, _title in self.posts)


@dataclass(frozen=True, order=True, slots=True)
class Spot:
    """A stretch [start, end) of a text that names units or officers, by their codes; `is_unit`: units."""

    start: int
    end: int
    codes: tuple[str, ...]
    is_unit: bool = False


@dataclass(frozen=True, kw_only=True)
class Named:
    """What a text names. `units`: codes in the order they stand; `officers`: those who can be told by name, number or title.

    `is_pointed`: somebody of the force is pointed at, whether or not it can be told who it is. `said`: units and
    officers as the text calls them. `spots`: where they stand.
    """

    units: tuple[str, ...] = ()
    officers: tuple[Person, ...] = ()
    is_pointed: bool = False
    said: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True)
class _Mention:
    start: int
    end: int
    code: str


_Pointed = tuple[int, int, Iterable[Person]]
"""From where to where somebody is pointed at, and who it may be."""


@dataclass(frozen=True)
class Force:
    """Everybody and everything that can be named. `units`: form → code; `kinds`: code → kind."""

    units: Mapping[str, str]
    people: tuple[Person, ...]
    kinds: Mapping[str, str]

    @cached_property
    def by_name(self) -> Mapping[str, list[Person]]:
        """Those of each name."""
        found: dict[str, list[Person]] = {}
        for person in self.people:
            if len(person.name) >= 2:
                found.setdefault(person.name, []).append(person)
        return found

    @cached_property
    def by_badge(self) -> Mapping[str, Person]:
        """Whose number it is."""
        return {person.badge: person for person in self.people if person.badge}

    @cached_property
    def by_surname(self) -> Mapping[str, list[Person]]:
        """Those of each surname."""
        found: dict[str, list[Person]] = {}
        for person in self.people:
            found.setdefault(person.name[: 2 if len(person.name) > 3 else 1], []).append(person)
        return found

    @cached_property
    def units_begin(self) -> Mapping[str, list[str]]:
        """Forms of units by their first two signs."""
        return beginnings(self.units)

    @cached_property
    def names_begin(self) -> Mapping[str, list[str]]:
        """Names by their first two signs."""
        return beginnings(self.by_name)


@remembered(until="organisation.")
def _force(day: date) -> Force:
    """As of a day: who has left is named no more, who is suspended is."""
    serving: dict[int, list[tuple[str, str]]] = {}
    leading: dict[int, list[str]] = {}
    posts = Post.objects.filter(in_force()).order_by("officer_id", "id")
    for officer, unit, title, roles in posts.values_list("officer_id", "unit__code", "title", "roles"):
        serving.setdefault(officer, []).append((unit, title))
        if LEADERS.intersection(roles):
            leading.setdefault(officer, []).append(unit)
    rows = Officer.objects.filter(left_on=None).order_by("code", "id")
    people = tuple(
        Person(
            key=key, code=code, name=name, badge=badge, unit=unit, posts=tuple(serving.get(key, ())),
            leads=tuple(leading.get(key, ())),
        )
        for key, code, name, badge, unit in rows.values_list("pk", "code", "name", "badge_no", "unit__code")
    )  # fmt: skip
    standing = roster().standing
    return Force(calls(standing.values()), people, {code: unit.kind for code, unit in standing.items()})


# --- the words that stand around a name

_RANK = (
    "副所长|所长|教导员|指导员|副支队长|支队长|副大队长|大队长|副中队长|中队长|副局长|分局长|局长|副政委|政委|副主任|主任|副处长|"
    "处长|副科长|科长|副队长|队长|警长|副组长"
)
_FORCE = "民警|警官|警察|辅警|协警|交警|刑警|片警|警员|干警|巡警|户籍警"
_DESK = "受理员|接线员|话务员|坐席员|回访员|督办员|承办人?"
"""Who takes in or handles for the police, said without a rank: their name is said with this word."""
_TITLE = re.compile(f"{_RANK}|{_FORCE}")
_IS_RANK = re.compile(_RANK)
_AFTER_NAME = re.compile(
    rf"(?:同志|这个|那个|这名|那名|这位|那位|副|[，,（(“\"\s]){{0,2}}({_RANK}|{_FORCE}|{_DESK}|警号)"
)
_BEFORE_NAME = re.compile(
    rf"({_RANK}|{_FORCE}|{_DESK})(?:同志|叫做|名叫|名字|姓名|叫|是|为|[：:，,、“\"（(\s]){{0,3}}$"
)
_SURNAMED = re.compile(rf"姓([\u4e00-\u9fff]{{1,2}}?)的?(?:男|女|老|小|年轻)?(?:{_RANK}|{_FORCE}|同志|领导)")
_AFTER_TITLE = re.compile(r"(?:是|叫|姓)?([\u4e00-\u9fff]{1,2}?)(?:某|姓)")
_ELSEWHERE = frozenset(
    {"局长", "副局长", "主任", "副主任", "处长", "副处长", "科长", "副科长", "队长", "副队长", "副组长"}
)
"""Ranks that other bodies have too: they count behind the word of a police body alone."""
_POLICE = re.compile("公安|警|派出所|刑侦|督察|看守所|拘留所|车管所")
_BADGE = re.compile(r"(?:警号|工号|警员号|胸牌号?|胸号|编号)[^0-9\n]{0,6}([A-Za-z]{0,3}\d{5,8})(?!\d)")
_CARRIES = frozenset("的是叫有位个名找问跟和与被让那这该老小为给对按所队局组区县市处室站心部姓说称办科岗")
"""Signs after which a surname may begin; after any other sign of a word it is part of that word (社区民警)."""
_NO_SURNAME = frozenset("向和于任从连经由时能应有全管高那")
"""Surnames that are words before 民警, 警察 and the like; before a rank or 警官 they are surnames."""
_GREETED_BEFORE = re.compile(r"(?:尊敬的|敬爱的|亲爱的|致|呈|您好)[\u4e00-\u9fff]{0,8}$")
_GREETED_AFTER = re.compile(r"(?:您好|你好|好[，,！!。]|[：:]|信箱|邮箱|热线|接待|公开电话|办公)")
_KINDS: Mapping[str, tuple[str, ...]] = {
    "所长": (UnitKind.STATION, UnitKind.VEHICLE_OFFICE, UnitKind.DETENTION_CENTRE, UnitKind.LOCKUP),
    "教导员": (UnitKind.STATION, UnitKind.COUNTY_DEPARTMENT), "指导员": (UnitKind.STATION,),
    "大队长": (UnitKind.COUNTY_DEPARTMENT,), "支队长": (UnitKind.CITY_DEPARTMENT,),
}  # fmt: skip
"""Ranks that, without a unit beside them, mean whoever holds them in the units of this kind that the text names."""


def named(text: str, *, near: Iterable[str] = ()) -> Named:
    """What of the force this text names.

    An officer's name counts only where the word of a police officer stands at it, or where the text names the unit that the
    officer serves in: citizens are called as officers are. `near`: units that are meant without being named (the station of
    the place), in which somebody said by surname may serve. At most `LONGEST` signs are read.
    """
    return read(text, _force(today()), near=near)


def read(text: str, force: Force, *, near: Iterable[str] = ()) -> Named:
    """As `named`, of a force that is given."""
    said = text[:LONGEST]
    mentions = _mentions(said, force.units_begin, force.units)
    units = tuple(dict.fromkeys(mention.code for mention in mentions))
    found: dict[int, Person] = {}
    spots = [Spot(mention.start, mention.end, (mention.code,), True) for mention in mentions]
    is_pointed = False
    for start, end, pointed in (
        *_by_name(said, force, mentions, units),
        *_by_badge(said, force),
        *_by_title(said, force, mentions, units, tuple(near)),
    ):
        people, is_pointed = tuple(pointed), True
        found.update((person.key, person) for person in people)
        if people:
            spots.append(Spot(start, end, tuple(person.code for person in people)))
    calls = [said[mention.start : mention.end] for mention in mentions]
    calls += [person.name for person in found.values() if person.name in said]
    return Named(
        units=units, officers=tuple(found.values()), is_pointed=is_pointed, said=tuple(dict.fromkeys(calls)),
        spots=tuple(sorted(spots)),
    )  # fmt: skip


def _mentions(text: str, begin: Mapping[str, list[str]], forms: Mapping[str, str]) -> list[_Mention]:
    """Units as they are called; of a bureau and its own station right behind only the station."""
    found: list[_Mention] = []
    at = 0
    for place in range(len(text) - 1):
        if place < at or not (likely := begin.get(text[place : place + 2])):
            continue
        form = next((one for one in likely if text.startswith(one, place) and _ends_so(text, place, one)), "")
        if not form:
            continue
        at = place + len(form)
        before = found[-1] if found else None
        if before and 0 <= place - before.end <= 1 and forms[form].startswith(f"{before.code}."):
            found.pop()
        found.append(_Mention(place, at, forms[form]))
    return found


def _ends_so(text: str, start: int, form: str) -> bool:
    """渡口所 is no station in 渡口所在地."""
    after = text[start + len(form) : start + len(form) + 1]
    return not (form.endswith("所") and not form.endswith("派出所") and after in "在有以谓需属致见述")


def _by_name(text: str, force: Force, mentions: list[_Mention], units: tuple[str, ...]) -> Iterable[_Pointed]:
    ends = {mention.end for mention in mentions}
    for place in range(len(text) - 1):
        for name in force.names_begin.get(text[place : place + 2], ()):
            if not text.startswith(name, place):
                continue
            end = place + len(name)
            titled = _AFTER_NAME.match(text, end) or _BEFORE_NAME.search(text, max(0, place - 12), place)
            if titled and _is_greeted(text, place, end + 4):
                continue
            title = titled[1] if titled else ""
            is_police = bool(title) and (title not in _ELSEWHERE or _is_police_near(text, place))
            is_beside = bool({place, place - 1} & ends)
            for person in force.by_name[name]:
                holds = bool(title) and any(title in held for _unit, held in person.posts)
                if is_police or is_beside or holds or any(person.serves(unit) for unit in units):
                    yield place, end, [person]
            break


def _by_badge(text: str, force: Force) -> Iterable[_Pointed]:
    """Somebody was pointed at by every number that is called one; who, where it is ours."""
    for match in _BADGE.finditer(text):
        person = force.by_badge.get(match[1])
        yield *match.span(1), [person] if person else []


def _by_title(
    text: str, force: Force, mentions: list[_Mention], units: tuple[str, ...], near: tuple[str, ...]
) -> Iterable[_Pointed]:
    for match in _TITLE.finditer(text):
        title, start, end = match[0], match.start(), match.end()
        if _is_greeted(text, start, end):
            continue
        at = next((one for one in reversed(mentions) if one.end <= start <= one.end + 3), None)
        gap = text[at.end : start] if at else ""
        rank = title if _IS_RANK.fullmatch(title) else ""
        if rank in _ELSEWHERE and not at and not _is_police_near(text, start):
            continue
        if surname := _surname_before(text, start, title, force):
            where = (at.code,) if at else (*units, *near)
            yield start - len(surname), end, _surnamed(surname, rank, force, where)
        elif rank and at and gap in ("", "的", "副", "那个", "值班", "值班的"):
            yield start, end, _holders(rank, force, (at.code,))
        elif rank in _KINDS and (
            of_kind := [code for code in (*units, *near) if force.kinds.get(code) in _KINDS[rank]]
        ):
            yield start, end, _holders(rank, force, of_kind)
        if (after := _AFTER_TITLE.match(text, end)) and after[1] in force.by_surname:
            yield start, after.end(), _surnamed(after[1], rank, force, (at.code,) if at else (*units, *near))
    for match in _SURNAMED.finditer(text):
        if match[1] in force.by_surname:
            yield *match.span(), _surnamed(match[1], "", force, (*units, *near))


def _surname_before(text: str, start: int, title: str, force: Force) -> str:
    """The surname that stands right before a title (牛警官), where it is one and not the end of a word (社区民警)."""
    for size in (2, 1):
        said = text[max(0, start - size) : start]
        if len(said) != size or said not in force.by_surname:
            continue
        if said in _NO_SURNAME and title != "警官" and not _IS_RANK.fullmatch(title):
            continue
        before = text[start - size - 1 : start - size] if start > size else ""
        if not before or before in _CARRIES or not before.isalnum():
            return said
    return ""


def _surnamed(surname: str, rank: str, force: Force, units: Iterable[str]) -> list[Person]:
    """Those of the surname in the units that are meant; without a unit, where so few bear it that it may be any of them."""
    people = force.by_surname[surname]
    where = tuple(units)
    found = [one for one in people if any(one.serves(unit) for unit in where)]
    ranked = [one for one in found or people if rank and any(rank in title for _unit, title in one.posts)]
    if found:
        return ranked or found
    return [] if where and not ranked else ranked if rank else people if len(people) <= FEW else []


def _holders(rank: str, force: Force, units: Iterable[str]) -> list[Person]:
    """Who holds the rank in these very units; where no post is called so, who leads them."""
    where = set(units)
    here = [one for one in force.people if where.intersection((one.unit, *(unit for unit, _title in one.posts)))]
    called = [one for one in here if any(unit in where and _is_called(title, rank) for unit, title in one.posts)]
    return called or [one for one in here if where.intersection(one.leads)]


def _is_called(title: str, rank: str) -> bool:
    """所长 is whoever is 所长, not the 副所长."""
    return rank in title and ("副" in title) == ("副" in rank)


def _is_police_near(text: str, start: int) -> bool:
    return bool(_POLICE.search(text, max(0, start - 12), start))


def _is_greeted(text: str, start: int, end: int) -> bool:
    """局长您好, 尊敬的局长: spoken to, not spoken of."""
    return bool(_GREETED_AFTER.match(text, end) or _GREETED_BEFORE.search(text, max(0, start - 12), start))


# --- what is called by its kind alone

_BY_KIND: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("交警|交通警察|电子警察"), "traffic"),
    (re.compile("刑警|刑侦"), "criminal"),
    (re.compile("出入境"), "exit_entry"),
)
_STATION = re.compile("派出所|户籍室|户籍窗口|户籍科|片警|社区民警|驻村民警|所里|户籍民警|户籍警")


def presumed(text: str, *, station: str, county: str) -> tuple[str, ...]:
    """The units that are meant where the text names none: its county's traffic police, else the station of the place.

    `station`, `county`: codes of the units of the place where it happened; empty where it is not known.
    """
    standing = roster().standing
    found = [station] if station in standing and _STATION.search(text) else []
    for said, line in _BY_KIND:
        if county and said.search(text):
            found += [
                code
                for code, unit in standing.items()
                if is_within(code, county) and unit.kind == UnitKind.COUNTY_DEPARTMENT and line in unit.lines
            ]
    return tuple(found) or ((station,) if station in standing else ())
