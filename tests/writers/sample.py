"""A plan of the shape that cities publish: tree, bodies, texts, four years, form, legend and notes."""

from __future__ import annotations

from msgspec.structs import replace

from shirube.core.fiscal_year import FiscalYear
from shirube.core.form import Column, Form, Role
from shirube.core.indicator import Decision, Indicator
from shirube.core.plan import Node, Plan
from tests.builders import SEED_ROWS, build_indicator, build_scale, year

_TREE = (
    ("地域経済循環の担い手となる事業者の育成", ("事業承継の促進", "充実した創業支援", "継続した経営支援")),
    ("市内での消費の促進", ("魅力ある買物環境づくりの支援", "デジタル化の推進")),
    ("新たな価値の創出による産学官連携の推進", ("事業者のマッチング", "産学官連携の推進")),
)
_BODIES = ("市", "商工会", "創業支援センター", "商工会・市")
_GOALS = (
    "案内の方法を見直し、参加する事業者を毎年少しずつ増やす。",
    "相談の窓口を市内の全域に知らせ、計画の最後の年度までに利用を定着させる。",
)
_STATUSES = (
    "平日の夜に開き、参加者へのアンケートを行った。申込みの時期が他の行事と重なった。 課題：周知、日程",
    "窓口を二か所に増やし、電話とオンラインの相談を受けた。再び相談する人が増えている。 課題：なし",
    "担当者を置いて企業を訪ねた。結果は一覧にして団体と共有した。 課題：人手、実施方法(対面/オンライン)",
)


def make_form() -> Form:
    """Two heading rows and 19 columns, as the published tables have them."""
    texts = (
        (Role.BODY, "実施主体", None),
        (Role.GOAL, "目標とする姿(令和8年度)", year("R8")),
        (Role.STATUS, "実施状況・課題(令和7年度)", year("R7")),
    )
    columns = [
        Column(Role.LEVEL, (word, ""), None, depth)
        for depth, word in enumerate(("方向性", "個別施策", "実施事業"))
    ]
    columns += [Column(role, (word, ""), when) for role, word, when in texts]
    columns.append(Column(Role.BASELINE, ("令和3年度", "実績値"), year("R3")))
    for start in (2023, 2024, 2025, 2026):
        when = FiscalYear(start)
        for role, word in ((Role.TARGET, "年間目標"), (Role.ACTUAL, "実績"), (Role.MARK, "評価")):
            columns.append(Column(role, (when.render(), word), when))
    return Form(tuple(columns))


def make_indicator(number: int, row: tuple[str, ...]) -> Indicator:
    _, name, unit, before, *figures = row
    t5, a5, m5, t6, a6, m6, t7, a7, m7, t8 = figures

    def written(figure: str) -> str:
        return figure if figure == "-" else f"{figure}{unit}"

    made = build_indicator(
        str(number),
        name=name,
        unit=unit,
        targets={"R5": written(t5), "R6": written(t6), "R7": written(t7), "R8": written(t8)},
        actuals={"R5": written(a5), "R6": written(a6), "R7": written(a7)},
        marks={"R5": m5, "R6": m6, "R7": m7},
        baseline=("R3", written(before)),
        status=_STATUSES[number % 3],
        bodies=tuple(_BODIES[number % 4].split("・")),
        goal=_GOALS[number % 2],
        goal_year=year("R8"),
    )
    return replace(made, unit=unit)


def make_sample(copies: int = 1) -> Plan:
    """The plan of 14 indicators; with ``copies`` the same tree again and again, for long tables."""
    nodes: list[Node] = []
    for copy in range(copies):
        rows = iter(enumerate(SEED_ROWS, start=1 + copy * len(SEED_ROWS)))
        nodes += [
            Node(name=direction, children=tuple(_make_measure(name, rows) for name in measures))
            for direction, measures in _TREE
        ]
    return Plan(
        title="見本市商工業振興プラン 令和5年度～進捗状況まとめ",
        name="見本市商工業振興プラン",
        municipality="見本市",
        document_number="資料2",
        levels=("方向性", "個別施策", "実施事業"),
        nodes=tuple(nodes),
        bodies=("市", "商工会", "創業支援センター"),
        scale=build_scale(),
        footnotes=("※評価の目安となる基準は、見本です。",),
        form=make_form(),
    )


def make_wide_sample(last: int = 20) -> Plan:
    """The same plan with columns for every year up to 令和``last``年度: too wide for one page."""
    plan = make_sample()
    further = [
        Column(role, (year(f"R{number}").render(), word), year(f"R{number}"))
        for number in range(9, last + 1)
        for role, word in ((Role.TARGET, "年間目標"), (Role.ACTUAL, "実績"), (Role.MARK, "評価"))
    ]
    return replace(plan, form=Form((*plan.form.columns, *further)))


def _make_measure(name: str, rows: enumerate[tuple[str, ...]]) -> Node:
    activities = []
    for number, row in (next(rows), next(rows)):
        labels = ("新規事業",) if row[3] == "-" else ()
        page = f"P.{33 + (number - 1) % 14 // 2}"
        activities.append(
            Node(name=row[0], labels=labels, page=page, indicators=(make_indicator(number, row),))
        )
    return Node(name=name, children=tuple(activities))


def decide(plan: Plan, key: str, mark: str, reason: str = "目標の年度を繰り下げたため") -> Plan:
    """The same plan with one grade of 令和6年度 decided by people."""
    return change(plan, key, decisions=(Decision(year("R6"), mark, reason),))


def change(plan: Plan, key: str, **changes: object) -> Plan:
    """The same plan with one indicator changed."""

    def walk(node: Node) -> Node:
        return replace(
            node,
            children=tuple(walk(child) for child in node.children),
            indicators=tuple(
                replace(item, **changes) if item.key == key else item for item in node.indicators
            ),
        )

    return replace(plan, nodes=tuple(walk(node) for node in plan.nodes))
