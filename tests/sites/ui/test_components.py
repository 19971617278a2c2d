"""Each component: what it prints, what it says to a screen reader, that nothing typed by people becomes markup."""

from datetime import date, datetime

import pytest
from django.utils import translation

from tests.sites.ui.helpers import Html, show
from yiwang.kit import clock
from yiwang.sites.ui import pages as p
from yiwang.sites.ui.gallery import SampleForm

NASTY = '"><script>alert(1)</script>'
DUE = datetime(2026, 11, 26, 17, 30, tzinfo=clock.CHINA)


def html(source: str, **context: object) -> Html:
    return Html(show(source, **context))


class TestButton:
    def test_primary_submits_and_shows_its_letter(self):
        button = html('<c-button key="R" icon="document">起草答复</c-button>')
        attrs = button.one("button")
        assert attrs["type"] == "submit" and attrs["data-key"] == "R" and attrs["aria-keyshortcuts"] == "R"
        assert button.words.strip() == "起草答复 R"

    def test_with_an_address_it_is_a_link(self):
        assert html('<c-button variant="2" href="/a/">看</c-button>').one("a") == {
            "class": "yw-btn yw-btn--2",
            "href": "/a/",
        }

    def test_refused_stays_focusable_and_gives_reason_and_way_out(self):
        page = html('<c-button reason="已退回两次" way-out="请上级指定管辖">退回</c-button>')
        attrs = page.one("button")
        assert attrs["aria-disabled"] == "true" and "disabled" not in attrs and attrs["type"] == "button"
        page.references_resolve()
        assert "已退回两次。请上级指定管辖。" in page.words

    def test_two_refused_buttons_never_share_an_id(self):
        html('<c-button reason="甲">一</c-button><c-button reason="甲">二</c-button>').references_resolve()

    @pytest.mark.parametrize(
        "source", ['<c-button data-x="{{ v }}">a</c-button>', '<c-button :data-x="v">a</c-button>']
    )
    @pytest.mark.parametrize("value", [NASTY, '" onclick="alert(1)"', "' onclick='x'"])
    def test_foreign_words_in_attributes_stay_words(self, source, value):
        attrs = html(source, v=value).one("button")
        assert attrs["data-x"] == value and "onclick" not in attrs


class TestMoves:
    MOVES = [
        p.MoveButton(label="签收", url="/sign/", key="S", fields=(("version", "3"),), is_primary=True),
        p.MoveButton(label="起草答复", url="/draft/", method="get", key="R"),
        p.MoveButton(label="退回", url="/return/", reason="签收已超过2个工作日", way_out="请上级指定管辖"),
    ]

    def test_each_kind_of_move(self):
        page = html('<c-moves :moves="moves" />', moves=self.MOVES)
        assert page.one("form") == {"method": "post", "action": "/sign/"}
        assert page.one("input", name="version")["value"] == "3"
        assert page.one("input", name="csrfmiddlewaretoken")["value"]
        assert page.one("a")["href"] == "/draft/"
        page.references_resolve()

    def test_a_refused_move_keeps_its_place_and_says_why_below(self):
        page = html('<c-moves :moves="moves" />', moves=self.MOVES)
        refused = page.one("button", aria_disabled="true")
        assert "data-key" not in refused
        assert "不能退回：签收已超过2个工作日。请上级指定管辖。" in page.words
        assert "/return/" not in page.text

    @pytest.mark.parametrize("rare", [2, 3])
    def test_rare_moves_are_folded_away_where_there_are_enough_of_them(self, rare):
        moves = [p.MoveButton(label=f"少用{n}", url=f"/{n}/", method="get", is_rare=True) for n in range(rare)]
        page = html('<c-moves :moves="moves" />', moves=[*self.MOVES, *moves])
        before, _, after = page.text.partition("<details")
        assert before.count("少用") == (0 if rare == 3 else rare) and after.count("少用") == (3 if rare == 3 else 0)
        assert "起草答复" in before and "不能退回" in before
        page.references_resolve()

    def test_alone_it_carries_its_reason(self):
        page = html('<c-move :move="move" />', move=self.MOVES[2])
        page.references_resolve()
        assert page.words.count("不能退回") == 1


