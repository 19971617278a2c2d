"""Mails as real programs make them, and as broken ones do: who, what in their own words, which files, and whether a person."""

import time
from email.message import EmailMessage

import pytest

from yiwang.ground.messaging.gateways import mime, prose
from yiwang.ground.messaging.states import MailKind

OURS = "minsheng@yunzhou.example"
OUT_ID = "0123456789abcdef0123456789abcdef"


BOX = b'--x\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n'


def raw(head: str, body: bytes = b"", **more: str) -> bytes:
    lines = ["From: wang@mail.example", "Subject: x", head, *(f"{name}: {value}" for name, value in more.items())]
    return "\r\n".join(line for line in lines if line).encode("gb18030") + b"\r\n\r\n" + body


@pytest.mark.parametrize(
    ("letters", "bytes_"),
    [
        ("gb2312", "路灯坏了三天，㐂".encode("gb18030")),  # more signs than GB 2312 has: believed as GB 18030
        ("GBK", "路灯坏了三天，㐂".encode("gb18030")),
        ("utf-8", "路灯坏了三天，㐂".encode()),
        ("x-unknown", "路灯坏了三天，㐂".encode("gb18030")),
        ("us-ascii", "路灯坏了三天，㐂".encode()),
    ],
)
def test_letters_are_read_whatever_they_claim_to_be(letters, bytes_):
    assert mime.read(raw(f"Content-Type: text/plain; charset={letters}", bytes_)).text == "路灯坏了三天，㐂"


def test_titles_and_names_encoded_badly_or_not_at_all():
    coded = mime.read(
        b"From: =?gb2312?B?zfXFrsq/?= <W@Mail.Example>\r\nSubject: =?utf-8?Q?=E8=B7=AF?=\r\n =?utf-8?Q?=E7=81=AF?=\r\n\r\nx"
    )
    assert (coded.sender, coded.sender_name, coded.subject) == ("w@mail.example", "王女士", "路灯")
    bare = mime.read("From: 王女士 <w@m.example>\r\nSubject: 路灯坏了\r\n\r\nx".encode("gb18030"))
    assert (bare.sender_name, bare.subject) == ("王女士", "路灯坏了")


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: <<<@@>>\r\nSubject: =?utf-8?B?!!!?=\r\nDate: yesterday\r\n\r\nstill said",
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nstill said',
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--y--\r\n',
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!!not base64",
        b'Content-Type: text/plain; charset="\xff\xfe"\r\n\r\nstill said',
        b'Content-Disposition: attachment; filename*=bad\'\'%ff%fe.jpg\r\n\r\nstill said',
        b"From: a@b\r\n" * 3000 + b"\r\nstill said",
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n' + BOX * 300,
    ],
)  # fmt: skip
def test_a_broken_mail_is_read_as_far_as_it_goes(broken):
    read = mime.read(broken)
    assert len(read.digest) == 24
    if b"still said" in broken:
        assert "still said" in read.text or any(b"still said" in part.data for part in read.parts)


@pytest.mark.parametrize(
    "quoted",
    [
        '\n\n------------------ 原始邮件 ------------------\n发件人: "云州公安"\n发送时间: 2026年11月2日\n您的诉求',
        "\n\n发件人：云州公安\n发送时间：2026年11月2日 10:00\n收件人：王女士\n主题：答复\n\n您的诉求",
        "\n\nFrom: Yunzhou\nSent: Monday\nTo: Wang\n\nyour appeal",
        "\n\n在 2026年11月2日，上午10:00，云州公安 <a@b.example> 写道：\n\n> 您的诉求\n> 已答复",
        "\n\nOn Mon, Nov 2, 2026 at 3:00 PM Yunzhou Police <a@b.example>\nwrote:\n\n> your appeal",
        "\n\n---- 回复的原邮件 ----\n| 发件人 | 云州公安 |",
        "\n\n-----Original Message-----\nFrom: x",
        "\n\n发自我的iPhone",
        "\n-- \n王女士\n云州市某某路",
        "\n\nSent from my HUAWEI phone\n\n于 2026/11/2 3:00, 民生 写道:\n> 旧",
    ],
)
def test_only_what_is_said_now_is_kept(quoted):
    assert prose.own_words("没有解决，还在吵。\n请再来看看。" + quoted) == "没有解决，还在吵。\n请再来看看。"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("于 2026/11/2 3:00, 民生 写道:\n> 已答复\n\n没有解决", "没有解决"),
        ("> 全是引用", "> 全是引用"),
        ("在2026年11月2日我家门口写道：有人乱画\n请处理", "在2026年11月2日我家门口写道：有人乱画\n请处理"),
        ("请看\n\n---------- Forwarded message ----------\n发件人: 物业\n日期: 周一\n停水通知", None),
    ],
)
def test_what_is_meant_stays(said, kept):
    assert prose.own_words(said) == (kept or said)


