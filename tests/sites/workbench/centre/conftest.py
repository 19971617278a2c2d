from tests.sites.workbench.desk.conftest import handler, head, operator, seat, stranger  # noqa: F401 - fixtures
