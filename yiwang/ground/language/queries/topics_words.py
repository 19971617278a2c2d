"""Words that topics are read by: what says nothing, what ends a place, who is meant by a group, and how grave a matter sounds."""

_LIGHT = """
的 了 是 在 我 有 和 就 不 人 都 一 一个 上 也 很 到 说 要 去 你 会 着 没有 看 好 自己 这 那 我们 你们 他们 及 与 等 被 把
对 为 于 请 吗 呢 吧 该 以 将 已 后 前 又 还 但 并 或 从 由 向 个 年 月 日 号 现 之 中 让 给 能 可以 如果 因为 所以 现在
领导 您好 你好 尊敬 谢谢 希望 请问 问题 关于 反映 投诉 咨询 建议 举报 反应 本人 我市 市 区 县 省 进行 相关 部门 政府 解决
情况 处理 能否 什么 怎么 如何 为什么 是否 居民 业主 市民 百姓 群众 大家 附近 小区 严重 多次 目前 至今 一直 已经 还是 但是
而且 其 此 每 各 您 他 她 它 它们 大 小 多 少 两 几 们 里 下 内 外 时 时候 地方 一些 这个 那个 这样 这些 知道 觉得 认为 没
无 可 来 过 得 地 再 只 才 更 最 则 而 且 当 何时 有关 规定 要求 工作 时间 单位 公司 人员 国家 社会 老百姓 尊敬的 贵 您们 望
盼 恳请 求助 强烈 请求 呼吁 加快 加大 加强 力度 步伐 推进 落实 具体 行动 措施 采取 建设 发展 提高 促进 完善 大力 全面 实施
打造 提升 推动 开展 组织 管理
"""
LIGHT = frozenset(_LIGHT.split())
"""Words that stand in any letter: alone they are no matter, and two of them no pair."""

_PLACE_ENDS = """
小区 新城 花园 苑 城 广场 路 街 大道 巷 胡同 弄 村 镇 乡 屯 寨 学院 大学 中学 小学 医院 公司 集团 社区 公园 学校 幼儿园 楼盘
工业园 物流园 滩 高速 园 湾 号线 桥 隧道 山庄 大厦 湖 码头 市场 商场 超市 宾馆 酒店 酒吧 派出所 大队 寺 庙 港 机场 校区 郡
邸 墅 家园 公馆 雅居 名都 火车站 汽车站 客运站 地铁站 国际城
"""
PLACE_ENDS = tuple(_PLACE_ENDS.split())
"""What a place ends with."""

_NO_PLACE = """
这 那 该 各 本 每 全 我们 你们 几 在 到 去 从 我 地铁 公交 居民 安置 商品 有 公 校 农 住 其他 周边 所有 整个 某 修 此 条
门口 隔壁 对面 一 二 三 第一 两 多 派 居住 回 进 出 开 新 旧 老 高档 住宅 整 城市 事业 民办 公办 私立 公立 购物 加油 汽车
火车 房地产 开发 物业 有限 有限责任 建设 上 下 电影 卫生 服务 体育 活动 培训 教育 早 路 十字 人行 马 道 通 修建 沿 宿舍 门
建
"""
NO_PLACE = frozenset(_NO_PLACE.split())
"""What before such an ending makes it no name: 这条路, 住宅小区, 有限公司."""

ADMIN = frozenset("省市区县州旗")
"""What an area of the administration ends with: names begin after it."""

_TITLES = """
先生 女士 小姐 太太 师傅 老师 同志 大爷 大妈 大姐 大哥 阿姨 奶奶 爷爷 警官 民警 辅警 某某 某 书记 主任 校长 局长 所长 队长
经理 教练 医生 律师 法官
"""
TITLES_OF_PERSONS = frozenset(_TITLES.split())
"""What a person's name stands before."""

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("业主", ("业主", "购房者", "房主", "购房户")),
    ("学生", ("学生", "同学们", "校生")),
    ("家长", ("家长", "孩子上学", "孩子读书", "小孩上学")),
    ("老人", ("老人", "老年人", "退休")),
    ("职工", ("职工", "员工", "工人", "打工")),
    ("农民工", ("农民工", "民工", "血汗钱", "讨薪")),
    ("村民", ("村民", "农民", "农户", "村组")),
    ("司机", ("司机", "车主", "驾驶员", "骑手", "乘客")),
    ("商户", ("商户", "店主", "个体户", "经营者", "摊主", "小微企业")),
    ("租户", ("租户", "租客", "承租")),
    ("教师", ("教师", "老师们", "幼师")),
    ("患者", ("患者", "病人")),
    ("军人", ("退伍", "退役", "军人", "士官", "转业")),
    ("残疾人", ("残疾",)),
    ("投资人", ("投资人", "受害人", "出借人", "储户", "会员")),
    ("居民", ("居民", "住户", "住民")),
)
"""Groups that people speak for, and the words by which they do. Sixteen at most: one bit each."""

_LIMB = """
死亡 死了 坍塌 倒塌 垮塌 爆炸 起火 失火 火灾 中毒 伤亡 自杀 跳楼 砍伤 致癌 塌陷 集资诈骗 非法集资 特大 黑社会 保护伞 拐卖
溺水 触电
"""
_LIVELIHOOD = """
受伤 诈骗 跑路 卷款 拖欠工资 血汗钱 停水 停电 强拆 断裂 开裂 裂缝 漏水 安全隐患 消防通道 有毒 污水 恶臭 传销 赌博 打人 殴打
家暴 强制 捆绑 霸王条款 群租 飙车
"""
_ORDER = """
噪音 噪声 扰民 油烟 粉尘 灰尘 污染 垃圾 异味 拥堵 堵车 乱停 违建 失眠 无法入睡 无法休息 退款 不退 违规 违法 非法
"""
SEVERE: dict[int, tuple[str, ...]] = {3: tuple(_LIMB.split()), 2: tuple(_LIVELIHOOD.split()), 1: tuple(_ORDER.split())}
"""How grave a matter sounds by its gravest word: 3 life, limb, many victims; 2 safety, livelihood, force; 1 peace and order."""
