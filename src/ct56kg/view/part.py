"""A huge dossier is shown one part at a time: a document with all that belongs to it, or what is around one thing.

The part is a small dossier of its own (`graph.excerpt`), in which every question gives for the things of the part what
it gives in the whole. What would be absurdly large is refused, with how to choose.
"""

from __future__ import annotations

import argparse
from functools import cached_property
from typing import TYPE_CHECKING

from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Term, iri
from ct56kg.base.words import say
from ct56kg.graph.store import Store
from ct56kg.view.reader import Context

if TYPE_CHECKING:
    from ct56kg.graph.workspace import State

MOST = 2000
"""Tasks, or bodies, from which nobody would look at all of them in one picture, matrix or report."""
_SOME = """
PREFIX ct: <https://w3id.org/ct56kg/ns#>
SELECT (COUNT(*) AS ?n) WHERE { ?thing a %s }
"""


class Part(Context):
    """The reader of a part of a dossier.

    Args:
        whole: the reader of the dossier.
        start: IRI of the thing that the part is about.
        complete: what is shown needs no more than the part; otherwise every output names the part in its source.
    """

    _footing = (*Context._footing, "whole", "start", "complete")

    def __init__(self, whole: Context, start: str, *, complete: bool = False) -> None:
        super().__init__(whole.dossier, whole.lang, whole.as_of, whole.statuses)
        self.whole = whole
        self.start = start
        self.complete = complete

    @cached_property
    def store(self) -> Store:
        """Give the store of the part, as it is on this reader's date."""
        whole = self._whole_now
        store, cut = whole.store.part((self.start,), self.dossier.iri + "catalogue")
        if cut:
            self.note(say("web.part-is-cut", self.lang))
        return store

    def store_for(self, query: str) -> Store:
        """Give the same store, whatever is asked."""
        return self.store

    @cached_property
    def state(self) -> State:
        """Give the state of the whole, which is not read for that."""
        return self._whole_now.state

    @property
    def prefixes(self) -> dict[str, str]:
        """Give the prefixes of the whole."""
        return self.whole.prefixes

    @property
    def source(self) -> str:
        """Say where what is shown comes from, and of which part."""
        if self.complete:
            return super().source
        return say("draw.part-of", self.lang, source=super().source, thing=self.label(iri(self.start)))

    @property
    def _whole_now(self) -> Context:
        whole = self.whole
        same = (whole.dossier, whole.as_of, whole.statuses) == (self.dossier, self.as_of, self.statuses)
        return whole if same else whole.replace(dossier=self.dossier, as_of=self.as_of, statuses=self.statuses)


def is_huge(asked: Context) -> bool:
    """Say whether a dossier is too large to be shown whole: kept on the disk, with thousands of tasks or bodies."""
    return asked.store.place is not None and any(n > MOST for n in _sizes(asked))


def shown(asked: Context, thing: Term | None) -> Context:
    """Give what is to be shown: of a huge dossier the part that a thing belongs to, else the whole.

    Raises:
        UsageError: the dossier is huge, and no thing is named (PART-01).
    """
    if not is_huge(asked):
        return asked
    if thing is None:
        tasks, bodies = _sizes(asked)
        raise UsageError("PART-01", tasks=tasks, bodies=bodies)
    return Part(asked, thing.value, complete=True)


def named(asked: Context, args: argparse.Namespace) -> tuple[Term | None, Term | None]:
    """Find the thing of `--focus` and the document of `--document`.

    Raises:
        UsageError: an unknown or ambiguous name.
    """
    focus = asked.names.resolve(args.focus) if args.focus else None
    return focus, asked.names.resolve(args.document, "document") if args.document else None


def _sizes(asked: Context) -> tuple[int, int]:
    """Count tasks and bodies."""
    tasks, bodies = (asked.store.select(_SOME % kind).rows[0][0] for kind in ("ct:Task", "ct:Body"))
    return int(tasks.value if tasks else 0), int(bodies.value if bodies else 0)
