"""Indicators in running text: lines of labels with their figures, brought into the shape of a table.

    ・指標：相談件数　目標：100件　実績：95件          指標：相談件数
    ・指標：会員数　　目標：40人　　実績：31人          目標値（令和6年度）：100件
                                                     実績値（令和6年度）：95件

Only where the lines name an indicator, a goal and what was reached; other lines stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from shirube.core.form import AIMS, Role
from shirube.core.notation import parse_reading
from shirube.core.pattern import late_pattern
from shirube.readers.around import DocumentTable
from shirube.readers.grid import Raw
from shirube.readers.headings import match_heading
from shirube.readers.line_words import is_name_label

_BULLETS = "・●○■◆▼▶※-－ 　\t"
_LABEL = r"[^\s:：、。()（）]{2,14}(?:[(（][^()（）]{1,14}[)）])?"
# Nothing behind a colon is a value too.
_PAIR = late_pattern(
    rf"(?P<label>{_LABEL})\s*[:：](?:\s*+(?P<value>[^:：]+?)(?=[\s、，/／]+{_LABEL}\s*[:：]|\s*$)"
    rf"|\s(?=[\s、，/／]+{_LABEL}\s*[:：]|\s*$))"
)
# A label, and what it says behind a colon or a wide blank.
_LINE = late_pattern(rf"(?P<label>{_LABEL})(?:\s*[:：]\s*|[　\t]\s*)(?P<value>\S.{{0,60}})")
_REACHED = (Role.ACTUAL, Role.BASELINE)
_FEWEST_LINES = 2
# A name, a goal and an actual.
_FEWEST_LABELS = 3


def gather_labelled(parts: Iterable[str | DocumentTable]) -> Iterator[str | DocumentTable]:
    """The parts of a document, runs of such lines as tables."""
    run: list[str] = []
    for part in parts:
        lines = [line for line in part.split("\n") if line.strip()] if isinstance(part, str) else []
        if lines and all(_may_be_labelled(line) for line in lines):
            run += lines
            continue
        yield from _finish(run)
        run = []
        yield part
    yield from _finish(run)


def _may_be_labelled(line: str) -> bool:
    if len(line) > 200:
        return False
    match = _LINE.fullmatch(line.strip(_BULLETS))
    return match is not None and _role_of(match["label"]) is not None


def _role_of(label: str) -> Role | None:
    if is_name_label(label):
        return Role.INDICATOR
    word = match_heading(label)
    return word.role if word else None


def _finish(run: Sequence[str]) -> Iterator[str | DocumentTable]:
    if not run:
        return
    bare = [line.strip(_BULLETS) for line in run]
    rows = _read_rows(bare) or _read_forms(bare)
    if rows:
        yield DocumentTable(rows)
    else:
        yield from run


def _read_rows(lines: Sequence[str]) -> list[list[Raw]]:
    """A line for each indicator, all with the same labels: these are the headings. [] for other lines."""
    pairs = [[(match["label"], match["value"] or "") for match in _PAIR.finditer(line)] for line in lines]
    labels = [label for label, _ in pairs[0]]
    if len(lines) < _FEWEST_LINES or any([label for label, _ in one] != labels for one in pairs):
        return []
    if not _say_enough([pair for one in pairs for pair in one]) or len(labels) < _FEWEST_LABELS:
        return []
    return [[*labels], *([value.strip() for _, value in one] for one in pairs)]


def _read_forms(lines: Sequence[str]) -> list[list[Raw]]:
    """A line for each label, from that of the name on; [] for lines that give no figures of one."""
    matches = [match for line in lines if (match := _LINE.fullmatch(line))]
    pairs = [(match["label"], match["value"].strip()) for match in matches]
    if len(pairs) < len(lines) or _role_of(pairs[0][0]) is not Role.INDICATOR or not _say_enough(pairs):
        return []
    return [[label, value] for label, value in pairs]


def _say_enough(pairs: Sequence[tuple[str, str]]) -> bool:
    """True where an indicator is named, and figures are what it is to reach and what it reached."""
    roles = {
        role
        for label, value in pairs
        if (role := _role_of(label)) is Role.INDICATOR or parse_reading(value).quantity is not None
    }
    return Role.INDICATOR in roles and not roles.isdisjoint(AIMS) and not roles.isdisjoint(_REACHED)
