"""The report on a change: what changes, what is new, fixed and left, for people, programs and editors."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ct56kg.amend.assessing import Assessment, Changed
from ct56kg.amend.causes import Cause
from ct56kg.amend.preview import Preview
from ct56kg.amend.reach import Reached
from ct56kg.amend.undecided import POINTS, open_points
from ct56kg.base.dates import format_date
from ct56kg.base.finding import Finding
from ct56kg.base.rows import Term
from ct56kg.base.terms import CT
from ct56kg.base.words import say
from ct56kg.check.preview import RULE_CHANGED
from ct56kg.graph.terms import term
from ct56kg.view import findings as view
from ct56kg.view.fate_report import reached_item
from ct56kg.view.sections import Item, Section, to_text
from ct56kg.view.terminal import set_lines

Title = Callable[[str], str]
SIGNS = {"new": "+", "fixed": "−", "updated": "~"}


@dataclass(frozen=True)
class Report:
    """A preview in words."""

    preview: Preview
    title: Title
    provenance: str

    @property
    def lang(self) -> str:
        """Give the reader's language."""
        return self.preview.lang

    @property
    def head(self) -> list[str]:
        """Say which change set, by which document, and what it comes to."""
        seen, lang = self.preview, self.lang
        found = seen.assessment
        numbers = {
            "new": len(found.new),
            "fixed": len(found.fixed),
            "updated": len(found.updated),
            "unchanged": len(found.unchanged) if found.counted else say("amend.not-counted", lang),
        }
        day = say("cli.as-of", lang, day=format_date(seen.as_of))
        points = len(open_points(seen.change))
        proposal = [say("amend.undecided", lang, n=points, file=POINTS)] if points else []
        return [_about(seen), *proposal, f"{day}: {say('amend.summary', lang, **numbers)}"]

    @property
    def mark(self) -> str | None:
        """Give the mark of fictitious content, if any is shown."""
        return say("cli.synthetic", self.lang) if self.preview.synthetic else None

    def sections(self) -> list[Section]:
        """Give the whole report."""
        seen = self.preview
        found = seen.assessment
        parts = [
            Section(self.title_of("changes", len(seen.changes)), [Item(said.sign, said.text) for said in seen.changes]),
            self._findings("new", found.new),
            self._findings("fixed", found.fixed),
            self._findings("updated", found.updated),
            Section(self.title_of("reached", len(seen.reached)), [self.reached(one) for one in seen.reached]),
        ]
        always = {0, 1, 2}
        return [*(part for place, part in enumerate(parts) if part.items or place in always), *self.rest()]

    def rest(self) -> list[Section]:
        """Give what is left open, what a later amendment contradicts, and how it was judged."""
        seen = self.preview
        parts = [
            Section(
                self.title_of("outstanding", len(seen.outstanding)), [Item("!", text) for text in self.open_points()]
            ),
            Section(self.title_of("contradicts", len(seen.contradicts)), [Item("!", text) for text in self._against()]),
            Section(say("amend.section-notes", self.lang), [Item("·", text) for text in self._notes()]),
        ]
        return [part for part in parts if part.items]

    def text(self, width: int | None = None) -> str:
        """Write the report for a terminal."""
        mark = [self.mark] if self.mark else []
        return "\n".join([*set_lines([*mark, *self.head], width), "", to_text(self.sections(), self.lang, width)])

    def json(self) -> str:
        """Write the report for programs, as the command contract has it."""
        return json.dumps(as_json(self), ensure_ascii=False, indent=1)

    def sarif(self, version: str, describe: Callable[[str], tuple[str, str, str]]) -> str:
        """Write the findings as SARIF with their baseline state (3.27.24)."""
        from ct56kg.view.sarif import to_sarif

        found = self.preview.assessment
        states = (("new", found.new), ("absent", found.fixed), ("updated", found.updated))
        rows: list[tuple[Finding, str | None]] = [(one.finding, state) for state, some in states for one in some]
        rows += [(finding, "unchanged") for finding in found.unchanged]
        return to_sarif(rows, version=version, describe=describe)

    def cause(self, cause: Cause) -> str:
        """Say one changed statement, or that a rule was changed."""
        if cause.triple is None:
            return say("amend.because-rule", self.lang, rule=self.title(cause.rule))
        sign = "+" if cause.op == "add" else "−"
        nodes = (cause.triple.subject, cause.triple.predicate, cause.triple.object)
        thing, name, value = (self.shown(term(node)) for node in nodes)
        return f"{sign} {say('amend.cause', self.lang, thing=thing, property=name, value=value)}"

    def thing(self, node: str) -> str:
        """Name a thing given as an N-Triples term."""
        return self.shown(Term("iri", node[1:-1])) if node.startswith("<") else node

    def shown(self, thing: Term) -> str:
        """Name a thing for the reader."""
        return self.preview.label(thing)

    def title_of(self, name: str, number: int) -> str:
        """Give the heading of a section, with how much it holds."""
        return f"{say(f'amend.section-{name}', self.lang)} ({number})"

    def _findings(self, name: str, changed: Sequence[Changed]) -> Section:
        items: list[Item] = []
        for one in sorted(changed, key=lambda c: (view.KINDS.index(view.kind(c.finding)), c.finding.order)):
            finding = one.finding
            lines = [say("amend.was", self.lang, message=self._graded(one.before))] if one.before else []
            lines += [f"{say('amend.because', self.lang)} {self.cause(cause)}" for cause in one.causes]
            items.append(Item(SIGNS[name], f"{finding.code} {self._graded(finding)}", lines))
        return Section(self.title_of(name, len(changed)), items)

    def _graded(self, finding: Finding) -> str:
        return f"[{say(f'cli.{view.kind(finding)}', self.lang)}] {finding.message}"

    def reached(self, one: Reached) -> Item:
        """Say one thing reached, and every hop on the way to it."""
        return reached_item(one, self.shown, self.lang)

    def open_points(self) -> Iterator[str]:
        """Say what is left open, in the order of the preview."""
        for one in self.preview.outstanding:
            by = self.shown(one.by) if one.by else say("cli.unknown", self.lang)
            yield say(f"amend.out-{one.kind}", self.lang, thing=self.shown(one.thing), by=by, text=one.text)

    def _against(self) -> Iterator[str]:
        for one in self.preview.contradicts:
            yield say(f"amend.contradicts-{one.op}", self.lang, later=one.later, triple=f"{one.triple} .")

    def _notes(self) -> Iterator[str]:
        seen, lang = self.preview, self.lang
        useless = len(seen.ineffective.additions) + len(seen.ineffective.removals)
        if useless:
            yield say("amend.ineffective", lang, n=useless)
        if seen.change.effect and seen.change.effect > seen.as_of:
            yield say("amend.later-effect", lang, day=format_date(seen.change.effect))
        method = seen.assessment.method
        named = (f"{self.title(rule)} ({self._why(why)})" for rule, why in method.full)
        full = " · ".join(named) or say("amend.method-none", lang)
        yield say("amend.method", lang, pairs=method.pairs, neighbourhood=method.neighbourhood, full=full)

    def _why(self, reason: str) -> str:
        """Say why a rule was judged on all its targets; a reason that the engine words itself stays as it is."""
        if reason == "reads any triple":
            return say("amend.why-any", self.lang)
        every = re.fullmatch(r"reads every <([^>]*)>", reason)
        if every:
            return say("amend.why-every", self.lang, property=self.shown(Term("iri", every[1])))
        return say("amend.why-rule", self.lang) if reason == RULE_CHANGED else reason