@pytest.mark.parametrize(
    "hostile",
    [
        "x\n-- \n" + "y" * 3000 + "\n" * 40,
        "x\n-- \n" * 3000,
        "于" * 3000 + "写道" + " " * 100_000,
        "写道\n" * 30_000,
        "2026年" * 20_000,
        "<p>" * 60_000,
    ],
    ids=range(6),
)
def test_nobody_can_keep_the_reading_busy(hostile):
    began = time.monotonic()
    prose.own_words(prose.from_html(hostile) if "<p>" in hostile else hostile)
    assert time.monotonic() - began < 2


def test_html_is_read_as_it_is_seen():
    html = "<html><head><style>p{}</style></head><body><p>路灯 坏了<br>三天</p><div>请&nbsp;修</div><script>x</script></body>"
    assert prose.own_words(prose.from_html(html)) == "路灯 坏了\n三天\n\n请\xa0修".replace("\xa0", " ")


def letter(**heads: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = heads.pop("From", "王女士 <wang@mail.example>"), heads.pop("Subject", "路灯")
    for name, value in heads.items():
        mail[name.replace("_", "-")] = value
    mail.set_content("路灯坏了")
    return mail


def test_of_two_versions_one_is_read_and_files_are_counted_once():
    mail = letter()
    mail.add_alternative("<p>路灯坏了</p><img src='cid:a'>", subtype="html")
    mail.get_payload()[1].add_related(b"\x89PNG" + b"0" * 100, maintype="image", subtype="png", cid="<a>")
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="现场 照片.pdf")
    read = mime.read(mail.as_bytes())
    assert read.text == "路灯坏了"
    assert [part.name for part in read.parts] == ["现场 照片.pdf"], "a logo in the text is no file"


@pytest.mark.parametrize(
    "name",
    [
        'filename="合同 一.pdf"'.encode("gb18030"),
        'filename="合同 一.pdf"'.encode(),
        b"filename*=utf-8''%E5%90%88%E5%90%8C%20%E4%B8%80.pdf",
        b'filename="=?gb2312?B?us/NrCDSuy5wZGY=?="',
    ],
)
def test_the_name_of_a_file_is_read_by_any_standard_or_by_none(name):
    head = b"Content-Type: application/pdf\r\nContent-Disposition: attachment; " + name
    assert [part.name for part in mime.read(head + b"\r\n\r\n%PDF").parts] == ["合同 一.pdf"]


def test_a_letter_passed_on_as_a_file_is_read_too():
    inner, mail = letter(Subject="停水通知"), letter(Subject="转发：停水")
    inner.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="a.gif")
    mail.add_attachment(inner)
    read = mime.read(mail.as_bytes())
    assert "停水通知" in read.text and [part.name for part in read.parts] == ["a.gif"]


@pytest.mark.parametrize(
    ("heads", "kind"),
    [
        ({}, MailKind.LETTER),
        ({"Auto-Submitted": "no"}, MailKind.LETTER),
        ({"Auto-Submitted": "auto-replied"}, MailKind.AUTO_REPLY),
        ({"Subject": "自动回复：答复 YZ2611-18427-3"}, MailKind.AUTO_REPLY),
        ({"Subject": "Out of Office: x"}, MailKind.AUTO_REPLY),
        ({"Return-Path": "<>"}, MailKind.AUTO_REPLY),
        ({"List-Unsubscribe": "<mailto:x@y>"}, MailKind.LIST),
        ({"Precedence": "bulk"}, MailKind.LIST),
        ({"From": "Mail Delivery System <MAILER-DAEMON@mx.example>"}, MailKind.BOUNCE),
        ({"From": f"云州 <{OURS}>"}, MailKind.OWN),
    ],
)
def test_what_no_person_wrote_is_known(heads, kind):
    assert mime.read(letter(**heads).as_bytes(), own_address=OURS).kind is kind


@pytest.mark.parametrize(("action", "failed"), [("failed", (OUT_ID,)), ("delayed", ()), ("delivered", ())])
def test_a_bounce_names_what_did_not_arrive(action, failed):
    report = (
        'From: postmaster@mx.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nAction: {action}\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{OUT_ID}@yunzhou.example>\r\n--b--\r\n"
    )
    read = mime.read(report.encode())
    assert (read.kind, read.failed) == (MailKind.BOUNCE, failed)


def test_the_same_mail_by_two_ways_is_the_same_and_another_of_its_id_is_not():
    def came(way: str, said: str) -> str:
        head = f"Received: from {way}\r\nMessage-ID: <a@b>\r\nFrom: w@m.example\r\n\r\n{said}"
        return mime.read(head.encode()).digest

    assert came("mx1", "x") == came("mx2", "x") != came("mx1", "y")
