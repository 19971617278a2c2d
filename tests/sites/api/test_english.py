"""Refusals in English, for whoever asks for it: the same refusal, another tongue."""

import re
from pathlib import Path

import pytest

import yiwang
from tests.sites.api.conftest import caller, letter
from yiwang.cases.appeals.states import MOVES, Move, State
from yiwang.sites.api import english

HOUSE = Path(yiwang.__file__).parent
EN = {"accept_language": "en-GB,en;q=0.8"}


def test_every_sentence_is_one_that_the_house_says():
    """A sentence that was changed in its room is found here, not by a reader who gets Chinese again."""
    files = [path for path in HOUSE.rglob("*.py") if path.name != "english.py"]
    written = "\n".join(path.read_text(encoding="utf-8") for path in files)
    pieces = {piece for key in english.SENTENCES for piece in key.split("{}") if len(piece) > 1}
    assert [piece for piece in sorted(pieces) if piece not in written] == []
    for key, said in english.SENTENCES.items():
        assert not english.HAN.search(said) and said.endswith(".")
        assert {int(place) for place in re.findall(r"{(\d)}", said)} <= set(range(key.count("{}")))


@pytest.mark.parametrize("state", State)
def test_states_and_moves_are_called_as_the_api_calls_them(state):
    told = english.said(f"{state.label}的件不能{MOVES[Move.WITHDRAW].label}")
    assert f"`{state.value}`" in told and "`withdraw`" in told and not english.HAN.search(told)


def test_what_is_not_there_stays_as_it_was_said():
    assert english.said("这句话谁也没有说过。没有找到") == "这句话谁也没有说过。没有找到"
    assert english.said("already English") == "already English"


def test_commands_refuse_in_english(hotline):
    number = hotline.file(external_id="GD-1")["number"]
    moves = f"appeals/{number}/moves"
    asked = [
        (403, hotline.post(moves, {"move": "dispute", "reason": "x"}, **EN)),
        (409, hotline.post(moves, {"move": "withdraw", "version": 99}, **EN)),
        (403, caller().post(moves, {"move": "withdraw"}, **EN)),
        (404, caller("web").get(f"appeals/{number}", **EN)),
        (403, caller("web").post("appeals", letter(), **EN)),
        (422, hotline.post("appeals", letter(area_code="nowhere"), **EN)),
        (422, hotline.post("appeals", letter(applicant={"name": "王", "phone": "1", "id_number": "1"}), **EN)),
        (403, caller("12345", "appeals:read").post("appeals", letter(), **EN)),
        (422, hotline.get("appeals?cursor=x", **EN)),
        (422, hotline.get("appeals?unti=x", **EN)),
    ]
    for status, answer in asked:
        told = answer.json()
        assert answer.status_code == status, told
        words = [told["title"], told["detail"], *(one["message"] for one in told.get("errors", ()))]
        assert not [said for said in words if english.HAN.search(said)], told
    assert "`pushed`" in asked[0][1].json()["detail"] and "`dispute`" in asked[0][1].json()["detail"]
    plain = hotline.post(moves, {"move": "dispute", "reason": "x"}).json()
    assert plain["detail"] == "待签收的件不能没有解决"
