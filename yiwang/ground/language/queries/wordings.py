"""What people say and what an office writes: the same thing in one word, so that a question finds its answer.

Only words that mean the same in every sentence stand here. What a bureau's own people say besides goes under 别的问法 of a
standard, where the bureau writes it itself.
"""

import re

from yiwang.ground.language.queries.text import normalise

_SAME: tuple[tuple[str, str], ...] = (
    ("驾驶证", "驾照 驾驶执照 驾驶本 驾本"),
    ("行驶证", "行车证"),
    ("户口簿", "户口本 户口薄"),
    ("居民身份证", "二代证"),
    ("丢了", "弄丢了 弄丢 丢失了 丢失 遗失了 遗失 掉了 搞丢了 搞丢 丢掉了 不见了 弄没了 找不到了"),
    ("到期", "过期了 过期 快到期了 快到期 失效了 失效"),
    ("孩子", "宝宝 婴儿 新生儿 娃娃 小孩子 小孩 儿童 小朋友 未成年人 未成年"),
    ("去世", "过世 死亡 离世 病故 去逝"),
    ("销户", "注销户口 户口注销 死亡注销 销户口"),
    ("电动车", "电动自行车 电瓶车 电单车"),
    ("交通违法", "违章 罚单 交通违章"),
    ("检验", "年检 验车 审车 检车 年审"),
    ("被骗", "上当受骗 上当 受骗 被诈骗 遭诈骗 诈骗"),
    ("会见", "探视 探望 探监"),
    ("拘留", "被拘 被抓进去 关进去 抓进去 抓走 被抓"),
    ("吵闹", "噪音 噪声 扰民 太吵 很吵 好吵 吵得 吵到"),
    ("民警", "警察 警官 公安人员"),
    ("无犯罪记录", "没有犯罪记录 无违法犯罪记录 无犯罪证明"),
    ("冻结", "止付 被封 锁卡 限制交易"),
    ("费用", "多少钱 收费 要钱 交钱 工本费 手续费"),
    ("多久", "几天 多长时间 多少天 啥时候 什么时候 几时"),
    ("带什么", "什么材料 哪些材料 啥材料 带啥 准备什么 哪些手续 什么手续"),
    ("怎么办", "怎么办理 如何办理 咋办理 怎样办理 如何办 怎样办 咋办 怎么弄 咋弄 怎么搞"),
    ("派出所", "派所"),
    ("银行卡", "账户 帐户 银行账户 卡里"),
    ("认定书", "责任书 事故认定 责任认定"),
    ("投诉", "举报民警 告民警"),
    ("狗", "犬只 狗狗 犬"),
)
_WRITTEN = {normalise(said): written for written, many in _SAME for said in many.split()}
_SAID = re.compile("|".join(sorted(map(re.escape, _WRITTEN), key=len, reverse=True)))


def office_words(text: str) -> str:
    """The text in one spelling, with the office's word for each word that people say instead."""
    return _SAID.sub(lambda found: _WRITTEN[found.group()], normalise(text))
