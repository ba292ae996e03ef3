"""Others' tools read what a dossier says in ORG, ELI, PROV, OWL-Time, CPOV and SKOS, without a term of ours."""

from datetime import date

import pytest
import rdflib
from rdflib import DCTERMS, ORG, PROV, RDF, SKOS

from ct56kg.graph.alignment import mappings, plain
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.prefixes import builtin_prefixes
from ct56kg.graph.projection import to_rdflib
from ct56kg.graph.workspace import load

OWN = "https://w3id.org/ct56kg/ns#"
ELI = rdflib.Namespace("http://data.europa.eu/eli/ontology#")
M8G = rdflib.Namespace("http://data.europa.eu/m8g/")
TIME = rdflib.Namespace("http://www.w3.org/2006/time#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
BODY, DOC, EVT, ASG, PART, ITEM, ROLE = (
    rdflib.Namespace(builtin_prefixes()[name]) for name in ("body", "doc", "evt", "asg", "part", "item", "role")
)


@pytest.fixture(scope="module")
def said():
    return plain(load(open_dossier(None), date(2026, 3, 1), frozenset({"synthetic"})).store)


@pytest.fixture(scope="module")
def graph(said):
    return to_rdflib(said.triples)


def day(text):
    return rdflib.Literal(text, datatype=rdflib.XSD.date)


def test_no_term_of_ours_is_left(graph):
    assert not [term for triple in graph for term in triple if str(term).startswith(OWN)]


def test_the_file_itself_has_no_term_of_ours(ct56kg, tmp_path):
    for suffix in ("ttl", "nt", "jsonld"):
        assert ct56kg("export", "graph", "--profile", "plain", "-o", f"p.{suffix}").code == 0
        assert OWN not in (tmp_path / f"p.{suffix}").read_text("utf-8")
    read = rdflib.Graph().parse(tmp_path / "p.ttl")
    assert len(set(read.subjects(RDF.type, ORG.Organization))) > 20
    (dataset,) = read.subjects(RDF.type, DCAT.Dataset)
    assert read.value(dataset, DCTERMS.license)


def test_bodies_are_organisations_with_their_class_and_whole(graph):
    b07 = BODY.b07
    assert (b07, RDF.type, ORG.Organization) in graph
    assert rdflib.Literal("Ban Tuyên giáo Thành ủy", "vi") in set(graph.objects(b07, SKOS.prefLabel))
    assert {str(graph.value(c, SKOS.prefLabel)) != "None" for c in graph.objects(b07, ORG.classification)} == {True}
    assert set(graph.objects(BODY["doan-thanh-nien"], ORG.subOrganizationOf)) <= set(
        graph.subjects(RDF.type, ORG.Organization)
    )


def test_a_merger_joins_what_was_and_what_came(graph):
    merger = EVT["b07-b10"]
    assert (merger, RDF.type, ORG.ChangeEvent) in graph
    assert set(graph.objects(merger, ORG.originalOrganization)) == {BODY.b07, BODY.b10}
    assert set(graph.objects(merger, ORG.resultingOrganization)) == {BODY["ban-tuyen-giao-dan-van"]}
    assert (BODY.b07, ORG.changedBy, merger) in graph
    kind = graph.value(merger, DCTERMS.type)
    assert (kind, SKOS.prefLabel, rdflib.Literal("hợp nhất", "vi")) in graph


def test_a_day_known_only_within_bounds_is_an_instant_inside_them(graph):
    instant = graph.value(EVT["b07-b10"], TIME.hasTime)
    assert graph.value(instant, TIME.inXSDDate) is None
    (bounds,) = graph.subjects(TIME.inside, instant)
    low, high = (graph.value(graph.value(bounds, edge), TIME.inXSDDate) for edge in (TIME.hasBeginning, TIME.hasEnd))
    assert (low, high) == (day("2025-01-25"), day("2026-01-28"))


def test_a_certain_day_and_a_deadline_are_days(graph):
    assert graph.value(graph.value(EVT["bac-giang-2025"], TIME.hasTime), TIME.inXSDDate) == day("2025-03-01")
    deadline = graph.value(ASG["mau-03"], TIME.hasTime)
    begin, end = (graph.value(graph.value(deadline, e), TIME.inXSDDate) for e in (TIME.hasBeginning, TIME.hasEnd))
    assert (begin, end) == (day("2024-01-01"), day("2025-12-31"))
    assert graph.value(deadline, rdflib.RDFS.label) == rdflib.Literal("Giai đoạn 2024–2025", "vi")


def test_the_programme_implements_its_resolution_and_has_its_parts(graph):
    programme = DOC["56-ctr-tu-can-tho"]
    assert (programme, ELI.ensures_implementation_of, DOC["28-nq-tw-2022"]) in graph
    assert (programme, ELI.implements, None) not in graph
    assert (programme, ELI.id_local, rdflib.Literal("56-CTr/TU")) in graph
    assert len(set(graph.objects(programme, ELI.has_part))) == 15


def test_the_end_of_force_is_the_last_day_in_force_as_eli_has_it():
    import pyoxigraph as ox

    from ct56kg.graph.store import Store

    state = load(open_dossier(None), date(2026, 3, 1))
    until = ox.Triple(
        ox.NamedNode(str(DOC["28-nq-tw-2022"])),
        ox.NamedNode(OWN + "forceUntil"),
        ox.Literal("2025-03-01", datatype=ox.NamedNode(str(rdflib.XSD.date))),
    )
    graph = to_rdflib(plain(Store.of((), state.merged | {until})).triples)
    assert graph.value(DOC["28-nq-tw-2022"], ELI.date_no_longer_in_force) == day("2025-02-28")


def test_who_takes_part_in_what_is_a_participation(graph):
    rows = set(
        graph.query(
            """PREFIX m8g: <http://data.europa.eu/m8g/> PREFIX prov: <http://www.w3.org/ns/prov#>
            SELECT ?party ?role WHERE { ?duty a prov:Plan ; m8g:hasParticipation ?part .
              ?part m8g:role ?role . ?party m8g:playsRole ?part } """
        )
    )
    assert (BODY.b07, ROLE.lead) in rows
    assert (BODY.b01, ROLE.advise) in rows
    assert (PROV.Plan) in set(graph.objects(ITEM.d0, RDF.type))


def test_what_is_not_carried_is_counted(said):
    things = {term.value.removeprefix(OWN): count for term, count in said.things}
    assert set(things) == {"Claim", "CompetenceRule", "Unknown"}
    assert things["Unknown"] == 59
    statements = {term.value.removeprefix(OWN) for term, _ in said.statements}
    assert "personInCharge" in statements
    assert "title" not in statements


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_file_says_what_it_blurs_and_leaves_out(ct56kg, tmp_path, lang):
    done = ct56kg("--lang", lang, "export", "graph", "--profile", "plain", "-o", "p.ttl")
    head = (tmp_path / "p.ttl").read_text("utf-8").split("\n\n", 1)[0]
    lines = done.err.splitlines()[:-1]
    assert len(lines) == 9
    assert all(line in head for line in lines)
    assert ("điều nguồn không nêu" if lang == "vi" else "unknown") in head


def test_every_mapping_says_what_it_is_in_both_languages():
    found = list(mappings("out"))
    assert len(found) == 7
    for question in found:
        assert {"vi", "en"} == set(question.texts["title"])
        assert question.name == "others" or {"vi", "en"} == set(question.texts["note"])


def test_what_is_said_in_public_words_already_stays_as_it_is(ct56kg, tmp_path):
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "ct56kg.toml").write_text('[dossier]\ntitle = "x"\nextends = "none"\ndata = ["d.ttl"]\n', "utf-8")
    data = '<urn:a> a <http://www.w3.org/ns/org#Organization> ; <http://xmlns.com/foaf/0.1/name> "A" .\n'
    data += "<urn:b> <urn:p> 1 .\n"
    (folder / "d.ttl").write_text(data, "utf-8")
    assert ct56kg("--dossier", folder, "export", "graph", "--profile", "plain", "-o", "p.nt").code == 0
    exported = set(rdflib.Graph().parse(tmp_path / "p.nt"))
    assert set(rdflib.Graph().parse(data=data)) <= exported


