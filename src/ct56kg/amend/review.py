"""A review sheet: one row per affected duty, with its words, the change, competence and a proposed clause to agree to.

What a person agrees to becomes a change set again, and only on the very state that the sheet was made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

import pyoxigraph as ox

from ct56kg.amend.change import Change
from ct56kg.amend.drafting import certain_day, change_set_triples, status_of, transfer_triples
from ct56kg.amend.facts import Facts
from ct56kg.amend.fate import Responsibility, by_duty, responsibilities
from ct56kg.amend.preview import Preview
from ct56kg.amend.saying import Said
from ct56kg.base.rows import Term
from ct56kg.base.terms import CT
from ct56kg.base.words import say
from ct56kg.check.seeing import view_of
from ct56kg.check.view import Overlay
from ct56kg.graph.terms import term
from ct56kg.graph.workspace import State

Competence = Literal["sufficient", "insufficient", "undecided"]
Label = Callable[[Term, str], str]
_OA = "http://www.w3.org/ns/oa#"


@dataclass(frozen=True, slots=True)
class Row:
    """One affected duty: its words, what changes and by what, competence, the clause, and the statements behind it.

    Without statements there is nothing to agree to yet: somebody has to decide first.
    """

    thing: Term
    quote: str
    changes: tuple[str, ...]
    by: tuple[Term, ...]
    competence: Competence
    clause: str
    add: tuple[ox.Triple, ...] = ()
    remove: tuple[ox.Triple, ...] = ()

    @property
    def key(self) -> str:
        """Identify the row on the sheet."""
        by = [thing.n3() for thing in self.by]
        parts = [self.thing.n3(), *map(str, self.add), "−", *map(str, self.remove), *by, self.quote]
        return sha256("\n".join(parts).encode()).hexdigest()[:6]


@dataclass(frozen=True, slots=True)
class Review:
    """A whole sheet: `kind` is body or change, `subject` its IRI, `state` the digest of what it rests on."""

    kind: Literal["body", "change"]
    subject: str
    day: date
    state: str
    about: tuple[ox.Triple, ...]
    rows: tuple[Row, ...]


def digest(state: State) -> str:
    """Identify what a sheet rests on: everything that is loaded on its date."""
    total = sha256()
    for line in sorted(map(str, state.merged)):
        total.update(line.encode() + b"\n")
    return total.hexdigest()[:16]


def review_body(state: State, body: Term, lang: str, label: Label) -> Review:
    """Make the sheet for a body: each live responsibility that its merger, end or transfer touches."""
    facts = Facts(view_of(state))
    rows: list[Row] = []
    for number, same in enumerate(by_duty(responsibilities(facts, body, state.as_of)), 1):
        if same[0].outcome not in ("kept", "carried"):
            rows.append(_body_row(facts, body, same, number, state, (lang, label)))
    day = _day(facts, rows, body, state.as_of)
    head = f"{state.dossier.iri}id/chg/phieu-{_local(body)}"
    duties = {row.thing for row in rows}
    texts = {tongue: say("phieu.change-label", tongue, subject=label(body, tongue)) for tongue in ("vi", "en")}
    status = status_of(state, duties)
    about = tuple(change_set_triples(head, day, "transfer", duties, texts, status)) if rows else ()
    return Review("body", body.value, state.as_of, digest(state), about, tuple(rows))


def review_change(seen: Preview) -> Review:
    """Make the sheet for a change set: each thing it touches, with the statements that go and come there."""
    facts = Facts(Overlay(seen.views[0], seen.added, ()))
    about = {quad.triple for quad in seen.change.about.quads}
    parts: dict[Term, tuple[list[ox.Triple], list[ox.Triple]]] = {}
    for triple in seen.added:
        if triple not in about:
            parts.setdefault(_root(facts, term(triple.subject)), ([], []))[0].append(triple)
    for triple in seen.removed:
        parts.setdefault(_root(facts, term(triple.subject)), ([], []))[1].append(triple)
    said: dict[Term, list[Said]] = {}
    for one in seen.changes:
        said.setdefault(_root(facts, one.thing), []).append(one)
    documents = tuple(
        term(quad.object)
        for quad in seen.change.about.quads
        if quad.predicate.value == CT + "amendingDocument" and isinstance(quad.object, ox.NamedNode)
    )
    competence = _competence(seen, documents)
    rows = tuple(
        Row(
            thing,
            _words(facts, thing),
            tuple(one.text for one in _worth_saying(said.get(thing, ()))),
            documents,
            competence,
            "\n".join(
                dict.fromkeys(
                    _clause(one, _place(facts, thing, seen), seen) for one in _worth_saying(said.get(thing, ()))
                )
            ),
            tuple(sorted(add, key=str)),
            tuple(sorted(remove, key=str)),
        )
        for thing, (add, remove) in sorted(parts.items())
    )
    kept = tuple(sorted(about, key=str))
    return Review("change", seen.change.iri or seen.change.name, seen.as_of, digest(seen.before), kept, rows)


def _worth_saying(said: Sequence[Said]) -> Sequence[Said]:
    """Leave out where something is quoted from, which no document amends, unless nothing else was changed."""
    return [one for one in said if one.how != CT + "evidence"] or said


def chosen(review: Review, keys: Iterable[str]) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """Give what the chosen rows add and remove."""
    wanted = set(keys)
    rows = [row for row in review.rows if row.key in wanted]
    return [t for row in rows for t in row.add], [t for row in rows for t in row.remove]


def digest_of_change(change: Change) -> str:
    """Identify a change set by what it says."""
    lines = ["\n".join(sorted(str(quad) for quad in part.quads)) for part in change.parts]
    return sha256("\x1f".join(lines).encode()).hexdigest()[:16]


def _body_row(
    facts: Facts, body: Term, same: Sequence[Responsibility], number: int, state: State, reader: tuple[str, Label]
) -> Row:
    (lang, label), one = reader, same[0]
    phrase = " · ".join(dict.fromkeys(words for held in same if (words := _quote(facts, held.participation))))
    quote = phrase or _words(facts, one.duty)
    place = " · ".join(label(thing, lang) for thing in (one.duty, *facts.objects(one.duty, CT + "partOf")))
    values = {"old": phrase or label(body, lang), "place": place, "body": label(body, lang)}
    change = say(
        f"impact.{'outcome-undecided' if one.outcome == 'undecided' else one.outcome}", lang, **_named(one, reader)
    )
    add: tuple[ox.Triple, ...] = ()
    if one.outcome == "transferable" and len(one.to) == 1:
        key = "replace"
        values["new"] = label(one.to[0], lang)
        name = ox.NamedNode(f"{state.dossier.iri}id/trf/phieu-{_local(body)}-{number}")
        day = certain_day(facts, one.because[0], [body]) or state.as_of
        add = tuple(transfer_triples(name, one.duty, body, one.to[0], one.because[0], day, label))
    else:
        key = "undecided" if one.outcome == "undecided" else "authority"
    clause = say(f"phieu.clause-{key}", lang, **values)
    return Row(one.duty, quote, (change,), one.because, "undecided", clause, add)


def _named(one: Responsibility, reader: tuple[str, Label]) -> dict[str, str]:
    lang, label = reader
    return {
        "bodies": " · ".join(label(thing, lang) for thing in one.to),
        "because": " · ".join(label(thing, lang) for thing in one.because),
    }


def _day(facts: Facts, rows: list[Row], body: Term, otherwise: date) -> date:
    events = {event for row in rows for event in row.by}
    days = [day for event in events if (day := certain_day(facts, event, [body])) is not None]
    return max(days, default=otherwise)


def _place(facts: Facts, thing: Term, seen: Preview) -> str:
    """Name the passage that a clause amends: a duty and what it is part of, never the record of a transfer."""
    return " · ".join(map(seen.label, (thing, *facts.objects(thing, CT + "partOf"))))


def _clause(one: Said, place: str, seen: Preview) -> str:
    """Word a change as a clause of an amending document."""
    lang = seen.lang
    if one.old and one.new:
        old, new = (" · ".join(map(seen.label, values)) for values in (one.old, one.new))
        return say("phieu.clause-replace", lang, old=old, new=new, place=place)
    if one.new:
        return say("phieu.clause-add", lang, new=" · ".join(map(seen.label, one.new)), place=place)
    if one.old:
        return say("phieu.clause-remove", lang, old=" · ".join(map(seen.label, one.old)), place=place)
    return one.text


def _competence(seen: Preview, documents: tuple[Term, ...]) -> Competence:
    subjects = {f"<{seen.change.iri}>", *(document.n3() for document in documents)}
    found = [*(one.finding for one in (*seen.new, *seen.updated)), *seen.unchanged]
    codes = {finding.code for finding in found if finding.focus in subjects}
    if "AMD-05" in codes:
        return "insufficient"
    return "undecided" if "AMD-06" in codes or not documents else "sufficient"


def _root(facts: Facts, thing: Term) -> Term:
    """Give the duty that a participation, transfer or extension belongs to, else the thing itself."""
    for owner in facts.subjects(CT + "participation", thing):
        return owner
    for name in ("duty", "ofAssignment"):
        for owner in facts.objects(thing, CT + name):
            return owner
    return thing


def _quote(facts: Facts, thing: Term) -> str:
    for span in facts.objects(thing, CT + "evidence"):
        for exact in facts.objects(span, _OA + "exact"):
            return exact.value
    return ""


def _words(facts: Facts, thing: Term) -> str:
    for name in ("wording", "product", "title"):
        for words in facts.objects(thing, CT + name):
            return words.value
    return ""


def _local(thing: Term) -> str:
    return "".join(char if char.isascii() and char.isalnum() else "-" for char in thing.value.rpartition("/")[2])
