"""The ordered rules, judged: conditions over facts, word lists at word boundaries, stop as written."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any, cast

from yiwang.ground.language.queries.exclusions import Exclusion, surviving
from yiwang.ground.language.queries.phrases import Shelf, Span, WordList
from yiwang.ground.language.queries.text import Prepared, prepare
from yiwang.ground.rules import queries as rulesets
from yiwang.kit.errors import Invalid

Outcome = tuple[bool, tuple[Span, ...]]
Test = Callable[["Facts"], Outcome]
_NO: Outcome = (False, ())
_YES: Outcome = (True, ())
_KEPT = 4


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What rules may ask about one appeal. `calendar` and `style` are tags; `model`, `duplicate` and `names` may nest.

    `names`: what of the force the text names: how many `units`, `officers`, `leaders`, whether anybody is `pointed`
    at, and the words that `said` so.
    """

    text: str = ""
    type: str = ""
    category: str = ""
    handling_level: str = ""
    hide_identity: bool = False
    channel: str = ""
    area: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    calendar: frozenset[str] = frozenset()
    duplicate: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, Any] = field(default_factory=dict)
    model: Mapping[str, Any] = field(default_factory=dict)
    style: frozenset[str] = frozenset()
    age: int | None = None
    common: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    """What is known already of words, and of rules that ask nothing of the category: shared by `as_category`."""

    def as_category(self, *, code: str, handling_level: str, hide_identity: bool) -> "Facts":
        """The same appeal, were this its category; what does not hang on the category is judged once for all of them."""
        other = copy(self)
        other.__dict__.update(category=code, handling_level=handling_level, hide_identity=hide_identity)
        return other

    def value(self, name: str) -> Any:
        """The fact a rule calls by this name; None where it is not known."""
        if name in _PLAIN:
            return getattr(self, _PLAIN[name])
        if name == "text.length":
            return len(self.text)
        head, _, rest = name.partition(".")
        return _dig(getattr(self, _NESTED[head]), rest)


_PLAIN = {n: n for n in ("text", "type", "category", "channel", "area", "calendar", "style", "age")} | {
    "category.handling_level": "handling_level",
    "category.hide_identity": "hide_identity",
}
_OF_CATEGORY = frozenset({"category", "category.handling_level", "category.hide_identity"})
_SINGLE = frozenset({"type", "category", "channel", "area", "category.handling_level"})
"""Facts that are one text, never a set of tags."""
_GATED = ("type", "category", "channel", "category.handling_level", "category.hide_identity")
_gated = attrgetter(*(_PLAIN[name] for name in _GATED))
_MOST_LIKELY = 8192
_NESTED = {"answer": "answers", "duplicate": "duplicate", "model": "model", "names": "names"}


@dataclass(frozen=True)
class Hit:
    """A rule that holds: what follows (`then`), and the words that led to it with their places in the text."""

    rule_id: str
    name: str
    then: dict[str, Any]
    words: tuple[str, ...]
    stop: bool
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, eq=False)
class _Rule:
    id: str
    name: str
    test: Test
    then: dict[str, Any]
    stop: bool
    gates: tuple[Test, ...]
    """Of its conditions those that ask nothing but `_GATED`: where one fails the rule cannot hold. `test` is all others."""
    is_common: bool
    """Its `test` asks nothing of the category, so that it holds for every category whose gates it passes, or for none."""

    def hit(self, facts: Facts) -> "Hit | None":
        """What follows if it holds; the gates are passed already."""
        if not self.is_common:
            return self._judged(facts)
        if self not in facts.common:
            facts.common[self] = self._judged(facts)
        return facts.common[self]

    def _judged(self, facts: Facts) -> "Hit | None":
        holds, spans = self.test(facts)
        if not holds:
            return None
        ordered = tuple(sorted(set(spans)))
        words = tuple(dict.fromkeys(span.text for span in ordered))
        return Hit(self.id, self.name, self.then, words, self.stop, ordered)


def judge(*, rules: dict[str, Any], stage: str, facts: Facts) -> list[Hit]:
    """The rules of a stage that hold, in order, up to and including the first that stops.

    Raises `Invalid` where the rules name an unknown field, operator or word list.
    """
    hits = []
    for rule in _compiled(rules).likely(stage, facts):
        if hit := rule.hit(facts):
            hits.append(hit)
            if rule.stop:
                break
    return hits


def check(rules: dict[str, Any]) -> None:
    """Raise `Invalid` with the rule's number where a ruleset cannot be judged."""
    _Compiler(rules).stages()


