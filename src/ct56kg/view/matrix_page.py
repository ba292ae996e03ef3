"""The matrix as one HTML page: sticky headings, hatched unknowns, each letter leading to the words that give it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby

from ct56kg.base.words import say
from ct56kg.view.matrix import Line, Mark, Matrix, Party, Role, letters
from ct56kg.view.page import esc, page

_MANY = 16


def to_html(matrix: Matrix, *, title: str, subtitle: str, footer: str, lang: str, mark: str | None = None) -> str:
    """Write the page; prints on A4 landscape with repeated headings."""
    return page(
        title,
        matrix_html(matrix, lang),
        lang=lang,
        footer=footer,
        landscape=True,
        mark=mark,
        subtitle=subtitle,
        style=matrix_style(),
    )


def matrix_html(matrix: Matrix, lang: str) -> str:
    """Write summary, legend, table and evidence, to stand in any page that has `matrix_style`."""
    proofs, anchors = _proofs(matrix)
    return "\n".join(
        (
            f'<p class="summary">{esc(" ".join(summary(matrix, lang)))}</p>',
            _legend(matrix, lang),
            _table(matrix, anchors, lang),
            f'<p class="muted">{esc(say("matrix.sum-note", lang, unknown=matrix.unknown))}</p>'
            if matrix.unknown
            else "",
            _proof_part(proofs, anchors, lang),
        )
    )


_Proof = tuple[str, str, str, str, str, str]


def _proofs(matrix: Matrix) -> tuple[dict[Line, dict[_Proof, list[Mark]]], dict[tuple[Line, Mark], str]]:
    """Gather the evidence of each line, the same words for several parties once; name the place of every mark's.

    A task with annex rows below it shares their evidence.
    """
    proofs: dict[Line, dict[_Proof, list[Mark]]] = {}
    anchors: dict[tuple[Line, Mark], str] = {}
    above: list[tuple[Line, Mark]] = []
    names: dict[tuple[Line, _Proof], str] = {}
    for line, after in zip(matrix.lines, (*matrix.lines[1:], None), strict=False):
        marks = [one for own in line.cells.values() for one in own]
        if line.level == 0:
            above = [(line, one) for one in marks] if after and after.level else []
            if above:
                continue
        for one in marks:
            proof = (one.role.letter, one.formerly, one.words, one.quote, one.source, one.place)
            proofs.setdefault(line, {}).setdefault(proof, []).append(one)
            anchors[line, one] = names.setdefault((line, proof), f"e{len(names) + 1}")
            for task, same in above:
                if same == one:
                    anchors.setdefault((task, one), anchors[line, one])
    return proofs, anchors


@cache
def matrix_style() -> str:
    """Give the style sheet of the matrix."""
    return files("ct56kg.view").joinpath("matrix.css").read_text("utf-8")


def summary(matrix: Matrix, lang: str) -> Iterator[str]:
    """Say in sentences how large the matrix is, what is unknown, what lacks a lead, who no longer exists."""
    tasks = len(matrix.tasks)
    yield say("matrix.size", lang, tasks=tasks, parties=len(matrix.parties))
    if matrix.unknown:
        yield say("matrix.some-unknown", lang, unknown=matrix.unknown, tasks=tasks)
    elif tasks:
        yield say("matrix.none-unknown", lang)
    if any(one.synthetic for line in matrix.lines for marks in line.cells.values() for one in marks):
        yield say("matrix.some-fictitious", lang)
    without = sum(line.no_lead and bool(line.cells) for line in matrix.tasks)
    if without:
        yield say("matrix.some-lead", lang, count=without)
    states = [party.existence for party in matrix.parties]
    if any(states):
        yield say("matrix.changed-parties", lang, ended=states.count("ended"), undecided=states.count("undecided"))


def _letter(role: Role, title: str = "", href: str = "") -> str:
    kind = esc(role.term.value.rpartition("/")[2])
    attributes = f' href="#{href}"' if href else ""
    tip = f' title="{esc(title)}"' if title else ""
    tag = "a" if href else "span"
    return f'<{tag} class="r {kind}"{attributes}{tip}>{esc(role.letter)}</{tag}>'


def _legend(matrix: Matrix, lang: str) -> str:
    items = [f"{_letter(role)} {esc(role.name)}" for role in matrix.roles]
    items.append(f'<span class="chip unknown"><span>?</span></span>{esc(say("matrix.unknown", lang))}')
    if any(not line.unknown for line in matrix.lines):
        items.append(f'<span class="chip">·</span>{esc(say("matrix.none", lang))}')
    states = {party.existence for party in matrix.parties}
    if "ended" in states:
        items.append(f'<span class="chip">✕</span>{esc(say("matrix.ended", lang))}')
    if "undecided" in states:
        items.append(f'<span class="chip">≈</span>{esc(say("matrix.undecided", lang))}')
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f'<ul class="legend" aria-label="{esc(say("matrix.legend", lang))}">{listed}</ul>'


def _table(matrix: Matrix, anchors: dict[tuple[Line, Mark], str], lang: str) -> str:
    many = " many" if len(matrix.parties) > _MANY else ""
    heads = "".join(_party(party, lang) for party in matrix.parties) or (
        f'<th scope="col">{esc(say("matrix.parties", lang))}</th>'
    )
    width = len(matrix.parties) or 1
    rows: list[str] = []
    for group, lines in groupby(matrix.lines, key=lambda line: line.group):
        if group:
            rows.append(
                f'<tr class="group"><th colspan="{width + 2}" scope="colgroup"><span>{esc(group)}</span></th></tr>'
            )
        rows += [_row(line, matrix, anchors, lang) for line in lines]
    totals = "".join(_total(role, matrix, lang) for role in matrix.roles)
    return (
        f'<div class="matrix-box" tabindex="0" role="region" aria-label="{esc(say("matrix.title", lang))}">'
        f'<table class="matrix{many}" style="--parties:{width}">\n'
        f'<thead><tr><th class="corner" scope="col">{esc(say("matrix.what", lang))}</th>{heads}'
        f'<th class="sum" scope="col">{esc(say("matrix.sum", lang))}</th></tr></thead>\n'
        f"<tbody>{''.join(rows)}</tbody>\n<tfoot>{totals}</tfoot></table></div>"
    )


def _party(party: Party, lang: str) -> str:
    if not party.existence:
        return f'<th class="party" scope="col"><div>{esc(party.name)}</div></th>'
    sign = "✕" if party.existence == "ended" else "≈"
    words = esc(say(f"matrix.{party.existence}", lang))
    return (
        f'<th class="party {party.existence}" scope="col" title="{esc(party.name)}: {words}">'
        f"<div>{esc(party.name)}</div>"
        f'<span class="state" role="img" aria-label="{words}">{sign}</span></th>'
    )


def _row(line: Line, matrix: Matrix, anchors: dict[tuple[Line, Mark], str], lang: str) -> str:
    wording = f' <span class="wording">{esc(line.wording)}</span>' if line.wording else ""
    head = f'<th class="line" scope="row"><b>{esc(line.name)}</b>{wording}</th>'
    if line.unknown and not line.cells:
        words = say("matrix.unknown-row" if line.silent else "matrix.no-assignment", lang)
        tip = " · ".join((words, *line.silent))
        span = len(matrix.parties) or 1
        cells = f'<td class="unknown wide" colspan="{span}" title="{esc(tip)}"><span>{esc(words)}</span></td>'
    else:
        cells = "".join(_cell(line, party, anchors, lang) for party in matrix.parties)
    below = ' class="below"' if line.level else ""
    return f'<tr{below}>{head}{cells}<td class="sum">{_sums(line, matrix, lang)}</td></tr>\n'


def _cell(line: Line, party: Party, anchors: dict[tuple[Line, Mark], str], lang: str) -> str:
    marks = line.cells.get(party.term, ())
    if marks:
        shown = [_letter(one.role, tip(one, lang), anchors[line, one]) for _, one in letters(marks)]
        return f"<td>{' '.join(shown)}</td>"
    if line.unknown:
        words = esc(say("matrix.unknown", lang))
        return f'<td class="unknown" title="{words}"><span role="img" aria-label="{words}">?</span></td>'
    words = esc(say("matrix.none", lang))
    return f'<td class="none"><span role="img" aria-label="{words}">·</span></td>'


def tip(mark: Mark, lang: str) -> str:
    """Say in one line who has which role, in which words, and where they stand."""
    taken = f" ({formerly(mark, lang)})" if mark.formerly else ""
    words = f" “{mark.quote or mark.words}”" if mark.quote or mark.words else ""
    where = ", ".join(part for part in (mark.source, mark.place) if part)
    return f"{mark.party.name}: {mark.role.name}{taken}{words}" + (f" [{where}]" if where else "")


def formerly(mark: Mark, lang: str) -> str:
    """Say from whom a duty was taken over, if it was."""
    return say("matrix.formerly", lang, party=mark.formerly) if mark.formerly else ""


def _sums(line: Line, matrix: Matrix, lang: str) -> str:
    sums = [(role, matrix.sum_of(line, role)) for role in matrix.roles]
    shown = " ".join(f"<i>{number}&nbsp;{esc(role.letter)}</i>" for role, number in sums if number)
    if line.unknown and not line.cells:
        return f'<span class="muted">{esc(say("matrix.unknown", lang))}</span>'
    return shown + (f'<span class="gap">{esc(say("matrix.no-lead", lang))}</span>' if line.no_lead else "")


def _total(role: Role, matrix: Matrix, lang: str) -> str:
    sums = [matrix.total(party, role) for party in matrix.parties]
    cells = "".join(f"<td>{number}</td>" for number in sums)
    head = f'<th class="line" scope="row">{esc(say("matrix.sum-role", lang, role=role.name))} {_letter(role)}</th>'
    return f'<tr class="total">{head}{cells}<td class="sum">{sum(sums)}</td></tr>\n'


def _proof_part(proofs: dict[Line, dict[_Proof, list[Mark]]], anchors: dict[tuple[Line, Mark], str], lang: str) -> str:
    if not proofs:
        return ""
    names = [say(f"matrix.evidence-{name}", lang) for name in ("role", "party", "words", "quote")]
    heads = "".join(f"<th>{esc(name)}</th>" for name in names)
    parts = []
    for line, listed in proofs.items():
        rows = [f'<tr class="group"><th colspan="4" scope="rowgroup">{esc(line.name)}</th></tr>']
        rows += [_proof_row(marks, anchors[line, marks[0]], names, lang) for marks in listed.values()]
        parts.append(f"<tbody>{''.join(rows)}</tbody>\n")
    return (
        f'<section class="proof-part"><h2>{esc(say("matrix.evidence", lang))}</h2>'
        f'<table class="proof stack"><thead><tr>{heads}</tr></thead>\n{"".join(parts)}</table></section>'
    )


def _proof_row(marks: list[Mark], anchor: str, heads: list[str], lang: str) -> str:
    one = marks[0]
    where = ", ".join(part for part in (one.source, one.place) if part)
    quote = f"“{esc(one.quote)}” " if one.quote else ""
    source = f'<span class="muted">{esc(where)}</span>' if where else ""
    parties = "; ".join(esc(mark.party.name) for mark in marks)
    taken = f' <span class="muted">{esc(formerly(one, lang))}</span>' if one.formerly else ""
    shown = (
        f"{_letter(one.role)} {esc(one.role.name)}",
        parties + taken,
        esc(one.words or "–"),
        quote + source or esc(say("matrix.no-evidence", lang)),
    )
    cells = (f'<td data-label="{esc(head)}">{text}</td>' for head, text in zip(heads, shown, strict=True))
    return f'<tr id="{anchor}">{"".join(cells)}</tr>\n'
