"""Background work of prints: what registration left is read closely within seconds."""

from yiwang.cases.prints import commands
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job

BATCH = 30
"""Files a transaction; what they are compared with is held as long."""
MOST = 60
"""Files a run: a flood of new ones is compared as it ebbs, and does not take the machine from taking them in."""


@job("prints.compare", poll=1.0)
def compare() -> None:
    """Every second: hold what came in against what is there."""
    for _ in range(MOST // BATCH):
        if commands.compare(by=Actor.job("prints.compare"), limit=BATCH) < BATCH:
            break
