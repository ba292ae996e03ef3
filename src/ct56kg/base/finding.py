"""What a check finds: one value per (rule, focus, path, value), with everything a reader needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

Severity = Literal["violation", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of validation.

    `focus` and `value` are N-Triples terms, `path` is a SPARQL property path with full IRIs,
    `component` the local name of the SHACL constraint component, `labels` maps `focus` and `value`
    to what a person calls them, `file` and `line` say where the focus stands if that is known.
    `undecided` marks results that mean "the sources do not allow a conclusion".
    """

    code: str
    rule: str
    component: str
    severity: Severity
    focus: str
    path: str | None = None
    value: str | None = None
    message: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    file: str | None = None
    line: int | None = None
    undecided: bool = False

    @property
    def fingerprint(self) -> str:
        """Identify the finding from one run to the next: rule, focus, path and value, never its words or severity.

        Same meaning as `partialFingerprints` of SARIF 2.1.0, 3.27.17.
        """
        parts = (self.rule, self.focus, self.path or "", self.value or "")
        return sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    @property
    def order(self) -> tuple[int, str, str, str, str]:
        """Sort key: gravest first, then rule, thing, path, value."""
        return (SEVERITIES.index(self.severity), self.code, self.focus, self.path or "", self.value or "")
