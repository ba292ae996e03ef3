"""Word files, the one door to python-docx: A4, Times New Roman 14, form of Vietnamese offices, same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ct56kg.base.words import say
from ct56kg.view.report.document import Block, Cell, Document, Figure, Heading, Items, Para, Part, Table
from ct56kg.view.report.packed import clean, repacked

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.section import Section
    from docx.table import Table as Grid
    from docx.table import _Cell as Box
    from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
_MARGINS = (20, 20, 30, 15)
"""Top, bottom, left, right in mm, as the form of documents has them."""

_A4 = (210, 297)
_RED, _GREY = "8A1C1C", "565E66"


def to_docx(document: Document) -> bytes:
    """Write a report as a Word file that an office can edit, number and sign."""
    import docx

    word = docx.Document()
    _styles(word)
    _letterhead(word, document)
    _title(word, document)
    for place, part in enumerate(document.parts):
        _part(word, part, first=place == 0)
        if place == 0:
            _ending(word, document)
    for place, section in enumerate(word.sections):
        _frame(section, document, first=place == 0)
    _facts(word, document)
    buffer = io.BytesIO()
    word.save(buffer)
    return repacked(buffer.getvalue())


def _styles(word: Word) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size in (("Normal", 14), ("Heading 1", 14), ("Heading 2", 14), ("List Bullet", 14)):
        style: Any = word.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for key in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{key}"), FONT)
        style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.line_spacing = 1.1
    for name in ("Heading 1", "Heading 2"):
        style = word.styles[name]
        style.font.bold, style.font.italic = True, name == "Heading 2"
        style.paragraph_format.space_before = Pt(10)
        style.paragraph_format.keep_with_next = True


def _letterhead(word: Word, document: Document) -> None:
    """Set the head of an office's document; what the office fills in stays blank."""
    if document.letterhead == "none":
        return
    lang = document.lang
    left, right = _pair(word, 70, 95)
    _line(left.paragraphs[0], say("report.head-office", lang), centre=True, after=0)
    _line(left.add_paragraph(), say("report.head-unit", lang), bold=True, centre=True, after=0)
    _line(left.add_paragraph(), "*", centre=True, after=0)
    _line(left.add_paragraph(), say("report.head-number", lang), centre=True, after=0)
    first, *rest = say(f"report.head-{document.letterhead}", lang).split("\n")
    _line(right.paragraphs[0], first, bold=True, centre=True, after=0, size=13, underline=not rest)
    for line in rest:
        _line(right.add_paragraph(), line, bold=True, centre=True, after=0, underline=True)
    _line(right.add_paragraph(), "", after=0)
    _line(right.add_paragraph(), say("report.head-place", lang), italic=True, centre=True, after=0)


