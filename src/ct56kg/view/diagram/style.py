"""How kinds of things and links look: shape, line and words first, a quiet colour second.

Every pair of text and ground has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3), every line at least
3 to 1 (1.4.11); hues are from Okabe and Ito, darkened, and differ in grey too. A test measures it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ct56kg.view.diagram.model import Change, Kind, Link, MarkKind, Standing, Tone

INK = "#1f2933"
SOFT = "#52606d"
WARN = "#8a3b00"
RULE = "#cbd2d9"
PAPER = "#ffffff"
MARK = "#9b1c1c"
FRAME = "#7b8794"

CHANGED: Mapping[Change, str] = {"added": "#00664b", "removed": "#9b1c1c", "altered": "#1c4e80"}
CALM = "#6b7780"

TONES: Mapping[Tone, str] = {"plain": INK, "soft": SOFT, "warn": WARN}


@dataclass(frozen=True, slots=True)
class Look:
    """Shape and colours of a node, in Graphviz's words."""

    shape: str
    fill: str
    line: str
    style: str = "filled"
    pen: float = 1.0
    peripheries: int = 1


@dataclass(frozen=True, slots=True)
class Stroke:
    """Line of a link; `head` at the end its words point to, `tail` at the other."""

    colour: str
    style: str = "solid"
    pen: float = 1.2
    head: str = "none"
    tail: str = "none"


LOOKS: Mapping[Kind, Look] = {
    "committee": Look("box", "#dbe8f3", "#1c4e80", "filled", 1.8),
    "body": Look("box", "#ffffff", "#1c4e80"),
    "group": Look("box", "#f7fafc", "#1c4e80", "filled", 0.9, 2),
    "document": Look("note", "#fdf6e3", "#7a5c00"),
    "directive": Look("box", "#e3f1eb", "#00664b", "rounded,filled", 1.6),
    "item": Look("box", "#ffffff", "#52606d", "rounded,filled", 0.9),
    "task": Look("box", "#eef6f2", "#00664b", "rounded,filled"),
    "event": Look("box", "#f1edf5", "#5b3f82", "rounded,filled", 1.4),
    "unknown": Look("box", "#ffffff", WARN, "rounded,dashed", 0.9),
    "more": Look("box", "#f5f7fa", "#52606d", "rounded,filled", 0.9, 2),
}

STANDINGS: Mapping[Standing, tuple[str, str, str] | None] = {  # fill, line, style
    "present": None,
    "ended": ("#e9ecef", "#52606d", "dashed"),
    "undecided": ("#fff7ed", WARN, "dotted"),
    "future": ("#ffffff", "#7b8794", "dashed"),
}

MARKS: Mapping[MarkKind, Look] = {  # on an axis of time
    "issued": Look("circle", "#7a5c00", "#7a5c00"),
    "announced": Look("circle", PAPER, "#5b3f82", "filled", 1.4),
    "effect": Look("square", "#00664b", "#00664b"),
    "event": Look("diamond", "#5b3f82", "#5b3f82"),
    "uncertain": Look("box", "#f1edf5", "#5b3f82", "filled,dashed", 1.1),
    "open": Look("rarrow", "#f1edf5", "#5b3f82", "filled,dashed", 1.1),
    "closed": Look("larrow", "#f1edf5", "#5b3f82", "filled,dashed", 1.1),
    "stretch": Look("box", "#cfe3da", "#00664b", "filled", 0.8),
    "due": Look("invtriangle", "#1c4e80", "#1c4e80"),
    "was": Look("invtriangle", PAPER, "#52606d", "filled", 1.2),
    "done": Look("square", PAPER, "#00664b", "filled", 1.8),
    "leads": Look("box", "#1c4e80", "#1c4e80", "filled", 1.0),  # counts
    "coordinates": Look("box", "#dfe6ed", "#52606d", "filled", 1.0),
    "others": Look("box", PAPER, "#5b3f82", "filled,dashed", 1.0),
}

STROKES: Mapping[Link, Stroke] = {
    "subordinateTo": Stroke("#1f2933", "solid", 1.3),
    "assists": Stroke("#1c4e80", "dashed", 1.2, head="vee"),
    "leads": Stroke("#00664b", "solid", 2.2, head="normal"),
    "establishedIn": Stroke("#5b3f82", "dotted", 1.6, head="odot"),
    "directs": Stroke("#1f2933", "solid", 1.8, head="normal", tail="dot"),
    "advise": Stroke("#00664b", "solid", 1.2, head="vee"),
    "lead": Stroke("#1c4e80", "solid", 2.0, head="normal"),
    "coordinate": Stroke("#52606d", "dashed", 1.1, head="vee"),
    "follow": Stroke("#5b3f82", "dotted", 1.5, head="onormal"),
    "role": Stroke("#7a5c00", "dashed", 1.1, head="empty"),
    "implements": Stroke("#1f2933", "solid", 1.6, head="normal"),
    "partOf": Stroke("#52606d", "solid", 1.0),
    "original": Stroke("#52606d", "solid", 1.2),
    "resulting": Stroke("#5b3f82", "solid", 1.8, head="normal"),
    "affects": Stroke("#52606d", "dashed", 1.1),
}


_CHANGED: Mapping[Change, Stroke] = {  # of a link in a comparison, whatever its kind; heads stay
    "same": Stroke(CALM, "", 0.8),
    "added": Stroke(CHANGED["added"], "solid", 2.8),
    "removed": Stroke(CHANGED["removed"], "dashed", 1.6),
    "altered": Stroke(f"{CHANGED['altered']}:{PAPER}:{CHANGED['altered']}", "solid", 1.5),  # two lines
}


def stroke(kind: Link, change: Change = "") -> Stroke:
    """Give the line of a link; in a comparison it says first what became of the link."""
    plain = STROKES[kind]
    if not change:
        return plain
    changed = _CHANGED[change]
    return Stroke(changed.colour, changed.style or plain.style, changed.pen, plain.head, plain.tail)


def ink(kind: Link, change: Change = "") -> str:
    """Give the colour for words at a link."""
    return CHANGED.get(change, SOFT) if change else STROKES[kind].colour


def look(kind: Kind, standing: Standing, change: Change = "") -> Look:
    """Give the look of a thing as it stands on the date: ended and undecided ones change line and ground.

    In a comparison what was added has a heavy line, what was removed a broken one on white.
    """
    plain = LOOKS[kind]
    if change == "removed":
        return Look(plain.shape, PAPER, CHANGED["removed"], _styled(plain.style, "dashed"), 1.4, plain.peripheries)
    dashed = STANDINGS[standing]
    if dashed is not None:
        fill, line, dash = dashed
        pen = max(plain.pen, 1.2 if dash == "dotted" else 1.0)
        plain = Look(plain.shape, fill, line, _styled(plain.style, dash), pen, plain.peripheries)
    if change == "added":
        return replace(plain, line=CHANGED["added"], pen=2.8)
    return replace(plain, pen=2.0) if change == "altered" else plain


def _styled(style: str, dash: str) -> str:
    return style if dash in style else f"{style},{dash}"
