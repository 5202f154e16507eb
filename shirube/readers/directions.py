"""Which way is good where no column says it: from names, from words, from numbers, from what was published.

Signs in names (待機児童数 ↓) are read by direction_words.py; what words and numbers of targets suggest is
told by core/direction.py. Here the marks and rates that the municipality published are asked too, and every
direction that was not printed in a column is said in a finding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from msgspec.structs import replace

from shirube.core.agreement import is_same_mark
from shirube.core.direction import InferredDirection, infer_direction
from shirube.core.evaluation import Evaluation, evaluate_situation
from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear
from shirube.core.grader import Grader, compile_scale
from shirube.core.indicator import Direction, Indicator
from shirube.core.plan import Plan, render_indicator_name
from shirube.core.published_rates import matches_rate
from shirube.core.scale import Scale
from shirube.core.situation import compute_situation
from shirube.readers.amendments import replace_in_nodes, replace_indicators
from shirube.readers.direction_words import NameDirection, find_name_direction, may_name_directions

# A plain table is read as 増加 until something says otherwise.
ASSUMED = Direction.UP
_REMEDY = "違う場合は、表に「方向」の列を設けて「増加」「減少」「維持」のいずれかを記入してください。"
_PLAIN_RATIO = Scale(name="ratio", formulas=((Direction.UP, "ratio"),))


def settle_directions(
    plan: Plan, stated: Collection[str], file: str, scale: Scale | None = None
) -> tuple[Plan, list[Finding]]:
    """The plan with the directions that its data give; ``stated`` holds the keys of those a column states.

    ``scale`` is a rule that the plan shall have from now on.
    """
    rule = scale or plan.scale
    plan, named, findings = _take_from_names(plan, stated, file)
    grader = compile_scale(rule or _PLAIN_RATIO)
    changed: dict[str, Indicator] = {}
    for path, indicator in plan.rows:
        if indicator.key in stated or indicator.key in named or not _needs_a_look(indicator):
            continue
        inferred = infer_direction(indicator)
        if inferred.direction in (None, ASSUMED):
            continue
        name = render_indicator_name(path, indicator)
        if not inferred.is_forced and _is_published_as_assumed(indicator, rule, grader):
            findings.append(_say_kept(name, inferred, file))
            continue
        changed[indicator.key] = replace(indicator, direction=inferred.direction)
        findings.append(_say_changed(name, inferred, file))
    if changed or rule is not plan.scale:
        # Both at once, because a plan looks through its whole tree each time it is made.
        plan = replace(plan, nodes=replace_in_nodes(plan.nodes, changed), scale=rule)
    return plan, findings


def _take_from_names(
    plan: Plan, stated: Collection[str], file: str
) -> tuple[Plan, Collection[str], list[Finding]]:
    """The plan with the directions that names state, the keys of these, and what is said about them.

    A column of directions counts more than a name, and so do words of the targets that leave no choice.
    """
    labels = {item.key: item.name or (path[-1].name if path else "") for path, item in plan.rows}
    if not may_name_directions("\n".join(labels.values())):
        return plan, (), []
    found = {key: sign for key, label in labels.items() if (sign := find_name_direction(label))}
    changed: dict[str, Indicator] = {}
    taken: dict[NameDirection, list[str]] = {}
    findings: list[Finding] = []
    for path, indicator in plan.rows:
        sign = found.get(indicator.key)
        if sign is None:
            continue
        name = render_indicator_name(path, indicator)
        forced = infer_direction(indicator)
        if indicator.key in stated:
            if indicator.direction is not sign.direction:
                findings.append(_say_conflict(name, sign, f"方向の列の「{indicator.direction.value}」", file))
        elif forced.is_forced and forced.direction is not sign.direction:
            findings.append(_say_conflict(name, sign, "目標値の書き方", file))
        else:
            changed[indicator.key] = replace(indicator, direction=sign.direction)
            taken.setdefault(sign, []).append(name)
            if not forced.is_forced and forced.direction not in (None, sign.direction):
                findings.append(_say_doubt(name, sign, forced, file))
    return replace_indicators(plan, changed), changed.keys(), [*_say_taken(taken, file), *findings]


def _say_taken(taken: dict[NameDirection, list[str]], file: str) -> Iterator[Finding]:
    for sign, names in taken.items():
        shown = "、".join(f"「{name}」" for name in names[:5]) + ("ほか" if len(names) > 5 else "")
        yield Finding(
            code="direction-in-name",
            level=Level.INFORMATION,
            place=Place(file=file),
            message=f"名前に「{sign.sign}」とあるため、{shown}を「{sign.direction.value}」を目指す指標と"
            f"読み取りました（{len(names)}指標）。名前は元のままです。",
            remedy=_REMEDY,
        )


def _say_doubt(name: str, sign: NameDirection, inferred: InferredDirection, file: str) -> Finding:
    return Finding(
        code="direction-in-name",
        level=Level.ODD,
        place=_place(file, name),
        message=f"名前の「{sign.sign}」により「{sign.direction.value}」を目指す指標と読み取りましたが、"
        f"数値とは合いません。{inferred.reason}",
        remedy=_REMEDY,
    )


def _say_conflict(name: str, sign: NameDirection, stronger: str, file: str) -> Finding:
    return Finding(
        code="direction-in-name",
        level=Level.ODD,
        place=_place(file, name),
        message=f"名前の「{sign.sign}」（{sign.direction.value}）と{stronger}が食い違うため、"
        "名前の方は使いませんでした。",
        remedy="どちらか正しい方にそろえてください。",
    )


def _needs_a_look(indicator: Indicator) -> bool:
    """Rules out the ordinary case at next to no cost: plain numbers that never fall below the baseline."""
    if indicator.direction is not ASSUMED or not indicator.targets:
        return False
    least: Decimal | None = None
    if indicator.baseline and (first := indicator.baseline.reading.quantity):
        least = first.value
    for target in indicator.targets:
        quantity = target.reading.quantity
        if quantity is None or not quantity.is_plain:
            return True
        value = quantity.value
        if least is not None and value <= least:
            return True
        if least is None:
            least = value
    return False


def _is_published_as_assumed(indicator: Indicator, scale: Scale | None, grader: Grader) -> bool:
    """Whether something was published of an indicator, and all of it is what the ordinary direction gives.

    Most is told by the first mark that differs: years are judged one by one.
    """
    published = [item for item in indicator.published if item.mark or item.rate]
    if not published:
        return False
    for item in published:
        if item.rate and not matches_rate(_evaluate(indicator, item.year, grader.scale), item.rate):
            return False
        if item.mark and scale and not is_same_mark(item.mark, _compute_mark(indicator, item.year, grader)):
            return False
    return bool(scale) or any(item.rate for item in published)


def _evaluate(indicator: Indicator, year: FiscalYear, scale: Scale) -> Evaluation:
    return evaluate_situation(compute_situation(indicator, year), scale, indicator.decision(year))


def _compute_mark(indicator: Indicator, year: FiscalYear, grader: Grader) -> str:
    quotient = grader.compute_rate(indicator, indicator.target(year), indicator.actual(year))
    mark = grader.grade_quotient(*quotient) if quotient else None
    return _evaluate(indicator, year, grader.scale).mark if mark is None else mark


def _say_changed(name: str, inferred: InferredDirection, file: str) -> Finding:
    direction = inferred.direction.value if inferred.direction else ""
    reading = "読み取りました" if inferred.is_forced else "みなしました"
    return Finding(
        code="direction-inferred",
        level=Level.INFORMATION if inferred.is_forced else Level.ODD,
        place=_place(file, name),
        message=f"望ましい方向の記載がないため、「{direction}」を目指す指標と{reading}。{inferred.reason}",
        remedy=_REMEDY,
    )


def _say_kept(name: str, inferred: InferredDirection, file: str) -> Finding:
    return Finding(
        code="direction-inferred",
        level=Level.INFORMATION,
        place=_place(file, name),
        message=f"{inferred.reason}ただし、公表された評価や達成率は「{ASSUMED.value}」を目指す指標として"
        "計算した結果と一致するため、「増加」として扱いました。",
        remedy="違う場合は、表に「方向」の列を設けて記入してください。",
    )


def _place(file: str, name: str) -> Place:
    return Place(file=file, indicator=name)
