"""Reading the `#+` lines, and putting values into declared rows."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ct56kg.base.errors import CtError, InputError, UsageError
from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import XSD
from ct56kg.graph.question_file import Column
from ct56kg.graph.questions import catalogue, fill, find_question, question_named, read_question

RELAXED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
BODY = """PREFIX x: <http://x/>
# VALUES ?who { x:not-here } and "VALUES ?who { x:nor-here }"
SELECT ?who ?at WHERE {
  VALUES ?who { UNDEF }
  VALUES ?at { "2026-03-01"^^<http://www.w3.org/2001/XMLSchema#date> }
  ?who x:says "VALUES ?who { x:nor-here }"
  { VALUES ?who { UNDEF } ?who x:p ?o }
} ORDER BY ?who
"""
HEADER = """#+ title@vi: Ai nói gì
#+ title@en: Who says what
#+ param: who iri optional "Ai"@vi "Who"@en
#+ param: at date optional "Ngày"@vi "On"@en default asOf
#+ column: who iri "Ai"@vi "Who"@en
#+ column: at date "Ngày"@vi "On"@en
#+ value: at soon "sắp tới"@vi "soon"@en
"""


@pytest.fixture
def write(tmp_path):
    def writing(text, name="group/who.rq"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return writing


def asked(write, text=HEADER + BODY):
    return read_question(write(text), "group/who")


def test_a_header_gives_titles_parameters_columns_and_words_of_codes(write):
    question = asked(write)
    assert question.name == "group/who"
    assert (question.title("vi"), question.title("en"), question.title("fr")) == (
        "Ai nói gì",
        "Who says what",
        "Ai nói gì",
    )
    assert [(p.name, p.kind, p.required, p.default) for p in question.params] == [
        ("who", "iri", False, None),
        ("at", "date", False, "asOf"),
    ]
    assert question.columns[1] == Column(
        "at", "date", {"vi": "Ngày", "en": "On"}, {"soon": {"vi": "sắp tới", "en": "soon"}}
    )


def test_a_query_without_any_header_is_a_question_with_its_name_as_title(write):
    question = asked(write, "SELECT ?s { ?s ?p ?o }")
    assert (question.title("vi"), question.params, question.columns) == ("group/who", (), ())


def test_the_file_as_it_is_stays_what_is_asked_when_nothing_is_given(write):
    question = asked(write)
    assert fill(question, {}) == question.text


def test_a_value_stands_in_every_declared_row_and_nowhere_else(write):
    text = fill(asked(write), {"who": Term("iri", "http://x/a")})
    assert text.count("{ <http://x/a> }") == 2
    assert text.count("x:nor-here") == 2
    assert "x:not-here" in text


def test_a_row_that_stands_only_in_a_comment_is_none(write):
    question = asked(write, "#+ param: who iri optional\n# VALUES ?who { UNDEF }\nSELECT ?who { ?who ?p ?o }")
    with pytest.raises(InputError, match="QUERY-09"):
        fill(question, {"who": Term("iri", "http://x/a")})


def test_the_date_of_the_run_is_the_default_of_a_date(write):
    assert '{ "2025-07-01"^^' in fill(asked(write), {}, date(2025, 7, 1))
    given_date = {"at": Term("literal", "2024-02-29", XSD + "date")}
    assert '{ "2024-02-29"^^' in fill(asked(write), given_date, date(2025, 7, 1))


def test_the_language_of_the_reader_fills_the_parameter_lang(write):
    text = '#+ param: lang string optional default vi\nSELECT ?lang { VALUES ?lang { "vi" } }'
    assert '{ "en" }' in fill(asked(write, text), {}, lang="en")


def test_a_required_parameter_must_be_given(write):
    question = asked(write, HEADER.replace("who iri optional", "who iri required") + BODY)
    with pytest.raises(UsageError, match="QUERY-04"):
        fill(question, {})


def test_an_unknown_parameter_names_near_ones(write):
    with pytest.raises(UsageError, match="QUERY-02") as caught:
        fill(asked(write), {"whom": Term("iri", "http://x/a")})
    assert caught.value.values["near"] == "who"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("who", Term("literal", "http://x/a")),
        ("who", Term("blank", "b1")),
        ("who", Term("iri", "http://x/a> } # ")),
        ("who", Term("iri", "not an iri")),
        ("who", Term("iri", "http://x/\ud800")),
        ("at", Term("literal", "2026-03-01")),
        ("at", Term("literal", "2026-02-30", XSD + "date")),
        ("at", Term("literal", "2026-W09-1", XSD + "date")),
        ("at", Term("literal", '2026-03-01" } DROP', XSD + "date")),
    ],
)
def test_a_value_that_does_not_fit_is_refused_before_it_is_written(write, name, value):
    with pytest.raises(UsageError, match="QUERY-05"):
        fill(asked(write), {name: value})


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("#+ tile@vi: Ai", "QUERY-03"),
        ("#+ title vi Ai", "QUERY-03"),
        ("#+param", "QUERY-03"),
        ("#+ param: who", "QUERY-06"),
        ("#+ param: who iri maybe", "QUERY-06"),
        ('#+ param: who iri optional "Ai', "QUERY-06"),
        ("#+ param: who thing optional", "QUERY-08"),
        ("#+ column: who", "QUERY-07"),
        ("#+ column: who thing", "QUERY-08"),
        ('#+ value: nowhere code "x"@vi', "QUERY-13"),
        ("#+ value: at", "QUERY-13"),
        ("#+ param: whom iri optional", "QUERY-09"),
        ("#+ title@vi: Ai nói gì\n#+ title@vi: Lần nữa", "QUERY-12"),
    ],
)
def test_a_slip_in_a_header_is_an_error_with_its_place(write, line, code):
    text = f"{line}\n{BODY}" if code == "QUERY-12" else f"{HEADER}{line}\n{BODY}"
    with pytest.raises(InputError) as caught:
        asked(write, text)
    assert caught.value.code == code
    assert caught.value.file
    assert code == "QUERY-09" or caught.value.line == (2 if code == "QUERY-12" else 8)
    assert caught.value.say("en") != caught.value.say("vi")


def test_a_parameter_declared_twice_is_an_error(write):
    with pytest.raises(InputError, match="QUERY-12"):
        asked(write, "#+ param: who iri optional\n" + HEADER + BODY)


def test_a_file_that_is_no_text_is_an_error_with_its_name(write):
    with pytest.raises(InputError, match="FILE-01"):
        asked(write, b"\xff\xfe\x00#+ title")


def test_decomposed_letters_are_composed_and_a_byte_order_mark_is_dropped(write):
    question = asked(write, "\ufeff#+ title@vi: Thành u\u0309y\nSELECT ?s { ?s ?p 'u\u0309' }")
    assert question.title("vi") == "Thành ủy"
    assert "'ủ'" in question.text


def test_the_companion_belongs_to_its_question(write):
    write("#+ title@vi: Chưa biết\nSELECT ?unknown { VALUES ?unknown { 1 } }", "group/who.unknown.rq")
    question = asked(write)
    assert question.companion
    assert question.companion.title("vi") == "Chưa biết"


def test_a_later_folder_answers_before_an_earlier_one(tmp_path, write):
    write("#+ title@vi: một\nSELECT ?s { ?s ?p ?o }", "one/group/who.rq")
    write("#+ title@vi: hai\nSELECT ?s { ?s ?p ?o }", "two/group/who.rq")
    folders = [tmp_path / "one", tmp_path / "two"]
    assert catalogue(folders)["group/who"].title("vi") == question_named(folders, "group/who").title("vi") == "hai"


def test_one_question_is_asked_although_another_file_is_broken(tmp_path, write):
    write("#+ nonsense\nSELECT", "group/broken.rq")
    write(HEADER + BODY)
    assert question_named([tmp_path], "group/who").title("vi") == "Ai nói gì"
    with pytest.raises(InputError, match="QUERY-03"):
        catalogue([tmp_path])


@pytest.mark.parametrize("name", ["group/whom", "../group/who", "/etc/passwd", "", ".", "group\\who", "a\0b"])
def test_an_unknown_name_is_an_error_with_near_names(tmp_path, write, name):
    write(HEADER + BODY)
    with pytest.raises(UsageError, match="QUERY-01"):
        question_named([tmp_path], name)
    with pytest.raises(UsageError, match="QUERY-01"):
        find_question(catalogue([tmp_path]), name)


def test_the_groups_of_the_toolkit_come_in_their_order(root):
    groups = list(dict.fromkeys(name.split("/")[0] for name in catalogue([root / "queries"])))
    assert groups == ["document", "task", "body", "evidence", "amendment", "gap", "view"]


def test_listing_the_questions_imports_no_engine(root):
    code = (
        "import sys; from pathlib import Path; from ct56kg.graph.questions import catalogue; "
        f"catalogue([Path({str(root / 'queries')!r})]); "
        "print(sorted({'pyoxigraph', 'rdflib', 'pyshacl', 'networkx', 'difflib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_codes_are_said_in_words_and_everything_else_is_left(write):
    rows = Rows(
        ("who", "at"), ((Term("iri", "http://x/soon"), Term("literal", "soon")), (None, Term("literal", "late")))
    )
    said = asked(write).in_words(rows, "vi")
    assert said.rows == (
        (Term("iri", "http://x/soon"), Term("literal", "sắp tới", language="vi")),
        (None, Term("literal", "late")),
    )


def test_an_empty_cell_is_said_in_words_where_the_question_knows_what_it_means(write):
    question = asked(write, HEADER + '#+ value: who unbound "Nguồn không nêu"@vi "not stated"@en\n' + BODY)
    rows = Rows(("who", "at"), ((None, None),))
    assert question.in_words(rows, "en").rows == ((Term("literal", "not stated", language="en"), None),)


@pytest.mark.parametrize(
    ("found", "unknown", "worded", "sentence"),
    [
        (0, 6, 0, "Không có trong số 2; 6 chưa rõ."),
        (3, 6, 1, "Có 3 trong số 2; 1 bằng lời; 6 chưa rõ."),
        (3, 0, 0, "Có 3 trong số 2."),
    ],
)
def test_a_note_says_what_counts_and_leaves_out_what_does_not(write, found, unknown, worded, sentence):
    text = """#+ note@vi: Có {rows} trong số {known}
#+ note-empty@vi: Không có trong số {known}
#+ note-unknown@vi: {unknown} chưa rõ
#+ note-worded@vi: {worded} bằng lời
SELECT ?known { VALUES ?known { 1 } }"""
    counts = {"known": 2, "worded": worded, "unknown": unknown}
    row = {name: Term("literal", str(count), XSD + "integer") for name, count in counts.items()}
    assert asked(write, text).note(row, found, "vi") == sentence
    assert asked(write, "SELECT ?s { ?s ?p ?o }").note(row, found, "vi") == ""


@RELAXED
@given(
    text=st.text()
    | st.lists(
        st.sampled_from(
            [
                "#+ ",
                "param: ",
                "column: ",
                "value: ",
                "title@vi: ",
                "who ",
                "iri ",
                "optional ",
                '"',
                "@vi ",
                "default ",
                "\n",
                "x",
            ]
        )
    ).map("".join)
)
def test_whatever_stands_in_a_file_is_a_question_or_a_worded_error(write, text):
    path = write(text.encode("utf-8", "surrogatepass"))
    try:
        question = read_question(path, "group/who")
        assert fill(question, {}) == question.text or any(p.required for p in question.params)
    except CtError as error:
        assert error.say("vi")
        assert error.say("en")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@RELAXED
@given(value=TEXTS, language=st.sampled_from(["", "vi", "en-gb"]))
def test_any_text_put_into_a_row_comes_out_of_the_query_as_it_was(write, value, language):
    question = asked(write, "#+ param: x string optional\nSELECT ?x WHERE { VALUES ?x { UNDEF } }")
    (row,) = ox.Store().query(fill(question, {"x": Term("literal", value, language=language)}))
    assert (row["x"].value, row["x"].language or "") == (value, language)


@RELAXED
@given(value=st.text())
def test_any_iri_put_into_a_row_comes_out_as_it_was_or_is_refused(write, value):
    question = asked(write, "#+ param: x iri optional\nSELECT ?x WHERE { VALUES ?x { UNDEF } }")
    try:
        text = fill(question, {"x": Term("iri", "http://x/" + value)})
    except UsageError as error:
        assert error.code == "QUERY-05"
        return
    try:
        (row,) = ox.Store().query(text)
    except SyntaxError:  # characters that RFC 3987 forbids and SPARQL's own grammar does not
        return
    assert row["x"].value == "http://x/" + value
