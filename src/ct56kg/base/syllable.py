"""Whether a run of letters can be one syllable of Vietnamese: what tells real words from misread bytes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED = ("c", "ch", "p", "t")
_ONSET = "ngh|ng|gh|gi|kh|ph|th|tr|ch|nh|qu|[bcdđghklmnprstvx]"
_OPEN = (
    "iêu|yêu|uôi|ươi|ươu|oai|oao|oay|oeo|uây|uyu|uêu|uya|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|ia|ua|ưa|"
    "oa|oe|uê|uơ|uy|[aeêioôơuưy]"
)
_CLOSED = "iê|yê|uô|ươ|uyê|oă|oa|oe|uâ|uê|uy|oo|[aăâeêioôơuưy]"
_CODA = "ch|nh|ng|[cmnpt]"
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:(?:{_OPEN})|(?:{_CLOSED})({_CODA}))")


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Say whether a word has the shape of one Vietnamese syllable: onset, vowel, coda, at most one tone.

    >>> [is_syllable(word) for word in ("Ủy", "nghiêng", "giữ", "quyết", "nhaân", "cafộ")]
    [True, True, True, True, False, False]
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in decomposed if char in _TONES]
    if len(tones) > 1:
        return False
    found = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES)))
    if found is None:
        return False
    return found[1] not in _STOPPED or (bool(tones) and tones[0] in "\u0301\u0323")
