"""Reports of the real dossier and of the fictitious annex, as values."""

from datetime import date

import pytest

from ct56kg.graph.dossier import open_dossier
from ct56kg.view.reader import Context
from ct56kg.view.report.material import Material

SAMPLE = frozenset({"synthetic"})


@pytest.fixture(scope="session")
def material(root):
    made = {}

    def make(day="2026-03-01", statuses=SAMPLE, lang="vi", begin=None, place=root):
        key = (day, statuses, lang, begin, place)
        if key not in made:
            as_of = date.fromisoformat(day)
            first = date.fromisoformat(begin) if begin else None
            made[key] = Material(Context(open_dossier(place), lang, as_of, statuses), first, as_of)
        return made[key]

    return make
