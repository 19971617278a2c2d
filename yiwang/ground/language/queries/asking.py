"""What a letter asks, and what of it a reply takes up."""

import re

_SENTENCE = re.compile(r"[^。！？?!；;\n]+[？?！!。；;]?")
_ASKS = re.compile(
    r"[？?]$|(?:吗|呢|么|不)[。，]?$|怎么|咋|什么|啥|哪里|哪儿|哪个|多久|几天|几点|多少|能不能|可不可以|要不要|是不是|是否|有没有"
    r"|行不行|会不会|该不该|为什么|为啥|何时|请问"
)
_NOT_ASKED = re.compile(r"怎么(?:也|都)|什么(?:都|也)|怎么办吧|凭什么|不知道|没(?:什么|啥)|这么|那么")
_FILLING = frozenset(
    "的了吗呢么啊吧呀我你您他她它们这那是在有和与就都也还要想能不可以请问一下下个么怎什哪里儿多少几为啥咋到去来说给把被让会行对"
)


def questions(letter: str) -> list[str]:
    """The sentences that ask something, as they were written; without those that only complain in the form of a question."""
    found = (hit[0].strip() for hit in _SENTENCE.finditer(letter))
    return [one for one in found if len(one) > 3 and _ASKS.search(one) and not _NOT_ASKED.search(one)]


def unanswered(letter: str, reply: str) -> list[str]:
    """Questions of which the reply takes up no word: most likely they were passed over."""
    said = pairs(reply)
    return [one for one in questions(letter) if (asked := pairs(one)) and not asked & said]


def pairs(text: str) -> set[str]:
    """Every two neighbouring signs that carry meaning."""
    parts = re.split(r"[^\u4e00-\u9fffA-Za-z0-9]+", text)
    return {
        part[at : at + 2]
        for part in parts
        for at in range(len(part) - 1)
        if not _FILLING.intersection(part[at : at + 2])
    }
