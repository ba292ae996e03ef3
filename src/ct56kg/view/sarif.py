"""Findings as SARIF 2.1.0, which code hosts and editors read: rules, places, fingerprints, baseline states."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from ct56kg.base.finding import Finding
from ct56kg.check.rules import Rule

_LEVELS = {"violation": "error", "warning": "warning", "info": "note"}


def to_sarif(
    findings: Iterable[tuple[Finding, str | None]],
    *,
    version: str,
    describe: Callable[[str], tuple[str, str, str]],
) -> str:
    """Write findings with their baseline state (`new`, `absent`, `unchanged`, `updated`, or none).

    Args:
        findings: finding and baseline state (SARIF 2.1.0, 3.27.24).
        version: of the toolkit.
        describe: gives title, reason and remedy of a rule's IRI.
    """
    results: list[dict[str, Any]] = []
    rules: dict[str, dict[str, Any]] = {}
    for finding, baseline in findings:
        title, why, remedy = describe(finding.rule)
        rules.setdefault(
            finding.rule,
            {
                "id": finding.code,
                "shortDescription": {"text": title or finding.code},
                "fullDescription": {"text": why or title or finding.code},
                "help": {"text": remedy or why or title or finding.code},
            },
        )
        result: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": list(rules).index(finding.rule),
            "level": _LEVELS[finding.severity],
            "message": {"text": finding.message or finding.code},
            "partialFingerprints": {"ct56kg/v1": finding.fingerprint},
            "locations": [_location(finding)],
        }
        if baseline:
            result["baselineState"] = baseline
        results.append(result)
    driver = {"name": "ct56kg", "version": version, "rules": list(rules.values())}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def describing(
    rules: Mapping[str, Rule], title: Callable[[str], str], lang: str
) -> Callable[[str], tuple[str, str, str]]:
    """Give what `to_sarif` asks of a rule: its title, reason and remedy in a language."""

    def describe(iri: str) -> tuple[str, str, str]:
        known = rules.get(iri)
        return (title(iri), known.text("why", lang), known.text("remedy", lang)) if known else (title(iri), "", "")

    return describe


def _location(finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": finding.focus}]}
    if finding.file:
        physical: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.file)}}
        if finding.line:
            physical["region"] = {"startLine": finding.line}
        location["physicalLocation"] = physical
    return location
