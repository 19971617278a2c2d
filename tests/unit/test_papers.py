"""Papers: the layout of GB/T 9704—2012 by measure, words as they are, the same bytes for the same words."""

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from pypdf import PdfReader

from yiwang.kit import papers
from yiwang.kit.papers import Paper

POINTS_A_MM = 72 / 25.4
LETTER = Paper(
    head="云州市公安局", title="关于夜间噪声的答复", number=papers.numbered(mark="云公民诉", year=2026, serial=123),
    to="编号YZ2611-18427-3的诉求人", words=["您好。民警到现场实测，摊主当晚撤走，每晚十点后加密巡逻。" * 4] * 8,
    facts=[("办理结果", "已解决")], signed="云州市公安局", dated=date(2026, 11, 2), note="可以凭编号和查询码查询",
)  # fmt: skip


@pytest.fixture(scope="module")
def reader():
    return PdfReader(io.BytesIO(papers.pdf(LETTER)))


def placed(page):
    """Every piece of text with its place in mm from the left and the upper edge."""
    found = []

    def note(text, cm, tm, _font, _size):
        if text.strip():
            x, y = (tm[4] * cm[place] + tm[5] * cm[place + 2] + cm[place + 4] for place in (0, 1))
            found.append((text, x / POINTS_A_MM, 297 - y / POINTS_A_MM))

    page.extract_text(visitor_text=note)
    return found


def test_number_and_date_as_the_standard_writes_them():
    assert papers.numbered(mark="云公民诉", year=2026, serial=123) == "云公民诉〔2026〕第00123号"
    assert papers.zh_date(date(2026, 1, 5)) == "2026年1月5日"


def test_it_is_a4_and_archivable(reader):
    box = reader.pages[0].mediabox
    assert (round(float(box.width) / POINTS_A_MM), round(float(box.height) / POINTS_A_MM)) == (210, 297)
    assert b"pdfaid:part" in papers.pdf(LETTER)


def test_the_same_words_give_the_same_bytes():
    first = papers.pdf(LETTER)
    papers._set.cache_clear()
    assert papers.pdf(LETTER) == first
    assert papers.pdf(replace(LETTER, number="云公民诉〔2026〕第00124号")) != first


def test_what_travels_is_the_same_paper():
    assert papers.pdf(papers.read(LETTER.as_json())) == papers.pdf(LETTER)


def test_words_are_never_markup():
    said = "#set page(fill: red) *粗* $x$ [列] @引 \\ <标>"
    text = PdfReader(io.BytesIO(papers.pdf(replace(LETTER, words=[said])))).pages[0].extract_text()
    assert "".join(said.split()) in "".join(text.split())


def test_the_words_stand_within_the_type_area_and_the_number_below_it(reader):
    for place, page in enumerate(reader.pages, 1):
        text = placed(page)
        body = [one for one in text if one[2] < 262.5]
        assert min(x for _, x, _ in body) >= 27.9
        assert min(y for _, _, y in body) >= 37
        foot = "".join("".join(one.split()) for one, _, y in text if y > 262.5)
        assert foot == f"—{place}—"
    assert len(reader.pages) >= 2


def test_a_line_is_28_95_points(reader):
    heights = sorted({round(y, 1) for _, _, y in placed(reader.pages[1]) if y < 150})
    steps = {round((low - high) * POINTS_A_MM, 1) for high, low in pairwise(heights)}
    assert steps & {28.9, 29.0, 28.8, 29.1}


def test_the_signature_stands_right_its_date_four_signs_from_the_edge(reader):
    *_, last = [place for place, page in enumerate(reader.pages) if "2026" in page.extract_text()]
    text = placed(reader.pages[last])
    dated = next(x for said, x, y in text if said.startswith("2026") and y < 262.5 and x > 100)
    signed = [x for said, x, _ in text if said.strip() == LETTER.signed and x > 100]
    assert dated > 110 and signed and signed[0] > dated


def test_an_ordinary_letter_and_the_words_below_its_date_are_one_page():
    short = replace(
        LETTER,
        words=["您好。民警到现场实测，摊主当晚撤走，每晚十点后加密巡逻。" * 4] * 2,
        note="可以凭编号和查询码重新办理" * 3,
    )
    pages = PdfReader(io.BytesIO(papers.pdf(short))).pages
    assert len(pages) == 1
    heights = {text: down for text, _across, down in placed(pages[0])}
    date_, note = (next(down for text, down in heights.items() if sign in text) for sign in ("日", "（"))
    assert note > date_


def test_a_signature_is_never_alone_on_a_page():
    seen = set()
    for lines in range(2, 9):
        words = [
            "您好。民警到现场实测，摊主当晚撤走，每晚十点后加密巡逻。" * 4,
            "以下是说明。" * 12,
            "结语在此" * 7 * lines,
        ]
        pages = PdfReader(io.BytesIO(papers.pdf(replace(LETTER, words=words, facts=[], note="")))).pages
        seen.add(len(pages))
        assert "结语" in pages[-1].extract_text() and "2026" in pages[-1].extract_text()
    assert seen == {1, 2}
