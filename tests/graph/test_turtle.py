"""Canonical Turtle: the same triples, one form, and no comment lost."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ct56kg.base.errors import InputError
from ct56kg.graph.turtle import formatted, write_turtle

IRIS = st.sampled_from([f"http://example.org/{name}" for name in ("a", "b", "c#d", "ê", "x/y")]).map(ox.NamedNode)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
LITERALS = st.one_of(
    TEXTS.map(ox.Literal),
    TEXTS.map(lambda text: ox.Literal(text, language="vi")),
    st.sampled_from(["1.10", "01", "true", "2023-03-07", "1e2"]).flatmap(
        lambda text: st.sampled_from(["decimal", "integer", "boolean", "date", "double"]).map(
            lambda kind: ox.Literal(text, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#" + kind))
        )
    ),
)
GRAPHS = st.sets(st.builds(ox.Triple, IRIS, IRIS, st.one_of(IRIS, LITERALS)), max_size=12)


@settings(deadline=None)
@given(GRAPHS)
def test_writing_and_reading_gives_the_same_triples(triples):
    text = write_turtle(triples, {"ex": "http://example.org/"})
    assert {q.triple for q in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)} == triples


@settings(deadline=None)
@given(GRAPHS)
def test_the_canonical_form_is_its_own_canonical_form(tmp_path_factory, triples):
    path = tmp_path_factory.getbasetemp() / "a.ttl"
    once = formatted(("# Đầu tệp\n" + write_turtle(triples, {"ex": "http://example.org/"})).encode(), path)
    assert formatted(once, path) == once
    assert once.startswith("# Đầu tệp\n".encode())


def test_a_comment_elsewhere_is_not_lost_but_refused_with_its_line(tmp_path):
    content = '# đầu\n@prefix x: <http://x/#> .\nx:a x:p "không phải # chú thích" .\nx:b x:p 1 . # chú thích\n'
    with pytest.raises(InputError) as caught:
        formatted(content.encode(), tmp_path / "a.ttl")
    assert (caught.value.code, caught.value.line) == ("FORMAT-01", 4)


def test_blank_nodes_have_no_canonical_order(tmp_path):
    with pytest.raises(InputError, match="FORMAT-02"):
        formatted(b"[] <http://x/p> 1 .", tmp_path / "a.ttl")
