"""A rule's condition as a form asks for it: words, types, categories, channels, places; the rest stays as it is. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from yiwang.sites.workbench.tables.called import LEXICON_NAMES

When = Mapping[str, Any]
ALL, ANY, ALWAYS = "all", "any", "always"
_PLAIN_WORDS = frozenset({"field", "has_any"})


def read(when: When) -> dict[str, Any]:
    """The condition as the form's answers. `rest`: the parts the form has no question for, kept to be written back."""
    if when.get("always"):
        return {**_blank(), "how": ALWAYS}
    how = ANY if "any" in when else ALL
    leaves = when.get("any") or when.get("all") or [when]
    found = {**_blank(), "how": how}
    for leaf in leaves:
        if not _taken(found, leaf):
            found["rest"].append(leaf)
    return found


def _blank() -> dict[str, Any]:
    return {
        "how": ALL, "words": [], "lists": [], "also": [], "also_lists": [], "without": [], "without_lists": [], "types": [],
        "other_types": [], "categories": [], "channels": [], "areas": [], "level": "", "place": "", "rest": [],
    }  # fmt: skip


def _taken(found: dict[str, Any], leaf: When) -> bool:
    """Put one part where the form asks for it; False where it has no place there, or that place is taken."""
    if set(leaf) == {"any"} and found["how"] == ALL and not found["categories"]:
        codes = [code for part in leaf["any"] for code in _codes(part, "category")]
        if all(part.get("field") == "category" for part in leaf["any"]) and codes:
            found["categories"] = codes
            return True
    if set(leaf) == {"not"}:
        inner = leaf["not"]
        return _words(found, "without", inner) or _listed(found, "other_types", "type", inner)
    if _words(found, "words", leaf) or _words(found, "also", leaf):
        return True
    for name, field in (("types", "type"), ("channels", "channel"), ("areas", "area"), ("categories", "category")):
        if _listed(found, name, field, leaf):
            return True
    if leaf.get("field") == "category.handling_level" and "is" in leaf and not found["level"]:
        found["level"] = leaf["is"]
        return True
    if leaf.get("field") == "area" and "exists" in leaf and not found["place"]:
        found["place"] = "known" if leaf["exists"] else "unknown"
        return True
    return False


def _words(found: dict[str, Any], name: str, leaf: When) -> bool:
    if set(leaf) != _PLAIN_WORDS or leaf["field"] != "text" or found[name] or found[f"{_lists(name)}"]:
        return False
    found[name] = [word for word in leaf["has_any"] if not word.startswith("@")]
    found[_lists(name)] = [word[1:] for word in leaf["has_any"] if word.startswith("@")]
    return True


def _lists(name: str) -> str:
    return "lists" if name == "words" else f"{name}_lists"


def _listed(found: dict[str, Any], name: str, field: str, leaf: When) -> bool:
    codes = _codes(leaf, field)
    if not codes or (found[name] and (found["how"] == ALL or field != "category")):
        return False
    found[name] = [*found[name], *codes]
    return True


def _codes(leaf: When, field: str) -> list[str]:
    """The codes of a leaf that compares this field; a family is named by `under`, never by `is`."""
    if leaf.get("field") != field or len(leaf) != 2:
        return []
    if "under" in leaf:
        return [str(leaf["under"])] if field == "category" and "." not in str(leaf["under"]) else []
    codes = [leaf["is"]] if "is" in leaf else list(leaf.get("in", ()))
    if field == "category" and any("." not in code for code in codes):
        return []
    return codes


def build(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The condition that these answers mean; `always` where nothing is asked."""
    if asked["how"] == ALWAYS:
        return {"always": True}
    leaves = [*_text(asked), *_codes_back(asked), *asked["rest"]]
    if not leaves:
        return {"always": True}
    return dict(leaves[0]) if len(leaves) == 1 else {asked["how"]: leaves}


def _text(asked: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    for name in ("words", "also", "without"):
        wanted = [*(f"@{one}" for one in asked[_lists(name)]), *asked[name]]
        if wanted:
            leaf = {"field": "text", "has_any": wanted}
            yield {"not": leaf} if name == "without" else leaf


def _codes_back(asked: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    for name, field in (("types", "type"), ("channels", "channel"), ("areas", "area")):
        if asked[name]:
            yield _among(field, asked[name])
    if asked["other_types"]:
        yield {"not": _among("type", asked["other_types"])}
    families = [{"field": "category", "under": code} for code in asked["categories"] if "." not in code]
    leaves = [code for code in asked["categories"] if "." in code]
    parts = [*([_among("category", leaves)] if leaves else []), *families]
    if len(parts) == 1 or asked["how"] == ANY:
        yield from parts
    elif parts:
        yield {"any": parts}
    if asked["level"]:
        yield {"field": "category.handling_level", "is": asked["level"]}
    if asked["place"]:
        yield {"field": "area", "exists": asked["place"] == "known"}


def _among(field: str, codes: list[str]) -> dict[str, Any]:
    return {"field": field, "is": codes[0]} if len(codes) == 1 else {"field": field, "in": list(codes)}


_FIELDS = {
    "text": "文字", "text.length": "字数", "type": "类型", "category": "类别", "category.handling_level": "办理层级",
    "category.hide_identity": "要隐去身份", "channel": "渠道", "area": "片区", "age": "年龄", "style": "诉求人",
    "calendar": "日子", "answer.danger_now": "自选“正在发生”", "answer.want_12389": "选了12389",
    "duplicate.score": "与以前的件相似度", "duplicate.same_applicant": "同一个人", "duplicate.age_days": "相隔天数",
    "duplicate.count": "同类件数", "model.unit.confidence": "系统对单位的把握", "names.units": "点到的单位数",
    "names.officers": "点到的民警数", "names.leaders": "点到的负责人数", "names.pointed": "点到了民警本人",
}  # fmt: skip
_SIGNS = {
    "lt": "小于",
    "ge": "不小于",
    "le": "不大于",
    "is": "是",
    "in": "是其中之一：",
    "under": "属于",
    "exists": "写了",
}


def say(when: When) -> str:
    """A condition in words, however deep."""
    if when.get("always"):
        return "总是"
    for word, joint in (("all", "，并且"), ("any", "，或者")):
        if word in when:
            return "（" + joint.join(say(part) for part in when[word]) + "）"
    if "not" in when:
        return f"不是{say(when['not'])}"
    return _say_leaf(when)


def _say_leaf(leaf: When) -> str:
    name = _FIELDS.get(str(leaf["field"]), str(leaf["field"]))
    if "has_any" in leaf:
        also = "或点到的单位和民警" if leaf.get("with_named") else ""
        beside = f"，相隔{leaf.get('within', 0)}句以内还有{_named(leaf['with'])}{also}" if "with" in leaf else ""
        unless = f"，除非是{_named(leaf['unless'])}" if "unless" in leaf else ""
        return f"{name}里有{_named(leaf['has_any'])}{beside}{unless}"
    sign = next((sign for sign in _SIGNS if sign in leaf), "")
    value = leaf.get(sign)
    if isinstance(value, bool):
        return name if value else f"不{name}"
    return f"{name}{_SIGNS.get(sign, '')}{'、'.join(map(str, value)) if isinstance(value, list) else value}"


def _named(words: Iterable[str]) -> str:
    return "、".join(
        f"词表“{LEXICON_NAMES.get(word[1:], word[1:])}”" if word[:1] == "@" else f"“{word}”" for word in words
    )
