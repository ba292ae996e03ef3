"""From rows to words: which day a body exists, how its dates are said, what its evidence is.

All that the four pictures share when they turn the answer of a question into nodes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from ct56kg.base.dates import day_of, format_date
from ct56kg.base.rows import Rows, Term
from ct56kg.base.words import say
from ct56kg.view.diagram.model import Detail, Kind, Node, Standing
from ct56kg.view.diagram.wrap import clean

Row = Mapping[str, Term | None]
_COMMITTEES = {"committee", "centralCommittee"}
_SCHEMES = {"", "http", "https", "mailto"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: language, date of view, what things are called and where their entries are."""

    lang: str
    as_of: date
    label: Callable[[Term], str]
    href: Callable[[Term], str]

    def say(self, key: str, /, **values: object) -> str:
        """Give words of the area `diagram`."""
        return say(f"diagram.{key}", self.lang, **values)

    def counts(self, **numbers: int) -> str:
        """Say how many there are of each kind, leaving out what there is none of."""
        return " · ".join(self.say(f"count-{key}", n=n) for key, n in numbers.items() if n)

    def name(self, term: Term) -> str:
        """Give what a thing is called, fit for a picture."""
        return clean(self.label(term)) or clean(term.value) or self.say("nameless")

    def link(self, term: Term) -> str:
        """Give the address of a thing's entry; nothing where it would run a program or is none."""
        return safe_link(self.href(term))


@dataclass(frozen=True, slots=True)
class Life:
    """Dates of existence with their bounds; an end is the first day on which the body no longer exists."""

    begin_earliest: date | None = None
    begin_latest: date | None = None
    end_earliest: date | None = None
    end_latest: date | None = None


def safe_link(link: str) -> str:
    """Let only addresses pass that open a page: relative ones, fragments, http, https, mailto.

    >>> safe_link("javascript:alert(1)"), safe_link("#b01")
    ('', '#b01')
    """
    bare = unicodedata.normalize("NFC", link.strip())
    if clean(bare) != bare or " " in bare:
        return ""
    try:
        scheme = urlsplit(bare).scheme.lower()
    except ValueError:
        return ""
    before = re.split(r"[/?#]", bare, maxsplit=1)[0]
    return bare if scheme in _SCHEMES and (scheme or ":" not in before) else ""


def rows_by(rows: Rows | None, key: str) -> dict[Term, list[Row]]:
    """Gather the rows of each thing, in the order of first appearance."""
    found: dict[Term, list[Row]] = {}
    for row in rows.dicts() if rows else ():
        term = row.get(key)
        if term is not None:
            found.setdefault(term, []).append(row)
    return found


def first(rows: Iterable[Row], column: str) -> Term | None:
    """Give the first value of a column."""
    return next((value for row in rows if (value := row.get(column)) is not None), None)


def text(rows: Iterable[Row], column: str) -> str:
    """Give the first value of a column as clean text."""
    value = first(rows, column)
    return clean(value.value) if value else ""


def day(rows: Iterable[Row], column: str) -> date | None:
    """Give the first value of a column as a date; what is none counts as not stated."""
    return day_of(first(rows, column))


def number(rows: Iterable[Row], column: str) -> int:
    """Give the first value of a column as a number, a large one where there is none."""
    value = first(rows, column)
    return (
        int(value.value)
        if value and value.value.lstrip("+-").isascii() and value.value.lstrip("+-").isdigit()
        else 10**6
    )


def life(rows: Iterable[Row]) -> Life:
    """Read the dates of a body."""
    known = list(rows)
    return Life(*(day(known, column) for column in ("beginEarliest", "beginLatest", "endEarliest", "endLatest")))


def standing(life_: Life, as_of: date) -> Standing:
    """Judge whether a body exists on a day, as the rules do: between two bounds it cannot be decided.

    >>> standing(Life(end_earliest=date(2025, 7, 1)), date(2026, 3, 1))
    'undecided'
    """
    if life_.end_latest and life_.end_latest <= as_of:
        return "ended"
    if life_.begin_earliest and life_.begin_earliest > as_of:
        return "future"
    if life_.end_earliest and life_.end_earliest <= as_of:
        return "undecided"
    begun = life_.begin_latest or life_.begin_earliest
    uncertain = life_.begin_earliest is not None and life_.begin_latest is None
    return "undecided" if (begun and begun > as_of) or uncertain else "present"


