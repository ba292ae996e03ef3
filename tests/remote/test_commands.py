"""The commands over a remote store, as a user types them: what they say at home, from a server on this machine."""

import json

import pyoxigraph as ox
import pytest

from remote.fake import Server

DAY = ("--as-of", "2026-03-01")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A server that holds what `export store` wrote of the built-in dossier, its fictitious annex included."""
    from ct56kg.cli import main

    file = tmp_path_factory.mktemp("store") / "store.nq"
    assert main(["export", "store", "--with", "synthetic", "-o", str(file), *DAY]) == 0
    server = Server()
    server.store.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
    yield server
    server.http.shutdown()
    server.http.server_close()


@pytest.fixture(autouse=True)
def well_behaved(filled):
    yield
    filled.habits, filled.cap, filled.union = [], None, False
    filled.queries.clear()


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "body/tasks-of", "body=tuyen giao", "--as-of", "2023-03-07"],
        ["ask", "gap/unknown", "--format", "json"],
        ["ask", "task/overdue", *DAY],
        ["check", "--format", "json", *DAY],
        ["show", "ban dan van"],
        ["find", "tuyen giao"],
        ["impact", "ban tuyen giao thanh uy"],
        ["diff", "2023-03-07", "2026-03-01"],
    ],
    ids=lambda words: words[0] + "-" + words[1].strip("-"),
)
def test_a_server_is_answered_from_as_the_files_are(ct56kg, filled, words):
    here = ct56kg(*words, "--with", "synthetic")
    there = ct56kg(*words, "--store", filled.url)
    assert (there.code, there.out, there.err) == (here.code, here.out, here.err)
    assert here.out
    assert filled.queries


def test_the_matrix_is_that_of_the_files(ct56kg, filled, tmp_path):
    ct56kg("matrix", "--with", "synthetic", *DAY, "-o", "here.csv")
    ct56kg("matrix", "--store", filled.url, *DAY, "-o", "there.csv")
    assert (tmp_path / "there.csv").read_bytes() == (tmp_path / "here.csv").read_bytes()


@pytest.mark.parametrize("form", ["ttl", "nq"])
def test_the_graph_is_exported_as_from_the_files(ct56kg, filled, tmp_path, form):
    ct56kg("export", "graph", "--with", "synthetic", *DAY, "-o", f"here.{form}")
    ct56kg("export", "graph", "--store", filled.url, *DAY, "-o", f"there.{form}")
    assert (tmp_path / f"there.{form}").read_bytes() == (tmp_path / f"here.{form}").read_bytes()


def test_the_store_is_exported_as_from_the_files(ct56kg, filled, tmp_path):
    ct56kg("export", "store", "--with", "synthetic", "-o", "here.nq")
    ct56kg("export", "store", "--store", filled.url, "-o", "there.nq")
    assert (tmp_path / "there.nq").read_bytes() == (tmp_path / "here.nq").read_bytes()


def test_a_diagram_is_drawn_as_from_the_files(ct56kg, filled, tmp_path):
    ct56kg("draw", "responsibility", "--with", "synthetic", *DAY, "-o", "here.svg")
    ct56kg("draw", "responsibility", "--store", filled.url, *DAY, "-o", "there.svg")
    assert (tmp_path / "there.svg").read_bytes() == (tmp_path / "here.svg").read_bytes()


def test_a_query_of_ones_own_is_answered_by_the_server(ct56kg, filled):
    query = "CONSTRUCT { ?s a ?c } WHERE { VALUES ?c { <https://w3id.org/ct56kg/ns#Programme> } ?s a ?c }"
    there = ct56kg("ask", "--sparql", "-", "--store", filled.url, stdin=query)
    assert there.out == ct56kg("ask", "--sparql", "-", stdin=query).out
    assert query in filled.queries


def test_a_dossier_names_its_server_and_holds_rules_and_questions(ct56kg, filled, tmp_path):
    (tmp_path / "own").mkdir()
    iri = "https://w3id.org/ct56kg/dossier/56-ctr-tu"
    (tmp_path / "own" / "ct56kg.toml").write_text(f'[dossier]\niri = "{iri}"\nstore = "{filled.url}"\n')
    found = ct56kg("check", "--dossier", "own", "--format", "json", *DAY)
    here = ct56kg("check", "--with", "synthetic", "--format", "json", *DAY)
    assert {f["fingerprint"] for f in json.loads(found.out)["findings"]} == {
        f["fingerprint"] for f in json.loads(here.out)["findings"]
    }


def test_a_server_that_cuts_answers_is_read_whole(ct56kg, filled):
    here = ct56kg("check", "--with", "synthetic", "--format", "json", *DAY)
    filled.cap = 500
    there = ct56kg("check", "--store", filled.url, "--format", "json", *DAY)
    assert (there.err, there.out) == ("", here.out)


def test_a_server_that_keeps_named_graphs_apart_is_refused(ct56kg, filled):
    server = Server()
    server.store.extend(quad for quad in filled.store if quad.graph_name != ox.DefaultGraph())
    said = ct56kg("ask", "task/overdue", "--store", server.url, "--lang", "en")
    assert said.code == 2
    assert "REMOTE-18" in said.err
    assert "export store" in said.err
    server.union = True
    assert ct56kg("ask", "task/list", "--store", server.url).out == ct56kg("ask", "task/list", "--with=synthetic").out
    server.http.shutdown()


def test_questions_are_not_entrusted_to_a_server_that_answers_control_questions_wrongly(ct56kg, filled):
    server = Server()
    server.store.extend(filled.store)
    server.wrong = lambda query: "UNDEF" in query
    said = ct56kg("ask", "task/list", "--store", server.url)
    assert "REMOTE-21" in said.err
    assert said.out == ct56kg("ask", "task/list", "--with", "synthetic").out
    server.http.shutdown()


def test_what_is_fictitious_cannot_be_told_without_the_catalogue_and_that_is_said(ct56kg, filled):
    server = Server()
    server.store.extend(quad for quad in filled.store if "catalogue" not in str(quad.graph_name))
    listed = list(server.store.quads_for_pattern(None, None, ox.NamedNode("https://w3id.org/ct56kg/ns#Graph"), None))
    for quad in listed:
        server.store.remove(quad)
    assert "REMOTE-19" in ct56kg("ask", "task/list", "--store", server.url).err
    server.http.shutdown()


@pytest.mark.parametrize("command", [["ask", "task/list"], ["check"], ["draw", "structure", "-o", "x.svg"]])
def test_a_server_that_is_down_is_an_error_of_two_lines(ct56kg, command):
    said = ct56kg(*command, "--store", "http://127.0.0.1:9/query", "--lang", "en")
    assert said.code == 2
    assert said.out == ""
    assert said.err.splitlines()[0] == "[REMOTE-04] No connection to http://127.0.0.1:9/query: connection refused."
    assert len(said.err.splitlines()) == 2


def test_a_password_on_the_command_line_is_refused_before_anything_is_sent(ct56kg, filled):
    said = ct56kg("ask", "task/list", "--store", filled.url.replace("://", "://an:secret@"))
    assert said.code == 2
    assert "REMOTE-02" in said.err
    assert "secret" not in said.err
    assert not filled.queries


def test_credentials_reach_the_server_they_are_meant_for(ct56kg, filled):
    filled.seen.clear()
    origin = filled.url.removesuffix("/query")
    env = {"CT56KG_STORE_FOR": origin, "CT56KG_STORE_TOKEN": "t0ken"}
    assert ct56kg("ask", "task/list", "--store", filled.url, env=env).code == 0
    assert {headers.get("Authorization") for _, headers in filled.seen} == {"Bearer t0ken"}
    filled.seen.clear()
    env["CT56KG_STORE_FOR"] = "https://kho.example"
    assert ct56kg("ask", "task/list", "--store", filled.url, env=env).code == 0
    assert {headers.get("Authorization") for _, headers in filled.seen} == {None}


def test_a_time_limit_that_is_no_number_is_refused(ct56kg, filled):
    said = ct56kg("ask", "task/list", "--store", filled.url, env={"CT56KG_STORE_TIMEOUT": "soon"})
    assert (said.code, "REMOTE-22" in said.err) == (2, True)


def test_doctor_says_how_the_server_answers_and_what_cannot_be_told_through_it(ct56kg, filled):
    said = ct56kg("doctor", "--store", filled.url, "--lang", "en")
    assert said.code == 0
    out = " ".join(said.out.split())  # lines break where the address makes them too long
    assert f"✓ Server {filled.url}: answers the control questions rightly; it is asked itself" in out
    assert "01 (integer) → 1 (integer); 1.10 (decimal) → 1.1 (decimal); 1 (long) → 1 (integer)" in out
    filled.cap = 100
    filled.wrong = lambda query: "UNDEF" in query
    said = ct56kg("doctor", "--store", filled.url, "--lang", "en")
    filled.wrong = lambda query: False
    out = " ".join(said.out.split())
    assert "a copy is asked instead" in out
    assert "cuts answers below 1,000 rows" in out


def end_of_a_body(folder, name):
    """An amendment of ten triples: a body ends, another begins, an event says so."""
    ct, rdf, body = "https://w3id.org/ct56kg/ns#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "urn:new"
    old, event, day = (
        f"https://w3id.org/ct56kg/id/body/{name}",
        "urn:event",
        '"2025-12-31"^^<http://www.w3.org/2001/XMLSchema#date>',
    )
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    lines = [
        *(f"<{old}> <{ct}end{bound}> {day} ." for bound in ("Earliest", "Latest")),
        f'<{body}> <{rdf}type> <{ct}Body> .\n<{body}> {label} "MẪU – HƯ CẤU: cơ quan mới"@vi .',
        *(f"<{body}> <{ct}begin{bound}> {day} ." for bound in ("Earliest", "Latest")),
        f"<{event}> <{rdf}type> <{ct}Absorption> .\n<{event}> <{ct}original> <{old}> .",
        f"<{event}> <{ct}resulting> <{body}> .\n<{event}> <{ct}effectEarliest> {day} .",
    ]
    (folder / "add.nt").write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize("name", ["b06", "b11"])
def test_an_amendment_of_ten_triples_is_judged_in_at_most_twenty_requests(ct56kg, filled, tmp_path, name):
    end_of_a_body(tmp_path, name)
    words = ("amend", "check", "--add", "add.nt", "--format", "json", *DAY)
    here = json.loads(ct56kg(*words, "--with", "synthetic").out)
    filled.queries.clear()
    there = json.loads(ct56kg(*words, "--store", filled.url).out)
    assert here["new"]
    for part in ("new", "fixed", "updated", "changes", "touched", "reached", "outstanding"):
        assert there[part] == here[part], part
    assert there["unchanged"] is None  # what the change does not concern is not fetched
    assert len(filled.queries) <= 20


def test_an_amendment_is_told_in_words_over_a_server(ct56kg, filled, tmp_path):
    end_of_a_body(tmp_path, "b06")
    words = ("amend", "check", "--add", "add.nt", *DAY)
    here, there = ct56kg(*words, "--with", "synthetic"), ct56kg(*words, "--store", filled.url)
    assert there.code == here.code == 1
    assert [line for line in there.out.splitlines() if line not in here.out][1:] == []
    assert len(filled.queries) <= 20


def test_every_finding_that_stays_is_named_if_it_is_asked_for(ct56kg, filled, tmp_path):
    end_of_a_body(tmp_path, "b06")
    words = ("amend", "check", "--add", "add.nt", "--format", "json", "--all", *DAY)
    here, there = ct56kg(*words, "--with", "synthetic"), ct56kg(*words, "--store", filled.url)
    assert there.out == here.out
