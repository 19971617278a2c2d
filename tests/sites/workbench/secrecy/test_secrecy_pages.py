"""督察台 and what is done about the secrecy of a file, page by page, each by whoever does it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.city import registered
from yiwang.cases.casework import queries as casework
from yiwang.cases.secrecy import queries
from yiwang.cases.secrecy.states import Grade
from yiwang.ground.organisation import queries as organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
NOISE = {"content": "鼓楼花园北门每天晚上有人摆摊，音箱放到凌晨。", "category": "neighbour.noise"}
ABOUT = {"unit": "云州市公安局沙浦区分局盐场派出所", "officers": "牛坤、龚亮", "reason": "信里说收钱"}


class Seat(Client):
    def page(self, name: str, *args: object, status: int = 200, **query: str) -> str:
        answer = self.get(reverse(name, args=args), query)
        assert answer.status_code == status, (name, args, answer.status_code)
        return answer.content.decode()

    def go(self, name: str, *args: object, on: str = "", **said: str) -> str:
        """Fill in the form of a page and send it; where it leads."""
        html = self.page(*((on, args[0]) if on else (name, *args)))
        target = reverse(name, args=args)
        forms = [f for f in re.findall(r"<form.*?</form>", html, re.S) if 'name="nonce"' in f]
        form = next(f for f in forms if not on or f'action="{target}"' in f)
        hidden = dict(re.findall(r'name="(version|nonce)" value="([^"]*)"', form))
        answer = self.post(target, hidden | said)
        assert answer.status_code == 302, re.findall(r'class="yw-err[^"]*".*?</', answer.content.decode(), re.S)
        return answer["Location"]


def seat(code: str) -> Seat:
    found = Seat()
    officer = organisation.officer_by_code(code=code)
    found.force_login(officer.account, backend="django.contrib.auth.backends.ModelBackend")
    return found


def sealed() -> str:
    appeal = registered(told=NOISE)
    seat("ye.qingwen").go("secrecy:raise", appeal.case.number, grade=Grade.MISCONDUCT, **ABOUT)
    return appeal.case.number


def test_misconduct_from_the_desk_to_the_inspectors_and_back(django_assert_max_num_queries):
    number = sealed()
    seat("ye.qingwen").page("secrecy:one", number, status=404)
    inspector = seat("cao.zhengming")
    with django_assert_max_num_queries(14):
        register = inspector.page("secrecy:register")
    assert number in register and "盐场派出所；龚亮、牛坤" in register
    assert number in inspector.page("secrecy:register", person="牛坤", number="督1")
    assert number not in inspector.page("secrecy:register", person="丁雨晴")
    case = inspector.page("workbench:case", number)
    assert "督〔" in case and "违纪违法" in case and "调整密级" in case
    for code in ("gong.liang", "ye.qingwen", "gu.ningxin", "ding.yuqing"):
        answer = seat(code).get(reverse("secrecy:register"))
        assert answer.status_code == 404 or number not in answer.content.decode()
    inspector.go("secrecy:lower", number, grade=Grade.ORDINARY, reason="只是态度")
    assert "只是态度" in inspector.page("secrecy:one", number)
    assert number in seat("ye.qingwen").page("secrecy:register")  # the desk above handles it now
    seat("gong.liang").page("workbench:case", number, status=404)


def test_recusal_declared_and_ordered():
    number = sealed()
    inspector = seat("cao.zhengming")
    inspector.go("secrecy:recuse", number, officer="关蕾", ground="superior", reason="")
    key = queries.recusals_of(case=casework.every().get(number=number))[-1].pk
    inspector.go("secrecy:lift", number, key, on="secrecy:one")
    inspector.go("secrecy:declare", number, reason="被反映人是我的连襟")
    for name in ("secrecy:one", "workbench:case"):
        inspector.page(name, number, status=404)
    assert "被反映人是我的连襟" in seat("hou.fei").page("secrecy:one", number)


def test_an_informants_words_are_read_again_and_the_identity_opened_by_two():
    number = registered(told=NOISE).case.number
    desk, inspector, leader = seat("ye.qingwen"), seat("cao.zhengming"), seat("wei.rong")
    desk.go("secrecy:raise", number, grade=Grade.INFORMANT, unit="", officers="", reason="要求保密")
    assert "还没有核对脱敏" in desk.page("workbench:case", number)
    desk.go("secrecy:redact", number, text="▇地址▇每天晚上有人摆摊。")
    assert "▇地址▇每天晚上有人摆摊" in inspector.page("workbench:case", number)
    inspector.go("secrecy:ask_opening", number, purpose="时间要当面核实")
    wish = queries.openings_of(case=casework.every().get(number=number))[0]
    inspector.page("secrecy:opening", wish.pk, status=404)
    asked = leader.page("secrecy:opening", wish.pk)
    assert "时间要当面核实" in asked and number not in asked
    leader.go("secrecy:opening", wish.pk, decision="grant", opinion="")
    assert "查看完整信息" in inspector.page("workbench:case", number)
    assert "查看完整信息" not in leader.page("workbench:case", number)


def test_a_letter_goes_to_the_head_and_its_answer_to_the_file():
    number = sealed()
    inspector, head = seat("cao.zhengming"), seat("min.zhi")
    question = {"unit": "云州市公安局望鹤区分局鹤鸣派出所", "question": "10月3日晚的接警记录和执勤安排"}
    inspector.go("secrecy:ask", number, **question)
    assert "10月3日晚的接警记录" in head.page("secrecy:letters")
    assert "/secrecy/letters/" in head.page("workbench:messages") and number not in head.page("workbench:messages")
    key = queries.inquiries_of(case=casework.every().get(number=number))[0].pk
    assert number not in head.page("secrecy:letter", key)
    seat("gong.liang").page("secrecy:letter", key, status=404)
    head.go("secrecy:letter", key, answer="当晚21时10分接警。")
    assert "当晚21时10分接警" in inspector.page("secrecy:one", number)
    inspector.go("secrecy:ask", number, **question | {"question": "值班表"})
    newest = queries.inquiries_of(case=casework.every().get(number=number))[0].pk
    inspector.go("secrecy:recall", number, newest, on="secrecy:one")
    head.page("secrecy:letter", newest, status=404)
