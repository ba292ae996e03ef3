"""Make the gallery, every picture as SVG and PNG, with the installed package: `python docs/gallery.py [FOLDER]`.

The same bytes on every machine; a picture that changed is a change of the diagrams or of the dossier.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from ct56kg.graph.dossier import open_dossier
from ct56kg.view.diagram import NAMES
from ct56kg.view.pictures import picture
from ct56kg.view.reader import Context
from ct56kg.view.report.material import Material
from ct56kg.view.report.spread_picture import spread_picture

FIRST, MIDDLE, LATER = date(2023, 3, 7), date(2024, 6, 30), date(2026, 3, 1)
REAL: frozenset[str] = frozenset()
ANNEX = frozenset({"synthetic"})

PICTURES: tuple[tuple[str, str, date, frozenset[str], str, str], ...] = (
    ("responsibility", "responsibility", FIRST, REAL, "", "Ai được chỉ đạo, ngày 07/03/2023"),
    ("responsibility-2026", "responsibility", LATER, REAL, "", "Vẫn những đầu mối ấy, ngày 01/03/2026"),
    ("structure", "structure", LATER, REAL, "", "Các cơ quan và bốn quan hệ giữa chúng"),
    ("cascade", "cascade", LATER, REAL, "", "Từ nghị quyết đến nhiệm vụ, và điều nguồn không nêu"),
    ("timeline", "timeline", LATER, REAL, "", "Văn bản, sắp xếp tổ chức, thời hạn trên trục thời gian"),
    ("reorganisation", "reorganisation", LATER, REAL, "", "Cơ quan nào thành cơ quan nào, theo văn bản nào"),
    ("difference", "responsibility", LATER, REAL, "2023-03-07", "Khác nhau giữa 07/03/2023 và 01/03/2026"),
    ("annex", "responsibility", FIRST, ANNEX, "", "Phụ lục MẪU – HƯ CẤU: ai chủ trì, phối hợp, theo dõi"),
    ("annex-timeline", "timeline", LATER, ANNEX, "", "Phụ lục MẪU – HƯ CẤU trên trục thời gian"),
    ("annex-spread", "spread", MIDDLE, ANNEX, "", "Phụ lục MẪU – HƯ CẤU: phân bố theo cơ quan và vai trò"),
)
"""File, diagram (or `spread`, of the analysis), as-of date, optional statuses, date compared with, caption."""


def main(folder: Path) -> None:
    """Write every picture and the page that shows them."""
    folder.mkdir(parents=True, exist_ok=True)
    dossier = open_dossier(Path(__file__).resolve().parents[1])
    lines = ["# Các sơ đồ của hồ sơ mẫu", "", "Làm lại bằng một lệnh: `python docs/gallery.py`", ""]
    for file, name, day, statuses, compare, caption in PICTURES:
        asked = Context(dossier, "vi", day, statuses)
        made = picture(asked, name, compare=compare) if name in NAMES else spread_picture(Material(asked, None, day))
        assert made is not None
        made.save(folder / f"{file}.svg")
        (folder / f"{file}.png").write_bytes(made.png(1.0))
        lines += [f"## {caption}", "", f"[![{caption}]({file}.png)]({file}.svg)", ""]
        print(folder / f"{file}.svg")
    (folder / "README.md").write_text("\n".join(lines), "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "gallery")
