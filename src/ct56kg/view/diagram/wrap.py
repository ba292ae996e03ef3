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


def clean(text: str) -> str:
    r"""Make one line of printable NFC text out of anything.

    >>> clean(" Tha\u0300nh\n\tủy\u202e ")
    'Thành ủy'
    """
    normal = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if sign.isspace() else sign for sign in normal)
    return " ".join("".join(s for s in spaced if unicodedata.category(s) not in _DROPPED).split())


def drawn(text: str) -> str:
    """Write with signs that the font has: it has no arrows."""
    return text.replace("→", "»")


@lru_cache(maxsize=4096)
def wrap(text: str, limit: float, size: float, weight: Weight = "regular") -> tuple[str, ...]:
    """Break text into as few lines as fit a width in points, then even the lines out.

    A dash or a short number stays with the word before it; words of two syllables (`chính trị`) are parted only where
    nothing else helps. Only a single word wider than the limit is cut.

    >>> wrap("Đảng đoàn Hội đồng nhân dân thành phố", 120, 10)
    ('Đảng đoàn Hội đồng', 'nhân dân thành phố')
    """
    words = list(_pieces(drawn(clean(text)), limit, size, weight))
    if not words:
        return ()
    widths = [width(word, size, weight) for word in words]
    space = width(" ", size, weight)
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]  # lines, raggedness, start of the last line
    for end in range(1, len(words) + 1):
        parted = end < len(words) and _bare(words[end - 1], -1) + _bare(words[end], 0) in _compounds()
        penalty = (0.3 * limit) ** 2 if parted else 0.0
        options: list[tuple[int, float, int]] = []
        length = -space
        for start in range(end - 1, -1, -1):
            length += widths[start] + space
            if length > limit and start < end - 1:
                break
            lines, ragged, _ = best[start]
            options.append((lines + 1, ragged + (limit - length) ** 2 + penalty, start))
        best.append(min(options))
    return tuple(_lines(words, best))


@lru_cache(maxsize=4096)
def filled(text: str, limit: float, size: float, weight: Weight = "regular") -> tuple[str, ...]:
    """Break text into lines that are as full as they can be, as in a list; a sign stays with the word after it.

    >>> filled("Ban Dân vận: + (đã kết thúc)", 75, 10)
    ('Ban Dân vận:', '+ (đã kết thúc)')
    """
    lines: list[str] = []
    words = list(_pieces(drawn(clean(text)), limit, size, weight))
    for place, word in enumerate(words):
        after = words[place + 1] if word in _SIGNS and place + 1 < len(words) else ""
        fits = lines and width(f"{lines[-1]} {word} {after}".rstrip(), size, weight) <= limit
        if fits or (place and words[place - 1] in _SIGNS):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def _lines(words: list[str], best: list[tuple[int, float, int]]) -> list[str]:
    lines: list[str] = []
    end = len(words)
    while end:
        start = best[end][2]
        lines.insert(0, " ".join(words[start:end]))
        end = start
    return lines


@cache
def _compounds() -> frozenset[tuple[str, ...]]:
    """Read the words of two syllables that one does not part at the end of a line."""
    return frozenset(tuple(pair.casefold().split()) for pair in area("diagram")["compounds"]["vi"].split(","))


def _bare(piece: str, place: int) -> tuple[str]:
    """Give the first or last syllable of a piece, without dashes and punctuation."""
    syllables = [token for token in piece.split() if token not in _GLUED] or [piece]
    return (syllables[place].strip(",;:.()“”\"'").casefold(),)


def _pieces(text: str, limit: float, size: float, weight: Weight) -> Iterator[str]:
    word = ""
    for token in text.split(" "):
        if word and (token in _GLUED or (token.isdigit() and len(token) <= 3)):
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
