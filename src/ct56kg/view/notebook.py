"""What shows itself in a notebook: a table of its own, a whole page in a frame that its style cannot leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ct56kg.base.rows import Rows, Term
from ct56kg.view.page import esc, prose

_FRAME = "width:100%;height:70vh;border:1px solid #c9ced3"
_MARK = "display:inline-block;border:2px solid #9b1c1c;color:#9b1c1c;font-weight:700;padding:.1em .6em"


def framed(page: str, title: str) -> str:
    """Put a whole page into a notebook; it runs no script and asks nothing of the notebook."""
    return f'<iframe sandbox title="{esc(title)}" srcdoc="{esc(page)}" style="{_FRAME}"></iframe>'


def table(rows: Rows, titles: Mapping[str, str], *, label: Callable[[Term], str], mark: str | None = None) -> str:
    """Set an answer as a table: things by their labels, their IRIs as tooltips, the mark of fiction above it."""
    heads = "".join(f'<th scope="col">{esc(titles.get(name, name))}</th>' for name in rows.variables)
    lines = "".join(f"<tr>{''.join(_cell(term, label) for term in row)}</tr>" for row in rows)
    above = f'<p style="{_MARK}">{esc(mark)}</p>' if mark else ""
    return f"{above}<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"


def _cell(term: Term | None, label: Callable[[Term], str]) -> str:
    if term is None:
        return "<td></td>"
    tip = f' title="{esc(term.value)}"' if term.kind == "iri" else ""
    return f'<td style="text-align:left"{tip}>{prose(label(term))}</td>'
