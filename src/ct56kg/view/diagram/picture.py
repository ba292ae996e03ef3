"""A finished diagram: SVG, PNG, PDF, DOT or words, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ct56kg.base.errors import StateError, UsageError
from ct56kg.base.writing import write_atomic
from ct56kg.view.diagram.alternative import describe, describe_html
from ct56kg.view.diagram.binding import bound
from ct56kg.view.diagram.dot import dot
from ct56kg.view.diagram.model import Sketch
from ct56kg.view.diagram.page import Page, compose, compose_pages
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
    def pages(self) -> tuple[Page, ...]:
        """Give the picture placed on paper: one sheet, or as many A4 sheets as it needs if it is split."""
        return compose_pages(self.sketch) if self.split else (compose(self.sketch),)

    @property
    def page(self) -> Page:
        """Give the first page."""
        return self.pages[0]

    @cached_property
    def _dots(self) -> tuple[str, ...]:
        return tuple(dot(page) for page in self.pages)

    @cached_property
    def _svgs(self) -> tuple[str, ...]:
        drawn = zip(self._dots, self.pages, strict=True)
        return tuple(finish(render(source, "svg", limit=self.limit), page, source) for source, page in drawn)

    def dot(self, page: int = 0) -> str:
        """Give DOT with all positions; `neato -n2` draws the same."""
        return self._dots[page]

    def svg(self, page: int = 0) -> str:
        """Give one SVG document: accessible, linked, with its font inside, nothing remote, no script."""
        return self._svgs[page]

    def png(self, scale: float = 2.0, page: int = 0) -> bytes:
        """Give a PNG of 96 pixels per inch of paper times `scale`."""
        return render(self._dots[page], "png", dpi=96 * scale, limit=self.limit)

    def pdf(self) -> bytes:
        """Give a PDF with all pages, A4 or A3.

        Raises:
            StateError: this machine's PDF writer makes files that cannot be bound (DRAW-02).
        """
        made = bound(self._pdfs)
        if made is None:
            raise StateError("DRAW-02", reason="PDF: xref")
        return made

    @cached_property
    def _pdfs(self) -> tuple[bytes, ...]:
        return tuple(render(source, "pdf", limit=self.limit) for source in self._dots)

    def text(self) -> str:
        """Give the same things and links in words."""
        return describe(self.sketch)

    def text_html(self) -> str:
        """Give the same things and links as HTML lists, to stand beside the picture."""
        return describe_html(self.sketch)

    def save(self, path: str | Path) -> Path:
        """Write the picture in the form that the suffix names, atomically; give the first file written.

        Raises:
            UsageError: an unknown suffix (DRAW-04).
            InputError: the folder is missing or may not be written (FILE-06).
        """
        return self.save_all(path)[0]

    def save_all(self, path: str | Path) -> tuple[Path, ...]:
        """Write every page: `FILE-1.svg`, `FILE-2.svg` … where there are several and the form has no pages itself.

        Raises:
            UsageError: an unknown suffix (DRAW-04).
            InputError: the folder is missing or may not be written (FILE-06).
        """
        target = Path(path)
        write: Callable[[int], bytes]
        match target.suffix.lower():
            case ".svg":
                write = lambda page: self.svg(page).encode()  # noqa: E731
            case ".png":
                write = lambda page: self.png(page=page)  # noqa: E731
            case ".dot" | ".gv":
                write = lambda page: self.dot(page).encode()  # noqa: E731
            case ".pdf":
                if whole := bound(self._pdfs):
                    write_atomic(target, whole)
                    return (target,)
                write = self._pdfs.__getitem__
            case ".txt":
                write_atomic(target, self.text().encode())
                return (target,)
            case other:
                raise UsageError("DRAW-04", suffix=other or target.name, known=", ".join(SUFFIXES))
        count = len(self.pages)
        targets = [target.with_stem(f"{target.stem}-{n + 1}") if count > 1 else target for n in range(count)]
        contents = [write(number) for number in range(count)]
        for name, content in zip(targets, contents, strict=True):
            write_atomic(name, content)
        return tuple(targets)

    def _repr_svg_(self) -> str:
        return self.svg()
