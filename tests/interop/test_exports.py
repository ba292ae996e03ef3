"""What leaves for other tools is exact, or says what it lost; what comes back is what left."""

import json
from datetime import date

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.jsonld import to_jsonld
from ct56kg.graph.jsonld_context import vocabulary_context
from ct56kg.graph.prefixes import builtin_prefixes
from ct56kg.graph.workspace import load

OWN = "https://w3id.org/ct56kg/ns#"
HOSTILE = r"""
<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:C> .
<urn:a> <urn:p> "" .
<urn:a> <urn:p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .
<urn:a> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#long> <urn:g> .
<urn:a> <urn:p> "1.10"^^<http://www.w3.org/2001/XMLSchema#decimal> <urn:g> .
<urn:a> <urn:p> "1234567890.55"^^<http://www.w3.org/2001/XMLSchema#double> <urn:g> .
<urn:a> <urn:p> "-0.0E0"^^<http://www.w3.org/2001/XMLSchema#double> <urn:g> .
<urn:a> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#boolean> <urn:g> .
<urn:a> <urn:p> "2025-02-31"^^<http://www.w3.org/2001/XMLSchema#date> <urn:g> .
<urn:a> <urn:p> "2025-01-01Z"^^<http://www.w3.org/2001/XMLSchema#date> <urn:h> .
<urn:a> <urn:p> "99999999999999999999999"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:h> .
<urn:a> <urn:p> "{\"a\": 1.0}"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON> <urn:h> .
<urn:a> <urn:p> "tab\there, \"quote\", \\ and \u0000\u0008\u007F\uFFFD" <urn:h> .
<urn:a> <urn:p> "Uỷ ban"@vi <urn:h> .
<urn:a> <urn:p> "U\u1EF7 ban de\u0302m"@vi-vn <urn:h> .
<urn:a> <urn:p> "two\nlines\r\n"@en <urn:h> .
<doc:not-a-prefix> <urn:p> <urn:a> <urn:h> .
_:b1 <urn:p> _:b2 <urn:h> .
<urn:a> <http://example.org/with/no/local/> <http://example.org//double> <urn:h> .
"""
"""Literals that stores and writers like to change, in the default graph and in named ones."""


@pytest.fixture(scope="module")
def state():
    return load(open_dossier(None), date(2026, 3, 1), frozenset({"synthetic"}))


def quads(content, syntax=ox.RdfFormat.N_QUADS):
    found = ox.Dataset(ox.parse(content, format=syntax))
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(found)


def foreign(folder, text, name="data.nq"):
    (folder / "ct56kg.toml").write_text(f'[dossier]\ntitle = "x"\nextends = "none"\ndata = ["{name}"]\n', "utf-8")
    (folder / name).write_text(text, "utf-8", newline="\n")
    return folder


def test_nquads_out_and_in_and_out_again_are_the_same_quads(ct56kg, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    assert ct56kg("--dossier", foreign(first, HOSTILE), "export", "graph", "-o", "out.nq").code == 0
    out = (tmp_path / "out.nq").read_text("utf-8")
    assert quads(out) == quads(HOSTILE)
    assert len(quads(out)) == HOSTILE.strip().count("\n") + 1
    assert ct56kg("--dossier", foreign(second, out), "export", "graph", "-o", "again.nq").code == 0
    assert quads((tmp_path / "again.nq").read_text("utf-8")) == quads(HOSTILE)


@pytest.mark.parametrize("which", [".", "examples/truong-giang"])
def test_a_dossier_goes_out_and_in_as_nquads_quad_by_quad(ct56kg, tmp_path, root, which):
    asked = ("--dossier", root / which, "--with", "synthetic", "--as-of", "2026-03-01")
    assert ct56kg(*asked, "export", "graph", "-o", "out.nq").code == 0
    out = (tmp_path / "out.nq").read_text("utf-8")
    (tmp_path / "in").mkdir()
    assert ct56kg("--dossier", foreign(tmp_path / "in", out), "export", "graph", "-o", "again.nq").code == 0
    assert quads((tmp_path / "again.nq").read_text("utf-8")) == quads(out)


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "trig"])
def test_every_syntax_keeps_hostile_terms(ct56kg, tmp_path, suffix):
    (tmp_path / "d").mkdir()
    folder = foreign(tmp_path / "d", HOSTILE)
    assert ct56kg("--dossier", folder, "export", "graph", "-o", f"out.{suffix}").code == 0
    syntax = ox.RdfFormat.from_extension(suffix)
    read = quads((tmp_path / f"out.{suffix}").read_bytes(), syntax)
    flat = "\n".join(f"{q.triple} ." for q in ox.parse(HOSTILE, format=ox.RdfFormat.N_QUADS))
    assert read == quads(HOSTILE if suffix == "trig" else flat)


# JSON-LD


def test_the_context_is_that_of_the_vocabulary(state, root, update_golden):
    file = root / "alignment" / "context.jsonld"
    made = vocabulary_context([q.triple for q in state.ontology], builtin_prefixes())
    written = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    if update_golden:
        file.write_text(written, "utf-8", newline="\n")
    assert file.read_text("utf-8") == written


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader uses it
def test_jsonld_reads_like_a_record_and_means_the_judged_graph(state):
    written = to_jsonld(state.judged, builtin_prefixes(), ["x"])
    document = json.loads(written)
    assert document["_remark"] == ["x"]
    (row,) = [node for node in document["@graph"] if node["id"] == "asg:mau-03"]
    assert row["type"] == "Assignment"
    assert (row["order"], row["dueBy"], row["task"]) == (3, "2025-12-31", "item:k2")
    assert row["product"] == {"vi": "Đề án đổi mới công tác tuyên truyền, vận động"}
    read = rdflib.Graph().parse(data=written.decode(), format="json-ld")
    expected = rdflib.Graph().parse(data="\n".join(f"{t} ." for t in state.judged), format="nt")
    assert isomorphic(read, expected)


