"""Who carries a duty on a day, where it was handed over and back."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest

from amend.cases import PREFIXES
from ct56kg.amend.facts import Facts
from ct56kg.amend.fate import responsibilities
from ct56kg.base.rows import Term
from ct56kg.check.view import MemoryView

GRAPH = """
x:duty ct:participation x:p .  x:p ct:party x:a .
x:there ct:duty x:duty ; ct:fromParty x:a ; ct:toParty x:b ; ct:effectDate "2025-01-01"^^xsd:date .
x:back ct:duty x:duty ; ct:fromParty x:b ; ct:toParty x:a ; ct:effectDate "2025-06-01"^^xsd:date .
"""


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        ("2024-12-31", "kept"),
        ("2025-01-01", "carried"),
        ("2025-05-31", "carried"),
        ("2025-06-01", "kept"),
        ("2026-01-01", "kept"),
    ],
)
def test_what_was_handed_over_and_came_back_is_kept_from_that_day(day, outcome):
    facts = Facts(MemoryView(quad.triple for quad in ox.parse((PREFIXES + GRAPH).encode(), ox.RdfFormat.TURTLE)))
    found = responsibilities(facts, Term("iri", "http://x/a"), date.fromisoformat(day))
    assert [one.outcome for one in found] == [outcome]