class TestForm:
    def bad(self) -> SampleForm:
        return SampleForm({"what": NASTY, "kind": "", "phone": "1380000602"})

    def test_errors_are_named_by_their_fields(self):
        page = html('<c-formfield :field="form.phone" size="s" inputmode="numeric" />', form=self.bad())
        attrs = page.one("input", name="phone")
        assert attrs["aria-invalid"] == "true" and attrs["aria-describedby"] == "id_phone_hint id_phone_error"
        assert attrs["class"] == "yw-in yw-in--s" and attrs["inputmode"] == "numeric" and attrs["value"] == "1380000602"
        page.references_resolve()

    def test_what_was_typed_is_kept_and_harmless(self):
        page = html('<c-formfield :field="form.what" count="2000" />', form=self.bad())
        assert not page.all("script")
        assert page.one("textarea")["aria-describedby"] == "id_what_hint id_what_count"
        page.references_resolve()

    def test_a_group_is_a_fieldset_whose_boxes_explain_themselves(self):
        page = html('<c-formfield :field="form.kind" layout="grid" />', form=self.bad())
        assert page.one("fieldset")["aria-describedby"].split() == ["id_kind_error"]
        assert [a["id"] for a in page.all("input", type="radio")] == ["id_kind_0", "id_kind_1", "id_kind_2"]
        assert "扰民、纠纷，或对服务不满意" in page.words
        page.references_resolve()

    def test_a_chosen_box_stays_chosen(self):
        page = html('<c-formfield :field="form.kind" />', form=SampleForm({"kind": "help"}))
        assert [a["value"] for a in page.all("input", type="radio") if "checked" in a] == ["help"]

    def test_summary_leads_to_every_field_and_takes_the_focus(self):
        page = html(
            '<c-errsum :form="form" />{% for f in form %}<c-formfield :field="f" />{% endfor %}', form=self.bad()
        )
        summary = page.one("div", role="alert")
        assert summary["tabindex"] == "-1" and "autofocus" in summary
        targets = [a["href"].removeprefix("#") for a in page.all("a")]
        assert targets == ["id_kind_0", "id_phone", "id_honest"]
        assert set(targets) <= page.ids
        assert "有3处需要改" in page.words

    def test_a_good_or_fresh_form_has_no_summary(self):
        assert show('<c-errsum :form="form" />', form=SampleForm()).strip() == ""

    def test_djangos_own_sentences_are_said_in_our_tone(self):
        with translation.override("zh-hans"):
            assert "这一项还没有填，请补上。" in html('<c-errsum :form="form" />', form=self.bad()).words

    def test_plain_fields(self):
        page = html(
            '<c-field label="手机" name="p" hint="h" error="e" value="{{ v }}" />'
            '<c-textarea label="说" name="t" value="{{ v }}" count="10" />'
            '<c-select label="区" name="s" :options="o" error="选一个" />'
            '<c-choices legend="怎样" name="c" :options="o" hint="能改" />'
            '<c-pick legend="类型" name="k" :options="o" /><c-upload label="照片" error="太大" />',
            v=NASTY,
            o=[
                p.Choice(value="a", label="甲", key="1", is_chosen=True),
                p.Choice(value="b", label="乙", is_disabled=True),
            ],
        )
        page.references_resolve()
        assert page.one("input", name="p")["value"] == NASTY
        assert not page.all("script")
        assert [a["id"] for a in page.all("input", name="c")] == ["c_0", "c_1"]
        assert page.all("input", name="k")[0]["data-key"] == "1"

    def test_a_question_page_has_its_label_as_h1(self):
        page = html('<c-formfield :field="form.what" heading="1" />', form=SampleForm())
        assert page.one("h1") == {} and page.one("label")["for"] == "id_what"


