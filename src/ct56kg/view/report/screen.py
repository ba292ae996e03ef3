"""A report as one page to read and print, and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ct56kg.view.findings import KINDS
from ct56kg.view.page import esc, page, prose
from ct56kg.view.report.document import Block, Cell, Document, Figure, Heading, Items, Para, Part, Table
from ct56kg.view.sections import escaped

_STYLE = """
.report .part + .part { margin-top: 2.4rem; }
.report .kind { text-align: center; font: 700 1.15rem/1.3 var(--serif); margin: 0 0 .2rem; letter-spacing: .04em; }
.report table { margin: .5rem 0 1rem; font-size: .9rem; }
.report td.group, .report td.total, .report td.sum { background: #f4f5f6; font-weight: 600; }
.report td.strong { font-weight: 600; } .report td.number, .report td.sum { text-align: center; }
.report td.unknown { font-style: italic; }
.report .note { color: var(--soft); font-size: .92rem; font-style: italic; }
.report figure svg { width: 100%; height: auto; }
.report .code { color: var(--soft); font-size: .9em; }
.report .items ul { font-size: .9rem; margin: .1rem 0 .4rem; }
@page wide { size: A4 landscape; }
@media print {
  .report .part + .part { break-before: page; margin-top: 0; }
  .report .part.landscape { page: wide; }
  .report figure { break-inside: avoid; }
  .report figure svg { max-height: 222mm; }
  .report .landscape figure svg { max-height: 148mm; }
  .report tr:has(td.group) { break-after: avoid; }
}
"""


def to_html(document: Document) -> str:
    """Set a report into the common page; wide tables print on landscape sheets."""
    notes = "".join(f'<p class="note">{esc(text)}</p>' for text in (*document.notes, *document.provenance))
    first, *rest = map(_part, document.parts)
    *before, last = [first.removesuffix("</div>") + notes + "</div>", *rest]
    foot = f'<footer class="foot"><p>{esc(document.stamp)}</p></footer>'  # on the last sheet, whatever its orientation
    parts = "\n".join([*before, last.removesuffix("</div>") + foot + "</div>"])
    return page(
        document.title,
        f'<div class="report">{parts}</div>',
        lang=document.lang,
        mark=document.mark,
        subtitle=" · ".join(text for text in (document.kind, document.subtitle) if text),
        style=_STYLE,
    )


def _part(part: Part) -> str:
    body = "\n".join(_block(block) for block in part.blocks)
    return f'<div class="part{" landscape" if part.landscape else ""}">{body}</div>'


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level + 1}>{esc(text)}</h{level + 1}>"
        case Para(text, style):
            if style == "quote":
                return f'<blockquote class="evidence">{_lines(text)}</blockquote>'
            return f"<p{_CLASSES.get(style, '')}>{_lines(text)}</p>"
        case Items(items):
            shown = []
            for text, lines in items:
                below = f"<ul>{''.join(f'<li>{prose(line)}</li>' for line in lines)}</ul>" if lines else ""
                shown.append(f"<li>{prose(text)}{below}</li>")
            return f'<ul class="items">{"".join(shown)}</ul>'
        case Table():
            return _table(block)
        case Figure(picture, title):
            svg = re.sub(r"^\s*(<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|<!--.*?-->)\s*", "", picture.svg(), flags=re.DOTALL)
            return f"<h2>{esc(title)}</h2><figure>{svg}</figure>"


_CLASSES = {"note": ' class="note"', "strong": ' class="strong"'}


def _table(table: Table) -> str:
    total = sum(table.widths)
    widths = "".join(f'<col style="width:{share / total:.1%}">' for share in table.widths)
    heads = "".join(f'<th scope="col">{esc(head)}</th>' for head in table.heads)
    rows = "\n".join(f"<tr>{''.join(_cells(row, table.heads))}</tr>" for row in table.rows)
    caption = f"<caption>{esc(table.caption)}</caption>" if table.caption else ""
    return (
        f'<div class="scroll"><table class="stack">{caption}<colgroup>{widths}</colgroup>'
        f"<thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table></div>"
    )


def _cells(row: Sequence[Cell], heads: Sequence[str]) -> Iterator[str]:
    place = 0
    for cell in row:
        yield _cell(cell, heads[place] if cell.span == 1 else "")
        place += cell.span


def _cell(cell: Cell, head: str) -> str:
    span = f' colspan="{cell.span}"' if cell.span > 1 else ""
    span += f' data-label="{esc(head)}"' if head else ""
    if cell.style in KINDS:
        first, *rest = cell.text.split("\n")
        below = "".join(f'<br><span class="code">{esc(line)}</span>' for line in rest)
        return f'<td{span}><span class="severity {cell.style}">{esc(first)}</span>{below}</td>'
    look = f' class="{cell.style}"' if cell.style != "text" else ""
    return f"<td{span}{look}>{_lines(cell.text)}</td>"


def _lines(text: str) -> str:
    return "<br>".join(prose(line) for line in text.split("\n"))


def to_markdown(document: Document) -> str:
    """Write a report as Markdown; a picture becomes its text alternative."""
    head = [f"# {escaped(f'{document.kind}: {document.title}')}", escaped(document.subtitle)]
    if document.mark:
        head.insert(0, f"**{document.mark}**")
    body = [text for part in document.parts for block in part.blocks for text in _marked_down(block)]
    foot = [*(escaped(text) for text in document.notes), "---", *(escaped(text) for text in document.provenance)]
    return "\n\n".join([*head, *body, *foot]) + "\n"


def _marked_down(block: Block) -> list[str]:
    match block:
        case Heading(text, level):
            return [f"{'#' * (level + 1)} {escaped(text)}"]
        case Para(text, style):
            lines = [escaped(line) for line in text.split("\n")]
            sign = {"quote": "> ", "note": "", "strong": "", "body": ""}[style]
            return ["\n".join(sign + line for line in lines)]
        case Items(items):
            listed = [
                f"- {escaped(text)}" + "".join(f"\n  - {escaped(line)}" for line in lines) for text, lines in items
            ]
            return ["\n".join(listed)]
        case Table(heads, _, rows, caption):
            lines = [_row(heads), _row(["---"] * len(heads), plain=True)]
            for row in rows:
                texts = [text for cell in row for text in (_strong(cell), *[""] * (cell.span - 1))]
                lines.append(_row(texts, plain=True))
            return [*([escaped(caption)] if caption else []), "\n".join(lines)]
        case Figure(picture, title):
            return [f"## {escaped(title)}", "\n".join(f"    {line}" for line in picture.text().split("\n"))]


def _strong(cell: Cell) -> str:
    text = "<br>".join(escaped(line) for line in cell.text.split("\n"))
    return f"**{text}**" if text and cell.style in ("strong", "group", "total", "sum") else text


def _row(texts: Sequence[str], *, plain: bool = False) -> str:
    shown = [text if plain else escaped(text) for text in texts]
    return f"| {' | '.join(shown)} |"