def test_the_whole_context_stands_for_the_part_in_a_document(ct56kg, state, tmp_path):
    assert ct56kg("export", "context", "-o", "context.jsonld").code == 0
    context = json.loads((tmp_path / "context.jsonld").read_text("utf-8"))["@context"]
    document = json.loads(to_jsonld(state.judged, builtin_prefixes()))
    document["@context"] = {**document["@context"], **context}
    again = {q.triple for q in ox.parse(json.dumps(document), format=ox.RdfFormat.JSON_LD)}
    assert again == set(state.judged)


IRIS = st.sampled_from(
    [
        "urn:a",
        "doc:x",
        "https://w3id.org/ct56kg/id/body/b1",
        "https://w3id.org/ct56kg/id/body/",
        "http://a//b",
        "x:y/z#w",
    ]
)
NAMES = st.sampled_from(
    [OWN + "role", OWN + "title", OWN + "order", OWN + "dueBy", "urn:p", "http://a/p", RDF := str(rdflib.RDF.type)]
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
LITERALS = st.one_of(
    st.builds(ox.Literal, TEXTS),
    st.builds(lambda text, lang: ox.Literal(text, language=lang), TEXTS, st.sampled_from(["vi", "en-gb"])),
    st.builds(
        lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(kind)),
        st.sampled_from(["1", "01", "true", "1.0", "2025-01-01", "x", ""]),
        st.sampled_from([*(str(rdflib.XSD[name]) for name in ("integer", "boolean", "decimal", "date")), "urn:type"]),
    ),
)
NODES = st.one_of(st.builds(ox.NamedNode, IRIS), st.sampled_from([ox.BlankNode("a"), ox.BlankNode("b")]))
TRIPLES = st.sets(st.builds(ox.Triple, NODES, st.builds(ox.NamedNode, NAMES), st.one_of(NODES, LITERALS)), max_size=12)


@given(TRIPLES)
def test_jsonld_of_anything_is_read_as_what_it_was(triples):
    assert {q.triple for q in ox.parse(to_jsonld(triples, builtin_prefixes()), format=ox.RdfFormat.JSON_LD)} == triples


@given(TRIPLES)
def test_short_names_are_enough_for_anything(triples):
    """The expanded form is a net below; nothing known falls into it."""
    assert to_jsonld(triples, builtin_prefixes()).startswith(b'{\n "@context"')


# Losses


@pytest.mark.parametrize(
    ("suffix", "start"), [("ttl", "# "), ("nt", "# "), ("graphml", "<?xml"), ("jsonld", '{\n "@context"')]
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_form_that_loses_something_says_so_in_the_file_and_to_the_person(ct56kg, tmp_path, suffix, start, lang):
    done = ct56kg("--lang", lang, "export", "graph", "-o", f"g.{suffix}")
    text = (tmp_path / f"g.{suffix}").read_text("utf-8")
    said = done.err.splitlines()[0]
    assert text.startswith(start)
    assert said in text
    assert ("Không" in said or "không" in said) if lang == "vi" else ("no" in said)


def test_a_form_that_loses_nothing_says_nothing(ct56kg, tmp_path):
    for suffix in ("nq", "trig"):
        assert ct56kg("export", "graph", "-o", f"g.{suffix}").err.splitlines() == [f"Đã ghi: g.{suffix}"]


@pytest.mark.parametrize("suffix", ["ttl", "nt", "nq", "trig", "jsonld", "graphml"])
def test_what_is_fictitious_says_so_in_every_form(ct56kg, tmp_path, suffix):
    ct56kg("export", "graph", "--with", "synthetic", "-o", f"g.{suffix}")
    text = (tmp_path / f"g.{suffix}").read_text("utf-8")
    assert "MẪU – HƯ CẤU" in (json.loads(text)["_remark"] if suffix == "jsonld" else text[:200])


def test_a_table_says_what_its_cells_do_not_carry(ct56kg):
    assert "kiểu dữ liệu" in ct56kg("export", "body/directed", "-o", "a.csv").err
    assert "IRI" in ct56kg("export", "body/directed", "-o", "a.xlsx").err


def test_graphml_is_read_by_others(ct56kg, tmp_path):
    ct56kg("export", "graph", "-o", "g.graphml")
    graph = nx.read_graphml(tmp_path / "g.graphml")
    assert graph.nodes["https://w3id.org/ct56kg/id/body/b07"]["label"] == "Ban Tuyên giáo Thành ủy"


def test_graphml_takes_labels_that_no_xml_can_hold(ct56kg, tmp_path):
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    folder = tmp_path / "d"
    folder.mkdir()
    text = f'<urn:a> <urn:p> <urn:b> .\n<urn:a> {label} "a \\u0007 -- \\uFFFE <&>" .\n'
    assert ct56kg("--dossier", foreign(folder, text), "export", "graph", "-o", "g.graphml").code == 0
    assert nx.read_graphml(tmp_path / "g.graphml").nodes["urn:a"]["label"] == "a \ufffd -- \ufffd <&>"
