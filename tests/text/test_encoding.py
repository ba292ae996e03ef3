"""Old encodings are recognised and refused, never converted by guess."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct56kg.base.encoding import _TCVN3, decode, legacy, read_text
from ct56kg.base.errors import InputError
from ct56kg.base.syllable import is_syllable

MODERN = "Ban Tổ chức Thành ủy chủ trì, phối hợp với Ủy ban Kiểm tra; Đảng ủy các cấp. Thời hạn: Quý II/2025."


def tcvn3(text: str) -> str:
    """Write text as it looks when its TCVN3 bytes are taken for Latin-1 (capitals with tones lose their size)."""
    table = {new: old for old, new in _TCVN3.items()}
    return "".join(table.get(char, table.get(char.lower(), char)) for char in text)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Uû ban nh©n d©n", "TCVN3"),
        ("Thµnh uû CÇn Th¬", "TCVN3"),
        ("§¶ng uû", "TCVN3"),
        ("S¬ ®å", "TCVN3"),
        ("Uûy ban nhaân daân thaønh phoá Caàn Thô", "VNI"),
        ("Ñaûng uûy", "VNI"),
        ("nhaân daân", "VNI"),
        ("Uû ban", "TCVN3/VNI"),
        ("ThÃ nh á»§y Cáº§n ThÆ¡", "UTF-8"),
    ],
)
def test_old_encodings_are_known_by_name(text, encoding):
    found = legacy(text)
    assert found is not None
    assert found.encoding == encoding


@pytest.mark.parametrize(
    "text",
    [
        MODERN,
        unicodedata.normalize("NFD", MODERN),
        "café, Zürich, Noël, São Paulo, Malmö, señor, naïve, Curaçao",
        "5 µm, 30 °C, Word®, © 2023, «trích», 10 × 4, §5, ½",
        "môt viêc tôt (viết thiếu dấu)",
        "Krông Pắc, Plây Ku, Đắk Lắk",
        "Nông thôn; trò chơi; là, và, bà, cô",
    ],
)
def test_good_text_is_not_taken_for_an_old_encoding(text):
    assert legacy(text) is None


@given(st.lists(st.sampled_from(MODERN.replace(",", "").split()), min_size=12, max_size=30))
def test_any_dozen_words_in_tcvn3_are_recognised(words):
    old = tcvn3(" ".join(words))
    if sum(1 for word in words if not word.isascii()) >= 3 and not set(old) <= set(" ".join(words)):
        found = legacy(old)
        assert found is None or found.encoding.startswith("TCVN3")


def code_of(data: bytes) -> tuple[str, int | None]:
    with pytest.raises(InputError) as caught:
        decode(data, "a.csv")
    assert caught.value.file == "a.csv"
    return caught.value.code, caught.value.line


def test_each_kind_of_bad_bytes_has_its_code_and_line():
    assert code_of(b"a\nb\xe9\n") == ("ENCODING-01", 2)
    assert code_of("a".encode("utf-16")) == ("ENCODING-02", 1)
    assert code_of("STT;Nhiem vu;Chu tri".encode("utf-16-le")) == ("ENCODING-02", 1)
    assert code_of("a".encode("utf-32")) == ("ENCODING-02", 1)
    assert code_of("STT\nUû ban nh©n d©n".encode("latin-1")) == ("ENCODING-03", 2)
    assert code_of("STT\nUû ban nh©n d©n".encode()) == ("ENCODING-03", 2)
    assert code_of("Uûy ban nhaân daân".encode("latin-1")) == ("ENCODING-04", 1)
    assert code_of("\n\nThÃ nh á»§y".encode()) == ("ENCODING-05", 3)
    assert code_of(b"PK\x03\x04\nab\0cd") == ("ENCODING-06", 2)


def test_decomposed_text_is_composed_and_said():
    text, notices = decode(unicodedata.normalize("NFD", "STT\nThành ủy\nCần Thơ").encode(), "a.csv")
    assert text == "STT\nThành ủy\nCần Thơ"
    assert [(n.code, n.file, n.line) for n in notices] == [("ENCODING-11", "a.csv", 2)]
    assert "2 dòng" in notices[0].say("vi")
    assert "composed" in notices[0].say("en")


def test_lookalike_and_lost_letters_are_said():
    _, notices = decode("Ðảng\nm\ufffdt".encode())
    assert [(n.code, n.line) for n in notices] == [("ENCODING-12", 1), ("ENCODING-13", 2)]


def test_byte_order_mark_of_utf8_is_no_part_of_the_text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfTh\xc3\xa0nh")
    assert read_text(path) == ("Thành", ())


def test_a_missing_file_is_an_input_error(tmp_path):
    with pytest.raises(InputError) as caught:
        read_text(tmp_path / "none.txt")
    assert caught.value.code == "FILE-01"


@given(st.binary(max_size=80))
def test_any_bytes_give_text_or_an_input_error(data):
    try:
        text, notices = decode(data, "x")
    except InputError as error:
        assert error.line
        for lang in ("vi", "en"):
            assert error.say(lang)
    else:
        assert unicodedata.is_normalized("NFC", text)
        assert all(notice.say("vi") for notice in notices)


@given(st.text(max_size=60))
def test_any_text_survives_in_nfc_or_is_refused(text):
    try:
        read, _ = decode(text.encode())
    except InputError:
        return
    assert read == unicodedata.normalize("NFC", text.removeprefix("\ufeff"))


def test_syllables_of_vietnamese():
    words = "nghị quyết giữ gìn khuya khuỷu quốc huyện Ủy uỷ đoàn thể xoong giêng nghiêng ương yêu ỷ".split()  # noqa: SIM905
    assert [word for word in words if not is_syllable(word)] == []
    strange = "nhaân Uỷy viêc môt cafộ abc đ ng quyêt ạ́ Zỹrich".split()  # noqa: SIM905
    assert [word for word in strange if is_syllable(word)] == []
