"""The report on a change and on a difference: every finding with its evidence and cause, before and after, drawn."""

import re
from datetime import date

import pytest

from ct56kg.amend.change import what_if
from ct56kg.graph.dossier import open_dossier
from ct56kg.view.looking import look, report_of, written
from ct56kg.view.reader import Context
from ct56kg.view.report import screen
from ct56kg.view.report.change_report import change_report
from ct56kg.view.report.document import Table

END = """
@prefix ct: <https://w3id.org/ct56kg/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://w3id.org/ct56kg/id/body/b04> ct:endEarliest "2026-01-01"^^xsd:date ; ct:endLatest "2026-01-01"^^xsd:date .
"""


@pytest.fixture(scope="module", params=["vi", "en"])
def report(request, root, tmp_path_factory):
    """The Front ends on the first day of 2026: nothing takes over what it is charged with."""
    file = tmp_path_factory.mktemp("what-if") / "end.ttl"
    file.write_text(END, "utf-8")
    asked = Context(open_dossier(root), request.param, date(2026, 3, 1), frozenset())
    return asked, report_of(asked, look(asked, what_if([file], []), True))


def tables(document):
    return [block for part in document.parts for block in part.blocks if isinstance(block, Table)]


def test_it_says_first_what_to_do_then_what_changes_and_what_that_brings(report):
    steps, changes, found, rules, reached = tables(change_report(*report, drawn=False))
    assert [row[1].style for row in steps.rows] == ["violation", "warning"]
    assert [[cell.text for cell in row][1:] for row in changes.rows[1:]] == [["–", "01/01/2026"]] * 2
    assert [row[0].text.split("\n")[1] for row in found.rows[1:]] == ["BDY-05", "BDY-08"]
    assert all("“Mặt trận Tổ quốc Việt Nam”" in row[1].text for row in found.rows[1:])
    assert all("01/01/2026" in row[2].text for row in found.rows[1:])
    sums = [int(cell.text) for cell in rules.rows[-1][1:]]
    seen = report[1].preview
    assert sums == [len(seen.new), len(seen.fixed), len(seen.updated), len(seen.unchanged)] and sums[0] == 2
    assert len(reached.rows) == len(seen.reached)


def test_the_page_draws_the_difference_and_both_states_have_their_hash(report):
    asked, told = report
    page = written(told, asked, "html")
    assert page.count("<svg ") == page.count("<figure>") == 2 and "<script" not in page
    digests = re.findall(r"\b[0-9a-f]{16}\b", screen.to_markdown(change_report(asked, told, drawn=False)))
    assert len(set(digests)) == 2


def test_a_difference_of_dates_is_told_as_reorganisations_and_drawn(ct56kg, tmp_path):
    said = ct56kg("diff", "2023-03-07", "2026-03-01", "-o", tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert said.code == 0 and page.count("<figure>") == 2
    assert "nguồn không nêu đơn vị tiếp nhận" in page and "Khác biệt trên sơ đồ trách nhiệm" in page


def test_what_depends_on_a_body_is_drawn_around_it(ct56kg, tmp_path):
    said = ct56kg("impact", "van phong thanh uy", "--as-of", "2026-03-01", "-o", tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert said.code == 0 and page.count("<figure>") == 2
    assert "Trách nhiệm thực hiện quanh Văn phòng Thành ủy" in page
