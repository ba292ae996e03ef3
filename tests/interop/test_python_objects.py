"""rdflib, networkx and pandas users get their own objects."""

import sys

import pandas as pd
import pytest
import rdflib

import ct56kg
from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import XSD
from ct56kg.graph.projection import to_rdflib
from ct56kg.view.frame import frame

B07 = "https://w3id.org/ct56kg/id/body/b07"


@pytest.fixture(scope="module")
def dossier():
    return ct56kg.open(as_of="2026-03-01")


def test_graph_is_an_rdflib_graph_that_answers(dossier):
    graph = dossier.graph()
    assert isinstance(graph, rdflib.Graph)
    asked = graph.query("SELECT ?t WHERE { ?t a <https://w3id.org/ct56kg/ns#KeyTask> }")
    assert len(asked) == 6


def test_rdflib_gets_every_lexical_form_as_it_is():
    import pyoxigraph as ox

    given = [
        ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal(text, datatype=ox.NamedNode(XSD + kind)))
        for text, kind in (("01", "integer"), ("1.10", "decimal"), ("1", "boolean"), ("x", "integer"), ("s", "string"))
    ]
    found = {(str(o), str(o.datatype)) for o in to_rdflib(given).objects()}
    assert found == {
        ("01", XSD + "integer"),
        ("1.10", XSD + "decimal"),
        ("1", XSD + "boolean"),
        ("x", XSD + "integer"),
        ("s", "None"),
    }


def test_networkx_keeps_parallel_relations_apart(dossier):
    graph = dossier.to_networkx()
    assert graph.nodes[B07]["label"] == "Ban Tuyên giáo Thành ủy"
    assert all({"relation", "iri"} <= set(data) for *_, data in graph.edges(data=True))


def test_pandas_gets_days_numbers_and_labels(dossier):
    answer = dossier.ask("body/existing-on", at="2026-03-01")
    table = answer.to_pandas()
    assert list(table.columns) == list(answer.rows.variables)
    assert len(table) == len(answer)
    assert table["endEarliest"].dtype.kind == "M"
    assert "Ban Tuyên giáo Thành ủy" not in set(answer.to_pandas(labels=False)["body"])
    assert all(str(value).startswith("http") for value in answer.to_pandas(labels=False)["body"])


def test_a_column_of_one_datatype_has_its_type_and_gaps_stay_gaps():
    rows = Rows(
        ("n", "d", "b", "mixed"),
        (
            (
                Term("literal", "7", XSD + "integer"),
                Term("literal", "2025-03-07", XSD + "date"),
                None,
                Term("literal", "x"),
            ),
            (
                None,
                Term("literal", "0000-01-01", XSD + "date"),
                Term("literal", "1", XSD + "boolean"),
                Term("iri", "urn:a"),
            ),
        ),
    )
    table = frame(rows, lambda term: term.value)
    assert table["n"].tolist() == [7, pd.NA]
    assert table["b"].tolist() == [pd.NA, True]
    assert table["d"].tolist()[0] in (pd.Timestamp("2025-03-07"), "2025-03-07")
    assert table["mixed"].tolist() == ["x", "urn:a"]


def test_without_pandas_the_error_says_what_to_install(monkeypatch, dossier):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"pip install 'ct56kg\[pandas\]'"):
        dossier.ask("body/directed").to_pandas()
