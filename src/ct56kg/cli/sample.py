"""The fictitious amendment that comes with the toolkit, looked at: what the tour shows."""

from __future__ import annotations

from datetime import date

from ct56kg.amend.assessing import Changed
from ct56kg.amend.change import read_change
from ct56kg.base.resources import builtin_root
from ct56kg.base.rows import iri
from ct56kg.cli.amend import look, report_of
from ct56kg.cli.context import Context
from ct56kg.graph.dossier import open_dossier
from ct56kg.view.impact_report import Report
from ct56kg.view.tour_page import Sample, SampleItem


def sample_preview(lang: str, name: str, as_of: date | None = None) -> Sample | None:
    """Look at a change set under `data/proposed` of the built-in dossier, on its day of effect unless told otherwise.

    Gives nothing if it is not there.
    """
    folder = builtin_root() / "data" / "proposed" / name
    if not folder.is_dir():
        return None
    change = read_change(folder)
    asked = Context(open_dossier(builtin_root()), lang, as_of or change.effect or date.max, frozenset({"synthetic"}))
    seen = look(asked, change, True)
    report = report_of(asked, seen)
    found = seen.assessment
    title = seen.label(iri(seen.change.iri)) if seen.change.iri else seen.change.name
    return Sample(title, _items(report, found.new), _items(report, found.fixed), len(found.unchanged))


def _items(report: Report, changed: tuple[Changed, ...]) -> tuple[SampleItem, ...]:
    return tuple(
        SampleItem(one.finding.code, one.finding.message, tuple(report.cause(cause) for cause in one.causes))
        for one in changed
    )
