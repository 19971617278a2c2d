"""What comes in, and what is left of it."""

import io

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter
from pypdf import PdfReader

from tests.unit.files import samples
from yiwang.ground.files import queries
from yiwang.kit.errors import Invalid

MB = 1024 * 1024


def opened(clean) -> Image.Image:
    return Image.open(io.BytesIO(clean.data))


@pytest.mark.parametrize(
    ("kind", "mime", "name"),
    [
        ("jpeg", "image/jpeg", "x.jpg"),
        ("png", "image/png", "x.png"),
        ("webp", "image/jpeg", "x.jpg"),
        ("gif", "image/png", "x.png"),
        ("pdf", "application/pdf", "x.pdf"),
        ("video", "video/mp4", "x.mp4"),
        ("mp3", "audio/mpeg", "x.mp3"),
        ("wav", "audio/wav", "x.wav"),
        ("amr", "audio/amr", "x.amr"),
    ],
)
def test_the_content_counts_not_the_name(kind, mime, name):
    clean = queries.clean(name="x.txt", data=samples.ALL[kind])
    assert (clean.mime, clean.name) == (mime, name)


def test_a_photo_loses_position_and_camera_and_stands_upright():
    clean = queries.clean(name="IMG.JPG", data=samples.photo_with_position(orientation=6))
    assert b"SECRETPHONE" not in clean.data
    assert (clean.width, clean.height) == (900, 1200)
    picture = opened(clean)
    assert picture.size == (900, 1200)
    assert dict(picture.getexif()) == {}
    assert max(Image.open(io.BytesIO(clean.thumbnail)).size) == 320
    assert clean.notes == ()


def test_text_chunks_and_profiles_stay_behind():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "SECRETCOMMENT")
    clean = queries.clean(name="a.png", data=samples.picture("PNG", pnginfo=info, icc_profile=b"SECRETPROFILE" * 20))
    assert b"SECRET" not in clean.data


def test_trailing_bytes_are_gone():
    clean = queries.clean(name="a.jpg", data=samples.picture() + b"PK\x03\x04EVILZIP")
    assert b"EVILZIP" not in clean.data


def test_a_long_picture_is_scaled():
    clean = queries.clean(name="a.jpg", data=samples.picture(size=(6000, 3000)))
    assert (clean.width, clean.height) == (4096, 2048)


def test_a_panorama_is_unpacked_at_a_fraction():
    clean = queries.clean(name="a.jpg", data=samples.picture(size=(16000, 4000), quality=40))
    assert (clean.width, clean.height) == (4096, 1024)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_mode_is_taken(mode):
    if mode == "I;16":
        out = io.BytesIO()
        Image.fromarray(np.linspace(0, 65535, 500 * 500).reshape(500, 500).astype(np.uint16)).save(out, "PNG")
        data = out.getvalue()
    else:
        data = samples.picture("JPEG" if mode == "CMYK" else "PNG", (600, 500), mode=mode)
    clean = queries.clean(name="a", data=data)
    assert opened(clean).mode in ("RGB", "RGBA", "L")


def test_transparency_stays_in_the_picture_and_is_white_in_the_thumbnail():
    out = io.BytesIO()
    Image.new("RGBA", (600, 600), (255, 0, 0, 0)).save(out, "PNG")
    clean = queries.clean(name="a.png", data=out.getvalue())
    assert opened(clean).getpixel((5, 5))[3] == 0
    assert min(Image.open(io.BytesIO(clean.thumbnail)).getpixel((5, 5))) > 250


