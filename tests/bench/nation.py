"""A made-up nation: one central committee, 59 provinces, communes below them; and the bodies that each has.

Everything is fictitious and says so (MẪU – HƯ CẤU). Nothing here is drawn by chance: a number is a place.
"""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from bench.ntriples import about, concept, ct, day, en, node, plain, vi

PROVINCES = 59
MARK, MARK_EN = "MẪU – HƯ CẤU", "SAMPLE – FICTITIOUS"
MERGED_ON = date(2025, 3, 1)
GONE_ON = date(2025, 7, 1)

_BODIES = (
    ("committee", "Cấp ủy", "Party Committee", "committee"),
    ("office", "Văn phòng cấp ủy", "Office", "office"),
    ("organisation", "Ban Tổ chức", "Organisation Commission", "advisoryCommission"),
    ("communication", "Ban Tuyên giáo", "Commission for Communication and Education", "advisoryCommission"),
    ("mobilisation", "Ban Dân vận", "Commission for Mass Mobilisation", "advisoryCommission"),
    ("internal", "Ban Nội chính", "Internal Affairs Commission", "advisoryCommission"),
    ("inspection", "Ủy ban Kiểm tra", "Inspection Commission", "inspectionCommission"),
    ("government", "Đảng ủy Ủy ban nhân dân", "Party Committee of the People's Committee", "partyCommitteeOfBody"),
    ("front", "Ủy ban Mặt trận Tổ quốc", "Fatherland Front Committee", "front"),
    ("youth", "Đoàn Thanh niên", "Youth Union", "socioPolitical"),
    ("farmers", "Hội Nông dân", "Farmers' Union", "socioPolitical"),
    ("women", "Hội Liên hiệp Phụ nữ", "Women's Union", "socioPolitical"),
)
MERGER = {"communication": "commission", "mobilisation": "commission"}
"""Which body goes on as which after the reorganisation."""

CARRYING = (
    "organisation",
    "communication",
    "mobilisation",
    "internal",
    "government",
    "front",
    "youth",
    "farmers",
    "women",
)
"""The bodies that lead and coordinate, in turn. Rows take every second and fifth, so the two that merge never meet."""


def level(place: int) -> str:
    """Give the level of a place: 0 is the centre, then the provinces, then the communes."""
    return "central" if place == 0 else "province" if place <= PROVINCES else "commune"


def parent(place: int) -> int | None:
    """Give the place above."""
    if place == 0:
        return None
    return 0 if place <= PROVINCES else 1 + (place - PROVINCES - 1) % PROVINCES


def has_children(place: int, places: int) -> bool:
    """Say whether there are places below, in a nation of so many."""
    return place <= PROVINCES and place + (PROVINCES if place else 1) < places


def is_reorganised(place: int) -> bool:
    """Say whether two commissions of this place have merged, as in every third one."""
    return place % 3 == 1


def body(place: int, name: str) -> str:
    """Name a body."""
    return node(f"body/{place}-{name}")


def evidence(place: int) -> str:
    """Name the citation that everything of a place rests on."""
    return node(f"cite/{place}")


def names(text: str, english: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Give a label in both languages, each with its mark."""
    return ("label", vi(f"{text} ({MARK})")), ("label", en(f"{english} ({MARK_EN})"))


def source(place: int, text: str) -> str:
    """Write the made-up text that the tasks of a place quote."""
    said = (
        ("a", ct("Source")),
        *names(f"Văn bản mẫu của đơn vị {place}", f"Sample text of place {place}"),
        ("sourceKind", concept("sourcekind/sample")),
        ("address", plain("tests/bench/generate.py")),
        ("seen", '"2026-11"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
        ("sha256", plain(sha256(text.encode()).hexdigest())),
    )
    return about(node(f"src/{place}"), said)


def bodies(place: int) -> Iterator[str]:
    """Write the bodies of a place, and their reorganisation if there was one."""
    where = f"đơn vị mẫu {place}"
    merged = is_reorganised(place)
    for name, text, english, kind in _BODIES:
        said = [
            ("a", ct("Body")),
            *names(f"{text}, {where}", f"{english}, sample place {place}"),
            ("bodyType", concept(f"bodytype/{'centralCommittee' if place == 0 and kind == 'committee' else kind}")),
            ("level", concept(f"level/{level(place)}")),
            ("evidence", evidence(place)),
        ]
        if name == "committee":
            above = parent(place)
            said += [("subordinateTo", body(above, "committee"))] if above is not None else []
        elif kind == "advisoryCommission" or name == "office":
            said.append(("assists", body(place, "committee")))
        else:
            said.append(("subordinateTo", body(place, "committee")))
        if merged and name in MERGER:
            said += [("endEarliest", day(MERGED_ON)), ("endLatest", day(MERGED_ON))]
        yield about(body(place, name), said)
    if merged:
        yield from _merger(place, where)


def _merger(place: int, where: str) -> Iterator[str]:
    said = (
        ("a", ct("Body")),
        *names(
            f"Ban Tuyên giáo và Dân vận, {where}",
            f"Commission for Communication, Education and Mobilisation, sample place {place}",
        ),
        ("bodyType", concept("bodytype/advisoryCommission")),
        ("level", concept(f"level/{level(place)}")),
        ("assists", body(place, "committee")),
        ("beginEarliest", day(MERGED_ON)),
        ("beginLatest", day(MERGED_ON)),
        ("evidence", evidence(place)),
    )
    yield about(body(place, "commission"), said)
    event = (
        ("a", ct("Merger")),
        *names(f"Hợp nhất hai ban, {where}", f"Merger of two commissions, sample place {place}"),
        *(("original", body(place, name)) for name in MERGER),
        ("resulting", body(place, "commission")),
        ("announcedOn", day(date(2025, 2, 12))),
        ("effectEarliest", day(MERGED_ON)),
        ("effectLatest", day(MERGED_ON)),
        ("evidence", evidence(place)),
    )
    yield about(node(f"event/{place}"), event)