def _about(seen: Preview) -> str:
    lang = seen.lang
    iri = seen.change.iri
    if iri is None or seen.change.effect is None:
        return say("amend.head-what-if", lang, name=seen.change.name)
    said = {q.predicate.value: term(q.object) for q in seen.change.about.quads if str(q.subject) == f"<{iri}>"}

    def of(name: str) -> str:
        value = said.get(CT + name)
        return seen.label(value) if value else say("cli.unknown", lang)

    day = format_date(seen.change.effect)
    name = seen.label(Term("iri", iri))
    document = of("amendingDocument" if CT + "amendingDocument" in said else "basisDocument")
    return say("amend.head", lang, name=name, verb=of("verb"), document=document, day=day)


def _conforms(found: Assessment) -> bool | None:
    """Say whether nothing is found afterwards; nothing if what stays was not looked at."""
    if found.new or found.updated or found.unchanged:
        return False
    return True if found.counted else None


def as_json(report: Report) -> dict[str, object]:
    """Give the report as the command contract has it."""
    seen = report.preview
    found = seen.assessment
    unchanged = len(found.unchanged) if found.counted else None
    return {
        "change": seen.change.iri or seen.change.name,
        "asOf": seen.as_of.isoformat(),
        "conforms": _conforms(found),
        "synthetic": seen.synthetic,
        "counts": {
            "new": len(found.new),
            "fixed": len(found.fixed),
            "updated": len(found.updated),
            "unchanged": unchanged,
            "added": len(seen.added),
            "removed": len(seen.removed),
        },
        "new": [_changed(one) for one in found.new],
        "fixed": [_changed(one) for one in found.fixed],
        "updated": [_changed(one) for one in found.updated],
        "unchanged": unchanged,
        "changes": [
            {
                "kind": said.kind,
                "thing": said.thing.n3(),
                "label": report.shown(said.thing),
                "property": f"<{said.how}>" if said.how else None,
                "old": [value.n3() for value in said.old],
                "new": [value.n3() for value in said.new],
                "text": said.text,
            }
            for said in seen.changes
        ],
        "touched": [{"thing": thing.n3(), "label": report.shown(thing)} for thing in seen.touched],
        "reached": [_reached(report, one) for one in seen.reached],
        "outstanding": [
            {"kind": one.kind, "thing": one.thing.n3(), "by": one.by.n3() if one.by else None, "text": text}
            for one, text in zip(seen.outstanding, report.open_points(), strict=True)
        ],
        "contradicts": [{"later": c.later, "op": c.op, "triple": f"{c.triple} ."} for c in seen.contradicts],
        "method": {
            "pairs": found.method.pairs,
            "neighbourhood": found.method.neighbourhood,
            "full": [{"rule": rule, "why": why} for rule, why in found.method.full],
        },
    }


def _changed(one: Changed) -> dict[str, object]:
    said = {**view.as_json(one.finding), "causes": [_cause(cause) for cause in one.causes]}
    if one.before is not None:
        said["before"] = view.as_json(one.before)
    return said


def _cause(cause: Cause) -> dict[str, str]:
    if cause.triple is None:
        return {"op": "rule", "rule": cause.rule}
    return {"op": cause.op, "triple": f"{cause.triple} ."}


def _reached(report: Report, one: Reached) -> dict[str, object]:
    item = report.reached(one)
    hops = [
        {
            "from": hop.start.n3(),
            "property": f"<{hop.property}>",
            "inverse": not hop.forward,
            "to": hop.end.n3(),
            "text": text,
        }
        for hop, text in zip(one.hops, item.lines, strict=True)
    ]
    thing = one.thing.value if one.kind == "picture" else one.thing.n3()
    return {"kind": one.kind, "thing": thing, "label": item.text.partition(": ")[2], "hops": hops}
