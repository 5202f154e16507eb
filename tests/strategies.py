"""Plans of every shape for property tests: missing figures, revisions, decisions, ranges, deep trees."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from shirube.core.fiscal_year import FiscalYear, YearStyle
from shirube.core.form import Column, Form, Role
from shirube.core.indicator import (
    Accumulation,
    Actual,
    Baseline,
    Decision,
    Direction,
    Fact,
    Indicator,
    Published,
    Revision,
    Status,
    Target,
)
from shirube.core.plan import Node, Plan
from shirube.core.quantity import Qualifier, Quantity
from shirube.core.reading import Missing, Reading, Standing
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import Band, Code, Condition, Edge, Evidence, Scale, Subject

TEXTS = st.text(
    st.sampled_from("令和参加者数市課題：、。（）()~～①㈱髙𠮷〇－ \n\t'\"\\=+@<&ABC123％%,.葛\U000e0100👪"),
    max_size=12,
)
WORDS = st.text(st.sampled_from("事業施策推進参加者数相談件"), min_size=1, max_size=8)
YEARS = st.integers(2015, 2032).map(FiscalYear)
DATES = st.dates(date(2019, 1, 1), date(2030, 12, 31))
NUMBERS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**15), 10**15), st.integers(0, 12)
)
RATES = st.fractions(0, 3, max_denominator=1000)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    value = draw(NUMBERS)
    return Quantity(
        value,
        draw(TEXTS),
        draw(st.sampled_from(Qualifier)),
        of=draw(st.none() | NUMBERS.filter(bool)),
        to=draw(st.none() | st.just(value + Decimal(5))),
        change=draw(TEXTS),
        remark=draw(TEXTS),
        raw=draw(TEXTS),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    what = draw(quantities() | st.sampled_from(Missing) | WORDS)
    return Reading(
        quantity=what if isinstance(what, Quantity) else None,
        missing=what if isinstance(what, Missing) else None,
        state=what if isinstance(what, str) else "",
        standing=draw(st.sampled_from(Standing)),
        text=draw(TEXTS),
        as_of=draw(st.none() | DATES),
        source=draw(TEXTS),
        note=draw(TEXTS),
    )


def _series(item: st.SearchStrategy[object]) -> st.SearchStrategy[list[object]]:
    return st.lists(item, max_size=3)


@st.composite
def indicators(draw: st.DrawFn, key: str) -> Indicator:
    def years() -> list[FiscalYear]:
        return sorted(draw(st.sets(YEARS, max_size=3)))

    revision = st.builds(Revision, readings(), TEXTS, TEXTS, st.none() | DATES, st.none() | YEARS)
    several = st.lists(TEXTS, max_size=2).map(tuple)
    return Indicator(
        key=key,
        name=draw(TEXTS),
        unit=draw(TEXTS),
        direction=draw(st.sampled_from(Direction)),
        accumulation=draw(st.sampled_from(Accumulation)),
        bodies=draw(several),
        goal=draw(TEXTS),
        goal_year=draw(st.none() | YEARS),
        baseline=draw(st.none() | st.builds(Baseline, readings(), st.none() | YEARS)),
        targets=tuple(
            Target(year, draw(readings()), tuple(draw(st.lists(revision, max_size=2)))) for year in years()
        ),
        actuals=tuple(
            Actual(year, draw(readings()), tuple(draw(st.lists(readings(), max_size=2)))) for year in years()
        ),
        published=tuple(Published(year, draw(TEXTS), draw(TEXTS)) for year in years()),
        decisions=tuple(
            Decision(year, "A", draw(WORDS), draw(TEXTS), draw(TEXTS), draw(st.none() | DATES))
            for year in years()
        ),
        facts=tuple(
            Fact(year, question, draw(WORDS))
            for year in years()
            for question in draw(st.lists(WORDS, max_size=2, unique=True))
        ),
        statuses=tuple(
            Status(draw(TEXTS), year, draw(TEXTS), draw(several), draw(st.booleans())) for year in years()
        ),
        notes=draw(several),
        extras=tuple(draw(st.lists(st.tuples(st.integers(0, 30), TEXTS), max_size=2))),
    )


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    edges = sorted(draw(st.sets(RATES, min_size=1, max_size=4)), reverse=True)
    evidence = st.sampled_from(Evidence)
    uppers: list[Fraction | None] = [None, *edges]
    lowers: list[Fraction | None] = [*edges, None]
    bands = tuple(
        Band(
            mark="SABCD"[at],
            name=draw(TEXTS),
            wording=draw(TEXTS),
            conditions=(
                Condition(
                    Subject.RATE,
                    Edge(low, draw(st.booleans()), draw(evidence)) if low is not None else None,
                    Edge(high, draw(st.booleans()), draw(evidence)) if high is not None else None,
                ),
            ),
            points=draw(st.none() | RATES),
            tone=draw(st.none() | st.integers(0, 3)),
        )
        for at, (high, low) in enumerate(zip(uppers, lowers, strict=True))
    )
    return Scale(
        name=draw(WORDS),
        title=draw(TEXTS),
        bands=bands,
        codes=draw(st.sampled_from([(), (Code(mark="－", missing=(Missing.WITHHELD, Missing.STOPPED)),)])),
        rounding=draw(st.none() | st.builds(Rounding, st.sampled_from(RoundingMode), st.integers(0, 10))),
        valid_from=draw(st.none() | YEARS),
        legend_heading=draw(st.sampled_from([(), ("評価", "詳細")])),
        notes=draw(st.lists(TEXTS, max_size=2).map(tuple)),
    )


@st.composite
def nodes(draw: st.DrawFn, place: str, depth: int) -> Node:
    count = draw(st.integers(0, 2))
    below = draw(st.integers(0, 2)) if depth < 3 else 0
    return Node(
        name=draw(WORDS),
        labels=draw(st.sampled_from([(), ("新規事業",), ("新規", "重点")])),
        page=draw(st.sampled_from(["", "P.33"])),
        number=draw(TEXTS),
        children=tuple(draw(nodes(f"{place}.{at}", depth + 1)) for at in range(below)),
        indicators=tuple(draw(indicators(f"{place}-{at}")) for at in range(count)),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    first = draw(YEARS)
    columns = st.builds(
        Column,
        st.sampled_from(Role),
        st.tuples(TEXTS, TEXTS),
        st.none() | YEARS,
        st.none() | st.integers(0, 3),
        TEXTS,
    )
    return Plan(
        title=draw(TEXTS),
        name=draw(TEXTS),
        municipality=draw(TEXTS),
        document_number=draw(TEXTS),
        period=draw(st.none() | st.just((first, first + 3))),
        levels=draw(st.lists(WORDS, max_size=3).map(tuple)),
        nodes=tuple(draw(nodes(str(at), 1)) for at in range(draw(st.integers(0, 2)))),
        bodies=draw(st.lists(TEXTS, max_size=2).map(tuple)),
        scale=draw(st.none() | scales()),
        footnotes=draw(st.lists(TEXTS, max_size=2).map(tuple)),
        remarks=draw(st.lists(TEXTS, max_size=2).map(tuple)),
        form=Form(tuple(draw(st.lists(columns, max_size=4)))),
        year_style=draw(st.sampled_from(YearStyle)),
    )
