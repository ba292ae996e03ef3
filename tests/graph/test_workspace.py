"""A dossier becomes a state: statuses by folder, graphs by file, one union, the date in the graph."""

import unicodedata
from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct56kg.base.errors import CtError
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.need import PLAIN
from ct56kg.graph.quick import quick_store, store_on
from ct56kg.graph.reading import suspicious
from ct56kg.graph.workspace import load

DAY = date(2026, 3, 1)
TOML = '[dossier]\ntitle = "t"\niri = "https://example.org/d/"\nextends = "{extends}"\ndata = ["data"]\nshapes = []\n'


def dossier(root, files, extends="builtin"):
    (root / "ct56kg.toml").write_text(TOML.format(extends=extends), "utf-8")
    for name, content in files.items():
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return open_dossier(root)


FACT = "<http://x/a> <http://x/p> <http://x/b> ."


def test_a_fact_of_two_sources_is_one_triple_together_and_two_apart(tmp_path):
    state = load(dossier(tmp_path, {"stated/a.ttl": FACT, "external/b.ttl": FACT}), DAY)
    assert (
        state.store.select("SELECT ?s WHERE { ?s <http://x/p> ?o }").rows
        == state.store.select("SELECT ?s WHERE { VALUES ?s { <http://x/a> } }").rows
    )
    graphs = state.store.select("SELECT ?g WHERE { GRAPH ?g { ?s <http://x/p> ?o } } ORDER BY ?g")
    names = ["https://example.org/d/data/external/b", "https://example.org/d/data/stated/a"]
    assert [row[0].value for row in graphs] == names


def test_fiction_and_hypothesis_speak_only_when_asked(tmp_path):
    fiction, guess = "<http://x/s> a <http://x/S> .", "<http://x/h> a <http://x/H> ."
    here = dossier(tmp_path, {"stated/a.ttl": FACT, "synthetic/s.ttl": fiction, "hypothesis/h.ttl": guess})
    assert len(load(here, DAY).quads) == 1
    assert len(load(here, DAY, frozenset({"synthetic"})).quads) == 2
    assert load(here, DAY, frozenset({"synthetic"})).synthetic


def test_a_folder_without_status_folders_is_loaded_whole(tmp_path):
    here = dossier(tmp_path, {"a.ttl": FACT, "deep/b.nt": FACT.replace("/a>", "/c>")}, extends="none")
    assert len(load(here, DAY).quads) == 2


def test_every_graph_says_its_status(tmp_path):
    state = load(dossier(tmp_path, {"stated/a.ttl": FACT, "external/b.ttl": FACT}), DAY)
    rows = state.store.select("SELECT ?g ?s WHERE { ?g <https://w3id.org/ct56kg/ns#status> ?s } ORDER BY ?g")
    assert [row[1].value.rsplit("/", 1)[1] for row in rows if "example.org" in row[0].value] == ["external", "stated"]


def test_foreign_data_is_judged_as_it_is(tmp_path):
    state = load(dossier(tmp_path, {"a.ttl": FACT}, extends="none"), DAY)
    assert [str(t) for t in state.judged] == ["<http://x/a> <http://x/p> <http://x/b>"]


def test_the_date_of_judgement_stands_in_the_graph(tmp_path):
    state = load(dossier(tmp_path, {"stated/a.ttl": FACT}), DAY)
    stated = [t for t in state.judged if t.predicate == ox.NamedNode("https://w3id.org/ct56kg/ns#asOf")]
    assert [t.object.value for t in stated] == ["2026-03-01"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[dossier]\nfoo = 1\n", "DOSSIER-03"),
        ("[dossier]\ndata = 'x'\n", "DOSSIER-04"),
        ("[dossier]\ndata = ['nowhere']\n", "DOSSIER-05"),
        ("[dossier]\nextends = 'other'\n", "DOSSIER-04"),
        ("not toml", "DOSSIER-02"),
        ("[other]\n", "DOSSIER-02"),
        ("[dossier]\nwith = ['secret']\n", "STATUS-01"),
    ],
)
def test_settings_that_make_no_sense_are_refused_with_the_remedy(tmp_path, text, code):
    (tmp_path / "ct56kg.toml").write_text(text, "utf-8")
    with pytest.raises(CtError) as caught:
        open_dossier(tmp_path)
    assert caught.value.code == code
    assert "→" in caught.value.say("vi") and "→" in caught.value.say("en")


def test_a_folder_that_is_no_dossier_says_how_to_make_one(tmp_path):
    with pytest.raises(CtError) as caught:
        open_dossier(tmp_path)
    assert caught.value.code == "DOSSIER-01"


def test_an_old_encoding_is_refused_with_its_line_and_nothing_is_guessed(tmp_path):
    old = f'{FACT}\n<http://x/b> <http://x/p> "Uû ban nh©n d©n thµnh phè" .\n'
    here = dossier(tmp_path, {"stated/a.ttl": old})
    for read in (lambda: load(here, DAY).quads, lambda: store_on(here, DAY)):
        with pytest.raises(CtError) as caught:
            read()
        assert (caught.value.code, caught.value.line) == ("ENCODING-03", 2)


def test_decomposed_text_is_composed_at_the_door_with_a_notice(tmp_path):
    decomposed = unicodedata.normalize("NFD", "Thành ủy")
    here = dossier(tmp_path, {"stated/a.ttl": f'<http://x/a> <http://x/p> "{decomposed}" .\n'})
    state = load(here, DAY)
    assert [q.object.value for q in state.quads] == ["Thành ủy"]
    assert [notice.code for notice in state.notices] == ["ENCODING-11"]
    rows = store_on(here, DAY).select("SELECT ?o WHERE { <http://x/a> <http://x/p> ?o }")
    assert [row[0].value for row in rows] == ["Thành ủy"]


def test_foreign_text_stays_as_it_is(tmp_path):
    decomposed = unicodedata.normalize("NFD", "Thành ủy")
    here = dossier(tmp_path, {"a.ttl": f'<http://x/a> <http://x/p> "{decomposed}" .\n'}, extends="none")
    assert [q.object.value for q in load(here, DAY).quads] == [decomposed]
    assert not load(here, DAY).notices


@given(st.text(alphabet="aăâđêôơư àáảãạÀẾỰỵ.,;:()«»§·", max_size=60))
def test_vietnamese_text_is_never_suspicious(text):
    assert not suspicious(unicodedata.normalize("NFC", text).encode())


def test_the_quick_store_answers_like_the_full_one(root):
    built_in = open_dossier(root)
    query = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"
    full = load(built_in, DAY).store.select(query)
    assert store_on(built_in, DAY).select(query) == full
    assert quick_store(built_in, frozenset(), PLAIN).select(query) == full
    graphs = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    assert store_on(built_in, DAY).select(graphs) == load(built_in, DAY).store.select(graphs)
