"""Break names and sentences into lines: between words, never inside one, all lines about equally long."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from ct56kg.base.words import area
from ct56kg.view.diagram.metrics import Weight, width

_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, marks of direction, half characters: no text in a picture
_GLUED = {"-", "–", "—", "/", "·", "=", "%", "…", "..."}  # never alone at the start of a line

_SIGNS = {"+", "−"}  # never at the end of one


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    r"""Make one line of printable NFC text out of anything.

    >>> clean(" Tha\u0300nh\n\tủy\u202e ")
    'Thành ủy'
    """
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    if spaced.isprintable():  # nearly every text, and told a hundred times sooner
        return spaced
    return " ".join("".join(sign for sign in spaced if unicodedata.category(sign) not in _DROPPED).split())


def drawn(text: str) -> str:
    """Write with signs that the font has: it has no arrows."""
    return text.replace("→", "»")


@lru_cache(maxsize=4096)
def wrap(text: str, limit: float, size: float, weight: Weight = "regular") -> tuple[str, ...]:
    """Break text into few lines that fit a width in points, all about equally long.

    A dash or a short number stays with the word before it; words of two syllables (`chính trị`), a date and the word
    that leads to it are parted only where nothing else helps. Only a single word wider than the limit is cut.

    >>> wrap("Đảng đoàn Hội đồng nhân dân thành phố", 120, 10)
    ('Đảng đoàn Hội đồng', 'nhân dân thành phố')
    """
    return _broken(text, limit, size, weight, even=True)


@lru_cache(maxsize=4096)
def filled(text: str, limit: float, size: float, weight: Weight = "regular") -> tuple[str, ...]:
    """Break text into full lines, as in a list; the last may be short, but is no lone syllable.

    >>> filled("Ban Dân vận: + (đã kết thúc)", 75, 10)
    ('Ban Dân vận:', '+ (đã kết thúc)')
    """
    return _broken(text, limit, size, weight, even=False)


def _broken(text: str, limit: float, size: float, weight: Weight, *, even: bool) -> tuple[str, ...]:
    words = list(_pieces(drawn(clean(text)), limit, size, weight))
    if not words:
        return ()
    widths = [width(word, size, weight) for word in words]
    space = width(" ", size, weight)
    best: list[tuple[float, int]] = [(0.0, 0)]  # cost, start of the last line
    for end in range(1, len(words) + 1):
        last = end == len(words)
        penalty = 0.0 if last else _bond(words[end - 1], words[end]) * limit**2
        options: list[tuple[float, int]] = []
        length = -space
        for start in range(end - 1, -1, -1):
            length += widths[start] + space
            if length > limit and start < end - 1:
                break
            free = limit - length
            if last and not even:
                free = 0.0 if length > 0.25 * limit or not start else 0.5 * limit
            options.append((best[start][0] + free**2 + penalty, start))
        best.append(min(options))
    return tuple(_lines(words, best))


def _lines(words: list[str], best: list[tuple[float, int]]) -> list[str]:
    lines: list[str] = []
    end = len(words)
    while end:
        start = best[end][1]
        lines.insert(0, " ".join(words[start:end]))
        end = start
    return lines


def _bond(word: str, after: str) -> float:
    """Say what it costs to part two words, in squares of a line; syllables of a word hold most.

    A sign or a hyphen holds to what follows, a date or a number to the word that leads to it, but less so.
    """
    if _bare(word, -1) + _bare(after, 0) in _compounds():
        return 0.6
    leads = _bare(word, -1)[0] in _leads() and after[:1].isdigit()
    return 0.18 if leads or word in _SIGNS or word.endswith(" -") else 0.0


@cache
def _compounds() -> frozenset[tuple[str, ...]]:
    """Read the words of two syllables that one does not part at the end of a line."""
    return frozenset(tuple(pair.casefold().split()) for pair in area("diagram")["compounds"]["vi"].split(","))


@cache
def _leads() -> frozenset[str]:
    """Read the words after which a date or a number is not parted."""
    return frozenset(word.strip() for text in area("diagram")["leads"].values() for word in text.split(","))


def _bare(piece: str, place: int) -> tuple[str]:
    """Give the first or last syllable of a piece, without dashes and punctuation."""
    syllables = [token for token in piece.split() if token not in _GLUED] or [piece]
    return (syllables[place].strip(",;:.()“”\"'").casefold(),)


def _pieces(text: str, limit: float, size: float, weight: Weight) -> Iterator[str]:
    word = ""
    for token in text.split(" "):
        joined = token in _GLUED or (token.isdigit() and len(token) <= 3)
        if word and joined:
            word = f"{word} {token}"
            continue
        if word:
            yield from _cut(word, limit, size, weight)
        word = token
    if word:
        yield from _cut(word, limit, size, weight)


def _cut(word: str, limit: float, size: float, weight: Weight) -> Iterator[str]:
    if width(word, size, weight) <= limit:
        yield word
        return
    piece = ""
    for sign in word:
        if piece and width(piece + sign, size, weight) > limit:
            yield piece
            piece = ""
        piece += sign
    yield piece
