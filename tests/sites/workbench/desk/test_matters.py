"""同诉求 at the desk: picked in a list, seen by who sees the main file, nobody else's file told of."""

import re

from django.urls import reverse

from tests.city import answer, appeal_at, officer
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.states import State
from yiwang.cases.matters import commands as matters
from yiwang.cases.matters import jobs, queries
from yiwang.cases.matters.models import Matter
from yiwang.sites.workbench.matters.forms import numbers_in

BUDGET = 30


def opened(count=2):
    main, *others = (
        appeal_at(State.HANDLING, party={"name": f"王{n}", "phone": f"1540001{n:04}"}) for n in range(count + 1)
    )
    keys = [one.pk for one in others]
    matter = matters.open_matter(by=officer("yang.mo"), main_id=main.pk, case_ids=keys, title="北门夜市")
    return matter, main, others


def test_from_a_list_to_a_matter_once(handler):
    main, other, answered = appeal_at(State.HANDLING), appeal_at(State.PUSHED), appeal_at(State.REPLIED)
    numbers = [one.case.number for one in (main, other, answered)]
    asked = handler.post(reverse("matters:new"), {"pick": numbers, "from": "list", "query": ""})
    page = asked.content.decode()
    assert asked.status_code == 200 and "能归在一起的2件" in page and "只能做主件的" in page
    nonce = re.search(r'name="nonce" value="([^"]+)"', page)[1]
    said = {
        "picked": " ".join(numbers),
        "nonce": nonce,
        "title": "北门夜市噪声",
        "main": main.case.number,
        "source": "list",
    }
    refused = handler.post(reverse("matters:new"), said | {"title": ""})
    assert refused.status_code == 422 and "请写一句是什么事" in refused.content.decode()
    first, again = (handler.post(reverse("matters:new"), said) for _ in range(2))
    assert first.url == again.url == reverse("matters:one", args=[Matter.objects.get().pk])


def test_the_page_is_whole_and_asks_few_questions_however_many(handler, django_assert_max_num_queries):
    matter, main, others = opened(6)
    url = reverse("matters:one", args=[matter.pk])
    with django_assert_max_num_queries(BUDGET):
        page = handler.get(url).content.decode()
    assert matter.number in page and page.count("随主件办理") == 6 and "在主件上起草答复" in page
    assert handler.page("inbox").count("随主件办理") == 6
    more = appeal_at(State.PUSHED)
    said = {"picked": f"{more.case.number}\n{others[0].case.number}", "nonce": "a" * 24}
    assert handler.post(reverse("matters:add", args=[matter.pk]), said).status_code == 302
    assert queries.membership(case_id=more.pk)
    lost = handler.post(reverse("matters:add", args=[matter.pk]), {"picked": "YZ2611-00001-0", "nonce": "c" * 24})
    assert lost.status_code == 422
    answer(main)
    appeals.approve(by=officer("xiang.dong"), case_id=main.pk)
    assert "正在逐件答复" in handler.get(url).content.decode()
    jobs.resume(0)
    page = handler.get(url).content.decode()
    assert page.count("按主件答复") >= 7 and "正在逐件" not in page
    assert handler.page("case", others[0].case.number).count(matter.number) == 1


def test_each_step_is_asked_and_done_once(handler, head):
    matter, main, (one, other) = opened()
    at = [matter.pk, one.case.number]
    said = {"more": "另约您谈。", "nonce": "n" * 24}
    assert "只对这一位说的" in handler.get(reverse("matters:note", args=at)).content.decode()
    assert handler.post(reverse("matters:note", args=at), said).status_code == 302
    assert "另约您谈" in handler.page("case", main.case.number)
    assert handler.post(reverse("matters:lead", args=at), {"nonce": "l" * 24}).status_code == 302
    assert (
        handler.post(reverse("matters:remove", args=[matter.pk, other.case.number]), {"nonce": "r" * 24}).status_code
        == 422
    )
    gone = {"nonce": "q" * 24, "reason": "不是一回事"}
    assert handler.post(reverse("matters:remove", args=[matter.pk, other.case.number]), gone).status_code == 302
    assert "不是一回事" in handler.get(reverse("matters:one", args=[matter.pk])).content.decode()
    joined = {"matter": matter.pk, "nonce": "j" * 24}
    assert matter.number in handler.get(reverse("matters:join", args=[other.case.number])).content.decode()
    assert handler.post(reverse("matters:join", args=[other.case.number]), joined).status_code == 302
    for name, state in (("close", "closed"), ("reopen", "open")):
        handler.post(reverse(f"matters:{name}", args=[matter.pk]), {"nonce": name * 5})
        assert queries.matter(id=matter.pk).state == state
    listed = head.get(reverse("matters:home")).content.decode()
    assert "北门夜市" in listed and "占全部已答复的件" in listed


def test_an_answer_from_before_is_shown_before_it_goes_out(head, handler):
    main = appeal_at(State.REPLIED)
    other = appeal_at(State.PUSHED, party={"name": "李先生", "phone": "15400012346"})
    matter = matters.open_matter(by=officer("yang.mo"), main_id=main.pk, case_ids=[other.pk], title="北门夜市")
    share = reverse("matters:share", args=[matter.pk])
    assert handler.get(share).status_code == 403
    assert "每晚十点后加巡" in head.get(share).content.decode()
    assert head.post(share, {"nonce": "s" * 24}).status_code == 302
    jobs.resume(0)
    assert queries.spared_by(matter=matter).files == 1


def test_to_another_station_it_does_not_exist(seat):
    matter, _, (one, _) = opened()
    stranger = seat("mu.yanqiu")
    assert "北门夜市" not in stranger.get(reverse("matters:home")).content.decode()
    for name, args in (("one", [matter.pk]), ("note", [matter.pk, one.case.number]), ("join", [one.case.number])):
        assert stranger.get(reverse(f"matters:{name}", args=args)).status_code == 404, name


def test_numbers_are_read_however_they_are_pasted():
    assert numbers_in("YZ2611-18427-3，yz2611-18427-3\n x") == numbers_in("YZ2611-18427-3")
