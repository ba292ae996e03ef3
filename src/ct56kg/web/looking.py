"""The process that looks at an uploaded or composed change: one look, limited, and then it ends.

It reads one JSON object from standard input and writes one to standard output.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from ct56kg.amend.change import Change, read_change, what_if
from ct56kg.amend.preview import Preview
from ct56kg.base.dates import format_date
from ct56kg.base.errors import CtError, UsageError
from ct56kg.base.finding import Finding
from ct56kg.base.rows import Term
from ct56kg.base.words import say
from ct56kg.graph.disk.content import StoredContent
from ct56kg.graph.dossier import Dossier, open_dossier
from ct56kg.graph.kinds import is_address
from ct56kg.graph.store import Store
from ct56kg.view.findings import KINDS, kind
from ct56kg.view.looking import look, report_of, written
from ct56kg.view.pictures import differing
from ct56kg.view.reader import Context
from ct56kg.web.addresses import ServerLinks, thing_path
from ct56kg.web.proposing import propose

_STYLES = ("json", "sarif")
_LONG = ("html", "md")
"""Reports that name the state by a hash of all of it, which for a huge dossier would take minutes."""


def main() -> None:
    """Look at one change."""
    asked = json.load(sys.stdin)
    _limit(asked["memory"])
    try:
        told = _looked(asked)
    except CtError as error:
        values = {name: str(value) for name, value in error.values.items()}
        place = Path(error.file).name if error.file else None
        told = {"error": error.code, "values": values, "file": place, "line": error.line}
    except (MemoryError, RecursionError):
        told = {"error": "QUERY-41", "values": {"limit": asked["memory"] // 2**20}, "file": None, "line": None}
    sys.stdout.buffer.write(json.dumps(told).encode())


def _looked(asked: dict[str, Any]) -> dict[str, Any]:
    dossier = open_dossier(asked["dossier"])._replace(store=asked["store"])
    reader = Context(dossier, asked["lang"], date.fromisoformat(asked["day"]), frozenset(asked["statuses"]))
    folder = Path(asked["folder"])
    points = propose(reader, folder, Term("iri", asked["event"])) if asked["event"] else []
    change = _change(folder)
    seen = look(reader, change, dated=False)
    report = report_of(reader, seen)
    unclean = seen.fails("violation") or bool(seen.contradicts)
    if asked["record"] is not None:
        return {"recorded": _recorded(change, reader, asked["record"], unclean=unclean)}
    title = asked["title"] or report.head[0]
    return {
        "unclean": unclean,
        "complete": change.path is not None,
        "pictures": list(_pictures(reader, seen, title, asked["view"])) if _drawn(dossier) else [],
        "title": title,
        "head": report.head[1:],
        "points": points,
        "sections": [
            {"title": part.title, "items": [[item.sign, item.text, list(item.lines)] for item in part.items]}
            for part in report.sections()
        ],
        "unchanged": [[kind(one), one.code, one.message] for one in sorted(seen.unchanged, key=_gravest_first)],
        "synthetic": report.mark is not None,
        "day": report.preview.as_of.isoformat(),
        "files": {style: written(report, reader, style) for style in (_STYLES if _huge(seen) else (*_LONG, *_STYLES))},
        "set": {path.name: path.read_text("utf-8") for path in sorted(folder.iterdir())},
    }


def _gravest_first(finding: Finding) -> tuple[int, object]:
    return KINDS.index(kind(finding)), finding.order


def _recorded(change: Change, reader: Context, because: str, *, unclean: bool) -> str:
    """Record a change in the dossier; one that leaves something to be resolved wants a reason."""
    from ct56kg.amend.recording import record

    if unclean and not because:
        raise UsageError("AMEND-16")
    if change.path is None:
        raise UsageError("AMEND-02", file=change.name)
    return record(change, reader.dossier, because if unclean else None)


def _pictures(reader: Context, seen: Preview, title: str, view: str) -> Iterator[str]:
    """Draw what the change makes different; what was there before leads to its page."""
    links, labels = ServerLinks(reader.lang, view, ""), seen.labels[0]

    def href(thing: Term) -> str:
        return links.to(thing_path(thing.value, labels)) if thing.value in labels.names else ""

    shown = reader.replace(as_of=seen.as_of)
    vars(shown)["labels"] = seen.labels[1]
    between = say("diagram.between-change", reader.lang, change=title, day=format_date(seen.as_of))
    before, after = ((store, seen.as_of) for store in _stores(seen))
    for made in differing(shown, before, after, between, href):
        with suppress(CtError):
            drawn = made.svg()
            yield drawn[drawn.index("<svg") :]


def _huge(seen: Preview) -> bool:
    return isinstance(seen.before.content, StoredContent) or is_address(seen.before.dossier.store)


def _drawn(dossier: Dossier) -> bool:
    """Say whether differences are drawn: of data of our model that need not be asked for over a network."""
    return dossier.extends == "builtin" and not is_address(dossier.store)


def _stores(seen: Preview) -> tuple[Store, Store]:
    """Give the stores before and after; of a huge dossier, only what is around the things that are touched."""
    if not _huge(seen):
        return seen.before.store, seen.after.store
    touched = (thing.value for thing in seen.touched if thing.kind == "iri")
    before, _ = seen.before.store.part(touched, seen.before.dossier.iri + "catalogue")
    return before, before.changed(seen.added, seen.removed)


def _change(folder: Path) -> Change:
    """Read what was sent: a change set with its document, or bare additions and removals."""
    if any(folder.glob("amendment.*")):
        return read_change(folder)
    return what_if(*(sorted(folder.glob(f"{name}.*")) for name in ("add", "remove", "add-rules", "remove-rules")))


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; time still holds
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (memory, hard))
    os.nice(5)


if __name__ == "__main__":
    main()
