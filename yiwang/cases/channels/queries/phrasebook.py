"""The words by which short messages are understood.

The lists are the house's own (no source): what people in fact answer a service's text message with. They are read after numbers
and codes were taken out, in half-width signs and small letters.
"""

import re

DIGITS = {
    sign: value
    for value, signs in enumerate(("〇零⓪", "一壹①❶⑴", "二贰两②❷⑵", "三叁③❸⑶", "四肆④❹⑷", "五伍⑤❺⑸"))
    for sign in signs
}
HAN_DIGITS = "零一二三四五两"
AFTER_DIGIT = " 、.,，。:：;；!！)）分星"
PICK = re.compile(
    r"^(?:回复?|选择?|打|评)?\s*(\d)\s*(?:分|星|个?星星)?"
    r"(?:[\s、.,，。:：;；!！?？)）\-—~～]+|$|(?=[不很非没未满基一]))(.*)$",
    re.DOTALL,
)

NOT_UNHAPPY = re.compile(r"(?:没有?什么?|不是|并非|无|并没有?)不满意?的?")
WHETHER = re.compile(r"有没有|是不是|满不满意|解决没有?解决")
UNHAPPY = re.compile(r"(?:不|没|未|难|谈不上|称不上|怎么可能)[^，。,.!！?？；;]{0,3}满意")
UNSOLVED = re.compile(
    r"(?:没|没有|未|尚未|并未|无法|不能|不给|不予|根本没?)[^，。,.!！?？；;]{0,4}"
    r"(?:解决|处理|办好|办成|改善|落实|到位|人管|效果|变化|用|改)|"
    r"不认可|不同意|不服|差评|糊弄|敷衍|忽悠|推诿|白说|白反映|没下文|不了了之"
)
STILL = re.compile(
    r"还在|还是|还有|依然|依旧|仍然|仍在|照样|照旧|又来|又开始|又在|反弹|继续(?:吵|闹|摆|停|放)|老样子|不行"
)
HAPPY = re.compile(
    r"满意|好评|解决了|处理好了|处理完了|办好了|办完了|办成了|没问题了?|"
    r"很好|挺好|非常好|不错|点赞|给力|可以了|好多了"
)
BUT = re.compile(
    r"但是?|不过|可是|然而|就是|只是|除了|如果|要是|才(?:能|会|算)?.{0,4}满意|另外|还有一件|还要反映|吗|？|\?"
)

MUTE = frozenset({
    "td", "t", "退订", "退订回t", "回t退订", "取消订阅", "停发", "不要再发", "别发了", "别再发了", "拒收",
})  # fmt: skip
UNMUTE = frozenset({"kt", "恢复", "恢复接收", "订阅", "开通"})
HELP = frozenset({
    "帮助", "help", "bz", "怎么用", "你好", "您好", "你好啊", "在吗", "在么", "有人吗",
    "人工", "转人工", "人工服务", "喂", "hi", "hello",
})  # fmt: skip
YES = frozenset({
    "是", "是的", "对", "对的", "确认", "确定", "y", "yes", "同意", "要", "要撤", "撤", "撤回", "确认撤回",
    "好", "好的", "行", "可以", "嗯",
})  # fmt: skip
NO = frozenset({
    "否", "不", "不是", "不撤", "不撤了", "不撤回", "不要", "算了", "n", "no", "不用", "不用了", "取消", "先不",
})  # fmt: skip
THANKS = re.compile(
    r"^(?:谢谢你?们?您?|感谢|多谢|非常感谢|辛苦了?|收到了?|好的?|好嘞|嗯+|哦+|噢+|ok|知道了?|明白了?|了解了?|麻烦了?|"
    r"民警同志|警察同志|警官|再见|啊|呢|吧|了|！|!|，|,|。|\.|～|~|\s)+$"
)
URGE = re.compile(
    r"^(?:请|麻烦|帮忙?)?(?:催办?|催一下|催一催|催催|加急|尽快|抓紧|快点|快一点|cb)|怎么还(?:没|不)|"
    r"等了?(?:很久|好久|这么久|多久)"
)
TAKE_BACK = re.compile(r"撤回|撤销|撤诉|撤掉|撤件|不反映了|不用办了|不用处理了|不追究了|^ch$")
NOT_BACK = re.compile(r"(?:不|别|没)(?:要|想|会|能|再)?撤")
PROGRESS = re.compile(
    r"^(?:查|查询|查进度|进度|进展|cx|jd)$|进度|进展|到哪一?步|办(?:得|的)?怎么?样|怎么样了|有(?:没有)?结果|"
    r"有(?:没有)?消息|什么时候(?:能)?(?:办|处理|解决|答复|回复)|查一?下"
)

FOREIGN_CODE = re.compile(
    r"(?:验证码|校验码|动态码|动态密码|verification code).{0,20}\d{4,8}|\d{4,8}.{0,16}(?:验证码|校验码|动态码)",
    re.IGNORECASE,
)
FOREIGN_SIGN = re.compile(r"【[^】]{2,20}】")
LURE = re.compile(
    r"贷款|放款|额度|低息|信用卡提额|中奖|领取|红包|优惠|促销|折扣|特价|秒杀|满减|限时|加微信|加v|代开|发票|日结|兼职|"
    r"娱乐城|博彩|彩金|棋牌|开户|荐股|涨停|理财产品|私募|办证|刻章|整形|植发|楼盘|首付|开盘|店庆|会员日|积分兑换|"
    r"拒收请?回|退订回?t|回t?退订|回复?td"
)
PERSON = re.compile(r"我|咱|俺|邻居|举报|投诉|反映|报警|被骗|骗了|诈骗|求助|麻烦你们|请你们|派出所|民警|公安")
