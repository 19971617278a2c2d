"""The life of a text model (one serves, the earlier ones rest and can be called back), and what points at a person."""

from enum import StrEnum


class ModelState(StrEnum):
    """Whether a trained model answers."""

    ACTIVE = "active"
    RESTING = "resting"

    @property
    def label(self) -> str:
        """What people read."""
        return {"active": "在用", "resting": "备用"}[self.value]


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