class TestTelling:
    def test_notice(self):
        page = html('<c-notice tone="bad" title="{{ t }}" role="alert"><p>{{ t }}</p></c-notice>', t=NASTY)
        assert page.one("div", role="alert")["class"] == "yw-note yw-note--bad"
        assert not page.all("script")

    def test_steps_say_it_in_words(self):
        assert html('<c-steps at="2" of="4" title="地点和照片" />').words.strip() == "第2步，共4步：地点和照片"
        with translation.override("en"):
            assert html('<c-steps at="2" of="4" title="Place" />').words.strip() == "Step 2 of 4: Place"

    def test_facts_name_what_is_changed(self):
        page = html(
            '<c-facts :facts="f" />',
            f=[
                p.Fact(term="地点", value="<b>", change_url="/p/"),
                p.Fact(term="电话", value="(0900)555-1", tel="(0900)555-1"),
            ],
        )
        assert "修改地点" in page.words.replace(" ", "")
        assert page.all("a")[1]["href"] == "tel:09005551"
        assert not page.all("b")

    def test_days_tell_today(self):
        days = [
            p.Day(date=date(2026, 11, 24), kind="count", note="第3天", is_today=True),
            p.Day(date=date(2026, 11, 26), kind="due", note="最晚答复"),
        ]
        page = html('<c-days :days="d" label="11月24日到26日" />', d=days)
        assert page.one("ol")["aria-label"] == "11月24日到26日"
        assert page.one("li", aria_current="date")["class"] == "is-count is-today"
        assert "周二24今天第3天" in page.words.replace(" ", "")

    def test_ledger_is_a_table_with_machine_readable_times(self):
        lines = [p.LedgerLine(at=DUE, what="<i>", due=DUE, is_change=True), p.LedgerLine(at=DUE, what="暂停")]
        page = html('<c-ledger :lines="l" />', l=lines)
        assert page.all("time")[0]["datetime"] == "2026-11-26T17:30+08:00"
        assert len(page.all("b")) == 1 and "—" in page.words and not page.all("i")

    def test_timeline_for_citizens_and_for_the_desk(self):
        items = [
            p.TimelineItem(title="内部看过", at=DUE, visibility="internal", quote="<u>"),
            p.TimelineItem(title="答复", latest="最晚明天", kind="next"),
        ]
        public = html('<c-timeline :items="i" />', i=items)
        desk = html('<c-timeline :items="i" desk="1" />', i=items)
        assert "内部看过" in public.words and "· 内部" not in public.words and "· 内部" in desk.words
        assert public.one("li", class_="is-next") == {"class": "is-next"}
        assert not public.all("u")

    def test_codes_are_shown_whole_and_spoken_sign_by_sign(self):
        page = html('<c-panel title="诉求已收到" number="YZ2611-18427-3" code="K7M4-92QX" />')
        assert ">K7M4-92QX<" in page.text and "K 7 M 4 ， 9 2 Q X" in page.words
        assert [b["data-copy"] for b in page.all("button")] == ["YZ2611-18427-3", "K7M4-92QX"]
        assert "查询码" not in html('<c-panel title="x" number="1" />').words

    def test_promise_is_a_date(self):
        page = html('<c-promise unit="青桥派出所" :due="due" />', due=DUE)
        assert page.words.startswith("由青桥派出所办理，最晚11月26日（周四）17:30前答复您。")

    def test_danger_offers_110_text_and_sending_now(self):
        page = html('<c-danger title="请先打110" lead="马上有人接" send="现在就发出去">小字</c-danger>')
        assert [a["href"] for a in page.all("a")] == ["tel:110", "sms:12110"]
        assert page.one("button") == {"class": "yw-call yw-call--2", "name": "send", "value": "now"}
        assert page.one("h1") == {"tabindex": "-1", "autofocus": ""}

    def test_suggestion_marks_words_and_leaves_the_decision(self):
        page = html('<c-suggestion title="治安" :words="w" confidence="把握较高（92%）" />', w=["烧烤摊", "<x>"])
        assert len(page.all("mark")) == 2 and "由您决定" in page.words and not page.all("x")

    def test_an_upload_refused_says_how_to_mend_it(self):
        page = html(
            '<c-coach :item="i"><c-button>换一个文件</c-button></c-coach>',
            i=p.UploadItem(name="录像.mov", error="文件有86 MB，最大20 MB。请截短。"),
        )
        assert "请截短" in page.words and "换一个文件" in page.words


