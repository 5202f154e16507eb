"""Tables of one sheet or document that hold the same indicators, each for years of its own: one plan.

    令和5年度                      令和6年度
    指標      目標  実績  評価     指標      目標  実績  評価
    相談件数  110   112   A        相談件数  120   118   B

They are put together by the names of indicators, the older years to the left. What both say of one year must
be the same. Sheets of a workbook stay apart: there an officer chooses the year.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from shirube.core.finding import Finding
from shirube.core.fiscal_year import FiscalYear
from shirube.core.matching import match_indicators
from shirube.readers.result import ReadPlan
from shirube.readers.table_pair import FoundPlan, fold_name, join_pair, list_years, say_joined

# So much of the shorter table must be found again in the other.
_ENOUGH = (2, 3)
# So many tables that wait for others of their indicators are tried.
_MOST_TRIES = 4
# The code of the finding that says so, once however many tables there are.
_CODE = "tables-of-years"


def may_be_of_years(found: Sequence[ReadPlan]) -> bool:
    """True where a name stands in two tables that are of different years: a quick look."""
    known: dict[str, frozenset[FiscalYear]] = {}
    for read in found:
        years = frozenset(list_years(read))
        if years and any(known.setdefault(name, years) != years for name in _list_names(read)):
            return True
    return False


def join_years(plans: Sequence[FoundPlan]) -> list[FoundPlan]:
    """The plans of one sheet or document, those of the same indicators in other years put together.

    What was put together so, and is of the same years and no others, is one plan of further indicators.
    """
    whole = _join_all(plans, _list_names)
    return _join_all(whole, lambda read: frozenset((frozenset(list_years(read)),)))


_Keys = Callable[[ReadPlan], frozenset[Hashable]]


def _join_all(plans: Sequence[FoundPlan], list_keys: _Keys) -> list[FoundPlan]:
    """The plans joined two by two, and those again, until no two with a key in common fit.

    One by one, a growing table would be read again for each table of a long file.
    """
    result = list(plans)
    while len(joined := _join_pairs(result, list_keys)) < len(result):
        result = joined
    return result


def _join_pairs(plans: Sequence[FoundPlan], list_keys: _Keys) -> list[FoundPlan]:
    """Each plan joined to one before it that has not been joined yet, or left for those behind it."""
    result: list[FoundPlan] = []
    open_: dict[Hashable, list[int]] = {}
    taken: set[int] = set()
    for plan in plans:
        keys = list_keys(plan.read)
        places = {place for key in keys for place in open_.get(key, ())[:_MOST_TRIES]} - taken
        for place in sorted(places)[:_MOST_TRIES]:
            joined = _join(result[place], plan)
            if joined is not None:
                result[place] = joined
                taken.add(place)
                break
        else:
            for key in keys:
                open_[key] = [*(one for one in open_.get(key, ()) if one not in taken), len(result)][
                    -_MOST_TRIES:
                ]
            result.append(plan)
    return result


def _list_names(read: ReadPlan) -> frozenset[str]:
    names = (fold_name(item.name or path[-1].name) for path, item in read.plan.rows)
    return frozenset(filter(None, names))


def _join(first: FoundPlan, second: FoundPlan) -> FoundPlan | None:
    """Both as one; None where they are not of the same indicators, or contradict each other."""
    years = [list_years(item.read) for item in (first, second)]
    if not all(years):
        return None
    is_turned = max(years[1]) < max(years[0])
    old, new = (second, first) if is_turned else (first, second)
    matches = match_indicators(old.read.plan, new.read.plan)
    fewest = min(len(old.read.plan.indicators), len(new.read.plan.indicators))
    # Of the same years are further indicators of a plan whose tables were put together already.
    is_further = years[0] == years[1] and not matches and _is_joined(first) and _is_joined(second)
    is_of_years = not years[1] <= years[0] and matches and len(matches) * _ENOUGH[1] >= fewest * _ENOUGH[0]
    if not is_further and not is_of_years:
        return None
    return join_pair(old, new, matches, _say_joined(first.read, second.read), is_turned=is_turned)


def _is_joined(item: FoundPlan) -> bool:
    return any(one.code == _CODE for one in item.found.findings)


def _say_joined(first: ReadPlan, second: ReadPlan) -> Finding:
    years = sorted(list_years(first) | list_years(second))
    names = "、".join(year.render() for year in years[:6]) + ("ほか" if len(years) > 6 else "")
    message = f"年度ごとの表（{names}）を、指標名で合わせて一つの計画として読み取りました。"
    return say_joined(first, _CODE, message)
