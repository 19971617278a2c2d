"""What is said of a paper that was checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.cases.counter.queries import ResultSight, Upload
from yiwang.kit import clock
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Fact


@dataclass(frozen=True, kw_only=True)
class CheckedPage:
    """The finding in one sentence, its colour, what is known of the paper, and what to make of it."""

    title: str
    tone: str
    text: str
    facts: Sequence[Fact] = ()


def of_result(sight: ResultSight) -> CheckedPage:
    """A result found by its code: whether it holds, and since when it does not."""
    if sight.ended:
        text = {
            "lost": _("持有人已经报失，这份证明从%(day)s起作废。"),
            "taken_back": _("本局已经收回据以出具的决定，这份证明从%(day)s起失效。"),
        }.get(sight.ended, _("本局已经撤销，这份证明从%(day)s起失效。"))  # fmt: skip
        day = words.day(clock.local(sight.ended_at).date()) if sight.ended_at else ""
        return CheckedPage(title=_("已经失效，不能再用"), tone="bad", text=text % {"day": day}, facts=_facts(sight))
    if sight.has_lapsed and sight.until:
        text = _("有效期到%(day)s为止，已经过了。") % {"day": words.day(sight.until)}
        return CheckedPage(title=_("已经过了有效期"), tone="warn", text=text, facts=_facts(sight))
    text = _("请对一对下面这些和您手里的证明是不是一样；不一样的，以这里为准。")
    return CheckedPage(title=_("是本局出具的，现在有效"), tone="ok", text=text, facts=_facts(sight))


def of_upload(found: Upload) -> CheckedPage:
    """An uploaded file: our own paper byte for byte, one of ours that was changed, or none of ours."""
    if found.result and found.seal.is_ours and found.seal.is_whole:
        said = of_result(found.result)
        whole = _("文件和本局出具的一个字不差，电子签名有效。")
        return CheckedPage(title=said.title, tone=said.tone, text=f"{whole}{said.text}", facts=said.facts)
    if found.seal.is_ours and found.seal.is_whole:
        text = _("电子签名是本局的，文件没有改动，但是这里查不到这份证明。请打人工电话核对。")
        return CheckedPage(title=_("签名是本局的，查不到这份证明"), tone="warn", text=text)
    if found.seal.is_ours:
        text = _("签名以后，文件里又添了东西，看到的内容不一定是本局出具的。请向持有人要原来的文件。")
        return CheckedPage(title=_("文件在签名以后改动过"), tone="bad", text=text)
    if found.seal.is_signed:
        text = _("文件带着电子签名，但不是本局的，或者签名后内容改过。请不要采信，可以用核验码再查一次。")
        return CheckedPage(title=_("不是本局的签名，或者内容改过"), tone="bad", text=text)
    text = _("文件没有电子签名：可能是截图、扫描件或者另存过的文件。请用证明上的核验码查，或者要原来的PDF文件。")
    return CheckedPage(title=_("这个文件看不出是不是本局出具的"), tone="warn", text=text)


def _facts(sight: ResultSight) -> list[Fact]:
    told = (
        (_("证明"), sight.document), (_("编号"), sight.number), (_("持有人"), sight.holder),
        (_("出具日期"), words.day(clock.local(sight.issued_at).date())), (_("经办单位"), sight.unit),
        (_("有效期至"), words.day(sight.until) if sight.until else ""),
    )  # fmt: skip
    return [Fact(term=term, value=str(value)) for term, value in told if value]
