"""DOT to SVG, PNG or PDF: in a worker process with a time limit, with no font but ours."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

from ct56kg.base.errors import LimitError, StateError
from ct56kg.view.diagram.metrics import FILES

Form = Literal["svg", "png", "pdf"]
TIME_LIMIT = 20.0  # seconds
_WORKER = (sys.executable, "-I", "-S", str(Path(__file__).with_name("worker.py")))  # by path: imports nothing of ours
_PDF_DATE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")


def render(dot: str, form: Form, *, dpi: float = 96.0, limit: float = TIME_LIMIT) -> bytes:
    """Draw DOT that has all positions.

    The worker sees one font configuration, naming the files of the package `font-roboto` alone, so the
    picture is the same on every machine; the date that PDF carries is set to a fixed one.

    Raises:
        LimitError: drawing took longer than the limit and was stopped (DRAW-01).
        StateError: the drawing library or the font is missing or failed (DRAW-02).
    """
    with tempfile.TemporaryDirectory(prefix="ct56kg-draw-") as folder:
        command = [*_WORKER, form, f"{dpi:.4f}", _site()]
        try:
            done = subprocess.run(
                command,
                input=dot.encode(),
                capture_output=True,
                timeout=limit,
                check=False,
                env=_environment(Path(folder)),
            )
        except subprocess.TimeoutExpired as error:
            raise LimitError("DRAW-01", seconds=f"{limit:g}") from error
    if done.returncode or not done.stdout:
        noise = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise StateError("DRAW-02", reason=noise[-1] if noise else f"exit {done.returncode}")
    return _PDF_DATE.sub(rb"\g<1>20000101000000", done.stdout) if form == "pdf" else done.stdout


def _site() -> str:
    """Find the folder that holds pygraphviz, without importing it."""
    found = find_spec("pygraphviz")
    if found is None or not found.submodule_search_locations:
        raise StateError("DRAW-02", reason="pygraphviz")
    return str(Path(found.submodule_search_locations[0]).parent)


def _environment(folder: Path) -> dict[str, str]:
    """Point fontconfig to our fonts, on macOS and Windows too (where Pango would ask the system)."""
    config = folder / "fonts.conf"
    config.write_text(_fonts(folder), "utf-8")
    ours = {
        "FONTCONFIG_FILE": str(config),
        "PANGOCAIRO_BACKEND": "fc",
        "XDG_CACHE_HOME": str(folder),
        "LC_ALL": "C",
        "TZ": "UTC",
    }
    dropped = {"FONTCONFIG_PATH", "GVBINDIR", "DOTFONTPATH", "GDFONTPATH", "SOURCE_DATE_EPOCH"}
    return {key: value for key, value in os.environ.items() if key not in dropped} | ours


def _fonts(folder: Path) -> str:
    with as_file(files("font_roboto").joinpath("files")) as fonts:
        accepted = "".join(f"<glob>{escape(str(fonts / name))}</glob>" for name in FILES.values())
        return (
            "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig>"
            f"<dir>{escape(str(fonts))}</dir><cachedir>{escape(str(folder))}</cachedir>"
            "<match target='font'><edit name='hinting' mode='assign'><bool>false</bool></edit>"
            "<edit name='hintstyle' mode='assign'><const>hintnone</const></edit></match>"
            f"<selectfont><acceptfont>{accepted}</acceptfont><rejectfont><glob>*</glob></rejectfont></selectfont>"
            "</fontconfig>"
        )
