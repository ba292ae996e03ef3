"""`ct56kg report` as a user types it."""

import pytest

CHANGE = "data/proposed/2025-07-01-mau-hop-nhat-hai-ban"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["progress", "--from", "01/01/2025", "--to", "01/03/2026"], "Kỳ báo cáo từ 01/01/2025 đến 01/03/2026"),
        (["urge", "--as-of", "01/03/2026"], "8 việc cần đôn đốc vào ngày 01/03/2026"),
        (["analysis", "--as-of", "01/03/2026"], "3 việc chỉ còn một cơ quan tham gia"),
        (["body", "ban to chuc thanh uy", "--as-of", "01/03/2026"], "chủ trì 4 việc; phối hợp 1 việc; theo dõi 1 việc"),
        (["impact", "ban tuyen giao thanh uy", "--as-of", "01/03/2026"], "5 có thể chuyển, cần văn bản"),
    ],
)
def test_every_report_is_written_and_says_what_it_should(ct56kg, tmp_path, words, said):
    done = ct56kg("report", *words, "--with", "synthetic", "-o", "bao-cao.md")
    assert (done.code, done.out) == (0, "")
    assert said in (tmp_path / "bao-cao.md").read_text("utf-8")


def test_the_impact_of_a_change_is_a_report_too(ct56kg, tmp_path, root):
    done = ct56kg(
        "report", "impact", root / CHANGE, "--with", "synthetic", "--as-of", "2025-07-01", "-o", "bao-cao.docx"
    )
    assert done.code == 0
    assert (tmp_path / "bao-cao.docx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["progress", "-o", "x.pdf"], "FILE-07"),
        (["progress", "--from", "02/01/2026", "--to", "01/01/2026", "-o", "x.md"], "REPORT-01"),
        (["impact", "-o", "x.md"], "USAGE-02"),
        (["progress", "thừa", "-o", "x.md"], "USAGE-03"),
        (["body", "khong co co quan nay", "-o", "x.md"], "NAME-01"),
        (["progress", "--from", "32/01/2026", "-o", "x.md"], "DATE-02"),
    ],
)
def test_wrong_use_is_said_and_nothing_is_written(ct56kg, tmp_path, words, code):
    done = ct56kg("report", *words)
    assert done.code == 2 and f"[{code}]" in done.err
    assert not list(tmp_path.iterdir())


def test_the_same_report_from_another_time_zone_and_hash_seed_is_the_same_file(ct56kg, tmp_path):
    for name, env in (
        ("a", {"TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "1"}),
        ("b", {"TZ": "UTC", "PYTHONHASHSEED": "2"}),
    ):
        ct56kg("report", "progress", "--with", "synthetic", "--as-of", "2026-03-01", "-o", f"{name}.docx", env=env)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
