"""A new dossier: files from templates or from the built-in one, put in place in one step, never over anything."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from string import Template

from ct56kg.base.errors import InputError, UsageError
from ct56kg.base.resources import builtin_root
from ct56kg.base.rows import Term
from ct56kg.base.text import nfc, search_key
from ct56kg.graph.turtle import formatted

_NEW = {
    "ct56kg.toml": "ct56kg.toml",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".github/workflows/ct56kg.yml": "github-workflow.yml",
    "data/stated/README.md": "folder-stated.md",
    "shapes/README.md": "folder-shapes.md",
    "queries/README.md": "folder-queries.md",
    "data/synthetic/mau.ttl": "mau.ttl",
}
"""Each file of a new dossier and its template."""

_OF_COPY = {**_NEW, "ct56kg.toml": "builtin.toml"}
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")


@dataclass(frozen=True, slots=True)
class OwnAnnex:
    """The annex that a person is about to fill: its number, day and issuer, the IRI and the names of its type.

    The issuer's name in English may be unknown.
    """

    symbol: str
    number: str
    doctype: str
    type_names: tuple[str, ...]
    issued: date
    issuer: str
    issuer_en: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the new dossier is to be: title, IRI, where its data come from, and its languages, the default one first.

    `title_en` is its title in English, where it is given beside another.
    """

    title: str
    iri: str
    today: date
    copy_builtin: bool = False
    annex: OwnAnnex | None = None
    languages: tuple[str, str] = ("vi", "en")
    title_en: str = ""


def default_iri(folder: Path) -> str:
    """Make an IRI for a dossier from the name of its folder.

    >>> default_iri(Path("Chương trình của tôi"))
    'urn:ct56kg:dossier:chuong-trinh-cua-toi/'
    """
    name = re.sub(r"[^a-z0-9]+", "-", search_key(folder.name)).strip("-")
    return f"urn:ct56kg:dossier:{name or 'moi'}/"


def check_iri(text: str) -> str:
    """Take the IRI of a dossier, closed with `/`.

    Raises:
        UsageError: it is no absolute IRI (INIT-02).
    """
    if not _IRI.fullmatch(text):
        raise UsageError("INIT-02", text=text)
    return text if text.endswith(("/", "#", ":")) else text + "/"


def dossier_files(plan: Plan) -> dict[str, bytes]:
    """Give every file of the new dossier by its path in the folder."""
    values = {
        "title": plan.title,
        "title_toml": _title_toml(plan),
        "iri": plan.iri,
        "iri_toml": json.dumps(plan.iri, ensure_ascii=False),
        "languages": json.dumps(plan.languages),
    }
    if not plan.copy_builtin:
        # an own annex is real work: the sample stays in its folder and speaks only when asked for
        values["sample"] = '# with = ["synthetic"]     # bỏ dấu #' if plan.annex else 'with = ["synthetic"]       #'
        made = {path: _filled(template, values) for path, template in _NEW.items()}
        if plan.annex:
            made["data/stated/co-quan-ban-hanh.ttl"] = _filled("co-quan-ban-hanh.ttl", _annex_values(plan))
        return made
    made = {path: _filled(template, values) for path, template in _OF_COPY.items() if not path.startswith("data/")}
    root = builtin_root()
    for path in sorted((root / "data").rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts):
            made[path.relative_to(root).as_posix()] = path.read_bytes()
    return made


def write_dossier(folder: Path, contents: dict[str, bytes]) -> None:
    """Put a new dossier in place: written aside, then renamed, so that there is a whole one or none.

    Raises:
        UsageError: the folder exists and holds something (INIT-01).
        InputError: it cannot be written (FILE-06).
    """
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))):
        raise UsageError("INIT-01", folder=folder)
    aside: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        for name, content in contents.items():
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        if os.name == "posix":
            mask = os.umask(0)
            os.umask(mask)
            aside.chmod(0o777 & ~mask)
        if folder.exists():
            folder.rmdir()
        aside.rename(folder)
    except OSError as error:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
        raise InputError("FILE-06", file=folder, reason=error) from error


def _filled(template: str, values: dict[str, str]) -> bytes:
    text = files("ct56kg").joinpath("intake", "template", template).read_text("utf-8")
    content = Template(text).substitute(values).encode()
    return formatted(content, Path("/", template)) if template.endswith(".ttl") else content


def _title_toml(plan: Plan) -> str:
    title, in_english = (json.dumps(text, ensure_ascii=False) for text in (plan.title, plan.title_en))
    return f"title.vi = {title}\ntitle.en = {in_english}" if plan.title_en else f"title = {title}"


def _annex_values(plan: Plan) -> dict[str, str]:
    annex = plan.annex
    assert annex is not None
    day = f"{annex.issued:%d/%m/%Y}"
    named = [f"{name} {annex.symbol}" for name in annex.type_names]
    labels = " , ".join(f"{_quoted(name)}@{lang}" for name, lang in zip(named, ("vi", "en"), strict=False))
    return {
        "iri": plan.iri,
        "issuer": _named(annex.issuer, annex.issuer_en),
        "labels": labels,
        "title": _named(plan.title, plan.title_en),
        "symbol": _quoted(annex.symbol),
        "number": _quoted(annex.number),
        "doctype": f"<{annex.doctype}>",
        "issued": annex.issued.isoformat(),
        "address": _quoted(f"{annex.symbol}, {day}, {annex.issuer}"),
        "month": f"{plan.today:%Y-%m}",
    }


def _named(name: str, in_english: str) -> str:
    return f"{_quoted(name)}@vi" + (f" , {_quoted(in_english)}@en" if in_english else "")


def _quoted(text: str) -> str:
    return Term("literal", nfc(text)).n3()
