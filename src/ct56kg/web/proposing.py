"""What a person asked to look at, written as a whole change set, with the points that a person has to decide."""

from __future__ import annotations

from pathlib import Path

from ct56kg.amend.change import what_if
from ct56kg.amend.proposing import propose as proposed
from ct56kg.amend.undecided import POINTS
from ct56kg.base.rows import Term
from ct56kg.view.drafted import head, parts, points, sheet
from ct56kg.view.reader import Context


def propose(asked: Context, folder: Path, event: Term) -> list[str]:
    """Add to a change the transfers that follow an event, and give the points that a person has to decide.

    Args:
        asked: who looks, on the day of effect or later.
        folder: holds what was composed, if the event is one of the reader's making; the change set is written there.
        event: a change event of the dossier or of what was composed.

    Raises:
        InputError: the event has no certain date (AMEND-27), or concerns no body (AMEND-28).
    """
    composed = any(folder.iterdir())
    change = what_if(*(sorted(folder.glob(f"{name}.*")) for name in ("add", "remove"))) if composed else None
    drafted, labels = proposed(asked.state, change, event, asked.prefixes)
    seen = asked.replace()
    vars(seen)["labels"] = labels
    made = parts(seen, drafted)
    made[POINTS] = sheet(seen, drafted, [head(drafted, asked.lang)], "md").encode()
    for name, content in made.items():
        Path(folder, name).write_bytes(content)
    return [item.text for item in points(seen, drafted).items]
