"""Files become quads, or a clear refusal with the place of the fault."""

import pytest

from ct56kg.base.errors import InputError
from ct56kg.graph.reading import rdf_files, read_quads


def refused(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError) as caught:
        read_quads(path, "http://example.org/base")
    return caught.value


def test_a_fault_in_turtle_names_file_and_line(tmp_path):
    error = refused(tmp_path, "a.ttl", '@prefix x: <http://x/> .\nx:a x:p "ạ" .\nx:b x:p "không đóng .\n')
    assert (error.code, error.line) == ("TURTLE-01", 3)
    assert "a.ttl:3" in error.say("vi")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.rdf", '<!DOCTYPE x [<!ENTITY a "b">]><x/>', "FILE-03"),
        ("a.jsonld", '{"@context": "http://schema.org/", "@id": "http://x/a", "name": "b"}', "FILE-04"),
        ("a.ttl", "<http://x/a> <http://x/p> " + "[ <http://x/p> " * 200 + "1" + " ]" * 200 + " .", "FILE-05"),
        ("a.docx", "PK", "FILE-02"),
        ("a.ttl", b'<http://x/a> <http://x/p> "\xff" .', "TURTLE-01"),
    ],
)
def test_hostile_or_unreadable_files_are_refused(tmp_path, name, content, code):
    assert refused(tmp_path, name, content).code == code


def test_lexical_forms_stay_as_written(tmp_path):
    path = tmp_path / "a.ttl"
    path.write_text('<http://x/a> <http://x/p> "1.10"^^<http://www.w3.org/2001/XMLSchema#decimal>, 01 .', "utf-8")
    assert sorted(q.object.value for q in read_quads(path, "http://x/")) == ["01", "1.10"]


def test_blank_nodes_of_two_files_are_two_things_and_two_runs_agree(tmp_path):
    one, two = tmp_path / "1.ttl", tmp_path / "2.ttl"
    for path in (one, two):
        path.write_text("_:a <http://x/p> [ <http://x/q> 1 ] .", "utf-8")
    first = [str(q) for q in read_quads(one, "http://x/", 1)]
    assert first == [str(q) for q in read_quads(one, "http://x/", 1)]
    assert not set(first) & {str(q) for q in read_quads(two, "http://x/", 2)}


def test_files_are_listed_in_one_order_and_hidden_ones_are_left_out(tmp_path):
    for name in ("b.ttl", "a/z.nt", "a.ttl", ".hidden.ttl", "note.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    assert [p.relative_to(tmp_path).as_posix() for p in rdf_files(tmp_path)] == ["a.ttl", "a/z.nt", "b.ttl"]
