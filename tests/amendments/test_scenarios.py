"""Every scenario beside this file: a change to one fictitious dossier, what it must bring, how it must be told.

`case.toml` says by hand what must and must not be found; `expected.json` and `report.*.md` are what is found and said,
exactly. `pytest --update-golden` writes the latter two; read every difference before committing it.
"""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from ct56kg.amend.change import read_change
from ct56kg.base.errors import UsageError
from ct56kg.cli.context import Context
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.names import NAMES, THINGS, read_names
from ct56kg.view.looking import look, report_of, written

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("S*/case.toml"))


def marked(path: Path):
    """A scenario that cannot be met is a strict expected failure that says so."""
    case = tomllib.loads((path / "case.toml").read_text("utf-8"))
    why = case.get("xfail")
    marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
    assert why is None or why.startswith("cannot yet see")
    return pytest.param(path, marks=marks, id=path.name)


def seen(path: Path, day: str, lang: str = "vi"):
    asked = Context(open_dossier(HERE / "base"), lang, date.fromisoformat(day), frozenset())
    preview = look(asked, read_change(path / "change"), True)
    return preview, asked, report_of(asked, preview)


def short(finding):
    return [finding.code, finding.focus, finding.path, finding.value]


def found_in(preview):
    found = preview.assessment
    return {
        "asOf": preview.as_of.isoformat(),
        "new": [short(one.finding) for one in found.new],
        "fixed": [short(one.finding) for one in found.fixed],
        "updated": [short(one.finding) for one in found.updated],
        "unchanged": len(found.unchanged),
        "causes": {
            f"{one.finding.code} {one.finding.focus} {one.finding.value}": [f"{c.op} {c.triple} ." for c in one.causes]
            for one in (*found.new, *found.fixed)
        },
        "changes": [said.text for said in preview.changes],
        "outstanding": [[one.kind, one.thing.value] for one in preview.outstanding],
    }


@pytest.mark.parametrize("path", [marked(path) for path in CASES])
def test_the_scenario_finds_what_it_must_and_nothing_else(path, update_golden):
    case = tomllib.loads((path / "case.toml").read_text("utf-8"))
    looks = [seen(path, day)[0] for day in case["looks"]]
    codes = {one.finding.code for one in looks[-1].assessment.new} if case["must"] else set()
    first = {one.finding.code for one in looks[0].assessment.new}
    assert set(case["must"]) <= codes | first
    assert not set(case["must_not"]) & first
    found = json.dumps([found_in(preview) for preview in looks], ensure_ascii=False, indent=1) + "\n"
    if update_golden:
        (path / "expected.json").write_text(found, "utf-8", newline="\n")
    assert (path / "expected.json").read_text("utf-8") == found


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "path", [path for path in CASES if "xfail" not in (path / "case.toml").read_text("utf-8")], ids=lambda p: p.name
)
def test_the_scenario_is_told_in_words(path, lang, update_golden):
    case = tomllib.loads((path / "case.toml").read_text("utf-8"))
    asked, report = seen(path, case["looks"][0], lang)[1:]
    told = written(report, asked, "md").partition("\n---\n")[0] + "\n"  # below stand hashes and the version
    report = "".join(line for line in told.splitlines(True) if not line.startswith(("- Cách xét", "- Method")))
    file = path / f"report.{lang}.md"
    if update_golden:
        file.write_text(report, "utf-8", newline="\n")
    assert file.read_text("utf-8") == report
    assert "MẪU – HƯ CẤU" in report


@pytest.mark.parametrize(
    "path", [path for path in CASES if "ambiguous" in (path / "case.toml").read_text("utf-8")], ids=lambda p: p.name
)
def test_a_bare_citation_that_fits_two_things_is_ambiguous_and_both_stay(path):
    case = tomllib.loads((path / "case.toml").read_text("utf-8"))
    preview, *_ = seen(path, case["looks"][0])
    store = preview.after.store
    names = read_names(store.select(NAMES), store.select(THINGS), {})
    with pytest.raises(UsageError) as caught:
        names.resolve(case["ambiguous"])
    assert caught.value.code == "NAME-02"


def test_every_scenario_of_the_list_is_here():
    assert {path.name[:3] for path in CASES} == {f"S{n:02}" for n in range(1, 23)}
