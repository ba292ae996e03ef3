"""The made-up nation is what its manifest says: the same bytes every time, and exactly the findings it names."""

import csv
from collections import Counter
from datetime import date

import pytest

import ct56kg
from bench.changes import amendments
from bench.faults import FAULTS, spoiled
from bench.generate import generate

AS_OF = date(2026, 3, 1)


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nation")
    generate(folder, 3, 10)
    return folder


def expected(path):
    with path.open(encoding="utf-8") as file:
        return Counter((row["code"], row["focus"], row["value"]) for row in csv.DictReader(file))


def found(findings):
    return Counter((one.code, one.focus, one.value or "") for one in findings)


def test_three_programmes_show_every_kind_of_fault_and_our_engine_finds_these_and_no_other(nation):
    wanted = expected(nation / "expected.csv")
    assert found(ct56kg.check(ct56kg.open(nation), as_of=AS_OF)) == wanted
    assert len(wanted) > len(FAULTS)


@pytest.mark.long
def test_stock_pyshacl_finds_the_same(nation):
    dossier = ct56kg.open(nation)
    assert found(ct56kg.check(dossier, as_of=AS_OF, engine="pyshacl")) == expected(nation / "expected.csv")


@pytest.mark.parametrize("name", [change.name for change in amendments(3, 0)])
def test_every_standard_amendment_brings_exactly_what_it_says(nation, name):
    dossier = ct56kg.open(nation)
    folder = nation / "changes" / name
    impact = ct56kg.preview(dossier, ct56kg.Change.read(folder), as_of=AS_OF)
    assert found(impact.new) == expected(folder / "expected.csv")
    assert not impact.fixed


def test_the_ten_triples_are_ten(tmp_path):
    generate(tmp_path, 3, 5)
    folder = tmp_path / "changes" / "ten-triples"
    assert sum(len((folder / f"{part}.nt").read_text("utf-8").splitlines()) for part in ("add", "remove")) == 10


def test_the_same_nation_is_written_twice_byte_for_byte(tmp_path):
    for name in ("one", "other"):
        generate(tmp_path / name, 4, 5)
    files = [sorted((tmp_path / name).rglob("*.*")) for name in ("one", "other")]
    assert [path.read_bytes() for path in files[0]] == [path.read_bytes() for path in files[1]]
    assert len(files[0]) > 10


def test_a_programme_has_about_1700_triples(tmp_path):
    assert 1600 < generate(tmp_path, 100, 5) / 100 < 1800


def test_every_programme_without_others_below_it_carries_faults():
    leaves = [place for place in range(200) if spoiled(place, 200, 1)[1]]
    assert leaves == list(range(60, 200))
    assert [place for place in range(100) if spoiled(place, 100, 1)[1]] == [*range(41, 100)]
