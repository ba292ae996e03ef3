"""What the rules find in the dossier of the toolkit, on the days that matter."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ct56kg.check.checking import check
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.workspace import load

ROOT = Path(__file__).resolve().parents[2]
ID = "https://w3id.org/ct56kg/id/"


def found(day: str, *statuses: str) -> list[tuple[str, str, str, str | None]]:
    state = load(open_dossier(ROOT), date.fromisoformat(day), frozenset(statuses))
    return [
        (f.code, f.severity, f.focus.strip("<>").removeprefix(ID), f.value and f.value.strip("<>").removeprefix(ID))
        for f in check(state.judged, state.shapes, "vi", str)
    ]


def grave(day: str, *statuses: str) -> set[tuple[str, str, str | None]]:
    return {(code, focus, value) for code, severity, focus, value in found(day, *statuses) if severity != "info"}


@pytest.mark.parametrize("statuses", [(), ("hypothesis", "synthetic")])
def test_on_the_day_of_the_article_nothing_is_to_be_dealt_with_or_reviewed(statuses: tuple[str, ...]) -> None:
    assert grave("2023-03-07", *statuses) == set()


def test_on_the_day_of_the_article_what_is_unknown_is_listed() -> None:
    codes = Counter(code for code, *_ in found("2023-03-07"))
    assert codes["EVD-10"] > 30
    assert ("EVD-11", "info", "item/k1", "https://w3id.org/ct56kg/scheme/role/lead") in found("2023-03-07")
    assert ("EVD-10", "info", "item/k6", "https://w3id.org/ct56kg/ns#dueWords") in found("2023-03-07")


def test_between_the_bounds_of_an_uncertain_end_nothing_is_decided() -> None:
    assert grave("2025-06-01") == {("BDY-06", "item/d0", f"body/{name}") for name in ("b01", "b02", "b07", "b10")}


@pytest.mark.parametrize(
    ("day", "undecided", "gone"),
    [
        ("2024-11-30", "", ""),
        ("2024-12-01", "b01 b02", ""),
        ("2025-06-30", "b01 b02 b07 b10", ""),
        ("2025-07-01", "b06 b07 b08 b09 b10 b11", "b01 b02"),
        ("2026-01-27", "b06 b07 b08 b09 b10 b11", "b01 b02"),
        ("2026-01-28", "b06 b08 b09 b11", "b01 b02 b07 b10"),
    ],
)
def test_the_day_of_effect_belongs_to_the_new_state(day: str, undecided: str, gone: str) -> None:
    said = grave(day)
    assert {v for c, _, v in said if c == "BDY-06"} == {f"body/{name}" for name in undecided.split()}
    assert {v for c, _, v in said if c == "BDY-05"} == {f"body/{name}" for name in gone.split()}


def test_after_the_reorganisations_every_addressee_is_judged_by_what_is_known() -> None:
    assert grave("2026-03-01") == {
        *(("BDY-05", "item/d0", f"body/{name}") for name in ("b01", "b02", "b07", "b10")),
        *(("BDY-06", "item/d0", f"body/{name}") for name in ("b06", "b08", "b09", "b11")),
        ("BDY-07", "body/thanh-uy-can-tho", "body/thanh-uy-can-tho"),
        ("BDY-08", "item/d0", "body/b01"),
        ("PRG-08", "item/d0", "body/ban-tuyen-giao-dan-van"),
    }
    notes = {(code, value) for code, severity, _, value in found("2026-03-01") if severity == "info"}
    assert {("BDY-09", "body/ban-tuyen-giao-dan-van"), ("BDY-09", "body/dang-uy-ubnd"), ("PRG-09", "body/b05")} <= notes


def test_in_the_sample_annex_one_body_becomes_lead_and_coordinator_by_the_merger() -> None:
    both = {(focus, value) for code, focus, value in grave("2026-03-01", "synthetic") if code == "ASG-03"}
    assert both == {("asg/mau-03", "body/ban-tuyen-giao-dan-van")}