@rulesets.shape("routing")
def _routing_faults(payload: Any) -> Iterator[str]:
    """A routing table must be judgeable before it is drafted."""
    try:
        check(payload)
    except Invalid as error:
        yield error.message


@dataclass(frozen=True)
class _Compiled:
    payload: dict[str, Any]
    stages: dict[str, tuple[_Rule, ...]]
    _likely: dict[tuple[Any, ...], tuple[_Rule, ...]] = field(default_factory=dict)

    def likely(self, stage: str, facts: Facts) -> tuple[_Rule, ...]:
        """The stage's rules that may hold for such an appeal, whatever its words: found out once a kind of appeal."""
        key = (stage, _gated(facts))
        if key not in self._likely:
            if len(self._likely) >= _MOST_LIKELY:
                self._likely.clear()
            rules = self.stages.get(stage, ())
            self._likely[key] = tuple(rule for rule in rules if all(gate(facts)[0] for gate in rule.gates))
        return self._likely[key]


_cache: OrderedDict[int, _Compiled] = OrderedDict()


def _compiled(rules: dict[str, Any]) -> _Compiled:
    """Compiled once a payload object; the payload is held, so that its id cannot pass to another."""
    known = _cache.get(id(rules))
    if known is None:
        known = _cache[id(rules)] = _Compiled(rules, _Compiler(rules).stages())
        while len(_cache) > _KEPT:
            _cache.popitem(last=False)
    return known


class _Compiler:
    """Turns a ruleset's conditions into functions of `Facts`."""

    def __init__(self, rules: dict[str, Any]) -> None:
        self.rules = rules
        self.lexicons: dict[str, list[str]] = rules.get("lexicons", {})
        self._lists: dict[tuple[str, ...], WordList] = {}

    def stages(self) -> dict[str, tuple[_Rule, ...]]:
        found: dict[str, list[_Rule]] = {}
        for rule in sorted(self.rules["rules"], key=lambda r: r["order"]):
            if rule.get("off"):
                continue
            found.setdefault(rule["stage"], []).append(self._rule(rule))
        return {stage: tuple(rows) for stage, rows in found.items()}

    def _rule(self, rule: dict[str, Any]) -> _Rule:
        try:
            parts = rule["when"].get("all", [rule["when"]])
            asked = [part for part in parts if not _is_gate(part)]
            test = self.condition({"all": asked} if asked else {"always": True})
            gates = tuple(_comparison(part) for part in parts if _is_gate(part))
        except (KeyError, TypeError, ValueError) as error:
            raise Invalid(f"规则{rule.get('id', '？')}写得不对：{error}") from error
        is_common = not any(set(_fields(part)) & _OF_CATEGORY for part in asked)
        return _Rule(rule["id"], rule["name"], test, rule["then"], bool(rule.get("stop")), gates, is_common)

    def condition(self, when: dict[str, Any]) -> Test:
        if when.get("always"):
            return lambda facts: _YES
        if "all" in when:
            # what only compares goes first: it costs least, and gives no words whose order would matter
            parts = sorted(when["all"], key=lambda part: not _compares(part))
            return _all([self.condition(part) for part in parts])
        if "any" in when:
            return _any([self.condition(part) for part in when["any"]])
        if "not" in when:
            inner = self.condition(when["not"])
            return lambda facts: (not inner(facts)[0], ())
        return self._words(when) if "has_any" in when else _comparison(when)

    def _words(self, leaf: dict[str, Any]) -> Test:
        wanted = self.word_list(leaf["has_any"])
        beside = self.word_list(leaf["with"]) if "with" in leaf else None
        exclusions = [self._exclusion(name) for name in leaf.get("unless", ())]
        within, names_too = int(leaf.get("within", 0)), bool(leaf.get("with_named"))

        def look(text: Prepared, said: tuple[str, ...]) -> Outcome:
            if wanted not in self.shelf.likely(text):
                return _NO
            spans = surviving(text, wanted.spans(text), exclusions)
            if beside is not None and spans:
                mates = surviving(text, beside.spans(text), exclusions)
                spans = _near(text, spans, (*mates, *_places(text, said)), within)
            return bool(spans), spans

        read = _reader(leaf["field"])

        def ask(facts: Facts) -> Outcome:
            text = prepare(str(read(facts) or ""))
            said = tuple(facts.names.get("said", ())) if names_too else ()
            if (look, said) not in text.memo:
                text.memo[look, said] = look(text, said)
            return cast(Outcome, text.memo[look, said])

        def test(facts: Facts) -> Outcome:
            if ask not in facts.common:
                facts.common[ask] = ask(facts)
            return cast(Outcome, facts.common[ask])

        return test

    @cached_property
    def shelf(self) -> Shelf:
        """All word lists of the ruleset, once it is compiled."""
        return Shelf(self._lists.values())

    def _exclusion(self, name: str) -> Exclusion:
        spec = self.rules.get("exclusions", {}).get(name.removeprefix("@"), {})
        return Exclusion.from_payload(self.word_list([name]), spec, self.word_list(spec.get("ended_by", ())))

    def word_list(self, names: Iterable[str]) -> WordList:
        """The list of these phrases, `@name` standing for a whole list of the ruleset."""
        key = tuple(names)
        if key not in self._lists:
            phrases = [p for n in key for p in (self.lexicons[n[1:]] if n.startswith("@") else [n])]
            self._lists[key] = WordList(phrases)
        return self._lists[key]


