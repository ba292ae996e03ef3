"""The quotations agree among themselves; no outside text is needed."""

from __future__ import annotations

from itertools import pairwise

from .conftest import Ask

SPANS = "SELECT ?n ?x ?a ?b WHERE { ?n oa:exact ?x ; oa:start ?a ; oa:end ?b }"


def test_every_span_is_as_long_as_its_end_less_its_start(stated: Ask) -> None:
    rows = stated(SPANS)
    assert len(rows) == 40
    assert [n for n, x, a, b in rows if len(x) != int(b) - int(a)] == []


def test_every_span_lies_inside_the_text_of_its_source(stated: Ask) -> None:
    rows = stated("SELECT ?n WHERE { ?n oa:end ?b ; ct:source/ct:codePoints ?c FILTER(?b > ?c) }")
    assert rows == []
    assert stated("SELECT ?n WHERE { ?n oa:exact ?x . FILTER NOT EXISTS { ?n ct:source ?s } }") == []


def test_every_span_carries_its_three_selectors_once(stated: Ask) -> None:
    rows = stated(
        "SELECT ?n WHERE { ?n a ?c ; oa:exact ?x ; oa:start ?a ; oa:end ?b "
        "FILTER(?c IN (ct:Span, ct:ExcusedSpan)) } GROUP BY ?n HAVING(COUNT(*) = 1)"
    )
    assert len(rows) == 40


def test_the_words_of_a_part_stand_at_their_place_in_the_whole(stated: Ask) -> None:
    rows = stated(
        "SELECT ?n ?x ?a ?b ?wx ?wa WHERE { ?n ct:within ?w ; oa:exact ?x ; oa:start ?a ; oa:end ?b . "
        "?w oa:exact ?wx ; oa:start ?wa }"
    )
    assert len(rows) == 19
    assert [n for n, x, a, b, wx, wa in rows if wx[int(a) - int(wa) : int(b) - int(wa)] != x] == []


def test_overlapping_spans_are_part_and_whole_or_say_the_same(stated: Ask) -> None:
    spans = [(int(a), int(b), x, n) for n, x, a, b in stated(SPANS)]
    for a, b, x, n in spans:
        for c, d, y, m in spans:
            if n != m and max(a, c) < min(b, d):
                assert (c <= a and b <= d and y[a - c : b - c] == x) or (a <= c and d <= b), (n, m)


def test_siblings_stand_in_their_order_without_overlap(stated: Ask) -> None:
    rows = stated(
        "SELECT ?whole ?kind ?order ?a ?b WHERE { ?item ct:partOf ?whole ; a ?kind ; ct:order ?order ; "
        "ct:evidence/oa:start ?a ; ct:evidence/oa:end ?b }"
    )
    groups: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    for whole, kind, order, a, b in rows:
        groups.setdefault((whole, kind), []).append((int(order), int(a), int(b)))
    assert sorted(len(group) for group in groups.values()) == [1, 4, 4, 4, 6]
    for group in groups.values():
        group.sort()
        assert [order for order, _, _ in group] == list(range(1, len(group) + 1))
        assert all(before[2] <= after[1] for before, after in pairwise(group))


def test_addressees_stand_in_their_order(stated: Ask) -> None:
    rows = stated("SELECT ?order ?a WHERE { item:d0 ct:participation [ ct:order ?order ; ct:evidence/oa:start ?a ] }")
    starts = [int(a) for _, a in sorted(rows, key=lambda row: int(row[0]))]
    assert len(starts) == 11
    assert starts == sorted(starts)


def test_the_wording_of_an_item_is_its_quotation(stated: Ask) -> None:
    rows = stated("SELECT ?item ?words ?exact WHERE { ?item ct:wording ?words ; ct:evidence/oa:exact ?exact }")
    assert len(rows) == 19
    assert [item for item, words, exact in rows if words != exact] == []


def test_titles_labels_and_words_of_the_charge_are_words_of_the_article(stated: Ask) -> None:
    quoted = [x for _, x, _, _ in stated(SPANS)]
    rows = stated(
        "SELECT ?s ?v WHERE { { ?s ct:title ?v } UNION { ?s ct:words ?v } UNION "
        "{ ?s rdfs:label ?v . ?s ct:bodyType ?t FILTER(lang(?v) = 'vi') } }"
    )
    assert len(rows) == 26
    assert [s for s, v in rows if not any(v in x for x in quoted)] == []


def test_the_symbols_and_dates_of_the_two_documents_are_quoted(stated: Ask) -> None:
    rows = stated("SELECT ?symbol ?x WHERE { ?d ct:symbol ?symbol ; ct:evidence/oa:exact ?x }")
    assert len(rows) == 2
    assert all(symbol in x for symbol, x in rows)
    ((day, words),) = stated("SELECT ?day ?x WHERE { doc:28-nq-tw-2022 ct:issueDate ?day ; ct:evidence/oa:exact ?x }")
    assert "/".join(reversed(day.split("-"))) in words


def test_excused_spans_say_why_in_both_languages(stated: Ask) -> None:
    rows = stated("SELECT ?n ?l WHERE { ?n a ct:ExcusedSpan ; ct:reason ?r BIND(lang(?r) AS ?l) }")
    assert len({n for n, _ in rows}) == 5
    assert len(rows) == 10


def test_an_excused_span_backs_no_fact_and_every_other_span_does(stated: Ask) -> None:
    assert stated("SELECT ?s WHERE { ?s ct:evidence ?n . ?n a ct:ExcusedSpan }") == []
    idle = stated("SELECT ?n WHERE { ?n a ct:Span FILTER NOT EXISTS { ?s ct:evidence ?n } }")
    assert idle == [("https://w3id.org/ct56kg/id/span/t2-programme",)]
