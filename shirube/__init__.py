"""Shirube (しるべ): progress of municipal plans, from the published table to the graded report.

    import shirube
    plan = shirube.read("資料2.xlsx")
    for indicator, evaluation in shirube.evaluate(plan):
        print(indicator.name, evaluation.explanation)
    shirube.write(plan, "資料2.pdf")

Nothing heavy is loaded until one of these is called.
"""

from __future__ import annotations

# Set here and not imported: importing typing would cost every start more than the rest of this file.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from shirube.core.evaluation import Evaluation
    from shirube.core.finding import Finding
    from shirube.core.fiscal_year import FiscalYear
    from shirube.core.indicator import Indicator
    from shirube.core.plan import Plan
    from shirube.core.scale import Scale
    from shirube.readers.result import ReadPlan

__version__ = "0.1.0"
__all__ = ["__version__", "check", "evaluate", "read", "read_with_findings", "write"]


def read(path: str | Path) -> Plan:
    """The plan that a file holds: text, CSV, Excel or our own JSON.

    Raises shirube.readers.source.UnreadableFile, whose text is one Japanese line, when there is none.
    """
    return read_with_findings(path).plan


def read_with_findings(path: str | Path) -> ReadPlan:
    """The plan of a file with how each column was understood, where every figure stood, and what was odd."""
    from shirube.readers.read import read_plan

    return read_plan(path)


def evaluate(plan: Plan, scale: Scale | None = None) -> list[tuple[Indicator, Evaluation]]:
    """Every indicator and year graded exactly, by the plan's own scale or another one, in printed order.

    Raises ValueError when there is no scale at all.
    """
    from shirube.core.evaluation import evaluate_plan, iterate_evaluations

    return list(iterate_evaluations(evaluate_plan(plan, scale)))


def check(plan: Plan) -> list[Finding]:
    """What is wrong or odd about a plan, gravest first (点検)."""
    from shirube.checks.registry import check_plan

    return check_plan(plan)


def write(
    plan: Plan, path: str | Path, *, year: FiscalYear | None = None, kind: str = "whole"
) -> list[Finding]:
    """The table of a plan as a file; the suffix of the path chooses the format (.pdf .xlsx .html .json).

    ``kind`` is how much of the plan it shows: 「whole」, 「year」, 「unmet」 or 「body:商工会」. An existing
    file is replaced only by a whole new one. What could not be shown is returned as findings.
    """
    from shirube.writers.formats import write_report

    return write_report(plan, path, year=year, kind=kind)