def _near(text: Prepared, spans: tuple[Span, ...], beside: tuple[Span, ...], within: int) -> tuple[Span, ...]:
    """The spans that have another list's word at most `within` clauses away, and those words."""
    found: set[Span] = set()
    for span in spans:
        here = text.clause_at(span.start)
        mates = [b for b in beside if b != span and abs(text.clause_at(b.start) - here) <= within]
        found.update([span, *mates] if mates else [])
    return tuple(sorted(found))


def _places(text: Prepared, said: tuple[str, ...]) -> tuple[Span, ...]:
    """Where these very words first stand in the text."""
    found = ((text.original.find(word), word) for word in said)
    return tuple(Span(start, start + len(word), word) for start, word in found if start >= 0)


def _all(tests: list[Test]) -> Test:
    def test(facts: Facts) -> Outcome:
        spans: tuple[Span, ...] = ()
        for part in tests:
            holds, more = part(facts)
            if not holds:
                return _NO
            spans += more
        return True, spans

    return test


def _any(tests: list[Test]) -> Test:
    def test(facts: Facts) -> Outcome:
        holding = [spans for holds, spans in (part(facts) for part in tests) if holds]
        return bool(holding), tuple(span for spans in holding for span in spans)

    return test


def _comparison(leaf: dict[str, Any]) -> Test:
    name = leaf["field"]
    if name not in _PLAIN and name != "text.length" and name.partition(".")[0] not in _NESTED:
        raise ValueError(f"没有名为{name}的字段")
    operator = next((o for o in leaf if o in _OPERATORS), None)
    if operator is None:
        raise ValueError(f"字段{name}没有写条件，或条件不认识")
    holds, wanted, read = _OPERATORS[operator], leaf[operator], _reader(name)
    if name in _SINGLE and operator in ("is", "in"):
        ones = frozenset([wanted] if operator == "is" else wanted)
        return lambda facts: _YES if read(facts) in ones else _NO
    return lambda facts: _YES if holds(read(facts), wanted) else _NO


def _compares(when: dict[str, Any]) -> bool:
    return "field" in when and "has_any" not in when


def _is_gate(when: dict[str, Any]) -> bool:
    return _compares(when) and when["field"] in _GATED


def _fields(when: dict[str, Any]) -> Iterator[str]:
    """Every fact that a condition asks for."""
    if "field" in when:
        yield when["field"]
    for part in (*when.get("all", ()), *when.get("any", ()), *([when["not"]] if "not" in when else ())):
        yield from _fields(part)


def _reader(name: str) -> Callable[["Facts"], Any]:
    """How the fact of this name is read."""
    return attrgetter(_PLAIN[name]) if name in _PLAIN else lambda facts: facts.value(name)


def _is(value: Any, wanted: Any) -> bool:
    return wanted in value if isinstance(value, (frozenset, set, tuple, list)) else bool(value == wanted)


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "is": _is,
    "in": lambda value, wanted: any(_is(value, one) for one in wanted),
    "under": lambda value, wanted: value == wanted or str(value).startswith(f"{wanted}."),
    "exists": lambda value, wanted: (value not in (None, "", frozenset())) == wanted,
    "lt": lambda value, wanted: value is not None and value < wanted,
    "ge": lambda value, wanted: value is not None and value >= wanted,
    "le": lambda value, wanted: value is not None and value <= wanted,
}


def _dig(tree: Mapping[str, Any], path: str) -> Any:
    """`unit.confidence` in {"unit": {"confidence": …}} or in {"unit.confidence": …}."""
    if path in tree:
        return tree[path]
    head, _, rest = path.partition(".")
    inner = tree.get(head)
    return _dig(inner, rest) if rest and isinstance(inner, Mapping) else None
