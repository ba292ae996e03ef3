"""The line of sources is written from what was loaded; who took a duty over is drawn from the day of effect."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ct56kg.base.rows import Rows, Term
from ct56kg.graph.dossier import open_dossier
from ct56kg.view.pictures import picture
from ct56kg.view.reader import Context
from ct56kg.view.sources import source_line
from diagrams.test_comparing import asked

SAMPLE = Path(__file__).resolve().parents[1] / "questions" / "_sample"


def test_the_article_is_named_with_its_day_and_that_it_is_no_full_text():
    vi, en = (picture(asked("2026-03-01", lang), "cascade").sketch.source for lang in ("vi", "en"))
    assert vi == "Nguồn: bài báo 07/03/2023 (không phải toàn văn) và 19 nguồn ngoài (chi tiết ở từng ô)"
    assert en.startswith("Source: news article of 07/03/2023 (not the full text) and 19 external sources")


def test_fictitious_content_is_said_in_the_line_too():
    fiction = asked("2023-03-07").replace(statuses=frozenset({"synthetic"}))
    assert picture(fiction, "cascade").sketch.source.endswith("; phần mẫu là hư cấu")


def test_without_recorded_sources_the_dossier_is_named():
    assert source_line(None, "Hồ sơ thử", lambda term: term.value, "vi") == "Nguồn: hồ sơ Hồ sơ thử"
    empty = Rows(("status", "source", "kind", "published"), ())
    assert source_line(empty, "A", lambda term: term.value, "en") == "Source: the dossier A"


def test_main_sources_beyond_two_are_counted():
    status = Term("iri", "https://w3id.org/ct56kg/scheme/status/stated")
    rows = tuple((status, Term("iri", f"s:{n}"), None, None) for n in range(5))
    line = source_line(Rows(("status", "source", "kind", "published"), rows), "", lambda term: term.value, "vi")
    assert line == "Nguồn: s:0, s:1 và 3 nguồn chính khác"


def parties(day):
    made = picture(Context(open_dossier(SAMPLE), "vi", date.fromisoformat(day), frozenset()), "responsibility")
    return {
        (e.source.rsplit("/", 1)[-1], e.kind, e.target.rsplit("/", 1)[-1])
        for e in (made.sketch.whole or made.sketch).edges
    }


def test_from_the_day_of_effect_who_took_over_carries_the_duty_also_along_a_chain():
    before, first, second = (parties(day) for day in ("2024-08-31", "2024-09-01", "2024-11-01"))
    held = [{party for duty, _, party in found if duty == "x-4>"} for found in (before, first, second)]
    assert "x-a>" in held[0] and "x-ab>" not in held[0]
    assert "x-ab>" in held[1] and "x-a>" not in held[1]
    assert "x-c>" in held[2] and not {"x-a>", "x-ab>"} & held[2]


def test_a_transfer_shows_in_a_comparison_as_changed_hands():
    context = Context(open_dossier(SAMPLE), "vi", date(2024, 11, 1), frozenset())
    made = picture(context, "responsibility", compare="2024-08-31")
    assert any(one.change == "altered" and len(one.things) > 1 for one in made.sketch.differences)
