"""OpenDocument spreadsheets (ISO 26300) from the same sheets as workbooks: values, spans, widths, what is hidden."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from ct56kg.view.sheet import Cell, Sheet

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BOLD = frozenset({"title", "mark", "head", "group"})
_WIDE = frozenset({"title", "mark", "note"})
_MOMENT = (2000, 1, 1, 0, 0, 0)
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
    for name, place in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""


def to_bytes(sheets: Sequence[Sheet]) -> bytes:
    """Write a spreadsheet; the same sheets give the same bytes."""
    content = "".join(_content(sheets)).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(zipfile.ZipInfo("mimetype", _MOMENT), _TYPE, zipfile.ZIP_STORED)
        for name, data in (("META-INF/manifest.xml", _MANIFEST.encode()), ("content.xml", content)):
            packed.writestr(zipfile.ZipInfo(name, _MOMENT), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _content(sheets: Sequence[Sheet]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {_SPACES} office:version="1.3">'
    yield "<office:automatic-styles>"
    for shown in ("true", "false"):
        yield f'<style:style style:name="shown-{shown}" style:family="table">'
        yield f'<style:table-properties table:display="{shown}"/></style:style>'
    for width in sorted({width for sheet in sheets for width in sheet.widths}):
        yield f'<style:style style:name="w{width:g}" style:family="table-column">'
        yield f'<style:table-column-properties style:column-width="{width * 0.2:.2f}cm"/></style:style>'
    for name, weight in (("plain", "normal"), ("bold", "bold")):
        yield f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties '
        yield 'fo:wrap-option="wrap" style:vertical-align="top" fo:border="0.5pt solid #c9ced3"/>'
        yield f'<style:text-properties fo:font-family="Times New Roman" fo:font-size="12pt" fo:font-weight="{weight}"/>'
        yield "</style:style>"
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    for sheet in sheets:
        yield from _sheet(sheet)
    yield "</office:spreadsheet></office:body></office:document-content>\n"


def _sheet(sheet: Sheet) -> Iterator[str]:
    wide = max((sum(cell.span for cell in row) for row in sheet.rows), default=1)
    yield f'<table:table table:name={quoteattr(sheet.name)} table:style-name="shown-{str(not sheet.hidden).lower()}">'
    for place in range(1, wide + 1):
        style = f' table:style-name="w{sheet.widths[place - 1]:g}"' if place <= len(sheet.widths) else ""
        hidden = ' table:visibility="collapse"' if place in sheet.hidden_columns else ""
        yield f"<table:table-column{style}{hidden}/>"
    for row in sheet.rows:
        yield "<table:table-row>"
        for cell in row:
            yield from _cell(cell, wide if cell.style in _WIDE else cell.span)
        yield "</table:table-row>"
    yield "</table:table>"


def _cell(cell: Cell, span: int) -> Iterator[str]:
    style = "bold" if cell.style in _BOLD else "plain"
    spanned = f' table:number-columns-spanned="{span}"' if span > 1 else ""
    if isinstance(cell.value, int):
        kind, text = f' office:value-type="float" office:value="{cell.value}"', str(cell.value)
    elif isinstance(cell.value, date):
        iso = cell.value.isoformat()
        kind, text = f' office:value-type="date" office:date-value="{iso}"', f"{cell.value:%d/%m/%Y}"
    else:
        text = _CONTROL.sub("\ufffd", cell.value)
        kind = ' office:value-type="string"' if text else ""
    lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in text.split("\n")) if text else ""
    yield f'<table:table-cell table:style-name="{style}"{spanned}{kind}>{lines}</table:table-cell>'
    if span > 1:
        yield f'<table:covered-table-cell table:number-columns-repeated="{span - 1}"/>'


def _spaced(line: str) -> str:
    """Keep runs of spaces, which XML readers would fold."""
    return re.sub(r"^ | (?= )", "<text:s/>", escape(line).replace("\t", "<text:tab/>"))
