"""The report of a package as a page of its own, to be passed around before anybody agrees to the real run."""

from collections.abc import Iterable, Sequence
from html import escape

from yiwang.kit import clock
from yiwang.sites.exchange.migrating import Report

TABLES = {"units": "单位", "officers": "人员", "categories": "类别", "channels": "来源渠道", "types": "类型"}
_MOST = 200
_STYLE = """
body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:60rem;margin:2rem auto;
padding:0 1rem;color:#0b0c0c}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}
th,td{border-bottom:1px solid #b1b4b6;padding:.35rem .75rem .35rem 0;text-align:left;vertical-align:top}
td.n,th.n{text-align:right;white-space:nowrap}
h2{margin-top:2rem}
.soft{color:#505a5f}
"""


def page(report: Report) -> str:
    """The whole page, in one file without anything from elsewhere."""
    title = f"旧系统迁移{'预检' if report.is_dry else ''}报告"
    parts = [_summary(report), _desks(report), _unmapped(report), _rejected(report), _warned(report), _missing(report)]
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>{''.join(parts)}</body></html>\n"
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; numbers stand at the right."""
    body = "".join(
        "<tr>" + "".join(f"<td{_side(cell)}>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr></thead><tbody>{body}</tbody></table>"


def _side(cell: object) -> str:
    return ' class="n"' if isinstance(cell, int) else ""


def _section(title: str, body: str, note: str = "") -> str:
    return f"<h2>{escape(title)}</h2>{f'<p class=soft>{escape(note)}</p>' if note else ''}{body}"


def _summary(report: Report) -> str:
    will = "会" if report.is_dry else ""
    rows: list[tuple[str, object]] = [
        ("包", report.path.name), ("看的时间", f"{clock.local(clock.now()):%Y-%m-%d %H:%M}"), ("件", report.rows),
        (f"{will}收下", report.taken), ("已经在库", report.known), (f"{will}退回", report.rejected),
        ("附件", report.attachments), ("附件有问题", len(report.missing)), ("没有办结、按本局时限已超期", report.late),
    ]  # fmt: skip
    states = _table(["状态", "件"], report.states.most_common())
    return _table(["", ""], rows) + _section("各状态", states)


def _desks(report: Report) -> str:
    rows = [(unit, officer or "（没有指定承办人）", count) for (unit, officer), count in report.desks.most_common()]
    note = "没有办结的件导入后在谁的桌上。时限从原来的登记时间连续计算。"
    return _section("谁的桌上", _table(["单位", "承办人", "件"], rows), note) if rows else ""


def _unmapped(report: Report) -> str:
    rows = [
        (TABLES[table], old, count) for table, found in report.unmapped.items() for old, count in found.most_common()
    ]
    note = (
        "在包里的units、officers、categories等表里写上old和new两列再看一次。"
        "单位对不上的在办件导入后待分派，类别对不上的由系统推测。"
    )
    return _section("对不上的代码", _table(["表", "旧代码", "次"], rows), note) if rows else ""


def _rejected(report: Report) -> str:
    rows = [(number, reason) for number, reason in report.faults]
    return _section("退回的行", _table(["行", "原因"], rows), _cut(report.rejected, len(rows))) if rows else ""


def _warned(report: Report) -> str:
    rows = report.warnings[:_MOST]
    note = _cut(len(report.warnings), len(rows)) or "照收，请核对。"
    return _section("前后矛盾", _table(["行", "什么"], rows), note) if rows else ""


def _missing(report: Report) -> str:
    rows = report.missing[:_MOST]
    return _section("附件的问题", _table(["件", "什么"], rows), _cut(len(report.missing), len(rows))) if rows else ""


def _cut(whole: int, shown: int) -> str:
    return f"共{whole}条，这里列前{shown}条。" if whole > shown else ""
