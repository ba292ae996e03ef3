"""Findings for a reader: what is to be dealt with, grouped by rule, in the terminal and for programs.

Pages and Markdown are in `view/check_page.py`, the form for editors and code hosts in `view/sarif.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from ct56kg.base.finding import Finding
from ct56kg.base.text import wrap
from ct56kg.base.words import say
from ct56kg.view.terminal import width as terminal_width

KINDS = ("violation", "undecided", "warning", "info")
MARKS = {"violation": "✗", "undecided": "?", "warning": "!", "info": "·"}
Title = Callable[[str], str]


def kind(finding: Finding) -> str:
    """Name the heading under which a finding belongs: its severity, or "undecided"."""
    return "undecided" if finding.undecided else finding.severity


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Count findings per heading."""
    found = dict.fromkeys(KINDS, 0)
    for finding in findings:
        found[kind(finding)] += 1
    return found


def summary(findings: Iterable[Finding], lang: str) -> str:
    """Say in one line how many findings of each kind there are."""
    numbers = counts(findings)
    if not any(numbers.values()):
        return say("finding.none", lang)
    said = [say(f"finding.count-{name}", lang, n=number) for name, number in numbers.items() if number]
    if not numbers["violation"]:
        said.insert(0, say("finding.no-violation", lang))
    return " · ".join(said)


def grouped(findings: Iterable[Finding]) -> list[tuple[str, list[tuple[str, list[Finding]]]]]:
    """Group by heading and then by rule, gravest first."""
    ordered = sorted(findings, key=lambda f: (KINDS.index(kind(f)), f.rule, f.order, f.message))
    return [
        (name, [(rule, list(group)) for rule, group in groupby(members, key=lambda f: f.rule)])
        for name, members in ((n, list(m)) for n, m in groupby(ordered, key=kind))
    ]


def to_text(findings: Iterable[Finding], lang: str, title: Title, width: int | None = None) -> str:
    """Write findings for a terminal, wrapped by words."""
    width = width or terminal_width()
    lines: list[str] = []
    for name, rules in grouped(findings):
        lines += ["", say(f"cli.{name}", lang).upper()]
        for rule, members in rules:
            head, *more = wrap(f"{title(rule)} ({len(members)})", width - 11)
            lines.append(f"{MARKS[name]} {members[0].code:8} {head}")
            lines += [f"           {line}" for line in more]
            for finding in members:
                first, *rest = wrap(finding.message, width - 13) or [""]
                lines.append(f"           – {first}")
                lines += [f"             {line}" for line in rest]
                if finding.file and name != "info":
                    lines.append(f"             {place(finding)}")
    return "\n".join(lines[1:])


def place(finding: Finding) -> str:
    """Say where the thing stands: `file:line`."""
    return f"{finding.file}:{finding.line}" if finding.line else finding.file or ""


def as_json(finding: Finding) -> dict[str, object]:
    """Give a finding as the command contract has it."""
    source = {"file": finding.file, "line": finding.line} if finding.file else None
    return {
        "fingerprint": finding.fingerprint,
        "code": finding.code,
        "rule": finding.rule,
        "component": finding.component,
        "severity": finding.severity,
        "undecided": finding.undecided,
        "focus": finding.focus,
        "path": finding.path,
        "value": finding.value,
        "labels": _sorted(finding.labels),
        "message": finding.message,
        "source": source,
    }


def _sorted(labels: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(labels.items()))
