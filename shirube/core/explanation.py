"""How a grade came about, as one Japanese sentence for officers and committees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shirube.core.reading import Missing
from shirube.core.rounding import render_percent

if TYPE_CHECKING:
    from shirube.core.evaluation import Evaluation


def render_explanation(evaluation: Evaluation) -> str:
    """「94店 ÷ 105店 = 89.5%（50%超90%未満）→ B」, or the reason why there is no grade."""
    return _render_computed(evaluation) + _render_additions(evaluation)


def _render_computed(evaluation: Evaluation) -> str:
    if evaluation.missing:
        return _render_missing(evaluation)
    if evaluation.undefined:
        return f"{evaluation.undefined.value}。"
    rate = evaluation.rate
    if rate is None:  # an evaluation has a rate or a reason for none
        raise ValueError("an evaluation without a rate must say why")
    shown = render_percent(rate, evaluation.scale.display)
    # 「=」 is what offices write even beside a rounded rate; ≒ would look like doubt in the table.
    sentence = f"{_render_figures(evaluation)} = {shown}"
    if evaluation.scale.rounding:
        sentence += f"（{evaluation.scale.rounding.render()}して判定）"
    if evaluation.band is None:
        return f"{sentence}（当てはまる評価区分がありません）" if evaluation.scale.bands else sentence
    words = evaluation.band.rate.render() if evaluation.band.rate else evaluation.band.name
    return f"{sentence}（{words}）→ {evaluation.band.mark}"


def _render_figures(evaluation: Evaluation) -> str:
    target, actual = evaluation.situation.target, evaluation.situation.actual
    parts = [item.quantity.render() for item in (actual, target) if item and item.quantity]
    return " ÷ ".join(parts)


def _render_missing(evaluation: Evaluation) -> str:
    missing = evaluation.missing
    reason = (
        {
            Missing.NO_TARGET: "目標値が設定されていないため、評価しません",
            Missing.NOT_ENTERED: "実績値がまだ入力されていないため、評価しません",
            Missing.NOT_DUE: "年度が未到来のため、評価しません",
            Missing.UNREADABLE: "数値として読み取れないため、評価しません",
        }.get(missing, f"実績値がないため（{missing.value}）、評価しません")
        if missing
        else ""
    )
    code = f" → {evaluation.code.mark}" if evaluation.code else "。"
    return f"{reason}{code}"


def _render_additions(evaluation: Evaluation) -> str:
    added = ""
    if evaluation.is_provisional and evaluation.situation.actual:
        added += f"（実績値は{evaluation.situation.actual.standing.value}）"
    if evaluation.open_edge:
        added += "（境目がどちらの区分に入るか未確認）"
    decision = evaluation.decision
    if decision and decision.mark != evaluation.mark:
        added += f"。決定評価は{decision.mark}（理由：{decision.reason}）"
    return added
