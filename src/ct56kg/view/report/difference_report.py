"""The difference of two states as a document: what changed, before and after on one line, and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ct56kg.amend.fate import Event
from ct56kg.amend.saying import Said
from ct56kg.base.words import say
from ct56kg.view.diagram import Picture
from ct56kg.view.report.change_tables import changes_table, over
from ct56kg.view.report.document import Block, Document, Figure, Heading, Para, Part
from ct56kg.view.report.impact_document import events_table
from ct56kg.view.report.material import Material


def difference_report(
    m: Material,
    names: tuple[str, str],
    said: Sequence[Said],
    counts: tuple[int, int],
    events: Sequence[Event],
    pictures: Sequence[Picture],
    digests: tuple[str, str],
) -> Document:
    """Set the difference into a document.

    Args:
        m: the reader in front of the later state.
        names: what the two states are called, the earlier first.
        said: the changes as things.
        counts: triples added and removed.
        events: the reorganisations that take effect in between.
        pictures: the diagrams in which the two differ.
        digests: the content hashes of both.
    """
    lang, (first, last) = m.lang, names
    things = len({one.about or one.text for one in said})
    blocks: list[Block] = [
        Para(
            say(
                "report.difference-summary", lang, a=first, b=last, changes=say("count.change", lang, n=len(said)),
                things=say("count.thing", lang, n=things), added=counts[0], removed=counts[1],
                events=say("count.reorganisation", lang, n=len(events)),
            )
        )
    ]  # fmt: skip
    if events:
        blocks += [Heading(f"{say('diff.section-events', lang)} ({len(events)})"), events_table(m, events)]
    blocks.append(Heading(f"{say('amend.section-changes', lang)} ({len(said)})"))
    blocks += changes_table(said, lang) or [Para(say("amend.nothing", lang), "note")]
    parts = [Part(blocks)]
    parts += [Part([Figure(one, over(one, lang))], landscape=one.page.landscape) for one in pictures]
    made = m.document("difference", say("diff.title", lang, a=first, b=last), parts, counted=False, dated=False)
    both = say("report.digest-both", lang, a=digests[0][:16], b=digests[1][:16])
    return replace(made, provenance=(*made.provenance, both))
