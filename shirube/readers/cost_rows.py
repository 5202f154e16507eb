"""Rows of costs in the sheet of an evaluation: 事業費, 人件費 and トータルコスト below its indicators.

They say what was spent, and have no goal where the indicators have; a plan of finances, whose 人件費 has one,
keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import fold_width
from shirube.core.indicator import Indicator
from shirube.core.pattern import late_pattern
from shirube.core.plan import Node
from shirube.readers.result import ReadPlan

# What a row of costs has in its name: other names are told at no cost.
_SIGNS = ("費", "コスト", "予算", "決算", "財源", "支出金", "地方債")
_COST = late_pattern(
    r"(?:うち)?(?:総|直接|全体|概算|投入)?(?:事業費|経費)(?:の?(?:合計|計|総額))?"
    r"|(?:概算|正規|正?職員|臨時職員(?:等)?|会計年度任用職員)?(?:の)?人件費(?:の?(?:合計|計|総額))?"
    r"|(?:必要|概算|トータル|総|行政)+コスト(?:の?(?:合計|計|総額))?|費用(?:の?合計|総額)"
    r"|(?:当初|最終|補正後?|現計)?(?:予算|決算)額等?"
    r"|(?:国庫?|[都道府]?県|国県|国・県|国庫・県)支出金|地方債|(?:うち)?(?:一般|特定|その他の?(?:特定)?)財源"
)
# Of the same costs, where such a row stands right above: alone each may well be an indicator.
_BESIDE = late_pattern(
    r"所要時間|人件費単価|(?:従事|担当)?職員数|従事(?:時間|人数)|人工数?|その他"
    r"|(?:従事|正規|配置)?(?:職員)?人員数?|(?!.{0,9}(?:当たり|当り|あたり|平均))"
    r"[^\s\d]{1,12}(?:費|料|報酬|賃金|謝金|負担金|補助金|交付金|繰入金)"
)
_AROUND = late_pattern(r"^[①-⑳A-Za-z\d(（)）.．、\s]+|[(（][^()（）]*[)）]|[①-⑳A-Za-z\d+＋\s]+$")
_OF_SHEETS = ("tables-beside", "years-written-out")
_LONGEST_NAME = 200
# 投入量 事業費（A） 千円: what the rows are together, and the unit that stands behind.
_INPUT = late_pattern(r"^(?:投入量|投入コスト|事業コスト|コスト|経費|費用|事業費の?内訳)\s+")
_UNIT = late_pattern(r"\s+(?:千|百万|万)?円$")
# So many rows together are costs, where the indicators of the table have goals; one may be one without.
_FEWEST_BESIDE = 2


def may_hold_costs(found: Sequence[ReadPlan]) -> bool:
    """True where a row is called so, and another has a goal."""
    names = "\n".join([item.name for read in found for item in read.plan.indicators])
    return any(sign in names for sign in _SIGNS) and any(map(_has_goals, found))


def set_costs_apart(found: Sequence[ReadPlan]) -> list[ReadPlan]:
    """The plans without rows of costs, which are kept beside them; tables of nothing else are no plan."""
    sheets: dict[str, list[int]] = {}
    for number, read in enumerate(found):
        # Tables of a document are of one sheet, so to speak.
        sheets.setdefault(read.grid.name if read.grid.lettered else "", []).append(number)
    plans: dict[int, ReadPlan] = dict(enumerate(found))
    for numbers in sheets.values():
        if not any(_has_goals(found[number]) for number in numbers):
            continue
        promised = {
            _fold(item.name)
            for number in numbers
            for item in found[number].plan.indicators
            if _is_promised(item)
        }
        lone: list[Indicator] = []
        told: list[Finding] = []
        for number in numbers:
            costs = [item for item in _list_costs(found[number]) if _fold(item.name) not in promised]
            if len(costs) == len(found[number].plan.indicators):
                lone += costs
                told += list_of_sheet(found[number])
                del plans[number]
            elif costs:
                plans[number] = _keep_beside(leave_out(found[number], costs), costs)
        if lone:
            first = next(number for number in numbers if number in plans)
            kept = _keep_beside(plans[first], lone)
            plans[first] = replace(kept, findings=(*told, *kept.findings))
    return [plans[number] for number in sorted(plans)]


def list_of_sheet(read: ReadPlan) -> list[Finding]:
    """What was said of the whole sheet with the first of its tables, which may not be the plan."""
    return [one for one in read.findings if one.code in _OF_SHEETS]


def _has_goals(read: ReadPlan) -> bool:
    return any(map(_is_promised, read.plan.indicators))


def _is_promised(item: Indicator) -> bool:
    return any(target.reading.text.strip("-－―‐– ") for target in item.targets)


def _fold(name: str) -> str:
    """What a row is called without what stands around it; a long name is that of no cost."""
    if len(name) > _LONGEST_NAME:
        return name
    bare = _UNIT.sub("", fold_width(name).strip())
    bare = _AROUND.sub("", _INPUT.sub("", bare))
    return "".join(bare.split())


def _list_costs(read: ReadPlan) -> list[Indicator]:
    """The rows of costs; beside goals only where several of them stand together."""
    runs: list[list[Indicator]] = [[]]
    for item in read.plan.indicators:
        name = _fold(item.name)
        is_cost = not _is_promised(item) and (_COST.fullmatch(name) or (runs[-1] and _BESIDE.fullmatch(name)))
        if is_cost:
            runs[-1].append(item)
        elif runs[-1]:
            runs.append([])
    fewest = _FEWEST_BESIDE if _has_goals(read) else 1
    return [item for run in runs if len(run) >= fewest for item in run]


def leave_out(read: ReadPlan, items: Sequence[Indicator]) -> ReadPlan:
    """The plan without these indicators, and without the nodes that held nothing else."""
    keys = {item.key for item in items}
    nodes = tuple(node for one in read.plan.nodes if (node := _cut(one, keys)))
    rows = {key: row for key, row in read.rows.items() if key not in keys}
    return replace(read, plan=replace(read.plan, nodes=nodes), rows=rows)


def _cut(node: Node, keys: set[str]) -> Node | None:
    """The node without the indicators of these keys; None where nothing is left of it."""
    children = tuple(one for child in node.children if (one := _cut(child, keys)))
    indicators = tuple(item for item in node.indicators if item.key not in keys)
    is_emptied = bool(node.children or node.indicators) and not children and not indicators
    return None if is_emptied else replace(node, children=children, indicators=indicators)


def _keep_beside(read: ReadPlan, costs: Sequence[Indicator]) -> ReadPlan:
    names = "」「".join(" ".join(item.name.split()) for item in costs[:5]) + (
        "」など" if len(costs) > 5 else "」"
    )
    finding = Finding(
        code="costs-apart",
        level=Level.INFORMATION,
        place=Place(file=read.grid.file, sheet=read.grid.name),
        message=f"費用の行（「{names}）は、目標値がないため、指標として数えず、別に残しました（{len(costs)}行）。",
        remedy="指標として読み取るときは、その行に目標値を記入してください。",
    )
    return replace(read, totals=(*read.totals, *costs), findings=(*read.findings, finding))