def _pair(word: Word, *widths: float) -> tuple[Box, Box]:
    """Set two cells without lines side by side, on one page."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    table = word.add_table(rows=1, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = table.rows[0].cells
    _wide(left, widths[0])
    _wide(right, widths[1])
    return left, right


def _title(word: Word, document: Document) -> None:
    _line(word.add_paragraph(), document.kind, bold=True, centre=True, size=16, before=14, after=2, keep=True)
    _line(word.add_paragraph(), document.title, bold=True, centre=True, after=2, keep=True)
    _line(word.add_paragraph(), document.subtitle, italic=True, centre=True, after=2, keep=True)
    _line(word.add_paragraph(), "-----", centre=True, after=8, keep=True)


def _part(word: Word, part: Part, *, first: bool) -> None:
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Mm

    section = word.sections[-1] if first else word.add_section(WD_SECTION.NEW_PAGE)
    wide, high = (_A4[1], _A4[0]) if part.landscape else _A4
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.orientation = WD_ORIENT.LANDSCAPE if part.landscape else WD_ORIENT.PORTRAIT
    top, bottom, left, right = (20, 15, 20, 20) if part.landscape else _MARGINS
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance, section.footer_distance = Mm(8), Mm(8)
    room = wide - left - right, high - top - bottom
    for block in part.blocks:
        _block(word, block, room)


def _block(word: Word, block: Block, room: tuple[int, int]) -> None:
    match block:
        case Heading(text, level):
            word.add_heading(clean(text), level)
        case Para(text, style):
            paragraph = word.add_paragraph()
            if style == "body":
                _line(paragraph, text, justify=True, indent=10)
            else:
                size, left = {"note": 12, "quote": 13}.get(style), 8 if style == "quote" else 0
                _line(paragraph, text, italic=style == "note", bold=style == "strong", size=size, left=left)
        case Items(items):
            for text, lines in items:
                _line(word.add_paragraph(style="List Bullet"), text, after=2)
                for line in lines:
                    _line(word.add_paragraph(), line, size=12, left=12, after=1)
        case Table():
            _table(word, block, room[0])
        case Figure():
            _figure(word, block, room)


def _table(word: Word, table: Table, room: int) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    if table.caption:
        _line(word.add_paragraph(), table.caption, italic=True, size=12, after=2, keep=True)
    widths = [room * share / sum(table.widths) for share in table.widths]
    grid = word.add_table(rows=0, cols=len(widths), style="Table Grid")
    grid.autofit = False
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    _row(grid, [Cell(head, "strong") for head in table.heads], widths, head=True)
    for row in table.rows:
        _row(grid, row, widths)
    _line(word.add_paragraph(), "", size=6, after=4)


def _row(grid: Grid, row: Sequence[Cell], widths: Sequence[float], *, head: bool = False) -> None:
    from docx.oxml import OxmlElement

    line = grid.add_row()  # type: ignore[no-untyped-call]
    settings = line._tr.get_or_add_trPr()
    settings.append(OxmlElement("w:cantSplit"))
    if head:
        settings.append(OxmlElement("w:tblHeader"))
    place = 0
    for cell in row:
        box = line.cells[place]
        if cell.span > 1:
            box = box.merge(line.cells[place + cell.span - 1])
        _wide(box, sum(widths[place : place + cell.span]))
        place += cell.span
        if head or cell.style in ("group", "total", "sum"):
            _shaded(box, "E7E9EC" if head else "F4F5F6")
        strong = head or cell.style in ("strong", "group", "total", "sum")
        for number, text in enumerate(clean(cell.text).split("\n")):
            paragraph = box.paragraphs[0] if number == 0 else box.add_paragraph()
            centre = head or cell.style in ("number", "sum")
            _line(
                paragraph, text, size=12, bold=strong, italic=cell.style == "unknown", centre=centre, after=1, before=1,
                keep=cell.style == "group",
            )  # fmt: skip


def _figure(word: Word, figure: Figure, room: tuple[int, int]) -> None:
    from docx.shared import Mm

    word.add_heading(clean(figure.title), 1)
    paragraph = word.add_paragraph()
    content = figure.picture.png(1.6)
    wide, high = (int.from_bytes(content[start : start + 4]) for start in (16, 20))  # PNG, 11.2.2
    scale = min(room[0] / wide, (room[1] - 16) / high)
    shape = paragraph.add_run().add_picture(io.BytesIO(content), Mm(wide * scale), Mm(high * scale))
    said: Any = shape._inline.docPr
    said.set("descr", clean(figure.picture.text())[:2000])
    said.set("title", clean(figure.title))
    _line(paragraph, "", centre=True, after=0)


def _ending(word: Word, document: Document) -> None:
    """Say how it was counted and where it comes from, and leave room for recipients and signature."""
    lines = (*document.notes, *document.provenance)
    for place, text in enumerate(lines):
        last = place == len(lines) - 1
        _line(word.add_paragraph(), text, size=11, italic=True, after=2, before=0 if place else 8, keep=last)
    if document.letterhead != "none":
        _line(word.add_paragraph(), "", size=8, after=0, keep=True)
        left, right = _pair(word, 82, 83)
        first, *rest = say("report.recipients", document.lang).split("\n")
        _line(left.paragraphs[0], first, bold=True, italic=True, size=12, after=0, underline=True)
        for text in rest:
            _line(left.add_paragraph(), text, size=12, after=0)
        _line(right.paragraphs[0], say("report.signature", document.lang), bold=True, centre=True, after=40, keep=True)
        _line(right.add_paragraph(), say("report.signed", document.lang), italic=True, size=12, centre=True, after=0)


def _frame(section: Section, document: Document, *, first: bool) -> None:
    """Number pages from the second on, in the middle above; the mark above and the stamp below stand on every page."""
    section.different_first_page_header_footer = first
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    heads = [(section.header, True), *([(section.first_page_header, False)] if first else [])]
    for head, numbered in heads:
        paragraph = head.paragraphs[0]
        if numbered:
            _line(paragraph, "", centre=True, size=13, after=0)
            _field(paragraph, "PAGE")
        if document.mark:
            _marked(head.add_paragraph() if numbered else paragraph, document.mark, small=numbered)
    for foot in (section.footer, *([section.first_page_footer] if first else [])):
        _line(foot.paragraphs[0], document.stamp, size=9, centre=True, after=0, colour=_GREY)


def _facts(word: Word, document: Document) -> None:
    """Set the properties of the file; its dates are that of the report, never the clock's."""
    from datetime import datetime

    facts = word.core_properties
    facts.title = clean(f"{document.kind}: {document.title}")[:250]
    facts.subject, facts.author, facts.comments = clean(document.subtitle)[:250], "", clean(document.stamp)[:250]
    facts.keywords = facts.last_modified_by = ""
    facts.language = document.lang
    moment = datetime.fromisoformat(document.day or "2000-01-01")
    facts.created = facts.modified = moment
    facts.revision = 1


def _marked(paragraph: Paragraph, mark: str, *, small: bool = False) -> None:
    _line(paragraph, mark, bold=True, centre=True, size=11 if small else 14, after=0 if small else 8, colour=_RED)


def _line(
    paragraph: Paragraph,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
    centre: bool = False,
    justify: bool = False,
    keep: bool = False,
    size: float | None = None,
    before: float | None = None,
    after: float | None = None,
    left: float = 0,
    indent: float = 0,
    colour: str = "",
) -> None:
    """Add one run of text to a paragraph and shape the paragraph."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt, RGBColor

    shape = paragraph.paragraph_format
    if centre or justify:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.JUSTIFY
    if before is not None:
        shape.space_before = Pt(before)
    if after is not None:
        shape.space_after = Pt(after)
    if left:
        shape.left_indent = Mm(left)
    if indent:
        shape.first_line_indent = Mm(indent)
    if keep:
        shape.keep_with_next = True
    run = paragraph.add_run(clean(text))
    run.bold, run.italic, run.underline = bold or None, italic or None, underline or None
    if size:
        run.font.size = Pt(size)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def _field(paragraph: Paragraph, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def _wide(cell: Box, width: float) -> None:
    from docx.shared import Mm

    cell.width = Mm(width)


def _shaded(cell: Box, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