class TestLists:
    ROWS = [
        p.Row(
            url="/1/",
            title=NASTY,
            meta="投诉",
            clock=p.ClockChip(text="超期1天", tone="bad"),
            tag=p.Tag(text="办理中", tone="go"),
            is_at=True,
            html_id="r1",
        ),
        p.Row(url="/2/", title="乙"),
    ]

    def test_a_row_is_one_link_with_word_and_shape(self):
        page = html('<c-rows :rows="rows" label="收件箱" />', rows=self.ROWS)
        assert [a["href"] for a in page.all("a")] == ["/1/", "/2/"]
        assert page.all("a")[0]["aria-current"] == "true" and "data-row" in page.all("a")[0]
        assert "超期1天" in page.words and "yw-clock--bad" in page.text and not page.all("script")

    def test_groups_count_their_rows(self):
        page = html('<c-rows :groups="g" />', g=[p.Group(title="今天到期", rows=self.ROWS)])
        assert "今天到期2件" in page.words.replace(" ", "")

    def test_chips_and_pager_and_crumbs(self):
        page = html(
            '<c-chips :chips="c" /><c-pager :pager="p" /><c-crumbs :crumbs="k" />',
            c=[p.Chip(label="全部", url="?a", count=0, current=True)],
            p=p.Pager(text="1,000件以上", next_url="?2"),
            k=[p.Link(label="首页", url="/"), p.Link(label="查进度")],
        )
        assert page.one("a", aria_current="true")["href"] == "?a" and "全部0" in page.words
        assert page.one("a", rel="next")["href"] == "?2" and not page.all("a", rel="prev")
        assert page.one("li", aria_current="page") == {"aria-current": "page"}

    def test_empty_confirm_toast(self):
        page = html(
            '<c-empty title="没有" href="#" action="清除">放宽一个条件。</c-empty><c-skeleton />'
            '<c-confirm id="w" title="撤回？" url="/w/" verb="撤回" :fields="f">后果</c-confirm><c-toast :toast="t" />',
            f=(("nonce", NASTY),),
            t=p.Toast(text="已派给青桥派出所", undo_url="/undo/"),
        )
        page.references_resolve()
        assert page.one("input", name="nonce")["value"] == NASTY
        assert page.one("dialog")["id"] == "w"
        assert page.one("form", action="/undo/")["method"] == "post"

    def test_figures(self):
        page = html(
            '<c-kpis :kpis="k" /><c-table caption="表" fold="1"><tbody></tbody></c-table>'
            '<c-figure title="发现" source="来源">图<c-slot name="data">表</c-slot></c-figure>',
            k=[p.Kpi(label="按时", value="96", unit="%", url="/d/", trend=(1, 2))],
        )
        assert page.one("a", href="/d/")["class"] == "yw-kpi"
        assert page.one("table")["class"] == "yw-table yw-fold"
        assert "看数据表" in page.words


def test_a_component_never_sees_the_pages_variables():
    """`title` of the page must not become the title of a notice that has none."""
    assert "漏" not in show("<c-notice>一般说明</c-notice>", title="漏", tone="漏", icon="漏")


def test_marked_words_are_escaped_and_joined():
    assert show("{{ t|marked:w }}", t="<b>烧烤摊", w=["烧烤", "烤摊", "<b>"]) == "<mark>&lt;b&gt;烧烤摊</mark>"
    assert show("{{ t|marked:w }}", t="没有", w=[]) == "没有"


def test_a_link_to_a_page_that_is_not_there_is_left_out():
    assert show('{% href "portal:no-such-page" as u %}[{{ u }}]') == "[]"
    assert show('{% href "portal:no-such-page" as u %}[{{ u }}]', is_gallery=True) == "[#]"


def test_masks():
    assert (
        show('{{ "王小明"|mask_name }} {{ "13812346027"|mask_phone }} {{ "430102199001011234"|mask_id }}')
        == "王** 138****6027 4301**********1234"
    )


def test_telephone_links():
    assert show('{% phone_link "0309-5550003" %}') == '<a class="yw-nb" href="tel:03095550003">0309-5550003</a>'


def test_an_unknown_icon_is_a_defect_not_a_gap():
    with pytest.raises(KeyError):
        show('{% icon "no-such-drawing" %}')
