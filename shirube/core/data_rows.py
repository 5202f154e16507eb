"""The plan as plain rows for machines (データ用): one row per indicator and year, one value per cell.

Follows the state's rules for machine-readable tables: numbers as numbers, units apart, western years beside
Japanese ones, nothing merged. Sheets and files are left to the writers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from msgspec import Struct

from shirube.core.evaluation import Evaluation
from shirube.core.fiscal_year import FiscalYear
from shirube.core.formulas import Measure, find_formula
from shirube.core.indicator import Decision, Indicator, Published
from shirube.core.plan import Node, Plan
from shirube.core.reading import Reading, Standing
from shirube.core.report import Report
from shirube.core.rounding import round_fraction
from shirube.core.table import render_reading

Value = str | int | Decimal | None
# Headings of columns that hold what people entered; the readers take them back by it.
FACT_HEADING = "手入力："
KEY_HEADING, YEAR_HEADING, KIND_HEADING = "指標キー", "年度（西暦）", "種別"
BASELINE_KIND = "基準値"
_NO_ISSUE = "なし"


class Record(Struct, frozen=True):
    """One indicator in one year, or in the year of its baseline, with all that is known of it."""

    plan: Plan
    path: tuple[Node, ...]
    indicator: Indicator
    year: FiscalYear | None
    target: Reading | None
    actual: Reading | None
    is_baseline: bool
    published: Published | None
    evaluation: Evaluation | None
    decision: Decision | None


class DataColumn(Struct, frozen=True):
    """One column of the data sheet: heading, what it holds in words, and how a record fills it.

    ``yearly`` is False where all records of an indicator have the same value, so that it is found once.
    """

    heading: str
    meaning: str
    value: Callable[[Record], Value]
    yearly: bool = True


def _number(reading: Reading | None) -> Value:
    return reading.quantity.value if reading and reading.quantity else None


def _part(reading: Reading | None, name: str) -> Value:
    return getattr(reading.quantity, name) if reading and reading.quantity else None


def _qualifier(reading: Reading | None) -> str:
    return reading.quantity.qualifier.value if reading and reading.quantity else ""


def _standing(reading: Reading | None) -> str:
    if reading is None:
        return ""
    if reading.missing:
        return reading.missing.value
    return "" if reading.standing is Standing.UNSTATED else reading.standing.value


def _unit(record: Record) -> str:
    for reading in (record.actual, record.target):
        if reading and reading.quantity and reading.quantity.unit:
            return reading.quantity.unit
    return record.indicator.unit


def _rate(record: Record) -> Value:
    one = record.evaluation
    if one is None or one.rate is None:
        return None
    formula = find_formula(one.formula)
    # A difference in people or households is no percentage, and has no place in this column.
    if formula is None or formula.measure is not Measure.RATE:
        return None
    return round_fraction(one.rate * 100, one.scale.display)


def _final_mark(record: Record) -> str:
    if record.evaluation and record.evaluation.final_mark:
        return record.evaluation.final_mark
    if record.decision:
        return record.decision.mark
    return record.published.mark if record.published else ""


def _status(record: Record, part: str) -> str:
    for status in record.indicator.statuses:
        if record.year is not None and status.year == record.year:
            if part == "issues":
                return _NO_ISSUE if status.no_issue else "、".join(status.issues)
            return status.narrative or status.text
    return ""


_BEFORE: tuple[DataColumn, ...] = (
    DataColumn("計画名", "計画の名称", lambda r: r.plan.name or r.plan.title, yearly=False),
    DataColumn(KEY_HEADING, "計画の中で指標を一つに決める記号", lambda r: r.indicator.key, yearly=False),
)
_AFTER: tuple[DataColumn, ...] = (
    DataColumn(
        "表示", "事業名に添える表示（新規事業など）", lambda r: "、".join(r.path[-1].labels), yearly=False
    ),
    DataColumn("頁", "計画書の頁", lambda r: r.path[-1].page, yearly=False),
    DataColumn("指標名", "指標の名称", lambda r: r.indicator.name, yearly=False),
    DataColumn(
        "方向", "良いとする方向（増加、減少、維持など）", lambda r: r.indicator.direction.value, yearly=False
    ),
    DataColumn(
        "集計",
        "一年の数値が表すもの（単年度、累計など）",
        lambda r: r.indicator.accumulation.value,
        yearly=False,
    ),
    DataColumn(
        "実施主体",
        "実施する団体。複数のときは「・」で区切る",
        lambda r: "・".join(r.indicator.bodies),
        yearly=False,
    ),
    DataColumn("年度（和暦）", "年度", lambda r: r.year.render() if r.year else ""),
    DataColumn(YEAR_HEADING, "年度の始まる西暦年", lambda r: r.year.start if r.year else None),
    DataColumn(
        KIND_HEADING,
        "「基準値」の行か「計画年度」の行か",
        lambda r: BASELINE_KIND if r.is_baseline else "計画年度",
    ),
    DataColumn("単位", "目標値と実績値の単位", _unit),
    DataColumn("目標値", "目標値（数値）", lambda r: _number(r.target)),
    DataColumn("目標値の条件", "以上、以下、約など", lambda r: _qualifier(r.target)),
    DataColumn("目標値の上限", "目標値が範囲のときの上の端", lambda r: _part(r.target, "to")),
    DataColumn("目標値の表記", "表に書かれたとおりの目標値", lambda r: render_reading(r.target)),
    DataColumn("実績値", "実績値（数値）。基準値の行では基準値", lambda r: _number(r.actual)),
    DataColumn(
        "実績値の分母", "実績値が「98/99」のような割合のときの全体の数", lambda r: _part(r.actual, "of")
    ),
    DataColumn("実績値の表記", "表に書かれたとおりの実績値", lambda r: render_reading(r.actual)),
    DataColumn("実績値の状況", "確定・速報などの別、又は数値がない理由", lambda r: _standing(r.actual)),
    DataColumn("達成率（％）", "評価基準による達成率（表示用に丸めた値）", _rate),
    DataColumn("評価", "最終の評価（決定評価があれば決定評価）", _final_mark),
    DataColumn("算定評価", "評価基準による評価", lambda r: r.evaluation.mark if r.evaluation else ""),
    DataColumn("公表評価", "元の表にあった評価", lambda r: r.published.mark if r.published else ""),
    DataColumn("決定評価", "人が決定した評価", lambda r: r.decision.mark if r.decision else ""),
    DataColumn("決定の理由", "決定評価の理由", lambda r: r.decision.reason if r.decision else ""),
    DataColumn("実施状況", "その年度の実施状況（課題を除く）", lambda r: _status(r, "narrative")),
    DataColumn(
        "課題",
        "その年度の課題。複数のときは「、」で区切る。「なし」は課題がないこと",
        lambda r: _status(r, "issues"),
    ),
)


def list_data_columns(plan: Plan) -> tuple[DataColumn, ...]:
    """The columns of a plan's data sheet: the same for all plans but for its levels and for what people
    were asked."""
    depth = max(len(plan.count_nodes()), len(plan.levels))
    levels = tuple(
        DataColumn(
            plan.levels[at] if at < len(plan.levels) else f"階層{at + 1}",
            f"計画の体系の第{at + 1}階層の名称",
            _name_of_level(at),
            yearly=False,
        )
        for at in range(depth)
    )
    return (*_BEFORE, *levels, *_AFTER, *map(_make_fact_column, list_questions(plan)))


def list_questions(plan: Plan) -> tuple[str, ...]:
    """Every question of the rule that somebody has answered, in printed order."""
    asked = (fact.question for indicator in plan.indicators for fact in indicator.facts)
    return tuple(dict.fromkeys(asked))


def _make_fact_column(question: str) -> DataColumn:
    return DataColumn(
        f"{FACT_HEADING}{question}",
        f"評価基準の「{question}」に対して人が入力した答え",
        lambda record: "" if record.is_baseline else _answer(record, question),
    )


def _answer(record: Record, question: str) -> str:
    return record.indicator.facts_in(record.year).get(question, "") if record.year else ""


def _name_of_level(at: int) -> Callable[[Record], Value]:
    return lambda record: record.path[at].name if at < len(record.path) else ""


def iterate_records(report: Report) -> Iterator[Record]:
    """All records in printed order: the baseline of an indicator first, then its years."""
    evaluated = {item.indicator.key: item for item in report.evaluated}
    for path, indicator in report.plan.rows:
        if indicator.baseline:
            baseline = indicator.baseline
            yield Record(
                report.plan, path, indicator, baseline.year, None, baseline.reading, True, None, None, None
            )
        found = evaluated.get(indicator.key)
        for year in indicator.years:
            target, actual = indicator.target(year), indicator.actual(year)
            yield Record(
                report.plan,
                path,
                indicator,
                year,
                target.reading if target else None,
                actual.reading if actual else None,
                False,
                indicator.published_in(year),
                found.in_year(year) if found else None,
                indicator.decision(year),
            )
