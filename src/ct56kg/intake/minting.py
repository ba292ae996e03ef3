"""New names and new nodes for what a sheet adds: opaque IRIs beside those of the dossier, labels in both languages."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field

from ct56kg.base.rows import Term, iri
from ct56kg.base.terms import CT, RDF, RDFS, XSD
from ct56kg.base.words import say
from ct56kg.graph.statements import Statement

LABEL = iri(RDFS + "label")
TYPE = iri(RDF + "type")
_LONGEST_NAME = 120


@dataclass(slots=True)
class Mint:
    """Makes IRIs that nothing has yet: `…/asg/1f2e3d4c-1`, or `…/asg-1f2e3d4c-1` where all kinds share a namespace.

    `like` is an IRI of the dossier of kind `kind_like`, whose namespace shows the custom.
    """

    like: str
    kind_like: str
    seed: str
    taken: Collection[str]
    _counts: dict[str, int] = field(default_factory=dict)

    def new(self, kind: str) -> str:
        """Make the next IRI of a kind (`asg`, `part`, `task`, `doc`, `body`, `ext`, `src`, `cite`, `chg`, `eff`)."""
        namespace, digest = self.like.rsplit("/", 1)[0] + "/", self.digest
        if namespace.endswith(f"/{self.kind_like}/"):
            start = f"{namespace.removesuffix(f'{self.kind_like}/')}{'item' if kind == 'task' else kind}/{digest}"
        else:
            start = f"{namespace}{kind}-{digest}"
        while True:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            made = f"{start}-{self._counts[kind]}"
            if made not in self.taken:
                return made

    @property
    def digest(self) -> str:
        """Give the eight hexadecimal digits that tell this import from others."""
        return hashlib.sha256(self.seed.encode()).hexdigest()[:8]


def ct(name: str) -> Term:
    """Give a term of the vocabulary."""
    return iri(CT + name)


def vietnamese(text: str) -> Term:
    """Make Vietnamese text."""
    return Term("literal", text, language="vi")


def plain(text: str) -> Term:
    """Make text without a language."""
    return Term("literal", text)


def day(iso: str) -> Term:
    """Make a date."""
    return Term("literal", iso, XSD + "date")


def number(value: int) -> Term:
    """Make a whole number."""
    return Term("literal", str(value), XSD + "integer")


def called_by(thing: Term, wording: str, sample: bool) -> Statement:
    """Call a task by its own words, cut where they run long: a list of tasks is read, not looked up."""
    words = " ".join(wording.split())
    short = words if len(words) <= _LONGEST_NAME else words[:_LONGEST_NAME].rsplit(" ", 1)[0] + " …"
    mark = say("annex.mark", "vi") if sample else ""
    return thing, LABEL, vietnamese(short if short.startswith(mark) else mark + short)


def labels(thing: Term, key: str, sample: bool, **values: object) -> list[Statement]:
    """Label a thing in both languages with words of `annex.toml`; samples say that they are.

    A value may be a pair: its Vietnamese and its English form.
    """
    made: list[Statement] = []
    for place, lang in enumerate(("vi", "en")):
        words = {name: value[place] if isinstance(value, tuple) else value for name, value in values.items()}
        text = say(f"annex.{key}", lang, **words)
        made.append((thing, LABEL, Term("literal", (say("annex.mark", lang) if sample else "") + text, language=lang)))
    return made
