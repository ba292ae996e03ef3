"""Where caches lie: beside the dossier if that can be written, else in the user's cache folder."""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path

from ct56kg.graph.dossier import Dossier

FOLDER = ".ct56kg-cache"


def cache_of(dossier: Dossier) -> Path:
    """Give the folder of a dossier's caches, and make it; what the toolkit brings along is never written to.

    Raises:
        OSError: neither place can be written.
    """
    if not dossier.builtin and os.access(dossier.root, os.W_OK):
        return _made(dossier.root / FOLDER)
    name = sha256(os.fsencode(dossier.root)).hexdigest()[:16]
    return _made(user_cache() / name)


def user_cache() -> Path:
    """Give the folder for caches of this user, as each system has it."""
    home = Path.home()
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "ct56kg" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "ct56kg"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "ct56kg"


def _made(folder: Path) -> Path:
    """Make a folder that only its owner writes to and that version control passes over."""
    if not folder.is_dir():
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n", "utf-8")
    return folder