def test_a_gif_gives_its_first_frame():
    frames = [Image.new("P", (600, 600), shade) for shade in (0, 200)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    clean = queries.clean(name="a.gif", data=out.getvalue())
    assert getattr(opened(clean), "n_frames", 1) == 1


def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    Image.new("1", (20000, 20000)).save(out, "PNG")
    with pytest.raises(Invalid, match="像素太多"):
        queries.clean(name="a.png", data=out.getvalue())
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    with pytest.raises(Invalid, match="像素太多"):
        queries.clean(name="a.png", data=out.getvalue())


def test_the_coach_warns_and_does_not_block():
    sharp = Image.open(io.BytesIO(samples.picture()))

    def notes(image):
        out = io.BytesIO()
        image.save(out, "JPEG")
        return "".join(queries.clean(name="a.jpg", data=out.getvalue()).notes)

    assert notes(sharp) == ""
    assert "偏暗" in notes(sharp.point(lambda value: value // 8))
    assert "模糊" in notes(sharp.filter(ImageFilter.GaussianBlur(12)))
    assert "比较小" in notes(sharp.resize((200, 150)))


def test_a_pdf_keeps_what_is_seen_and_loses_what_acts():
    clean = queries.clean(name="a.pdf", data=samples.acting_pdf())
    reader = PdfReader(io.BytesIO(clean.data))
    everything = clean.data + b"".join(
        item.get_data()
        for item in map(reader.get_object, range(1, len(reader.xref[0]) + 1))
        if hasattr(item, "get_data")
    )
    assert b"EVIL" not in everything
    for word in (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/AA"):
        assert word not in clean.data
    (mark,) = reader.pages[0]["/Annots"]
    assert mark.get_object()["/AP"]["/N"].get_data() == b"BT (SEENTEXT) Tj ET"


def test_a_glyph_that_is_named_like_an_action_stays():
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(10, 10)
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font")})
    page["/Resources"][NameObject("/Font")] = DictionaryObject({NameObject("/A"): font, NameObject("/AA"): font})
    clean = queries.clean(name="a.pdf", data=samples._written(writer))
    fonts = PdfReader(io.BytesIO(clean.data)).pages[0]["/Resources"]["/Font"]
    assert set(fonts) == {"/A", "/AA"}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (samples.pdf(password="x"), "有密码"),
        (samples.pdf(51), "51页，最多50页"),
        (b"%PDF-1.7 nothing", "打不开"),
        (b"", "空的"),
        (b"PK\x03\x04" + bytes(60), "PDF"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "Word"),
        (b"Rar!\x1a\x07\x00" + bytes(60), "压缩包"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"<html><script>alert(1)</script>", "网页"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "网页"),
        (b"MZ" + bytes(100), "认不出"),
        (samples.video()[:-20], "不完整"),
        (samples.wav()[:-20], "不完整"),
        (samples.amr()[:-3], "不完整"),
        (samples.picture()[:4000], "没有存完整"),
    ],
)
def test_a_refusal_says_what_and_how_to_mend_it(data, says):
    with pytest.raises(Invalid) as refused:
        queries.clean(name="x.bin", data=data)
    assert says in refused.value.message
    assert refused.value.message.startswith("没有传上去：")
    assert refused.value.message.endswith("。")


def test_too_large_says_both_sizes():
    with pytest.raises(Invalid, match="文件有86 MB") as refused:
        queries.clean(name="x.mp4", data=samples.video() + bytes(86 * MB - len(samples.video())))
    assert "最大20 MB" in refused.value.message
    assert "请截短到1分钟以内，或只传照片" in refused.value.message


def test_a_video_keeps_its_length_and_loses_the_place():
    data = samples.video()
    clean = queries.clean(name="a.mp4", data=data)
    assert len(clean.data) == len(data)
    assert b"+28.1916" not in clean.data
    assert b"OWNER" not in clean.data
    assert clean.data.endswith(b"frames" * 50)


@pytest.mark.parametrize(
    ("brand", "handler", "mime"),
    [
        (b"qt  ", b"vide", "video/quicktime"),
        (b"3gp5", b"vide", "video/3gpp"),
        (b"M4A ", b"soun", "audio/mp4"),
        (b"mp42", b"soun", "audio/mp4"),
    ],
)
def test_kinds_of_mp4(brand, handler, mime):
    assert queries.clean(name="a", data=samples.video(brand=brand, handler=handler)).mime == mime


def test_sound_tags_are_gone():
    for data in (samples.mp3(), samples.wav()):
        assert b"SECRET" not in queries.clean(name="a", data=data).data
    assert queries.clean(name="a", data=samples.mp3()).data == samples.mp3(tagged=False)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\王\\门牌.HEIC", "门牌.jpg"),
        ("a\u202egpj.exe\r\nX: y", "agpj.jpg"),
        ("", "文件.jpg"),
        ("名" * 300 + ".jpg", "名" * 76 + ".jpg"),
    ],
)
def test_names_are_made_harmless(given, kept):
    assert queries.clean(name=given, data=samples.ALL["jpeg"]).name == kept


def test_nine_files_and_equal_ones_once():
    one = ("a.jpg", samples.ALL["jpeg"])
    assert len(queries.clean_all(uploads=[one] * 9)) == 1
    with pytest.raises(Invalid, match="选了10个文件，一次最多9个"):
        queries.clean_all(uploads=[one] * 10)
    assert "9个" in queries.LIMITS
    assert "20 MB" in queries.LIMITS


def _only_invalid(data):
    try:
        queries.clean(name="x", data=data)
    except Invalid as refused:
        assert refused.message.startswith("没有传上去：")


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(samples.ALL)), st.data())
def test_cut_off_and_flipped_bytes_raise_nothing_but_invalid(kind, draw):
    data = bytearray(samples.ALL[kind])
    data = data[: draw.draw(st.integers(0, len(data)))]
    for at, value in draw.draw(st.lists(st.tuples(st.integers(0, len(data)), st.integers(0, 255)), max_size=12)):
        if at < len(data):
            data[at] = value
    _only_invalid(bytes(data))


HEADS = [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"RIFF\0\0\0\0WAVE", b"%PDF-1.7\n",
         b"\0\0\0\x10ftypisom\0\0\0\0", b"ID3\x04\0\0\0\0\0\0", b"\xff\xfb\x90\x64", b"#!AMR\n", b"#!AMR-WB\n",
         b"PK\x03\x04"]  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(HEADS), st.binary(max_size=2000))
def test_random_bytes_raise_nothing_but_invalid(head, body):
    _only_invalid(head + body)
