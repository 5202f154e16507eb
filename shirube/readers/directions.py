"""Which way is good where no column says it: from names, from words, from numbers, from what was published.

Signs in names (待機児童数 ↓) are read by direction_words.py; what words and numbers of targets suggest is
told by core/direction.py. Here the marks and rates that the municipality published are asked too, and every
direction that was not printed in a column is said in a finding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.agreement import is_same_mark
from shirube.core.direction import InferredDirection, infer_direction
from shirube.core.evaluation import Evaluation, evaluate_situation
from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Role
from shirube.core.grader import Grader, compile_scale
from shirube.core.indicator import Direction, Indicator
from shirube.core.plan import Plan, render_indicator_name
from shirube.core.published_rates import matches_rate
from shirube.core.quantity import Qualifier
from shirube.core.scale import Scale
from shirube.core.situation import compute_situation
from shirube.readers.amendments import replace_in_nodes, replace_indicators
from shirube.readers.direction_words import NameDirection, find_name_direction, may_name_directions
from shirube.readers.published_directions import (
    Witness,
    ask_published,
    fits_words,
    may_be_falling,
    tells_of_target,
)
from shirube.readers.telling_names import find_falling_names, is_rising_name, may_mean_both

_EXACT = Qualifier.EXACT
# A plain table is read as 増加 until something says otherwise.
ASSUMED = Direction.UP
_ORDINARY = (None, ASSUMED)
_REMEDY = "違う場合は、表に「方向」の列を設けて「増加」「減少」「維持」のいずれかを記入してください。"
_PLAIN_RATIO = Scale(name="ratio", formulas=((Direction.UP, "ratio"),))
_NOTHING_SAID = InferredDirection(None, "")
_BY_NAME = "名前から、少ないほど良い指標と考えられます。"
_AND_NAME = "名前も、少ないほど良い指標です。"
_BY_PUBLISHED = "公表された{}が、減少を目指す指標として計算した結果とだけ一致するためです。"
_AS_ASSUMED = (
    "ただし、公表された評価や達成率は「増加」を目指す指標として計算した結果と一致するため、"
    "「増加」として扱いました。"
)
_BUT_WANTED = "ただし、名前からは多いほど良い指標と考えられるため、「増加」を目指す指標として扱いました。"
_BUT_RISES = "ただし、目標値は増えているため、「増加」を目指す指標として扱いました。"


class _Settled(Struct, frozen=True):
    """The direction of an indicator, why, and whether that is known, supposed, or left as it was."""

    direction: Direction
    reason: str
    is_known: bool = False
    is_kept: bool = False

    def say(self, name: str, file: str) -> Finding:
        """The finding that says so."""
        direction = self.direction.value
        said = f"望ましい方向の記載がないため、「{direction}」を目指す指標と"
        said += "読み取りました。" if self.is_known else "みなしました。"
        return Finding(
            code="direction-inferred",
            level=Level.INFORMATION if self.is_known else Level.ODD,
            place=_place(file, name),
            message=self.reason if self.is_kept else said + self.reason,
            remedy=_REMEDY,
        )


def settle_directions(
    plan: Plan, stated: Collection[str], file: str, scale: Scale | None = None
) -> tuple[Plan, list[Finding]]:
    """The plan with the directions that its data give; ``stated`` holds the keys of those a column states.

    ``scale`` is a rule that the plan shall have from now on.
    """
    rule = scale or plan.scale
    labels = {item.key: item.name or (path[-1].name if path else "") for path, item in plan.rows}
    plan, named, findings = _take_from_names(plan, labels, stated, file)
    grader = compile_scale(rule or _PLAIN_RATIO)
    falling = find_falling_names(labels)
    has_rates = any(column.role is Role.RATE for column in plan.form.columns)
    changed: dict[str, Indicator] = {}
    for path, indicator in plan.rows:
        # Open is a direction that is only assumed, of an indicator of which something is promised.
        if indicator.direction is not ASSUMED or not indicator.targets:
            continue
        if indicator.key in stated or indicator.key in named:
            continue
        falls = indicator.key in falling and not may_mean_both(
            labels[indicator.key], _list_figures(indicator)
        )
        suggestion = infer_direction(indicator) if falls or _needs_a_look(indicator) else None
        if suggestion is None and not (has_rates and may_be_falling(indicator)):
            continue
        if not (falls or _says_more(indicator, suggestion)):
            continue
        settled = _settle(indicator, suggestion or _NOTHING_SAID, grader, rule, falls=falls)
        settled = _doubt_fall(settled, labels[indicator.key], indicator)
        if settled is None:
            continue
        findings.append(settled.say(render_indicator_name(path, indicator), file))
        if settled.direction is not ASSUMED:
            changed[indicator.key] = replace(indicator, direction=settled.direction)
    if changed or rule is not plan.scale:
        # Both at once, because a plan looks through its whole tree each time it is made.
        plan = replace(plan, nodes=replace_in_nodes(plan.nodes, changed), scale=rule)
    return plan, findings


def _take_from_names(
    plan: Plan, labels: Mapping[str, str], stated: Collection[str], file: str
) -> tuple[Plan, Collection[str], list[Finding]]:
    """The plan with the directions that names state, the keys of these, and what is said about them.

    A column of directions counts more than a name, and so do words of the targets that leave no choice.
    """
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


def _doubt_fall(settled: _Settled | None, name: str, item: Indicator) -> _Settled | None:
    """人口 that is to fall less than before: more of it is better, whatever the numbers suggest."""
    is_supposed = settled is not None and settled.direction is Direction.DOWN and not settled.is_known
    if settled is None or not is_supposed:
        return settled
    if not is_rising_name(name) and not may_mean_both(name, _list_figures(item)):
        return settled
    return _Settled(ASSUMED, settled.reason + _BUT_WANTED, is_kept=True)


def _list_figures(item: Indicator) -> Iterator[Decimal]:
    """All figures of an indicator, whatever their year; only few names make anybody ask for them."""
    readings = [one.reading for one in item.targets] + [one.reading for one in item.actuals]
    readings += [item.baseline.reading] if item.baseline else []
    yield from (one.quantity.value for one in readings if one.quantity)


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
    least: Decimal | None = None
    unit = ""
    if indicator.baseline and (first := indicator.baseline.reading.quantity):
        least, unit = first.value, first.unit
    elif indicator.actuals and indicator.actuals[0].year < indicator.targets[0].year:
        return True
    for target in indicator.targets:
        quantity = target.reading.quantity
        # Asked here and not by is_plain: every figure of a plan passes.
        if quantity is None or quantity.change or quantity.to is not None or quantity.qualifier is not _EXACT:
            return True
        value = quantity.value
        # 90分 is less than 2時間.
        if least is not None and (value <= least or (unit and quantity.unit and quantity.unit != unit)):
            return True
        if least is None:
            least = value
    return False


def _says_more(indicator: Indicator, suggestion: InferredDirection | None) -> bool:
    """False where the numbers suggest the ordinary direction or none, and no rate could say another."""
    is_ordinary = suggestion is not None and suggestion.direction in _ORDINARY
    return not is_ordinary or any(item.rate for item in indicator.published)


def _settle(
    indicator: Indicator, inferred: InferredDirection, grader: Grader, rule: Scale | None, *, falls: bool
) -> _Settled | None:
    """The direction of an indicator, None where nothing speaks against the ordinary one.

    ``falls`` says that its name is that of something everybody wants less of.
    """
    direction = inferred.direction
    if inferred.is_forced:
        if direction in (None, ASSUMED):
            return None
        return _Settled(direction or ASSUMED, inferred.reason, is_known=True)
    down = Direction.DOWN
    suggests_fall = falls or direction is down
    is_asked = suggests_fall or direction not in (None, ASSUMED)
    # Most tables are settled by this: what all fits the ordinary direction does not fit only another one.
    is_as_assumed = is_asked and _is_published_as_assumed(indicator, rule, grader)
    # Marks count only beside a hint; rates count by themselves.
    may_tell = suggests_fall or any(item.rate for item in indicator.published)
    witness = ask_published(indicator, rule) if may_tell and not is_as_assumed else Witness.SILENT
    if witness is Witness.RATES or (witness is Witness.MARKS and suggests_fall):
        return _Settled(down, _BY_PUBLISHED.format(witness.value), is_known=True)
    reason = _BY_NAME if falls and direction is not down else inferred.reason
    if is_as_assumed:
        # 104% of a debt that was to fall may be no praise: a rate alone does not tell whether more is better.
        has_marks = any(item.mark for item in indicator.published)
        return _Settled(ASSUMED, reason + _AS_ASSUMED, is_known=has_marks, is_kept=True)
    if falls and direction is ASSUMED:
        return _Settled(ASSUMED, _BY_NAME + _BUT_RISES, is_kept=True)
    if suggests_fall:
        # What both the numbers and the name say needs not be asked about.
        is_both = falls and direction is down
        return _Settled(down, f"{reason}{_AND_NAME}" if is_both else reason, is_known=is_both)
    return None if direction in (None, ASSUMED) else _Settled(direction or ASSUMED, reason)


def _is_published_as_assumed(indicator: Indicator, scale: Scale | None, grader: Grader) -> bool:
    """Whether something was published of an indicator, and all of it is what the ordinary direction gives.

    Most is told by the first mark that differs: years are judged one by one.
    """
    published = [item for item in indicator.published if item.mark or item.rate]
    if scale is None and not any(item.rate or tells_of_target(item.mark) for item in published):
        return False
    told = []
    for item in published:
        if item.rate and not matches_rate(_evaluate(indicator, item.year, grader.scale), item.rate):
            return False
        met = fits_words(indicator, item, scale) if item.mark else None
        if met is False:
            return False
        is_ruled = item.mark and scale and met is None
        mark = _compute_mark(indicator, item.year, grader) if is_ruled else ""
        if is_ruled and not is_same_mark(item.mark, mark):
            if mark or item.rate or indicator.target(item.year) is not None:
                return False
            continue  # nothing was promised for that year: its mark speaks for neither direction
        told.append(item)
    if scale:
        return bool(told)
    return any(item.rate or fits_words(indicator, item, None) for item in told)


def _evaluate(indicator: Indicator, year: FiscalYear, scale: Scale) -> Evaluation:
    return evaluate_situation(compute_situation(indicator, year), scale, indicator.decision(year))


def _compute_mark(indicator: Indicator, year: FiscalYear, grader: Grader) -> str:
    quotient = grader.compute_rate(indicator, indicator.target(year), indicator.actual(year))
    mark = grader.grade_quotient(*quotient) if quotient else None
    return _evaluate(indicator, year, grader.scale).mark if mark is None else mark


def _place(file: str, name: str) -> Place:
    return Place(file=file, indicator=name)
