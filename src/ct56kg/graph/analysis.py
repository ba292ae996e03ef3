"""How duties are spread: counts, what hangs on one body, what stands apart, chains, what an end would leave.

Plain values in and out; the graph itself is made and walked in `graph/projection.py`, the one door to networkx.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from ct56kg.graph.projection import link_graph, paths, separate


@dataclass(frozen=True, slots=True, order=True)
class Share:
    """One party in one role in one duty; `gone` if it certainly does not exist on the date."""

    party: str
    duty: str
    role: str
    gone: bool = False


def per_role(shares: Iterable[Share]) -> dict[str, dict[str, set[str]]]:
    """Gather the duties of each party in each role.

    >>> per_role([Share("A", "1", "lead"), Share("A", "2", "lead")])["A"]["lead"] == {"1", "2"}
    True
    """
    found: dict[str, dict[str, set[str]]] = {}
    for share in shares:
        found.setdefault(share.party, {}).setdefault(share.role, set()).add(share.duty)
    return found


def on_one_party(shares: Iterable[Share]) -> dict[str, str]:
    """Find the duties of which exactly one party is left: duty to party."""
    left: dict[str, set[str]] = {}
    for share in shares:
        if not share.gone:
            left.setdefault(share.duty, set()).add(share.party)
    return {duty: next(iter(parties)) for duty, parties in sorted(left.items()) if len(parties) == 1}


def without_lead_if_ended(shares: Iterable[Share], lead: str) -> dict[str, tuple[str, ...]]:
    """Say for each party which duties would be left without a lead if it ended: those that it leads alone."""
    leading: dict[str, set[str]] = {}
    for share in shares:
        if share.role == lead:
            leading.setdefault(share.duty, set()).add(share.party)
    found: dict[str, list[str]] = {}
    for duty, parties in sorted(leading.items()):
        if len(parties) == 1:
            found.setdefault(next(iter(parties)), []).append(duty)
    return {party: tuple(duties) for party, duties in sorted(found.items())}


def isolated(tasks: Collection[str], links: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Find the tasks that nothing links to anything, in the order given."""
    graph = link_graph(tasks, links)
    return tuple(task for task in tasks if not graph.degree(task))


def groups(tasks: Collection[str], links: Iterable[tuple[str, str]]) -> tuple[frozenset[str], ...]:
    """Split tasks and parties into groups that share nothing, the largest first; single ones are left out."""
    return tuple(part for part in separate(link_graph(tasks, links)) if len(part) > 1)


def chains(implements: Mapping[str, Collection[str]]) -> tuple[tuple[str, ...], ...]:
    """List the chains of implementation, each from the document implemented last of all down to one implementing.

    Circles are cut: no document stands twice in a chain.

    >>> chains({"plan": ["programme"], "programme": ["resolution"]})
    (('resolution', 'programme', 'plan'),)
    """
    down = [(higher, lower) for lower, several in implements.items() for higher in several]
    return paths(link_graph((), down))
