"""Vietnamese text: keys that compare names, search without marks, alphabetical order, wrapping.

Text itself is never rewritten (a rule that moves tones breaks `hoàn` and `suýt`); only keys are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the order of the alphabet (CLDR `vi`)."""

_DASHES = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}
_PLAIN_D = str.maketrans("đðɖ", "ddd")
_LOOKALIKES = "\u00d0\u00f0\u0189\u0256"
_LETTERS = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_QUALITIES = "\u0302\u0306\u031b"
_NO_BREAK = "\u00a0\u202f\u2007"
_NEAR_ENOUGH = 0.6


def nfc(text: str) -> str:
    """Compose text as everything inside is composed (Unicode NFC)."""
    return unicodedata.normalize("NFC", text)


def match_key(text: str) -> str:
    """Make the key under which two spellings of one name are equal.

    Per word the tone mark is taken off its letter and put at the word's end, so its place does not
    count while its presence does. Case, form of composition and runs of spaces do not count either.

    >>> match_key("Thành ủy") == match_key("THÀNH UỶ"), match_key("hòa") == match_key("hoà")
    (True, True)
    >>> match_key("hòa") == match_key("hoa")
    False
    """
    return " ".join("".join(_word_key(run) for run in _runs(part)) for part in _spaced(text))


def search_key(text: str) -> str:
    """Make the key for searching: no marks, no case, `đ` as `d`; never for identity.

    >>> search_key("Đảng ủy  Cần Thơ")
    'dang uy can tho'
    """
    folded = (unicodedata.normalize("NFD", _casefolded(part)) for part in _spaced(text))
    parts = (_casefolded(_without(part, unicodedata.combining)) for part in folded)
    return " ".join(part for part in parts if part).translate(_PLAIN_D).translate(_DASHES)


def _spaced(text: str) -> list[str]:
    """Split decomposed text at white space, invisible characters (zero width, soft hyphen) left out."""
    decomposed = unicodedata.normalize("NFD", text)
    if not decomposed.isascii():
        decomposed = "".join(char for char in decomposed if unicodedata.category(char) != "Cf")
    return decomposed.split()


def _without(text: str, unwanted: object) -> str:
    return "".join(char for char in text if not unwanted(char))  # type: ignore[operator]


def _casefolded(text: str) -> str:
    """Fold case so that folding again changes nothing."""
    return nfc(nfc(text).casefold())


def _runs(text: str) -> Iterator[str]:
    """Cut decomposed text into words (letters with their marks) and what stands between them."""
    start, in_word = 0, False
    for place, char in enumerate(text):
        letter = char.isalpha() or (in_word and unicodedata.combining(char) > 0)
        if letter != in_word and place > start:
            yield text[start:place]
            start = place
        in_word = letter
    if start < len(text):
        yield text[start:]


def _word_key(word: str) -> str:
    tones = sorted((char for char in word if char in _TONES), key=unicodedata.combining)
    return _casefolded(_without(word, _TONES.__contains__)) + "".join(tones)


class SortKey(NamedTuple):
    """Three levels of comparison (letters, tones, case), then the text itself, so that the order is total."""

    letters: tuple[tuple[int, int], ...]
    tones: tuple[int, ...]
    cases: tuple[int, ...]
    text: str


def sort_key(text: str) -> SortKey:
    """Make the key of Vietnamese alphabetical order (CLDR `vi`): a ă â … d đ e ê … o ô ơ … u ư.

    Tones decide only between words whose letters are equal: ngang, huyền, hỏi, ngã, sắc, nặng.

    >>> sorted(["bà", "bạ", "bá", "bả", "bã", "ba", "bâ", "Bă"], key=sort_key)
    ['ba', 'bà', 'bả', 'bã', 'bá', 'bạ', 'Bă', 'bâ']
    """
    composed = nfc(text)
    weights = [_weight(char) for char in composed]
    return SortKey(
        tuple(w[0] for w in weights if w[0] is not None),
        tuple(w[1] for w in weights),
        tuple(w[2] for w in weights),
        composed,
    )


