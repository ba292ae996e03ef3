"""What a dossier is: a folder with `ct56kg.toml` that names its data, shapes, questions and amendments."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ct56kg.base.errors import InputError, UsageError
from ct56kg.base.resources import builtin_root
from ct56kg.base.terms import STATUSES
from ct56kg.graph.kinds import AUTO, check_kind

CONFIG = "ct56kg.toml"
_LISTS = ("data", "shapes", "queries", "amendments")
_TEXTS = ("iri", "extends", "store", "license", "publisher", "version")
_KEYS = {"title", "languages", "with", *_TEXTS, *_LISTS}


class Dossier(NamedTuple):
    """The settings of one dossier; paths are absolute, `statuses` is what `with` asks for.

    `title` is that in the first of its languages, `titles` all of them by language, where several are given.
    `looked_at` is set where foreign data are seen through the toolkit's words, see `as_looked_at`.
    `license` (an IRI), `publisher` and `version` are only told on: a dossier describes itself with them.
    """

    root: Path
    title: str = ""
    iri: str = "urn:ct56kg:dossier/"
    languages: tuple[str, ...] = ("vi", "en")
    extends: str = "builtin"
    data: tuple[Path, ...] = ()
    shapes: tuple[Path, ...] = ()
    queries: tuple[Path, ...] = ()
    amendments: tuple[Path, ...] = ()
    statuses: frozenset[str] = frozenset()
    store: str = AUTO
    ontology: tuple[Path, ...] = ()
    license: str = ""
    publisher: str = ""
    version: str = ""
    looked_at: bool = False
    titles: tuple[tuple[str, str], ...] = ()

    def called(self, lang: str) -> str:
        """Give its title in a language, or the one that it has."""
        return dict(self.titles).get(lang, self.title)

    @property
    def builtin(self) -> bool:
        """Say whether this is the dossier that comes with the toolkit."""
        return self.root == builtin_root()


def find_dossier(start: Path) -> Path:
    """Find the nearest folder with `ct56kg.toml` from `start` upwards, else the built-in dossier."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            return folder
    return builtin_root()


def open_dossier(path: Path | str | None = None) -> Dossier:
    """Read the settings of a dossier.

    Args:
        path: its folder (or the `ct56kg.toml` itself); without one, the nearest from the current folder.

    Raises:
        InputError: no such folder, not a dossier, or settings that make no sense (DOSSIER-01 … 04).
    """
    root = Path(path).resolve() if path is not None else find_dossier(Path.cwd())
    if root.name == CONFIG:
        root = root.parent
    file = root / CONFIG
    if not file.is_file():
        raise InputError("DOSSIER-01", path=path)
    try:
        settings = tomllib.loads(file.read_text("utf-8-sig")).get("dossier")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError("DOSSIER-02", file=file, reason=error) from error
    if not isinstance(settings, dict):
        raise InputError("DOSSIER-02", file=file, reason="[dossier]")
    return _dossier(root, file, settings)


def _dossier(root: Path, file: Path, settings: dict[str, Any]) -> Dossier:
    unknown = sorted(set(settings) - _KEYS)
    if unknown:
        raise InputError("DOSSIER-03", file=file, key=unknown[0], known=", ".join(sorted(_KEYS)))
    lists: dict[str, tuple[Path, ...]] = {}
    for key in _LISTS:
        lists[key] = tuple((root / name).resolve() for name in _strings(settings, key, (), file))
    for key in _TEXTS:
        if not isinstance(settings.get(key, ""), str):
            raise InputError("DOSSIER-04", file=file, key=key)
    for path in (*lists["data"], *lists["shapes"], *lists["queries"]):
        if not path.exists():
            raise InputError("DOSSIER-05", file=file, path=path)
    languages = tuple(_strings(settings, "languages", ("vi", "en"), file))
    titles = _titles(settings.get("title", root.name), file)
    extends = settings.get("extends", "builtin")
    if extends not in ("builtin", "none"):
        raise InputError("DOSSIER-04", file=file, key="extends")
    builtin = builtin_root()
    ontology: tuple[Path, ...] = ()
    if extends == "builtin":
        ontology = (builtin / "ontology",)
        lists["shapes"] = _first(builtin / "shapes", lists["shapes"])
        lists["queries"] = _first(builtin / "queries", lists["queries"])
    return Dossier(
        root=root,
        title=next((titles[lang] for lang in languages if lang in titles), "") or next(iter(titles.values())),
        iri=_iri(settings.get("iri") or "urn:ct56kg:dossier/"),
        languages=languages,
        extends=extends,
        statuses=check_statuses(_strings(settings, "with", (), file)),
        store=check_kind(settings.get("store", AUTO)),
        ontology=ontology,
        license=settings.get("license", ""),
        publisher=settings.get("publisher", ""),
        version=settings.get("version", ""),
        looked_at=False,
        titles=tuple(titles.items()) if len(titles) > 1 else (),
        **lists,
    )


def _strings(settings: dict[str, Any], key: str, default: Sequence[str], file: Path) -> Sequence[str]:
    names = settings.get(key, default)
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        raise InputError("DOSSIER-04", file=file, key=key)
    return names


def _titles(given: object, file: Path) -> dict[str, str]:
    """Read one title, or one for each language."""
    titles = given if isinstance(given, dict) else {"": given}
    texts = {lang: title for lang, title in titles.items() if isinstance(title, str)}
    if not texts or len(texts) < len(titles):
        raise InputError("DOSSIER-04", file=file, key="title")
    return texts


def as_looked_at(dossier: Dossier) -> Dossier:
    """Give foreign data (`extends = "none"`) the toolkit's words and questions, for showing and drawing.

    What such a dossier answers and what it is judged by stays its own.
    """
    if dossier.extends == "builtin":
        return dossier
    builtin = builtin_root()
    queries = _first(builtin / "queries", dossier.queries)
    return dossier._replace(looked_at=True, ontology=(builtin / "ontology",), queries=queries)


def check_statuses(names: Iterable[str]) -> frozenset[str]:
    """Take names of optional statuses of knowledge.

    Raises:
        UsageError: one of them is unknown (STATUS-01).
    """
    for name in names:
        if name not in STATUSES:
            raise UsageError("STATUS-01", name=name, known=", ".join(STATUSES[3:]))
    return frozenset(names)


def _first(own: Path, others: tuple[Path, ...]) -> tuple[Path, ...]:
    """Put the toolkit's folder before the dossier's, once."""
    own = own.resolve()
    return (own, *(path for path in others if path != own))


def _iri(text: str) -> str:
    return text if text.endswith(("/", "#", ":")) else text + "/"