def existence(life_: Life, state: Standing, reader: Reader) -> tuple[Detail, ...]:
    """Say the dates of a body in the words that its state on the day needs."""
    begin, begin_latest, end, end_latest = (
        life_.begin_earliest,
        life_.begin_latest,
        life_.end_earliest,
        life_.end_latest,
    )
    if state == "ended" and end_latest:
        if end in (None, end_latest):
            words = reader.say("until", day=format_date(end_latest - timedelta(days=1)))
        else:
            words = reader.say("ended-between", first=_day(end), last=_day(end_latest))
        return (Detail(words, "warn"),)
    if state == "undecided":
        mark = Detail(reader.say("undecided"), "warn")
        if end and end <= reader.as_of:
            key = "maybe-ended-between" if end_latest else "maybe-ended"
            return (mark, Detail(reader.say(key, first=_day(end), last=_day(end_latest)), "warn"))
        key = "begun-between" if begin and begin_latest else "begun-not-before"
        return (mark, Detail(reader.say(key, first=_day(begin), last=_day(begin_latest)), "warn"))
    if begin:
        key = "since" if begin == begin_latest else "begun-between" if begin_latest else "begun-not-before"
        return (Detail(reader.say(key, first=_day(begin), last=_day(begin_latest))),)
    return ()


def period(earliest: date | None, latest: date | None, reader: Reader) -> str:
    """Say when something takes effect: a day, two bounds, one bound, or that the source does not state it."""
    if earliest and earliest == latest:
        return reader.say("on", day=format_date(earliest))
    if earliest and latest:
        return reader.say("between", first=_day(earliest), last=_day(latest))
    if earliest or latest:
        return reader.say("not-before" if earliest else "not-after", day=_day(earliest or latest))
    return reader.say("no-date")


def _day(value: date | None) -> str:
    return format_date(value) if value else ""


def evidence(rows: Sequence[Row], reader: Reader) -> str:
    """Say the evidence of a thing: each quotation with its place, each source with what it says, once."""
    said: list[str] = []
    for row in rows:
        source, quote, says = row.get("source"), row.get("quote"), row.get("says")
        if says and says.language and says.language != reader.lang and _translated(rows, source, reader.lang):
            continue
        name = reader.name(source) if source else ""
        if quote:
            start, end = row.get("start"), row.get("end")
            place = reader.say("characters", start=start, end=end) if start and end else ""
            said.append(f"“{clean(quote.value)}” {place} – {name}".replace("  ", " "))
        elif says:
            said.append(f"{clean(says.value)} – {name}")
        elif name:
            said.append(name)
    return "\n".join(dict.fromkeys(said))


def _translated(rows: Sequence[Row], source: Term | None, lang: str) -> bool:
    return any(row.get("source") == source and (said := row.get("says")) and said.language == lang for row in rows)


def tooltip(name: str, proof: str, reader: Reader) -> str:
    """Put a thing's name and its evidence under each other."""
    return f"{name}\n{reader.say('evidence')}: {proof}" if proof else f"{name}\n{reader.say('no-evidence')}"


def body_node(
    term: Term, rows: list[Row], proof: Sequence[Row], reader: Reader, extra: tuple[Detail, ...] = ()
) -> Node:
    """Make the node of a body or a group as it stands on the day."""
    known = life(rows)
    state = standing(known, reader.as_of)
    kind = body_kind(rows)
    name = reader.name(term)
    dates = tuple(detail for detail in existence(known, state, reader) if detail.text not in name)
    silent = kind == "group" and text(rows, "membersStated") in ("false", "0")
    details = (Detail(reader.say("members-not-stated"), "soft"),) if silent else ()
    if local(first(rows, "bodyType")) == "post":  # only in organisation charts of others, see alignment/in
        details = (Detail(reader.say("post"), "soft"),)
    return Node(
        term.n3(),
        kind,
        name,
        details=(*details, *extra, *dates),
        standing=state,
        href=reader.link(term),
        tooltip=tooltip(name, evidence(proof, reader), reader),
    )


def body_kind(rows: Iterable[Row]) -> Kind:
    """Tell groups from bodies, and committees that lead from the others."""
    known = list(rows)
    if local(first(known, "class")) == "Group":
        return "group"
    return "committee" if local(first(known, "bodyType")) in _COMMITTEES else "body"


def local(term: Term | None) -> str:
    """Give the last part of an IRI.

    >>> local(Term("iri", "https://w3id.org/ct56kg/ns#Group"))
    'Group'
    """
    return term.value.replace("#", "/").rsplit("/", 1)[-1] if term else ""