@cache
def _weight(char: str) -> tuple[tuple[int, int] | None, int, int]:
    """Weigh one composed character: letter (kind, place), tone, case; a lone mark has no letter."""
    decomposed = unicodedata.normalize("NFD", char)
    base = decomposed[0]
    if unicodedata.combining(base):
        return None, _tone(base), 0
    marks = [mark for mark in decomposed[1:] if mark not in _QUALITIES]
    letter = nfc(base + "".join(mark for mark in decomposed[1:] if mark in _QUALITIES)).lower()
    if letter not in _LETTERS:
        letter, marks = base.lower(), list(decomposed[1:])
    tone = _tone(marks[0]) if marks else 0
    return _letter(letter), tone, int(char != char.lower())


def _tone(mark: str) -> int:
    place = _TONES.find(mark)
    return place + 1 if place >= 0 else ord(mark)


def _letter(char: str) -> tuple[int, int]:
    """Rank a character by kind (space, sign, symbol, digit, letter), then by its place among its kind."""
    if char in _LETTERS:
        return 4, _LETTERS[char]
    digit = unicodedata.digit(char[0], None)
    if digit is not None:
        return 3, digit
    kind = {"Z": 0, "C": 0, "P": 1, "S": 2, "N": 3}.get(unicodedata.category(char[0])[0], 5)
    return kind, ord(char[0])


def near(word: str, candidates: Iterable[str], n: int = 3) -> list[str]:
    """Suggest up to `n` candidates that a person may have meant, best first."""
    from difflib import SequenceMatcher

    wanted = search_key(word)
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    scored: list[tuple[float, SortKey, str]] = []
    for candidate in dict.fromkeys(candidates):
        key = search_key(candidate)
        if wanted and wanted in key:
            scored.append((-1.0, sort_key(candidate), candidate))
            continue
        matcher.set_seq1(key)
        if matcher.real_quick_ratio() < _NEAR_ENOUGH or matcher.quick_ratio() < _NEAR_ENOUGH:
            continue
        ratio = matcher.ratio()
        if ratio >= _NEAR_ENOUGH:
            scored.append((-ratio, sort_key(candidate), candidate))
    return [candidate for _, _, candidate in sorted(scored)[: max(n, 0)]]


_ONE_COLUMN = re.compile(r"[\x00-\xac\xae-\u02ff\u1e00-\u1eff\u2010-\u2027]*")
"""Text of characters that take one column each, as nearly all Vietnamese text is once it is composed."""


@lru_cache(maxsize=4096)
def columns(text: str) -> int:
    """Count the columns that text takes on a terminal: marks none, wide characters two (Unicode UAX #11)."""
    if _ONE_COLUMN.fullmatch(text):
        return len(text)
    return sum(map(_width, text))


@cache
def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines of at most `width` columns, between words only; a longer word keeps its own line.

    No-break spaces hold; line breaks in the text stay. Empty text gives one empty line.

    >>> wrap("Ban Tuyên giáo Thành ủy", 14)
    ['Ban Tuyên giáo', 'Thành ủy']
    """
    if text.isprintable() and "  " not in text and text.strip() == text and columns(text) <= width:
        return [text]  # as most text of a table is
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        words = _words(paragraph)
        line, used = " ".join(words), 0
        if columns(line) <= width:
            lines.append(line)
            continue
        line = ""
        for word in words:
            size = columns(word)
            if line and used + 1 + size > width:
                lines.append(line)
                line, used = word, size
            else:
                line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
        lines.append(line)
    return lines


def _words(text: str) -> list[str]:
    """Split at the spaces where a line may break; text without any word is one empty word."""
    if any(space in text for space in _NO_BREAK):
        return re.split(f"[^\\S{_NO_BREAK}]+", text.strip())
    return text.split() or [""]


def lookalikes(text: str) -> tuple[tuple[int, str], ...]:
    """Find letters that look like Đ (U+0110) and are others: Ð U+00D0, Ɖ U+0189, and their small forms."""
    return tuple((place, char) for place, char in enumerate(text) if char in _LOOKALIKES)
