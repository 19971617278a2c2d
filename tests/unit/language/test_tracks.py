"""By which law: what the shipped rules propose for a letter, and what they leave an appeal."""

import json

import pytest

from tests.unit.language.examples import ROOT
from tests.unit.language.sentences import default_rules
from yiwang.cases.appeals.queries import tracking
from yiwang.ground.language.queries import Facts, judge

MEANT = {
    "petition": (
        "本人不服沙浦分局2026年8月3日作出的信访处理意见书，申请复查", "对复查意见不满意，现向市局提出信访复核申请",
        "信访人：赵某，信访事项：要求重新处理2019年的打架案", "我要信访，我家的案子拖了六年",
        "请把这封信作为信访事项受理，并按条例给我告知书", "不认可分局的信访答复，要求复查",
    ),
    "crime": (
        "我要报案，昨晚店里被撬，丢了两万多现金", "被人在网上骗了四万七，现在报案", "我想报个案，电动车在小区被偷了",
        "控告人：李某，被控告人：王某，控告王某诈骗", "请求公安机关依法立案侦查，追究王某的刑事责任",
        "老板卷款跑了，我们二十个工人要求立案", "不服镜川分局不予立案决定，申请刑事复议", "请对张某故意伤害一案立案侦查",
    ),
    "disclosure": (
        "申请公开2025年全市电动车查处数据", "根据《政府信息公开条例》，申请公开桐岭大街限行的依据文件",
        "政府信息公开申请：请提供2024年派出所警力配置", "我申请信息公开，要贵局2025年采购无人机的合同",
    ),
    "review": (
        "不服沙浦分局行政处罚决定，现申请行政复议", "我要申请复议，这张罚单开错了", "行政复议申请书 申请人：张三",
        "错误拘留十二天，现申请国家赔偿", "请求国家赔偿，违法扣押我的货车三个月",
    ),
    "discipline": (
        "举报盐场派出所副所长收受老板红包", "交警大队的人吃拿卡要，收了烟酒才放车", "镜川分局副局长插手工程，请纪检组查",
        "辅警给赌场通风报信，每次检查都提前走了",
    ),
}  # fmt: skip
LEFT = (
    "去年报过案，一直没有下文", "报案要带什么材料", "派出所不给受案回执，报案三次了", "我报案后民警态度很好",
    "要求当事民警公开道歉",
    "我的名字请不要公开", "公开招聘辅警什么时候报名", "处罚决定书说可以在六十日内申请行政复议，我想先问问清楚",
    "信访办电话是多少",
    "我不是来上访的，只想解决问题", "我已经去信访局反映过，没有用", "有人自称公安局民警说我涉嫌洗钱让我转账", "村主任贪污低保款",
    "保险公司让我报案才给赔", "邻居说要控告我，我该怎么办", "已申请信息公开，二十天没有答复", "能不能申请国家赔偿",
    "民警没有收红包，是真心帮我", "被处罚后多久能申请复议，去哪递", "已申请行政复议，复议维持", "局长您好，我想反映路灯不亮",
)  # fmt: skip


def way_of(text: str, **facts: str) -> tracking.Way:
    return tracking.proposed(judge(rules=default_rules(), stage="divert", facts=Facts(text=text, **facts)))


@pytest.mark.parametrize("track", MEANT)
def test_what_law_has_a_way_for_is_seen(track: str) -> None:
    found = {text: way_of(text) for text in MEANT[track]}
    assert {text: way.track for text, way in found.items()} == dict.fromkeys(MEANT[track], track)
    assert all(way.is_lawful and way.words and way.law for way in found.values())


def test_who_asks_tells_or_denies_files_an_appeal() -> None:
    assert {text: way_of(text).track for text in LEFT} == dict.fromkeys(LEFT, "appeal")


def test_the_petition_channel_is_enough_and_the_directors_mailbox_is_not() -> None:
    assert way_of("反映路灯不亮", channel="online_petition").track == "petition"
    assert not way_of("反映路灯不亮", channel="director_mailbox").is_lawful
    assert way_of("我要申请复议，罚单开错了", channel="online_petition").track == "review"


def test_praise_and_proposals_have_no_other_way() -> None:
    assert not way_of("我要信访，给民警送锦旗", type="praise").is_lawful


def test_of_the_sample_only_what_is_meant_is_proposed() -> None:
    rows = [json.loads(line) for line in (ROOT / "demo/appeals_sample.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {}
    for row in rows:
        gold, title = row["gold"], row["title"]
        text = f"{title}。{row['content']}" if title else row["content"]
        way = way_of(text, type=gold["type"], category=gold["category"], channel=row["channel"])
        found |= {row["no"]: way.track} if way.is_lawful else {}
    assert found == {"S0143": "discipline", "S0295": "petition"}
