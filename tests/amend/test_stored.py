"""A change looked at over the store on the disk: the same report as over the files, and nothing written."""

import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest

from ct56kg.amend.change import read_change
from ct56kg.amend.preview import preview
from ct56kg.graph.disk.place import FOLDER
from ct56kg.graph.dossier import open_dossier
from ct56kg.view.impact_report import Report, as_json

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 3, 1)
FIXTURES = sorted(path.parent for path in (ROOT / "tests" / "amendments").glob("*/change"))


def seen(dossier, change, as_of, every=True):
    looked = preview(dossier, change, as_of, today=TODAY, every=every)
    return as_json(Report(looked, lambda rule: rule, ""))


def files(folder):
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and FOLDER not in p.parts}


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("base") / "d"
    shutil.copytree(ROOT / "tests" / "amendments" / "base", folder)
    return open_dossier(folder)


@pytest.mark.parametrize("case", FIXTURES, ids=lambda path: path.name)
def test_a_scenario_comes_to_the_same_over_the_store(base, case):
    change = read_change(case / "change")
    before = files(base.root)
    day = date.fromisoformat(tomllib.loads((case / "case.toml").read_text("utf-8"))["looks"][0])
    here = seen(base._replace(store="memory"), change, day)
    assert seen(base._replace(store="disk"), change, day) == here
    near = seen(base._replace(store="disk"), change, day, every=False)
    for part in ("new", "fixed", "updated", "changes", "touched", "reached", "method"):
        assert near[part] == here[part], part
    assert near["unchanged"] is None and files(base.root) == before
