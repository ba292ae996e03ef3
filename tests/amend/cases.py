"""Small dossiers and change sets to try things on."""

from __future__ import annotations

from pathlib import Path

from ct56kg.graph.dossier import open_dossier

X = "http://x/"
PREFIXES = (
    "PREFIX x: <http://x/> PREFIX ct: <https://w3id.org/ct56kg/ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
)
DATA = (
    PREFIXES
    + """x:t1 a x:Task ; x:lead x:b1 .
x:t2 a x:Task ; x:lead x:b1 .
x:t3 a x:Task .
x:b1 a x:Body ; x:name "B" .
"""
)
SHAPES = """PREFIX x: <http://x/> PREFIX sh: <http://www.w3.org/ns/shacl#>
x:TaskShape a sh:NodeShape ; sh:targetClass x:Task ; sh:property x:LEAD , x:NAMED .
x:LEAD a sh:PropertyShape ; sh:path x:lead ; sh:minCount 1 .
x:NAMED a sh:PropertyShape ; sh:path ( x:lead x:name ) ; sh:minCount 1 .
"""
TOML = """[dossier]
title = "thử"
iri = "https://example.org/d/"
extends = "none"
data = ["data"]
shapes = ["shapes"]
amendments = ["data/amendment"]
"""


def dossier(root: Path, data: str = DATA, shapes: str = SHAPES, toml: str = TOML):
    """Make a dossier of foreign data and rules."""
    for name, text in {"data/d.ttl": data, "shapes/s.ttl": shapes, "ct56kg.toml": toml}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return open_dossier(root)


def change_set(folder: Path, effect: str, add: str = "", remove: str = "", about: str = "") -> Path:
    """Make a change set; the texts are Turtle with the prefixes of these cases."""
    folder.mkdir(parents=True)
    head = f'x:{folder.name} a ct:ChangeSet ; ct:effectDate "{effect}"^^xsd:date .\n'
    (folder / "amendment.ttl").write_text(PREFIXES + head + about, "utf-8")
    for name, text in (("add", add), ("remove", remove)):
        if text:
            (folder / f"{name}.ttl").write_text(PREFIXES + text, "utf-8")
    return folder


def files(root: Path) -> dict[str, bytes]:
    """Give every file below a folder."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}
