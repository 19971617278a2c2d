"""docs/channels.md says of every channel what the shipped ruleset and the desk's table of keys say."""

import re

from tests.house.tree import ROOT
from yiwang.cases.centre.states import KEYS, HandOverWay
from yiwang.config import seed

PAGE = (ROOT / "docs/channels.md").read_text()
BACK = {"same": "按来的路", "exchange": "按接口回传"} | {way.value: way.label for way in HandOverWay}
CLOCK = {"registered": "本局，从登记起", "order_received": "来源方，从转来起"}
COMES = {"机器", "服务台", "文件"}


def told():
    """Code → cells, of each line of the page's table of channels."""
    lines = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if re.match(r"\| `\w+` \|", line)]
    return {cells[0].strip("` "): [cell.strip() for cell in cells[1:]] for cells in lines}


def test_the_page_and_the_ruleset_agree():
    rows = {row["code"]: row for row in seed.rows(seed.DEFAULTS / "channels.csv")}
    page = told()
    assert set(page) == set(rows) and len(rows) == 32
    for code, (label, keys, comes, how, back, clock) in page.items():
        row = rows[code]
        assert (label, keys, clock) == (row["zh"], KEYS[code], CLOCK[row["clock_starts"]]), code
        assert back.partition("：")[0] == BACK[row["reply_through"]], code
        assert set(comes.split("、")) <= COMES and how, code


def test_the_check_bites():
    assert told()["letter"][4] == "寄答复书" and BACK["letter"] != BACK["same"]
