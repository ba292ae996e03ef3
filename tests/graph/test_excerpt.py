"""A part of a store answers, for what it is about, what the whole store answers."""

from datetime import date

import pytest

from ct56kg.base.resources import builtin_root
from ct56kg.base.rows import Term
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.questions import catalogue, fill
from ct56kg.graph.workspace import load

DAY = date(2026, 3, 1)
PARTS = ("facts", "duties", "parties", "events", "evidence", "unknown")
PAGES = ("task/of-document", "view/matrix")


@pytest.fixture(scope="module", params=[".", "examples"])
def whole(request):
    folder = (
        builtin_root() if request.param == "." else next((builtin_root() / "examples").glob("*/ct56kg.toml")).parent
    )
    dossier = open_dossier(folder)
    return dossier, load(dossier, DAY, frozenset({"synthetic"})).store, catalogue(dossier.queries)


def things(store, pattern):
    prefix = "PREFIX ct: <https://w3id.org/ct56kg/ns#> "
    return [row[0] for row in store.select(f"{prefix}SELECT DISTINCT ?x WHERE {{ {pattern} }} ORDER BY ?x")]


def same_rows(part, store, query, about):
    """Ask the part and the whole; give how many rows both have."""
    rows = store.select(query)
    assert part.select(query) == rows, about
    return len(rows)


def test_what_a_page_says_of_a_thing_is_all_there(whole):
    dossier, store, questions = whole
    asked = 0
    for thing in things(store, "{ ?x a ct:Body } UNION { ?x ct:partOf|ct:documentType ?y }"):
        part, cut = store.part((thing.value,), dossier.iri + "catalogue")
        assert not cut
        for name in PARTS:
            query = fill(questions[f"view/thing-{name}"], {"thing": thing}, DAY, "vi")
            asked += same_rows(part, store, query, (thing, name))
    assert asked > 50


def test_the_tasks_and_the_matrix_of_a_document_are_all_there(whole):
    dossier, store, questions = whole
    asked = 0
    for document in things(store, "?y ct:partOf ?x . ?x ct:documentType ?z"):
        part, _ = store.part((document.value,), dossier.iri + "catalogue")
        for name in PAGES:
            query = fill(questions[name], {"document": document}, DAY, "vi")
            asked += same_rows(part, store, query, (document, name))
    assert asked > 5


def test_who_has_a_part_in_a_task_of_a_body_is_all_there(whole):
    dossier, store, questions = whole
    query = fill(questions["task/of-document"], {}, DAY, "vi")
    every = store.select(query).dicts()
    for body in things(store, "?y ct:party ?x . ?x a ct:Body"):
        part, _ = store.part((body.value,), dossier.iri + "catalogue")
        found = part.select(query).dicts()
        own = {row["task"] for row in found}
        assert found == [row for row in every if row["task"] in own], body


def test_a_part_of_too_many_things_is_cut_and_says_so(whole, monkeypatch):
    from ct56kg.graph import excerpt

    dossier, store, _ = whole
    body = things(store, "?y ct:party ?x . ?x a ct:Body")[0]
    monkeypatch.setattr(excerpt, "MOST", 5)
    _, cut = store.part((body.value,), dossier.iri + "catalogue")
    assert cut


def test_a_changed_copy_leaves_the_store_as_it_was(whole):
    import pyoxigraph as ox

    dossier, store, _ = whole
    body = things(store, "?x a ct:Body")[0]
    kind = ox.Triple(ox.NamedNode(body.value), ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
                     ox.NamedNode("https://w3id.org/ct56kg/ns#Body"))  # fmt: skip
    new = ox.Triple(ox.NamedNode("http://x/"), kind.predicate, kind.object)
    part, _ = store.part((body.value,), dossier.iri + "catalogue")
    after = part.changed([new], [kind])
    assert Term("iri", "http://x/") in things(after, "?x a ct:Body")
    assert body in things(part, "?x a ct:Body") and body not in things(after, "?x a ct:Body")
    assert body not in things(after, "GRAPH ?g { ?x a ct:Body }")
