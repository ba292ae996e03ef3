"""Rows as the two questions of the matrix give them, for tests: fictitious, small or of any size."""

import random

from ct56kg.base.rows import Rows, Term, iri
from ct56kg.base.terms import XSD

ROWS = ("document", "kind", "rowOrder", "row", "duty", "partyOrder", "party", "role", "letter", "formerly", "state")
DETAILS = (
    "row", "wording", "unknown", "unknownRole", "duty", "dutyOrder", "product", "due", "party", "endEarliest",
    "endLatest", "role", "roleOrder", "words", "quote", "start", "end", "says", "source", "status",
)  # fmt: skip
ROLE = "https://w3id.org/ct56kg/scheme/role/"
LETTERS = {"lead": "C", "coordinate": "P", "advise": "M", "monitor": "T"}
NAMES = {"lead": "chủ trì", "coordinate": "phối hợp", "advise": "tham mưu", "monitor": "theo dõi", "chair": "chủ tọa"}


def thing(name):
    return iri(f"https://example.org/{name}")


def number(value):
    return Term("literal", str(value), XSD + "integer")


def text(value, lang="vi"):
    return Term("literal", value, language=lang)


def row(**values):
    return tuple(values.get(name) for name in ROWS)


def detail(**values):
    return tuple(values.get(name) for name in DETAILS)


def held(task, party, role, duty=None, order=1, kind="task", **more):
    return row(
        document=thing("doc"), kind=Term("literal", kind), rowOrder=number(order), row=thing(task),
        duty=thing(duty or f"asg-{task}"), party=thing(party), role=iri(ROLE + role),
        letter=Term("literal", LETTERS[role]) if role in LETTERS else None, state=Term("literal", "held"), **more,
    )  # fmt: skip


def silent(task, order=1, state="unknown"):
    return row(
        document=thing("doc"), kind=Term("literal", "task"), rowOrder=number(order), row=thing(task),
        state=Term("literal", state),
    )  # fmt: skip


def labels(**names):
    known = {thing(key).value: name for key, name in names.items()}
    known |= {ROLE + role: name for role, name in NAMES.items()}
    return lambda term: known.get(term.value, term.value)


def large(tasks=50, parties=30, seed=5):
    """Make a fictitious matrix of any size, with gaps and missing leads."""
    chance = random.Random(seed)
    rows, details = [], []
    for place in range(tasks):
        task = f"t{place}"
        if place % 7 == 6:
            rows.append(silent(task, place))
            details.append(detail(row=thing(task), unknown=thing(f"u{place}"), source=thing("src")))
            continue
        chosen = chance.sample(range(parties), min(parties, chance.randint(3, 9)))
        for turn, party in enumerate(chosen):
            role = "lead" if turn == 0 and place % 9 != 8 else "monitor" if turn == len(chosen) - 1 else "coordinate"
            rows.append(held(task, f"b{party}", role, order=place))
            details.append(
                detail(
                    duty=thing(f"asg-{task}"),
                    party=thing(f"b{party}"),
                    role=iri(ROLE + role),
                    words=text(NAMES[role]),
                    says=text("MẪU – HƯ CẤU"),
                    source=thing("src"),
                    status=iri("https://w3id.org/ct56kg/scheme/status/synthetic"),
                )
            )
    names = {f"t{place}": f"Nhiệm vụ hư cấu số {place}" for place in range(tasks)}
    names |= {f"b{place}": f"Cơ quan hư cấu số {place}" for place in range(parties)}
    label = labels(doc="Chương trình mẫu", src="Tệp mẫu", **names)
    return Rows(ROWS, tuple(rows)), Rows(DETAILS, tuple(details)), label
