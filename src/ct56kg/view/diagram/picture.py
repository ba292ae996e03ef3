"""A finished diagram: SVG, PNG, PDF, DOT or words, each made when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ct56kg.base.errors import UsageError
from ct56kg.base.writing import write_atomic
from ct56kg.view.diagram.alternative import describe, describe_html
from ct56kg.view.diagram.dot import dot
from ct56kg.view.diagram.model import Sketch
from ct56kg.view.diagram.page import Page, compose
from ct56kg.view.diagram.render import TIME_LIMIT, render
from ct56kg.view.diagram.svg import finish

SUFFIXES = (".svg", ".png", ".pdf", ".dot", ".txt")


@dataclass(frozen=True)
class Picture:
    """A sketch that can be drawn. In a notebook it shows itself.

    The same sketch gives the same bytes on every run.
    """

    sketch: Sketch
    limit: float = TIME_LIMIT
    split: bool = False

    @cached_property
    def page(self) -> Page:
        """Give the picture placed on paper."""
        return compose(self.sketch)

    @cached_property
    def _dot(self) -> str:
        return dot(self.page)

    @cached_property
    def _svg(self) -> str:
        return finish(render(self._dot, "svg", limit=self.limit), self.page, self._dot)

    def dot(self) -> str:
        """Give DOT with all positions; `neato -n2` draws the same."""
        return self._dot

    def svg(self) -> str:
        """Give one SVG document: accessible, linked, with its font inside, nothing remote, no script."""
        return self._svg

    def png(self, scale: float = 2.0) -> bytes:
        """Give a PNG of 96 pixels per inch of paper times `scale`."""
        return render(self._dot, "png", dpi=96 * scale, limit=self.limit)

    def pdf(self) -> bytes:
        """Give one page of PDF, A4 or A3."""
        return render(self._dot, "pdf", limit=self.limit)

    def text(self) -> str:
        """Give the same things and links in words."""
        return describe(self.sketch)

    def text_html(self) -> str:
        """Give the same things and links as HTML lists, to stand beside the picture."""
        return describe_html(self.sketch)

    def save_all(self, path: str | Path) -> tuple[Path, ...]:
        """Write every page."""
        return (self.save(path),)

    def save(self, path: str | Path) -> Path:
        """Write the picture in the form that the suffix names, atomically.

        Raises:
            UsageError: an unknown suffix (DRAW-04).
            InputError: the folder is missing or may not be written (FILE-06).
        """
        target = Path(path)
        match target.suffix.lower():
            case ".svg":
                content = self.svg().encode()
            case ".png":
                content = self.png()
            case ".pdf":
                content = self.pdf()
            case ".dot" | ".gv":
                content = self.dot().encode()
            case ".txt":
                content = self.text().encode()
            case other:
                raise UsageError("DRAW-04", suffix=other or target.name, known=", ".join(SUFFIXES))
        write_atomic(target, content)
        return target

    def _repr_svg_(self) -> str:
        return self.svg()
