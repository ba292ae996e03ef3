"""Answers as tables: exact in the formats of machines, legible in those of people."""

import csv
import io
import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct56kg.base.formula import escape_formula, unescape_formula
from ct56kg.base.rows import Rows, Term, iri
from ct56kg.base.terms import XSD
from ct56kg.base.text import columns
from ct56kg.view import table
from ct56kg.view.table_sheet import to_xlsx

BODY = iri("https://w3id.org/ct56kg/id/body/b07")
ROWS = Rows(
    ("body", "n", "due", "note"),
    (
        (
            BODY,
            Term("literal", "12", XSD + "integer"),
            Term("literal", "2023-12-31", XSD + "date"),
            Term("literal", "=1+1|\n“x”\t", language="vi"),
        ),
        (Term("blank", "f0b1"), None, None, Term("literal", "đổi mới, nâng cao chất lượng ban hành văn bản")),
    ),
)
TITLES = {"body": "Cơ quan", "n": "Số", "due": "Thời hạn", "note": "Ghi chú"}


def label(term):
    return {BODY.value: "Ban Tuyên giáo Thành ủy", "2023-12-31": "31/12/2023"}.get(term.value, term.value)


texts = st.text(max_size=12)
terms = st.one_of(
    st.none(),
    st.just(BODY),
    texts.map(lambda text: Term("literal", text)),
    st.tuples(texts, st.sampled_from(["vi", "en"])).map(lambda said: Term("literal", said[0], language=said[1])),
    st.integers().map(lambda number: Term("literal", str(number), XSD + "integer")),
)
answers = st.lists(st.tuples(terms, terms), max_size=5).map(lambda rows: Rows(("a", "b"), tuple(rows)))


def test_json_is_sparql_query_results_json():
    made = json.loads(table.to_json(ROWS))
    assert made["head"] == {"vars": ["body", "n", "due", "note"]}
    first, second = made["results"]["bindings"]
    assert first["body"] == {"type": "uri", "value": BODY.value}
    assert first["n"] == {"type": "literal", "value": "12", "datatype": XSD + "integer"}
    assert first["note"] == {"type": "literal", "value": "=1+1|\n“x”\t", "xml:lang": "vi"}
    assert set(second) == {"body", "note"}
    assert second["body"] == {"type": "bnode", "value": "f0b1"}


def engine_read(text, syntax):
    found = ox.parse_query_results(text.encode(), format=syntax)
    return [tuple(solution[name.value] for name in found.variables) for solution in found]


def engine_term(term):
    if term is None:
        return None
    if term.kind == "iri":
        return ox.NamedNode(term.value)
    datatype = ox.NamedNode(term.datatype) if term.datatype else None
    return ox.Literal(term.value, language=term.language or None, datatype=datatype)


@pytest.mark.parametrize(
    ("write", "syntax"),
    [(table.to_json, ox.QueryResultsFormat.JSON), (table.to_tsv, ox.QueryResultsFormat.TSV)],
    ids=["json", "tsv"],
)
@given(answers)
def test_an_engine_reads_back_exactly_what_was_written(write, syntax, rows):
    assert engine_read(write(rows), syntax) == [tuple(engine_term(term) for term in row) for row in rows]


@given(answers)
def test_csv_gives_every_value_back(rows):
    read = list(csv.reader(io.StringIO(table.to_csv(rows), newline="")))
    assert read[0] == ["a", "b"]
    values = [[unescape_formula(cell) for cell in row] for row in read[1:]]
    assert values == [[term.value if term else "" for term in row] for row in rows]


def test_csv_has_a_byte_order_mark_only_when_asked():
    assert table.to_csv(ROWS).startswith("body,")
    assert table.to_csv(ROWS, bom=True).startswith("\ufeffbody,")


@given(st.text(max_size=20))
def test_taking_the_apostrophe_back_is_exact(text):
    assert unescape_formula(escape_formula(text)) == text


@pytest.mark.parametrize("text", ["=1", "+a", "-a", "@x", "\tx", "\rx", "'=1", "-1+2"])
def test_text_that_would_run_gets_an_apostrophe(text):
    assert escape_formula(text) == "'" + text


@pytest.mark.parametrize("text", ["-5", "+3,5", "12%", "Ban Tổ chức", "", "'x", "07/03/2023"])
def test_other_text_and_numbers_stay(text):
    assert escape_formula(text) == text


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_the_text_table_fits_and_breaks_no_word(width):
    made = table.to_text(ROWS, TITLES, label=label, width=width)
    assert max(columns(line) for line in made.split("\n")) <= width
    for word in ("Ban", "Tuyên", "giáo", "Thành", "ủy", "nâng", "lượng", "31/12/2023"):
        assert word in made


