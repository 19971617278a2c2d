from tests.sites.workbench.desk.conftest import operator, seat, stranger

__all__ = ["operator", "seat", "stranger"]
