"""What docs/faults.md says of messages that are lost, repeated, reordered or forged is true of the tests there are."""

import re

from tests.house.tree import ROOT

CELLS = 6 * 4
"""Six inlets, four faults."""


def test_each_inlet_has_a_test_of_each_fault():
    page = (ROOT / "docs/faults.md").read_text()
    table = page.split("## Messages of machines", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("|").split("|")[1:] for line in table.splitlines() if "`test_" in line]
    cells = [set(re.findall(r"`(test_\w+)`", cell)) for row in rows for cell in row]
    standing = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(), re.M)
    }
    assert len(cells) == CELLS and all(cells)
    assert set().union(*cells) - standing == set()
