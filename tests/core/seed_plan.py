"""The reference plan as a tree: names, bodies, figures, marks and issue tags; the goal texts are our own."""

from __future__ import annotations

from shirube.core.graded_plan import GradedPlan, GradedRow, compute_graded_plan
from shirube.core.indicator import Indicator
from shirube.core.plan import Node, Plan
from shirube.core.scale import Evidence
from tests.builders import SEED_ROWS, build_indicator, build_scale, year

DIRECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("担い手となる事業者の育成", ("事業承継の促進", "充実した創業支援", "継続した経営支援")),
    ("市内での消費の促進", ("魅力ある買物環境づくりの支援", "デジタル化の推進")),
    ("産学官連携の推進", ("事業者のマッチング", "産学官連携の推進")),
)
BODIES = (
    *("Bi@Sta", "Bi@Sta", "Bi@Sta", "Bi@Sta", "商工会・市", "市"),
    *("マルシェ", "商工会", "商工会", "市"),
    *("Bi@Sta", "市", "商工会", "市"),
)
ISSUES: tuple[tuple[str, ...], ...] = (
    ("周知", "集客"),
    ("ニーズの掘り起こし", "集客"),
    ("周知", "集客"),
    ("周知", "集客"),
    (),
    ("周知", "集客", "テーマの選定", "実施方法(対面/オンライン)", "実施日時"),
    ("実行委員会の組織体制の検討", "周知(SNS活用)", "集客"),
    (),
    ("取扱店舗の維持・増加", "子育て応援事業(アプリの提示)を含めたカードの周知"),
    ("周知", "集客", "テーマの選定", "実施方法(対面/オンライン)", "実施日時"),
    ("周知", "集客", "日時設定(季節要因含む)"),
    ("周知", "集客"),
    ("効果的な周知方法の研究",),
    ("産学連携支援の方法",),
)
GOALS = {0: "対象となる160事業者すべてに声をかける。", 1: "累計80事業者の相談を受ける。"}


def seed_indicator(place: int) -> Indicator:
    _, name, unit, baseline, *cells = SEED_ROWS[place]
    plain = [cell.replace(",", "") for cell in cells]
    return build_indicator(
        str(place + 1),
        name=name,
        unit=unit,
        baseline=("R3", baseline),
        targets={"R5": int(plain[0]), "R6": int(plain[3]), "R7": int(plain[6]), "R8": int(plain[9])},
        actuals={"R5": int(plain[1]), "R6": int(plain[4]), "R7": int(plain[7])},
        marks={"R5": plain[2], "R6": plain[5], "R7": plain[8]},
        bodies=tuple(BODIES[place].split("・")),
        goal=GOALS.get(place, ""),
        goal_year=year("R8"),
        status="実施している。",
        issues=ISSUES[place],
        no_issue=not ISSUES[place],
    )


def seed_plan() -> Plan:
    """3 directions, 7 measures, 14 activities, as published."""
    leaves = [Node(name=row[0], indicators=(seed_indicator(place),)) for place, row in enumerate(SEED_ROWS)]
    nodes, place = [], 0
    for direction, measures in DIRECTIONS:
        children = []
        for measure in measures:
            children.append(Node(name=measure, children=tuple(leaves[place : place + 2])))
            place += 2
        nodes.append(Node(name=direction, children=tuple(children)))
    return Plan(
        title="商工業振興プラン",
        levels=("方向性", "個別施策", "実施事業"),
        nodes=tuple(nodes),
        scale=build_scale(evidence=Evidence.OPEN),
    )


def seed_graded() -> GradedPlan:
    return compute_graded_plan(seed_plan())


def find_row(graded: GradedPlan, activity: str) -> GradedRow:
    return next(row for row in graded.rows if row.activity == activity)
