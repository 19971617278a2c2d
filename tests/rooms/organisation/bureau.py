"""A small bureau to test in, founded and staffed by the commands alone."""

from yiwang.ground.organisation import commands, queries
from yiwang.ground.organisation.models import Officer, Post
from yiwang.kit.actor import Actor

SEED = Actor.system("tests")
PASSWORD = "tests-only-pass-phrase"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
UNITS = [
    ("yz", "云州市公安局", "city_bureau"),
    ("yz.tech", "云州市公安局科技信息化支队", "city_department"),
    ("yz.sp", "云州市公安局沙浦区分局", "county_bureau"),
    ("yz.spx", "云州市公安局沙浦新区分局", "county_bureau"),
    ("yz.sp.yc", "云州市公安局沙浦区分局盐场派出所", "station"),
    ("yz.sp.gq", "云州市公安局沙浦区分局港前派出所", "station"),
]


def found_bureau() -> None:
    """Six units, two of them with codes that begin alike."""
    for code, name, kind in UNITS:
        commands.found_unit(by=SEED, code=code, name=name, kind=kind, office_hours="09:00-12:00,13:30-17:30")


def enlist(code: str, unit: str = "yz.sp.yc", encoded: str = "!") -> Officer:
    """Somebody without any grant; the badge follows from the code."""
    badge = "".join(str(ord(sign) % 10) for sign in code)
    return commands.enlist_officer(
        by=SEED, code=code, name=f"某{code[:3]}", unit_code=unit, badge_no=badge, encoded=encoded, totp_secret=SECRET
    ).officer


def grant(officer: Officer, *roles: str, unit: str = "yz.sp.yc", scope: str | None = None, **more) -> Post:
    """A grant in force, given by the set-up."""
    post = commands.propose_post(
        by=SEED, officer_id=officer.pk, unit_code=unit, title="岗位", roles=roles, scope=scope or unit, **more
    )
    return commands.approve_post(by=SEED, post_id=post.pk)


def serving(code: str, *roles: str, unit: str = "yz.sp.yc", scope: str | None = None, **more) -> Actor:
    """Somebody enlisted with a grant in force, as the hand that acts."""
    officer = enlist(code, unit)
    grant(officer, *roles, unit=unit, scope=scope, **more)
    return queries.actor_for(officer=officer)
