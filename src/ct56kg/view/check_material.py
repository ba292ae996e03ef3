"""What a report on findings shows beside them: quoted evidence, what to do first, a picture, a hash of the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ct56kg.base.errors import CtError
from ct56kg.base.finding import Finding
from ct56kg.base.words import say
from ct56kg.check.rules import Rule
from ct56kg.view.digest import digest
from ct56kg.view.findings import KINDS, counts, grouped, kind
from ct56kg.view.reader import Context

_MOST = 2
_DRAWN = ("violation", "undecided", "warning")


@dataclass(frozen=True, slots=True)
class Beside:
    """Evidence by (focus, value) as N-Triples terms, pictures as (title, SVG), and the hash of what was judged."""

    evidence: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    pictures: Sequence[tuple[str, str]] = ()
    digest: str = ""

    def quotes(self, finding: Finding) -> Sequence[str]:
        """Give the quotations on which a finding rests: of the pair, else of the thing itself."""
        value = finding.value or ""
        return self.evidence.get((finding.focus, value)) or self.evidence.get((finding.focus, ""), ())


def beside(asked: Context, found: Sequence[Finding], *, drawn: bool) -> Beside:
    """Gather it for a reader; dossiers of others' models have neither spans nor diagrams."""
    if asked.dossier.extends != "builtin":
        return Beside(digest=digest(asked))
    return Beside(_evidence(asked), _pictures(asked, found) if drawn else (), digest(asked))


def _evidence(asked: Context) -> dict[tuple[str, str], Sequence[str]]:
    from ct56kg.view.asking import answer

    quotes: dict[tuple[str, str], list[str]] = {}
    for row in answer(asked, "view/held").dicts():
        duty, party, quote, source = row["duty"], row["body"], row["quote"], row["source"]
        if duty and party and quote and source:
            said = say("finding.quote", asked.lang, quote=quote.value, source=asked.label(source))
            quotes.setdefault((duty.n3(), party.n3()), []).append(said)
    for row in answer(asked, "evidence/spans").dicts():
        thing, quote, source = row["thing"], row["quote"], row["source"]
        if thing and quote and source:
            said = say("finding.quote", asked.lang, quote=quote.value, source=asked.label(source))
            quotes.setdefault((thing.n3(), ""), []).append(said)
    return {key: list(dict.fromkeys(said))[:_MOST] for key, said in quotes.items()}


def _pictures(asked: Context, found: Sequence[Finding]) -> list[tuple[str, str]]:
    """Draw who is charged, if anything but notes was found; a report without its picture is still a report."""
    from ct56kg.view.pictures import picture

    if not any(kind(finding) in _DRAWN for finding in found):
        return []
    try:
        drawn = picture(asked, "responsibility")
        return [(say("finding.picture", asked.lang), drawn.svg())]
    except CtError as error:
        asked.note(error.say(asked.lang))
        return []


def paragraph(found: Sequence[Finding], lang: str) -> str:
    """Say in one paragraph what was found: how many of each kind, of how many rules, about how many things."""
    numbers = counts(found)
    if not found:
        return say("finding.none", lang)
    parts = [say(f"finding.count-{name}", lang, n=numbers[name]) for name in KINDS if numbers[name]]
    first = say("finding.no-violation-sentence", lang) + " " if not numbers["violation"] else ""
    rules, things = len({f.rule for f in found}), len({thing_of(f) for f in found})
    by, about = say("count.rule", lang, n=rules), say("count.thing", lang, n=things)
    return first + say("finding.paragraph", lang, parts="; ".join(parts), rules=by, things=about)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do first: which rule, how many findings, how to mend."""

    kind: str
    rule: str
    code: str
    number: int
    remedy: str


def first_steps(found: Sequence[Finding], rules: Mapping[str, Rule], lang: str) -> list[Step]:
    """List what to do first: rules with more than notes, gravest first, each with its remedy."""
    return [
        Step(name, iri, members[0].code, len(members), rules[iri].text("remedy", lang) if iri in rules else "")
        for name, groups in grouped(found)
        if name != "info"
        for iri, members in groups
    ]


def thing_of(finding: Finding) -> str:
    """Name the thing that a finding is about: the thing found wrong if it is one, else where it was looked for."""
    return finding.value if finding.value and finding.value.startswith("<") else finding.focus


def by_thing(
    found: Sequence[Finding], name: Callable[[str], str], *, notes: bool = False
) -> list[tuple[str, list[Finding]]]:
    """Group what is more than a note (or all) by the thing it is about, in alphabetical order of the things' names."""
    from ct56kg.base.text import sort_key

    groups: dict[str, list[Finding]] = {}
    for finding in sorted(found, key=lambda f: (KINDS.index(kind(f)), f.order, f.message)):
        if notes or kind(finding) != "info":
            groups.setdefault(thing_of(finding), []).append(finding)
    titled = [(name(thing), thing, members) for thing, members in groups.items()]
    return [(title, members) for title, _, members in sorted(titled, key=lambda one: (sort_key(one[0]), one[1]))]
