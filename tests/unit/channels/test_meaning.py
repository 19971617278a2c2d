"""What short messages say: digits, ratings and their opposites, commands, numbers with codes, and what is nothing."""

import pytest

from yiwang.cases.channels.queries import meaning
from yiwang.cases.channels.states import Sense
from yiwang.kit import clock, numbers

NUMBER = numbers.make_number(prefix="YZ", on=clock.today(), serial=18427)


@pytest.mark.parametrize("text", ["1", "１", "一", "①", "1。", "1分", "回复1", " 壹 ", "1星"])
def test_one_is_one_however_it_is_written(text: str) -> None:
    said = meaning.read(text)
    assert said.is_rating and said.digit == 1


@pytest.mark.parametrize("text", ["5", "５", "五", "⑤", "5星", "五分"])
def test_five_as_well(text: str) -> None:
    said = meaning.read(text)
    assert said.is_rating and said.digit == 5


@pytest.mark.parametrize(
    "text",
    [
        "1 满意",
        "１满意",
        "满意",
        "非常满意！",
        "2、满意",
        "没有什么不满意的",
        "问题解决了，谢谢",
        "处理好了 点赞",
        "很好",
        "已经办好了。",
    ],
)
def test_satisfied(text: str) -> None:
    assert meaning.read(text).sense is Sense.GOOD


@pytest.mark.parametrize(
    "text",
    [
        "不满意，还在吵", "没解决，昨晚又摆了", "没有解决", "1不满意", "1 不满意", "5 没人管", "不是很满意",
        "谈不上满意", "未解决", "根本没有改善", "不认可这个答复", "敷衍了事",
    ],
)  # fmt: skip
def test_not_satisfied_outright_whatever_the_digit(text: str) -> None:
    said = meaning.read(text)
    assert said.sense is Sense.BAD and said.is_sure


@pytest.mark.parametrize("text", ["还在吵", "又开始摆摊了", "老样子"])
def test_a_hint_is_not_outright(text: str) -> None:
    said = meaning.read(text)
    assert said.sense is Sense.BAD and not said.is_sure


@pytest.mark.parametrize("text", ["满意，但是楼上的灯坏了两天", "要是早点来就满意了吧", "怎么样才算满意呢，你们说说"])
def test_mixed_words_are_neither(text: str) -> None:
    assert meaning.read(text).sense not in (Sense.GOOD, Sense.BAD)


@pytest.mark.parametrize("text", ["2号楼楼下每晚有人吵架摔东西", "5分钟前有人在路口打架", "三楼住户养了两条大狗没拴绳"])
def test_a_matter_that_begins_with_a_digit_is_no_rating(text: str) -> None:
    said = meaning.read(text)
    assert said.sense is Sense.WORDS and said.is_matter and said.digit == -1


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("TD", Sense.MUTE), ("退订", Sense.MUTE), ("恢复", Sense.UNMUTE), ("帮助", Sense.HELP), ("？", Sense.HELP),
        ("您好", Sense.HELP),
        ("催", Sense.URGE), ("催办一下", Sense.URGE), ("请尽快处理", Sense.URGE), ("怎么还没人来", Sense.URGE),
        ("撤回", Sense.TAKE_BACK), ("我想撤回这件事", Sense.TAKE_BACK), ("我不撤回", Sense.LITTLE),
        ("查", Sense.PROGRESS), ("办得怎么样了", Sense.PROGRESS), ("到哪一步了", Sense.PROGRESS),
        ("谢谢民警同志", Sense.THANKS), ("好的收到", Sense.THANKS), ("", Sense.EMPTY), ("。。。", Sense.EMPTY),
        ("嗯哪呗", Sense.LITTLE),
        ("【某某银行】验证码 839201，5分钟内有效，请勿泄露", Sense.FOREIGN_CODE),
        ("【某某贷】低息放款，额度20万，退订回T", Sense.ADVERT), ("限时优惠！加微信领取红包", Sense.ADVERT),
        ("我被人骗去刷单，对方让我加微信领取红包", Sense.WORDS),
    ],
)  # fmt: skip
def test_commands_and_nothing(text: str, sense: Sense) -> None:
    assert meaning.read(text).sense is sense


@pytest.mark.parametrize("dash", ["-", "", "－", " "])
def test_a_number_is_found_however_it_is_typed(dash: str) -> None:
    said = meaning.read(f"{NUMBER.lower().replace('-', dash)} 4021965317 查")
    assert said.numbers == (NUMBER,) and said.code == "4021965317" and said.sense is Sense.PROGRESS


def test_a_wrong_digit_is_no_number_and_a_phone_no_code() -> None:
    wrong = NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)
    said = meaning.read(f"{wrong} 昨晚又有人摆摊唱歌")
    assert said.numbers == () and said.is_misspelt
    assert meaning.read("请打15400012345找我说摆摊的事").code == ""


def test_the_words_beside_a_number_are_what_counts() -> None:
    said = meaning.read(f"{NUMBER} 没解决，还在摆")
    assert said.sense is Sense.BAD and "没解决" in said.rest and NUMBER not in said.rest
