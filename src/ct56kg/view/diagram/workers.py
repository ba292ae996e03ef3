"""Processes that draw one picture each: started when a picture is wanted or, where many will be, one in advance."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from xml.sax.saxutils import escape

from ct56kg.base.errors import CtError, LimitError, StateError
from ct56kg.view.diagram.metrics import FILES

_SCRIPT = Path(__file__).with_name("worker.py")  # by path: imports nothing of ours
_COMMAND = (sys.executable, "-I", "-S", str(_SCRIPT))


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that will draw one picture, with a folder of its own that is gone afterwards."""

    process: subprocess.Popen[bytes]
    folder: tempfile.TemporaryDirectory[str]

    @classmethod
    def start(cls, *words: str) -> Worker:
        """Start a process.

        Raises:
            StateError: the drawing library or the font is missing (DRAW-02).
        """
        folder = tempfile.TemporaryDirectory(prefix="ct56kg-draw-")
        pipe = subprocess.PIPE
        command = [*_COMMAND, _site(), *words]
        environment = _environment(Path(folder.name))
        return cls(subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment), folder)

    def draw(self, asked: bytes, limit: float) -> bytes:
        """Have the picture drawn, within a limit in seconds.

        Raises:
            LimitError: it took longer and was stopped (DRAW-01).
            StateError: nothing was drawn (DRAW-02).
        """
        with self.folder, self.process:
            try:
                picture, said = self.process.communicate(asked, limit)
            except subprocess.TimeoutExpired as error:
                self.process.kill()
                raise LimitError("DRAW-01", seconds=f"{limit:g}") from error
        if self.process.returncode or not picture:
            noise = said.decode("utf-8", "replace").strip().splitlines()
            raise StateError("DRAW-02", reason=noise[-1] if noise else f"exit {self.process.returncode}")
        return picture

    def end(self) -> None:
        """End a process that nothing was asked of."""
        with self.folder, self.process:
            self.process.kill()


_spare: SimpleQueue[Worker] = SimpleQueue()
_standing_by = Event()


@contextmanager
def standing_by() -> Iterator[None]:
    """Keep a process ready while many pictures are drawn one after the other."""
    stand_by()
    try:
        yield
    finally:
        stand_down()


def stand_by() -> None:
    """Keep a process ready from now on: in a program that lives long and is waited for, it saves half a picture's time.

    It costs some 30 MB, and ends with the program.
    """
    _standing_by.set()
    _prepare()


def stand_down() -> None:
    """Keep none ready any more, and end the one that is."""
    _standing_by.clear()
    while worker := _ready():
        worker.end()


def draw(asked: bytes, limit: float) -> bytes:
    """Draw with the process that stands ready, if one does; see `Worker.draw`."""
    worker = _ready() or Worker.start()
    try:
        return worker.draw(asked, limit)
    finally:
        if _standing_by.is_set():
            Thread(target=_prepare, daemon=True).start()


def _ready() -> Worker | None:
    """Take the process that stands ready, unless it has ended by itself."""
    with suppress(Empty):
        worker = _spare.get_nowait()
        if worker.process.poll() is None:
            return worker
        worker.end()
    return None


def _prepare() -> None:
    if _spare.empty():
        with suppress(CtError, OSError):  # whoever wants a picture is told
            _spare.put(Worker.start("ready"))
    if not _standing_by.is_set():
        stand_down()


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
