"""What was counted, said again below each of several years: R3利用者数 | R4利用者数 beside 目標(R8).

    路線   R3利用者数(人)   R4利用者数(人)   目標(R8)
    A線    1,200            1,300            1,500

Nothing else says what was reached, so that is it. Amounts of money and places in a ranking are left alone.
"""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import FiscalYear, find_fiscal_years, fold_width
from shirube.core.form import AIMS, Role
from shirube.core.pattern import late_pattern
from shirube.readers.cell_kinds import sample
from shirube.readers.column_headings import find_roles
from shirube.readers.headings import match_heading
from shirube.readers.name_columns import are_mostly_figures
from shirube.readers.table import Table

_FEWEST = 2
_LONGEST = 24
# 利用者数(人), 搬送件数, 収支率.
_MEASURE = late_pattern(
    r"(?:年間|延べ?)?[^\s\d()]{1,10}(?:[者員客人件戸台校便]数|人数|回数|世帯数|人口|率|割合|人員)(?:\([^()]{1,8}\))?"
)
_REACHED = (Role.ACTUAL, Role.BASELINE)


def say_measures_reached(table: Table) -> tuple[Table, tuple[Finding, ...]]:
    """The table with 実績値 in such headings, and that said; as it was where anything else tells."""
    roles = find_roles(table.headings)
    if any(role in _REACHED for role in roles.values()) or not any(role in AIMS for role in roles.values()):
        return table, ()
    groups: dict[str, dict[int, FiscalYear]] = {}
    for place, texts in enumerate(table.headings):
        if place not in roles and place not in table.stated and (found := _read(texts)):
            groups.setdefault(found[1], {})[place] = found[0]
    several = [
        (rest, years)
        for rest, years in groups.items()
        if len(set(years.values())) == len(years) >= _FEWEST
        and all(are_mostly_figures(sample(table, place)) for place in years)
    ]
    if len(several) != 1:
        return table, ()
    ((rest, years),) = several
    bare = rest.partition("(")[0]
    headings = [
        (*texts[:-1], f"{years[place].render()}実績値{rest[len(bare) :]}") if place in years else texts
        for place, texts in enumerate(table.headings)
    ]
    finding = Finding(
        code="measures-reached",
        level=Level.INFORMATION,
        place=table.grid.place(table.top, min(years)),
        message=f"実績値の列がほかになく、「{bare}」が年度ごとに並んでいるため、その年度の実績値とみなしました。",
        remedy="違う場合は、見出しを「令和5年度実績」のようにしてください。",
    )
    return replace(table, headings=tuple(headings)), (finding,)


def _read(headings: tuple[str, ...]) -> tuple[FiscalYear, str] | None:
    """The year of a heading of one row and what stands behind it: 利用者数(人) of R3利用者数(人)."""
    texts = [text for text in headings if text.strip()]
    if len(texts) != 1 or len(texts[0]) > _LONGEST:
        return None
    text = fold_width(texts[0]).strip()
    mentions = list(find_fiscal_years(text))
    if len(mentions) != 1 or mentions[0].start != 0:
        return None
    rest = text[mentions[0].end :].lstrip("度末の ")
    return (mentions[0].year, rest) if _MEASURE.fullmatch(rest) and match_heading(rest) is None else None