# Description


def test_a_dossier_describes_itself(ct56kg, tmp_path):
    assert ct56kg("export", "description", "--as-of", "2026-03-01", "-o", "d.ttl").code == 0
    graph = rdflib.Graph().parse(tmp_path / "d.ttl")
    dossier = rdflib.URIRef("https://w3id.org/ct56kg/dossier/56-ctr-tu/")
    assert {DCAT.Dataset, VOID.Dataset} <= set(graph.objects(dossier, RDF.type))
    assert "56-CTr/TU" in str(graph.value(dossier, DCTERMS.title))
    assert graph.value(dossier, DCTERMS.valid) == day("2026-03-01")
    state = load(open_dossier(None), date(2026, 3, 1))
    assert int(graph.value(dossier, VOID.triples)) == len({q.triple for q in state.quads})
    subsets = {str(one): int(graph.value(one, VOID.triples)) for one in graph.objects(dossier, VOID.subset)}
    assert subsets == {
        name: len({q for q in state.quads if q.graph_name.value == name}) for name in {f.graph for f in state.files}
    }
    sources = set(graph.objects(dossier, DCTERMS.source))
    assert rdflib.URIRef(builtin_prefixes()["src"] + "article-2023-03-07") in sources
    counted = {
        str(graph.value(p, VOID["class"])): int(graph.value(p, VOID.entities))
        for p in graph.objects(dossier, VOID.classPartition)
    }
    assert counted[OWN + "KeyTask"] == 6


def test_the_version_is_that_of_the_content(ct56kg, tmp_path):
    def hashed():
        ct56kg("--dossier", tmp_path / "mine", "export", "description", "-o", "d.nt")
        return next(line for line in (tmp_path / "d.nt").read_text("utf-8").splitlines() if "sha256:" in line)

    ct56kg("init", tmp_path / "mine", "--title", "Thử")
    first = hashed()
    assert hashed() == first
    (tmp_path / "mine" / "data" / "stated").mkdir(parents=True, exist_ok=True)
    (tmp_path / "mine" / "data" / "stated" / "more.ttl").write_text("<urn:a> <urn:p> 1 .\n", "utf-8")
    assert hashed() != first


def test_a_licence_that_is_not_stated_is_not_guessed(ct56kg, tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "ct56kg.toml").write_text('[dossier]\ntitle = "x"\nextends = "none"\n', "utf-8")
    ct56kg("--dossier", tmp_path / "d", "export", "description", "-o", "d.ttl")
    assert "license" not in (tmp_path / "d.ttl").read_text("utf-8")
    assert "giấy phép: chưa nêu" in ct56kg("--dossier", tmp_path / "d", "doctor").out