def test_numbers_stand_to_the_right():
    rows = Rows(("n",), ((Term("literal", "5", XSD + "integer"),), (Term("literal", "1200", XSD + "integer"),)))
    assert table.to_text(rows, {"n": "Số"}, label=label, width=40).split("\n") == ["  Số", "────", "   5", "1200"]


def test_where_columns_do_not_fit_each_row_is_a_record():
    made = table.to_text(ROWS, TITLES, label=label, width=24)
    assert made.split("\n")[:4] == ["Cơ quan: Ban Tuyên", "  giáo Thành ủy", "Số: 12", "Thời hạn: 31/12/2023"]


@given(answers, st.integers(1, 80))
def test_any_answer_becomes_a_table_in_every_format(rows, width):
    assert table.to_text(rows, {}, label=label, width=width)
    made = table.to_markdown(rows, {"a": "A|"}, label=label)
    assert made.startswith("| A\\| | b |\n")
    assert len(made.splitlines()) == 2 + len(rows) or any(
        char in made for char in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
    )


def test_markdown_escapes_what_would_be_markup():
    rows = Rows(("a",), ((Term("literal", "<b>*x*|`y`\nz"),),))
    assert table.to_markdown(rows, {}, label=label).splitlines()[2] == "| &lt;b&gt;\\*x\\*\\|\\`y\\`<br>z |"


def workbook(made):
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(made))


def test_the_sheet_keeps_kinds_and_runs_nothing():
    made = to_xlsx(ROWS, TITLES, label=label, title="Ai làm gì?", mark="MẪU – HƯ CẤU")
    page = workbook(made).active
    assert page.title == "Ai làm gì"
    assert [page["A1"].value, page["A2"].value] == ["MẪU – HƯ CẤU", "Ai làm gì?"]
    assert [cell.value for cell in page[3]] == list(TITLES.values())
    body, number, due, note = page[4]
    assert (body.value, number.value, due.number_format) == ("Ban Tuyên giáo Thành ủy", 12, "dd/mm/yyyy")
    assert due.value.isoformat() == "2023-12-31T00:00:00"
    assert (note.value, note.data_type) == ("=1+1|\n“x”\t", "s")
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref == "A3:D5"
    assert page.print_title_rows == "$3:$3"


@pytest.mark.parametrize("text", ["a" * 40_000, "\x01\x02", "#N/A", "12345678901234567890", "31/12/2023", "=", "'"])
def test_odd_values_survive_the_sheet_or_say_so(text):
    rows = Rows(("a",), ((Term("literal", text),),))
    value = workbook(to_xlsx(rows, {}, label=label, title="x")).active["A3"].value
    if len(text) > 32_767:
        assert len(value) <= 32_767
        assert "40000" in value
    else:
        assert value == text.replace("\x01", "\ufffd").replace("\x02", "\ufffd")


def test_a_long_integer_keeps_its_digits_and_an_old_date_its_day():
    rows = Rows(
        ("n", "d"),
        ((Term("literal", "1" * 20, XSD + "integer"), Term("literal", "1858-09-01", XSD + "date")),),
    )
    page = workbook(to_xlsx(rows, {}, label=label, title="x")).active
    assert [page["A3"].value, page["B3"].value] == ["1" * 20, "01/09/1858"]


def test_links_lead_to_other_sites_only():
    rows = Rows(("a",), ((BODY,), (Term("literal", "https://baocantho.com.vn/x"),), (Term("literal", "javascript:x"),)))
    page = workbook(to_xlsx(rows, {}, label=label, title="x")).active
    links = [cell.hyperlink and cell.hyperlink.target for cell in (page["A3"], page["A4"], page["A5"])]
    assert links == [None, "https://baocantho.com.vn/x", None]


def test_the_same_answer_gives_the_same_bytes():
    assert to_xlsx(ROWS, TITLES, label=label, title="x") == to_xlsx(ROWS, TITLES, label=label, title="x")


@pytest.mark.parametrize("text", ["--5", "²", "٣", "5.0", ""])
def test_an_ill_formed_number_is_text(text):
    rows = Rows(("n",), ((Term("literal", text, XSD + "integer"),),))
    assert workbook(to_xlsx(rows, {}, label=label, title="x")).active["A3"].value == (text or None)
