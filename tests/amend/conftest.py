"""The built-in dossier, to be changed."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path):
    """A copy of the built-in dossier that may be written to."""
    folder = tmp_path / "ban-sao"
    folder.mkdir()
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("amendment"))
    text = (ROOT / "ct56kg.toml").read_text("utf-8")
    (folder / "ct56kg.toml").write_text(text.replace('["shapes"]', "[]").replace('["queries"]', "[]"), "utf-8")
    return folder
