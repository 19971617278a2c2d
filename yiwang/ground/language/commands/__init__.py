"""Taking a trained model into service or setting it aside, calling an earlier one back, counting how well was read."""

from yiwang.ground.language.commands.counting import count_week, note_night
from yiwang.ground.language.commands.learning import learn, learn_by_night
from yiwang.ground.language.commands.proposing import approve_call_back, propose_call_back, refuse_call_back
from yiwang.ground.language.commands.serving import Trained, call_back, keep_compared, keep_model

__all__ = [
    "Trained", "approve_call_back", "call_back", "count_week", "keep_compared", "keep_model", "learn", "learn_by_night",
    "note_night", "propose_call_back", "refuse_call_back",
]  # fmt: skip
