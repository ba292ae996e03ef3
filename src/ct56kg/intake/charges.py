"""Who is charged with what, as sentences of documents say it: `giao … chủ trì, phối hợp với …`; only clear ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ct56kg.intake.sections import lines_of

_BODY = (
    r"(?:các |Các )?(?:Ban|(?<=các )ban(?: xây dựng Đảng)?|Văn phòng|Ủy ban|Uỷ ban|UBND|UBKT|HĐND|MTTQ|Hội đồng|Sở|"
    r"Đảng ủy|Đảng uỷ|Đảng đoàn|Mặt trận|"
    r"Hội|Liên đoàn|Công đoàn|Tỉnh đoàn|Thành đoàn|Đoàn|Công an|Bộ Chỉ huy|Bộ chỉ huy|Tòa án|Toà án|Viện|Thành ủy|"
    r"Thành uỷ|Tỉnh ủy|Tỉnh uỷ|Huyện ủy|Quận ủy|Trường|Báo|Đài|Trung tâm|Thanh tra|Cục|Chi cục|cấp ủy|cấp uỷ|"
    r"cơ quan|sở, ngành|địa phương|đơn vị|tổ chức chính trị)"
)
_STOP = (
    r"(?=\s*(?:[.;:\n]|$|\(|,?\s*(?:chủ động |tiếp tục |tập trung |thường xuyên )*(?:tham mưu|xây dựng|ban hành|"
    r"(?<!các )(?<!Ban )tổ chức (?!chính trị|đảng|Đảng)|triển khai|thực hiện|hướng dẫn|theo dõi|"
    r"(?<!ban )kiểm tra|giám sát|"
    r"báo cáo|rà soát|nghiên cứu|đề xuất|(?<!Ban )chỉ đạo|đôn đốc|tuyên truyền|phổ biến|quán triệt|đẩy mạnh|"
    r"tổng hợp|thẩm định|bồi dưỡng|đánh giá|hoàn thành|hoàn chỉnh|hoàn thiện|chuẩn bị|biên soạn|bố trí|"
    r"cân đối|giải quyết|khảo sát|thống kê|cung cấp|sơ kết|tổng kết|trong|để|nhằm|trước ngày|chậm nhất)\b))"
)
_NAMES = rf"(?P<{{name}}>{_BODY}[^.;:\n()]{{{{0,{{most}}}}}}?)"
_WITH = (
    rf"(?:,?\s*(?:và\s+)?phối hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)?\s*{_NAMES.format(name='with_', most=600)}{_STOP})?"
)
_GIVEN = re.compile(
    rf"(?P<verb>(?<![Kk]hông )\b(?:[Gg]iao|[Pp]hân công|[Dd]o))\s+(?:cho\s+)?{_NAMES.format(name='lead', most=200)}\s+"
    rf"(?:là (?:cơ quan|đơn vị) )?(?:chịu trách nhiệm )?chủ trì\b{_WITH}"
)
_SAID = re.compile(
    rf"(?:(?<=^)|(?<=[.;:]\s)|(?<=[-–+•]\s))(?P<verb>){_NAMES.format(name='lead', most=200)}(?::)?\s+"
    rf"(?:được (?:giao|phân công) )?(?:chịu trách nhiệm )?[Cc]hủ trì\b{_WITH}"
)
_NOT_A_TASK = re.compile(r"\s*(?:hội nghị|cuộc họp|buổi|phiên họp|phiên|lễ|họp|toạ đàm|tọa đàm|hội thảo|tiếp)\b")
_DUE = re.compile(
    r"(?:(?:hoàn thành|xong|báo cáo)\s+)?(?:trong\s+)?"
    r"(?P<due>(?:trước ngày|chậm nhất|đến hết|trong|quý|tháng|năm)\s[^.;,\n]{0,50}?(?:19|20|21)[0-9]{2})",
    re.IGNORECASE,
)
_DIRECTED = re.compile(
    rf"(?P<by>(?:Tỉnh|Thành|Huyện|Quận|Đảng) (?:ủy|uỷ)(?: [A-ZĐ][\wÀ-ỹ]*)*) (?:yêu cầu|chỉ đạo) "
    rf"{_NAMES.format(name='names', most=1200)}(?=\s+(?:tùy|tuỳ|theo|căn cứ|tham mưu|tập trung|khẩn trương)\b)"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Charge:
    """One charge: the sentence, who leads, who co-ordinates, what is to be done, until when; all by place."""

    sentence: Span
    lead: Span
    others: tuple[Span, ...]
    task: Span
    due: Span | None


@dataclass(frozen=True, slots=True)
class Directive:
    """A committee that directs a list of bodies: the sentence, who directs, whom."""

    sentence: Span
    by: Span
    names: tuple[Span, ...]


def charges_of(text: str) -> Iterator[Charge]:
    """Find charges, in order."""
    for line in lines_of(text):
        if "chủ trì" not in line.text.casefold():
            continue
        done = -1
        for match in sorted((*_GIVEN.finditer(line.text), *_SAID.finditer(line.text)), key=lambda one: one.start()):
            if match.start() < done or _NOT_A_TASK.match(line.text, match.end()):
                continue
            done = match.end()
            stop = _sentence_end(line.text, match.end())
            task = _bare(line.text, match.end(), stop)
            if task.end <= task.start:
                continue
            due = _DUE.search(line.text, task.start, stop)
            offset = line.start
            yield Charge(
                _moved(Span(match.start(), stop), offset),
                _moved(Span(*match.span("lead")), offset),
                tuple(_moved(one, offset) for one in names_in(line.text, *match.span("with_"))),
                _moved(task, offset),
                _moved(Span(*due.span("due")), offset) if due else None,
            )


def directives_of(text: str) -> Iterator[Directive]:
    """Find directives to a list of bodies, in order."""
    for line in lines_of(text):
        for match in _DIRECTED.finditer(line.text):
            names = tuple(names_in(line.text, *match.span("names")))
            if len(names) > 1:
                stop = _sentence_end(line.text, match.end())
                yield Directive(
                    _moved(Span(match.start(), stop), line.start),
                    _moved(Span(*match.span("by")), line.start),
                    tuple(_moved(name, line.start) for name in names),
                )


def _sentence_end(text: str, start: int) -> int:
    stop = re.search(r"[;]|(?<!\.)\.(?!\.)(?=\s|$)|\.\.\.", text[start:])
    return start + stop.start() if stop else len(text)


def _bare(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " ,:":
        start += 1
    while end > start and text[end - 1] in " ,.;":
        end -= 1
    return Span(start, end)


def names_in(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut a list of names at commas, semicolons and `và`; a part that begins no body belongs to the one before."""
    if start < 0:
        return
    cuts = [start]
    for sign in re.finditer(r"[,;]\s+(?:và\s+)?|\s+và\s+", text[start:end]):
        if re.match(_BODY, text[start + sign.end() : end]):
            cuts.append(start + sign.end())
    for first, after in zip(cuts, [*cuts[1:], end], strict=True):
        last = after
        while True:
            tail = re.search(r"(?:[,;]\s*|\s+và\s+|\s+và|,\s+và\s*|\s+)$", text[first:last])
            if not tail:
                break
            last = first + tail.start()
        yield Span(first, last)


def _moved(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)
