"""The built-in dossier: what our engine finds in the exported graph is what stock pySHACL finds in it."""

import json
from collections import Counter

import pyoxigraph as ox
import pytest

from laws.stock import stock


@pytest.mark.parametrize(("day", "words"), [("2026-03-01", []), ("2025-07-01", ["--with", "synthetic"])])
def test_stock_pyshacl_finds_the_same_in_what_export_writes(ct56kg, tmp_path, root, day, words):
    assert ct56kg("export", "graph", "--as-of", day, *words, "-o", "graph.nt").code == 0
    said = ct56kg("check", "--as-of", day, *words, "--format", "json")
    assert json.loads(said.out)["engine"] == "ct56kg"
    ours = Counter((f["focus"], f["path"], f["component"], f["value"]) for f in json.loads(said.out)["findings"])
    data = [q.triple for q in ox.parse(path=tmp_path / "graph.nt")]
    files = sorted((root / "shapes").glob("*.ttl"))
    rules = [q.triple for path in files for q in ox.parse(path=path, base_iri=path.as_uri())]
    assert ours == stock(data, rules)
    assert sum(ours.values()) > 50
