"""An answer as a pandas data frame, each column of the type its terms have."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import XSD

if TYPE_CHECKING:
    import pandas as pd

_TYPES = {XSD + "date": "datetime64[s]", XSD + "integer": "Int64", XSD + "boolean": "boolean"}
"""Column types of the datatypes that pandas has one for; a column of several stays as text."""


def frame(rows: Rows, label: Callable[[Term], str]) -> pd.DataFrame:
    """Make a data frame; terms that are no dates or numbers are named by `label`.

    Raises:
        UsageError: pandas is not installed (PYTHON-01).
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise UsageError("PYTHON-01", library="pandas", extra="pandas") from error
    columns: dict[str, Any] = {}
    for place, name in enumerate(rows.variables):
        terms = [row[place] for row in rows]
        kinds = {term.datatype if term.kind == "literal" else "" for term in terms if term is not None}
        wanted = _TYPES.get(kinds.pop(), "") if len(kinds) == 1 else ""
        cells = [None if term is None else _plain(term) if wanted else label(term) for term in terms]
        try:
            columns[name] = pd.Series(cells, dtype=wanted or "object")
        except (ValueError, OverflowError):  # a lexical form that pandas cannot hold, such as the year 0000
            columns[name] = pd.Series([None if term is None else label(term) for term in terms], dtype="object")
    return pd.DataFrame(columns, columns=list(rows.variables))


def _plain(term: Term) -> object:
    if term.datatype == XSD + "integer":
        return int(term.value)
    if term.datatype == XSD + "boolean":
        return term.value in ("true", "1")
    return term.value
