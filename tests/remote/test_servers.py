"""Oxigraph's server and Virtuoso, started and filled here: what the commands say over them is what the files say."""

import json
from datetime import date

import pytest

from ct56kg.base.rows import Term
from ct56kg.base.terms import XSD
from ct56kg.cli import main
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.questions import catalogue, fill
from ct56kg.graph.remote.connecting import endpoint_at
from ct56kg.graph.remote.control import answers_rightly
from ct56kg.graph.remote.store import RemoteStore
from ct56kg.graph.workspace import load
from remote import real

pytestmark = pytest.mark.long
DAY = "2026-03-01"
NEEDED = {
    "oxigraph": (real.OXIGRAPH, "the server of Oxigraph is not installed: pip install oxigraph"),
    "virtuoso": (real.VIRTUOSO and real.ISQL, "Virtuoso is not installed: apt-get install virtuoso-opensource-7"),
}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    place = tmp_path_factory.mktemp("file") / "store.nq"
    assert main(["export", "store", "--with", "synthetic", "--as-of", DAY, "-o", str(place)]) == 0
    return place


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso", "virtuoso that gives a thousand rows"])
def server(request, file, tmp_path_factory):
    name, _, capped = request.param.partition(" ")
    found, reason = NEEDED[name]
    if not found:
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp(name)
    started = (
        real.oxigraph(folder, file) if name == "oxigraph" else real.virtuoso(folder, file, 1000 if capped else 10_000)
    )
    with started as url:
        yield name, url


COMMANDS = [
    ["ask", "body/tasks-of", "body=tuyen giao", "--as-of", "2023-03-07"],
    ["ask", "task/list"],
    ["ask", "gap/unknown", "--format", "json"],
    ["check", "--format", "json", "--as-of", DAY],
    ["show", "ban dan van"],
    ["impact", "ban tuyen giao thanh uy"],
    ["diff", "2023-03-07", DAY],
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: "-".join(words[:2]))
def test_the_commands_say_what_they_say_of_the_files(ct56kg, server, words):
    here = ct56kg(*words, "--with", "synthetic")
    there = ct56kg(*words, "--store", server[1])
    assert (there.code, there.out) == (here.code, here.out)


@pytest.mark.parametrize("picture", ["structure", "responsibility", "cascade", "timeline", "reorganisation"])
def test_the_diagrams_are_those_of_the_files(ct56kg, server, tmp_path, picture):
    ct56kg("draw", picture, "--with", "synthetic", "--as-of", DAY, "-o", "here.svg")
    ct56kg("draw", picture, "--store", server[1], "--as-of", DAY, "-o", "there.svg")
    assert (tmp_path / "there.svg").read_bytes() == (tmp_path / "here.svg").read_bytes()


@pytest.mark.parametrize("form", ["nq", "ttl"])
def test_the_exported_graph_is_that_of_the_files(ct56kg, server, tmp_path, form):
    ct56kg("export", "graph", "--with", "synthetic", "--as-of", DAY, "-o", f"here.{form}")
    ct56kg("export", "graph", "--store", server[1], "--as-of", DAY, "-o", f"there.{form}")
    assert (tmp_path / f"there.{form}").read_bytes() == (tmp_path / f"here.{form}").read_bytes()


def test_oxigraph_passes_the_control_questions_and_virtuoso_does_not(server):
    name, url = server
    state = load(open_dossier(), date.fromisoformat(DAY))
    store = RemoteStore(endpoint_at(url), None)
    assert answers_rightly(store, state.ontology) == (name == "oxigraph")


def test_every_question_is_answered_by_oxigraph_itself_as_at_home(server):
    """The control questions stand for these: a server that passes them answers all of ours alike."""
    name, url = server
    if name != "oxigraph":
        pytest.skip("questions are not entrusted to this server")
    dossier = open_dossier()
    here = load(dossier, date.fromisoformat(DAY), frozenset({"synthetic"})).store
    there = RemoteStore(endpoint_at(url), None)
    body, day = Term("iri", "https://w3id.org/ct56kg/id/body/b07"), Term("literal", DAY, XSD + "date")
    different = []
    for question in catalogue(dossier.queries).values():
        values = {param.name: day if param.kind == "date" else body for param in question.params if param.required}
        text = fill(question, values)
        if here.select(text) != there.select(text):
            different.append(question.name)
    assert different == []


def test_an_amendment_is_judged_over_the_server_as_over_the_files(ct56kg, server, tmp_path):
    ct = "https://w3id.org/ct56kg/ns#"
    xsd = "http://www.w3.org/2001/XMLSchema#date"
    end = f'<https://w3id.org/ct56kg/id/body/b06> <{ct}end{{}}> "2025-12-31"^^<{xsd}> .\n'
    (tmp_path / "add.nt").write_text(end.format("Earliest") + end.format("Latest"))
    words = ("amend", "check", "--add", "add.nt", "--format", "json", "--as-of", DAY)
    here = json.loads(ct56kg(*words, "--with", "synthetic").out)
    there = json.loads(ct56kg(*words, "--store", server[1]).out)
    assert here["new"]
    for part in ("new", "fixed", "updated", "changes", "touched", "reached", "outstanding"):
        assert there[part] == here[part], part
