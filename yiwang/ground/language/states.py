"""The life of a text model (one serves, the earlier ones rest and can be called back), and what leads to a person."""

from enum import StrEnum


class ModelState(StrEnum):
    """Whether a trained model answers."""

    ACTIVE = "active"
    RESTING = "resting"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """What people read."""
        return {"active": "在用", "resting": "备用", "rejected": "未采用"}[self.value]


class ModelCause(StrEnum):
    """Why a model was trained: with the installation, because the categories changed, or by night from what people decided."""

    FIRST = "first"
    CATEGORIES = "categories"
    NIGHT = "night"

    @property
    def label(self) -> str:
        """What people read."""
        return {"first": "安装时训练", "categories": "类别表改了", "night": "夜间学习"}[self.value]


class NightEnd(StrEnum):
    """What came of a night's learning."""

    TOOK_OVER = "took_over"
    KEPT = "kept"
    REJECTED = "rejected"
    FEW = "few"
    SAME = "same"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "took_over": "新的一版更好，已换上", "kept": "新的一版更好，按设置没有自动换", "rejected": "新的一版没有更好，未采用",
            "few": "新核定的件还不够比", "same": "没有新学到的", "failed": "没有学成",
        }[self.value]  # fmt: skip


class ProposalState(StrEnum):
    """A proposal that another model serve: made by one office, decided by another."""

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """What people read."""
        return {"open": "待批准", "approved": "已批准", "refused": "未批准"}[self.value]


class PersonalKind(StrEnum):
    """指向个人的内容: how a stretch of text points at somebody."""

    NAME = "name"
    PHONE = "phone"
    DOCUMENT = "document"
    PLATE = "plate"
    ADDRESS = "address"
    ACCOUNT = "account"
    EMAIL = "email"

    @property
    def label(self) -> str:
        """What stands in its place."""
        return {
            "name": "姓名", "phone": "电话", "document": "证件号", "plate": "车牌", "address": "地址", "account": "号码",
            "email": "邮箱",
        }[self.value]  # fmt: skip


class EntityKind(StrEnum):
    """要素: what a stretch of text is. Units and officers are known to the roster alone and joined on the cases' side."""

    NAME = "name"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    DOCUMENT = "document"
    PLATE = "plate"
    ADDRESS = "address"
    BANK_CARD = "bank_card"
    ACCOUNT = "account"
    EMAIL = "email"
    BADGE = "badge"
    UNIT = "unit"
    OFFICER = "officer"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "name": "姓名", "phone": "电话", "id_number": "身份证号", "document": "证件号", "plate": "车牌", "address": "地址",
            "bank_card": "银行卡号", "account": "号码", "email": "邮箱", "badge": "警号", "unit": "单位", "officer": "民警",
        }[self.value]  # fmt: skip

    @property
    def personal(self) -> PersonalKind | None:
        """How it points at a person; None where it does not: a unit, an officer in office."""
        return _PERSONAL.get(self)


_PERSONAL = {
    EntityKind.NAME: PersonalKind.NAME, EntityKind.PHONE: PersonalKind.PHONE, EntityKind.ID_NUMBER: PersonalKind.DOCUMENT,
    EntityKind.DOCUMENT: PersonalKind.DOCUMENT, EntityKind.PLATE: PersonalKind.PLATE,
    EntityKind.ADDRESS: PersonalKind.ADDRESS, EntityKind.BANK_CARD: PersonalKind.ACCOUNT,
    EntityKind.ACCOUNT: PersonalKind.ACCOUNT, EntityKind.BADGE: PersonalKind.ACCOUNT,
    EntityKind.EMAIL: PersonalKind.EMAIL,
}  # fmt: skip


class WriterTrouble(StrEnum):
    """没拟成的原因: why a model outside the house wrote nothing that can be used."""

    FORBIDDEN = "forbidden"
    UNREACHED = "unreached"
    TIMEOUT = "timeout"
    BUSY = "busy"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    EMPTY = "empty"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "forbidden": "模型地址没有放行", "unreached": "连不上模型", "timeout": "模型太久没有回答", "busy": "模型忙或出了故障",
            "refused": "模型没有接受请求", "unreadable": "模型的回答读不懂", "empty": "模型没有写出内容",
        }[self.value]  # fmt: skip
