"""Who holds which role in each open assignment: what the counts and their picture are made of."""

from __future__ import annotations

from ct56kg.graph.analysis import Share
from ct56kg.view.report.held import GONE
from ct56kg.view.report.material import Material
from ct56kg.view.report.progress import Piece


def shares(m: Material) -> list[Share]:
    """Give who holds which role in each open assignment."""
    return [
        Share(one.party.value, piece.assignment.value, one.role.value, one.existence in GONE)
        for piece in open_pieces(m)
        for one in piece.holders
    ]


def open_pieces(m: Material) -> list[Piece]:
    """Give the assignments that are not closed."""
    return [piece for piece in m.pieces if not piece.done]
