"""Accepted proposals as statements: every fact carries the span that a person said yes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ct56kg.base.dates import parse_date
from ct56kg.base.deadline import read_deadline
from ct56kg.base.document_number import read_number
from ct56kg.base.errors import InputError
from ct56kg.base.rows import Term, iri
from ct56kg.base.terms import CT, XSD
from ct56kg.base.text import match_key
from ct56kg.graph.statements import Statement
from ct56kg.intake.annex import ROLE
from ct56kg.intake.charges import Span
from ct56kg.intake.directory import name_key
from ct56kg.intake.documents import types_for
from ct56kg.intake.material import Material
from ct56kg.intake.minting import LABEL, TYPE, Mint, ct, day, labels, number, plain, vietnamese
from ct56kg.intake.problems import Log
from ct56kg.intake.proposing import Proposal
from ct56kg.intake.review import Accepted

_OA = "http://www.w3.org/ns/oa#"
_ITEMS = {"viewpoint": "Viewpoint", "objective": "Objective", "task": "Task"}
_ORDERS = f"SELECT ?document ?order WHERE {{ ?thing <{CT}partOf> ?document ; <{CT}order> ?order }}"


@dataclass(slots=True)
class Acceptor:
    """Turns accepted proposals into statements about one source; what is unclear goes to the log."""

    accepted: Accepted
    material: Material
    mint: Mint
    log: Log
    seen: date
    new_bodies: bool = False
    said: set[Statement] = field(default_factory=set)
    _source: Term = field(default=iri("urn:none"))
    _spans: dict[Span, Term] = field(default_factory=dict)
    _bodies: dict[str, str] = field(default_factory=dict)
    _documents: dict[str, str] = field(default_factory=dict)

    def all(self) -> tuple[set[Statement], set[Statement]]:
        """Give what the document says, and the source itself."""
        source = self.accepted.source
        self._source = iri(self.mint.new("src"))
        for proposal in self.accepted.proposals:
            if proposal.kind in ("document", "cited"):
                self._document(proposal)
        rest = [one for one in self.accepted.proposals if one.kind not in ("document", "cited")]
        host = self._host() if rest else ""
        start = self._last_order(host)
        orders: dict[str, int] = {}
        for proposal in rest if host else ():
            series = "task" if proposal.kind == "charge" else proposal.kind
            orders[series] = orders.get(series, start) + 1
            self._content(proposal, host, orders[series])
        about: set[Statement] = {
            (self._source, TYPE, ct("Source")),
            (self._source, ct("sha256"), plain(source.sha256)),
            (self._source, ct("codePoints"), number(len(source.text))),
            (self._source, ct("address"), plain(source.name)),
            (
                self._source,
                ct("seen"),
                Term("literal", f"{self.seen:%Y-%m}", XSD + "gYearMonth"),
            ),
            *labels(self._source, "item-text", False, file=source.name),
        }
        return self.said, about

    def _last_order(self, host: str) -> int:
        """Give the last number among the items that the document has already."""
        rows = self.material.store.select(_ORDERS).dicts() if host else []
        return max(
            (int(row["order"].value) for row in rows if row["document"] == iri(host) and row["order"]), default=0
        )

    def _span(self, at: Span) -> Term:
        """Make the node of a quotation, once."""
        if at not in self._spans:
            node = self._spans[at] = iri(self.mint.new("span"))
            exact = self.accepted.source.text[at.start : at.end]
            self.said.update(
                [
                    (node, TYPE, ct("Span")),
                    (node, iri(_OA + "exact"), plain(exact)),
                    (node, iri(_OA + "start"), number(at.start)),
                    (node, iri(_OA + "end"), number(at.end)),
                    (node, ct("source"), self._source),
                    *labels(node, "item-span", False, start=at.start, end=at.end),
                ]
            )
        return self._spans[at]

    def _place(self, proposal: Proposal, name: str) -> str:
        return self.accepted.places[proposal.id][name]

    def _document(self, proposal: Proposal) -> None:
        reading = read_number(proposal.fields["symbol"])
        if reading is None:
            self.log.refuse("SHEET-28", self._place(proposal, "symbol"), what=proposal.fields["symbol"] or "–")
            return
        symbol = reading.number.symbol
        if self.material.documents.find(symbol):
            self.log.notice("INTAKE-31", self._place(proposal, "symbol"), symbol=symbol)
            return
        words = proposal.fields["type"]
        named = [
            one for one in self.material.document_types if name_key(words) in {name_key(name) for name in one.names}
        ]
        kinds = named or ([] if words else types_for(reading.number, "", self.material.document_types))
        try:
            issued = parse_date(proposal.fields["date"]).isoformat() if proposal.fields["date"] else ""
        except InputError:
            self.log.refuse("SHEET-28", self._place(proposal, "date"), what=proposal.fields["date"])
            return
        issuers = self._parties(proposal, "issuer", proposal.spans.get("issuer", ()))
        if len(kinds) != 1 or len(issuers) != 1:
            wrong = "type" if len(kinds) != 1 else "issuer"
            if wrong == "issuer" and proposal.fields[wrong]:
                return  # told already, with near names
            self.log.refuse("SHEET-28", self._place(proposal, wrong), what=proposal.fields[wrong] or "–")
            return
        thing = iri(self.mint.new("doc"))
        self._documents[name_key(symbol)] = thing.value
        evidence = [self._span(at) for spans in ((proposal.at,), *proposal.spans.values()) for at in spans]
        party = reading.number.side == "party"
        self.said.update(
            [
                (thing, TYPE, ct("PartyDocument" if party else "StateDocument")),
                (thing, ct("documentType"), iri(kinds[0].iri)),
                (thing, ct("number"), plain(reading.number.number)),
                (thing, ct("symbol"), plain(symbol)),
                (thing, ct("issuer"), iri(issuers[0])),
                *((thing, ct("evidence"), node) for node in evidence),
                *(
                    (thing, LABEL, Term("literal", f"{name[:1].upper()}{name[1:]} {symbol}", language=lang))
                    for name, lang in zip(kinds[0].names, ("vi", "en"), strict=False)
                ),
            ]
        )
        if issued:
            self.said.add((thing, ct("issueDate"), day(issued)))
        if title := proposal.spans.get("title"):
            text = " ".join(self.accepted.source.text[title[0].start : title[0].end].split())
            self.said.add((thing, ct("title"), vietnamese(text)))

    def _host(self) -> str:
        """Find the document that holds the items: a new one of this sheet, or one that the dossier has."""
        name = self.accepted.host
        reading = read_number(name)
        symbol = reading.number.symbol if reading else name
        new = self._documents.get(name_key(symbol))
        known = sorted(self.material.documents.find(symbol))
        if new:
            return new
        if len(known) != 1 and not self.log.problems:
            near = " · ".join(known) or " · ".join(self.material.documents.near(name)) or "–"
            self.log.refuse(
                "INTAKE-24", next(iter(self.accepted.places.values()))["quote"], text=name or "–", near=near
            )
        return known[0] if len(known) == 1 else ""

    def _parties(self, proposal: Proposal, name: str, spans: Sequence[Span]) -> list[str]:
        """Find the bodies of a field; unknown ones are refused, or made where that was asked for."""
        found: list[str] = []
        for place, words in enumerate(
            line.strip(" -•;,") for line in proposal.fields[name].split("\n") if line.strip()
        ):
            meant = sorted(self.material.parties.find(words))
            if len(meant) == 1:
                found += meant
            elif meant:
                names = " · ".join(self.material.parties.name(one) for one in meant)
                self.log.refuse("SHEET-51", self._place(proposal, name), text=words, candidates=names)
            elif self.new_bodies:
                found.append(self._new_body(words, spans[place] if place < len(spans) else proposal.at))
            else:
                near = " · ".join(self.material.parties.near(words)) or "–"
                self.log.refuse("INTAKE-25", self._place(proposal, name), text=words, near=near)
        return found

    def _new_body(self, words: str, at: Span) -> str:
        key = name_key(words)
        if key not in self._bodies:
            thing = iri(self.mint.new("body"))
            self._bodies[key] = thing.value
            group = key.startswith(match_key("các "))
            self.said |= {
                (thing, TYPE, ct("Group" if group else "Body")),
                (thing, LABEL, vietnamese(words)),
                (thing, ct("evidence"), self._span(at)),
            }
            if group:
                self.said.add((thing, ct("membersStated"), Term("literal", "false", XSD + "boolean")))
        return self._bodies[key]

    def _content(self, proposal: Proposal, host: str, place: int) -> None:
        if proposal.kind in _ITEMS:
            self._item(_ITEMS[proposal.kind], proposal.at, host, place, proposal.kind)
        elif proposal.kind == "charge":
            self._charge(proposal, host, place)
        else:
            self._directive(proposal, host, place)

    def _item(self, kind: str, at: Span, host: str, place: int, name: str) -> Term:
        thing = iri(self.mint.new("task" if kind == "Task" else "item"))
        self.said.update(
            [
                (thing, TYPE, ct(kind)),
                (thing, ct("wording"), vietnamese(self.accepted.source.text[at.start : at.end])),
                (thing, ct("partOf"), iri(host)),
                (thing, ct("order"), number(place)),
                (thing, ct("evidence"), self._span(at)),
                *labels(thing, f"item-{name}", False, number=place),
            ]
        )
        return thing

    def _charge(self, proposal: Proposal, host: str, place: int) -> None:
        lead = self._parties(proposal, "lead", proposal.spans["lead"])
        others = self._parties(proposal, "others", proposal.spans["others"])
        task = self._item("Task", proposal.spans["task"][0], host, place, "task")
        thing = iri(self.mint.new("asg"))
        self.said.update(
            [
                (thing, TYPE, ct("Assignment")),
                (thing, ct("task"), task),
                (thing, ct("inAnnex"), iri(host)),
                (thing, ct("order"), number(place)),
                (thing, ct("evidence"), self._span(proposal.at)),
                *labels(thing, "item-charge", False, number=place),
            ]
        )
        if proposal.fields["due"]:
            due = read_deadline(proposal.fields["due"])
            self.said.add((thing, ct("dueWords"), vietnamese(due.words)))
            for name, one in (("dueFrom", due.due_from), ("dueBy", due.due_by)):
                if one:
                    self.said.add((thing, ct(name), day(one.isoformat())))
        spans = (*proposal.spans["lead"], *proposal.spans["others"])
        roles = [("lead", one) for one in lead] + [("coordinate", one) for one in others]
        self._participations(thing, roles, spans, proposal.at)

    def _directive(self, proposal: Proposal, host: str, place: int) -> None:
        by = self._parties(proposal, "lead", proposal.spans["lead"])
        names = self._parties(proposal, "others", proposal.spans["others"])
        words = self.accepted.source.text[proposal.at.start : proposal.at.end]
        role = "advise" if "tham mưu" in words else "carryOut" if "thực hiện" in words else ""
        if not role or len(by) != 1:
            self.log.refuse("INTAKE-26", self._place(proposal, "lead"))
            return
        thing = self._item("Directive", proposal.at, host, place, "directive")
        self.said.add((thing, ct("directedBy"), iri(by[0])))
        self._participations(thing, [(role, one) for one in names], proposal.spans["others"], proposal.at)

    def _participations(self, duty: Term, roles: Sequence[tuple[str, str]], spans: Sequence[Span], at: Span) -> None:
        for place, (role, body) in enumerate(roles, 1):
            thing = iri(self.mint.new("part"))
            concepts = self.material.concepts("role")
            name = concepts.name(ROLE + role, "vi"), concepts.name(ROLE + role, "en")
            self.said.update(
                [
                    (duty, ct("participation"), thing),
                    (thing, TYPE, ct("Participation")),
                    (thing, ct("party"), iri(body)),
                    (thing, ct("role"), iri(ROLE + role)),
                    (thing, ct("words"), vietnamese(name[0])),
                    (thing, ct("order"), number(place)),
                    (thing, ct("evidence"), self._span(spans[place - 1] if place <= len(spans) else at)),
                    *labels(thing, "label-part", False, role=name, number=place),
                ]
            )
