"""サーバーの速さと記憶領域

500指標の計画を持つ本物のサーバー（`shirube serve`）に、別のプロセスから要求を送って測ります。

保存は、1人が入力画面の1つの欄を保存して評価と説明の文を受け取るまでの時間です。ログイン、権限、版の確認、
履歴の追記、再評価を含み、ディスクへの書込みが終わってから答えます。相手は、同じサーバーと同じデータベースの
設定で、1行を更新するだけのDjangoの画面と、Pythonから直接行う1回の確定（commit）です。

記憶領域は、2つの働くプロセスに、4人が様々な要求（ホーム、計画の表、指標、入力画面、保存、報告の保存）を送り続け、
全てのプロセスの合計（共有部分は1回だけ数えるPSS）を、要求の切れ目に測ったものです。最初の3分の1は準備とみなし、
続く3分の1と最後の3分の1の中央値を比べます。報告を作る間だけ動く子プロセスを含む最大の値も示します。
"""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from bench.frame import Row, python, render_seconds, time_once
from bench.web_server import Client, find_port, measure_held, run_server, serve_office

SAVES = 300
REQUESTS = 6_000
PARTS = 12
MOST_MEGABYTES = 200
# What the last third of the requests may add to what the server held in the third before it, by their
# medians: one part differs from the next by several percent, up and down.
GROWTH = 0.03
FORMATS = (".pdf", ".xlsx", ".docx", ".html", ".csv", ".json")


def measure() -> list[Row]:
    return [*measure_saving(), *measure_load()]


# ---- one person who saves ----


def measure_saving(saves: int = SAVES) -> list[Row]:
    """Saving alone on the machine, and the two floors below it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with serve_office(folder / "office", workers=1) as (_, port, office):
            typist = Typist(Client(port, *office["sessions"][0]), office)
            ours = time_each(typist.save, saves)
        with serve_bare(folder) as port:
            bare = Client(port)
            floor = time_each(lambda: bare.get("/save/"), saves)
        with closing(open_bare(folder / "commit.sqlite3")) as database:
            commit = time_each(lambda: update_bare(database), saves)
    return [
        render_times("1欄の保存（相手：1行を更新するだけのDjangoの画面）", ours, floor),
        Row(
            what="同（相手：Pythonから直接の1回の確定）",
            ours=render_seconds(median(ours)),
            other=render_seconds(median(commit)),
            ratio=f"{median(ours) / median(commit):.1f}倍",
        ),
    ]


def render_times(what: str, ours: Sequence[float], other: Sequence[float]) -> Row:
    """Median and the time that 95 of 100 stay below; the goal is about the latter."""
    ours_95, other_95 = find_percentile(ours, 95), find_percentile(other, 95)
    return Row(
        what=what,
        ours=f"{render_seconds(median(ours))}（95%点 {render_seconds(ours_95)}）",
        other=f"{render_seconds(median(other))}（95%点 {render_seconds(other_95)}）",
        ratio=f"{median(ours) / median(other):.1f}倍",
        goal="95%点が100 ms以下",
        met=ours_95 <= 0.1,
    )


def time_each(run: Callable[[], object], times: int) -> list[float]:
    """Seconds of each run, after ten that do not count."""
    for _ in range(10):
        run()
    return [time_once(run) for _ in range(times)]


def find_percentile(times: Sequence[float], percent: int) -> float:
    """The smallest time that so many in a hundred do not exceed."""
    ordered = sorted(times)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


@contextmanager
def serve_bare(folder: Path) -> Iterator[int]:
    """The floor: a Django of one view, in the same server; its port."""
    port = find_port()
    with run_server(python("-m", "bench.bare_view", folder / "bare.sqlite3", str(port)), port):
        yield port


def open_bare(path: Path) -> sqlite3.Connection:
    """A database with the settings that ours has, and one row in it."""
    from shirube.conf.database import make_sqlite_settings

    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(make_sqlite_settings(path)["OPTIONS"]["init_command"])
    database.execute("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, x INTEGER)")
    database.execute("INSERT OR IGNORE INTO t VALUES (1, 0)")
    return database


def update_bare(database: sqlite3.Connection) -> None:
    """One change, on the disk when this returns."""
    database.execute("BEGIN IMMEDIATE")
    database.execute("UPDATE t SET x = x + 1 WHERE id = 1")
    database.execute("COMMIT")


# ---- several people who do everything ----


def measure_load(requests: int = REQUESTS) -> list[Row]:
    """What two workers hold at the start and after each part of many mixed requests."""
    with TemporaryDirectory() as name, serve_office(Path(name) / "office", workers=2) as (pid, port, office):
        typists = [
            Typist(Client(port, *session), office, number=number, of=len(office["sessions"]))
            for number, session in enumerate(office["sessions"])
        ]
        watch = Watch(pid)
        held = [measure_held(pid)]
        start = time.perf_counter()
        with watch, ThreadPoolExecutor(len(typists)) as pool:
            for _ in range(PARTS):
                list(pool.map(Typist.work, typists, [requests // PARTS // len(typists)] * len(typists)))
                held.append(measure_held(pid))
        seconds = time.perf_counter() - start
    return render_memory(held, watch.most, requests, requests / seconds)


def render_memory(held: Sequence[tuple[float, float]], most: float, requests: int, rate: float) -> list[Row]:
    """The lines about memory; ``held`` are PSS and RSS at the start and after each part."""
    sums = [pss for pss, _ in held]
    third = (len(sums) - 1) // 3
    growth = median(sums[-third:]) / median(sums[-2 * third : -third]) - 1
    ways = "、".join(f"{pss:.0f}" for pss in sums)
    note = f"開始時と、{requests:,}件を{PARTS}つに分けた各部分の後：{ways} MB"
    return [
        Row(
            what="2プロセスの記憶領域（PSSの合計）",
            ours=f"{max(sums):.0f} MB",
            goal=f"{MOST_MEGABYTES} MB以下",
            met=max(sums) <= MOST_MEGABYTES,
            note=note,
        ),
        Row(
            what="最後の3分の1での増加",
            ours=f"{growth:+.1%}",
            goal=f"{GROWTH:.0%}以下",
            met=growth <= GROWTH,
        ),
        Row(what="報告を作る子プロセスを含む最大", ours=f"{most:.0f} MB"),
        Row(what="4人が同時に使うときの、様々な要求の平均", ours=f"1秒に{rate:.0f}件"),
    ]


class Watch:
    """The most that a server and all its children hold, looked at five times a second."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.most = 0.0
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        while not self.stop.wait(0.2):
            self.most = max(self.most, measure_held(self.pid)[0])

    def __enter__(self) -> Watch:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.thread.join()


class Typist:
    """One person with an own share of the indicators, so that nobody is in another's way."""

    def __init__(self, client: Client, office: dict[str, Any], *, number: int = 0, of: int = 1) -> None:
        self.client = client
        self.plan, self.year = office["plan"], office["year"]
        own = office["indicators"][number::of]
        self.own: list[tuple[int, str]] = [(pk, key) for pk, key, _ in own]
        self.versions: dict[int, int] = {pk: version for pk, _, version in own}
        self.turn = 0
        self.random = random.Random(1741 + number)  # noqa: S311 - the same requests in every run

    def save(self) -> None:
        """Another figure into the next cell."""
        pk, _ = self.own[self.turn % len(self.own)]
        self.turn += 1
        fields: dict[str, object] = {
            "figure": 10 + self.turn % 900,
            "missing": "",
            "standing": "unstated",
            "status": "",
            "version": self.versions[pk],
            "status_version": 0,
        }
        body = urlencode({f"{name}-{pk}": value for name, value in fields.items()})
        answer = self.client.post(f"/plans/{self.plan}/entry/{self.year}/{pk}/", body).decode()
        if "保存しました" not in answer:
            raise RuntimeError(answer)
        self.versions[pk] += 1

    def work(self, requests: int) -> None:
        """So many requests as an office sends them: much looking, some saving, a report now and then."""
        for _ in range(requests):
            self._choose()()

    def _choose(self) -> Callable[[], object]:
        plan = f"/plans/{self.plan}/"
        chance = self.random.random()
        if chance < 0.15:
            return self.save
        if chance < 0.40:
            return lambda: self.client.get("/")
        if chance < 0.65:
            _, key = self.random.choice(self.own)
            return lambda: self.client.get(f"{plan}indicators/{key}")
        if chance < 0.85:
            return lambda: self.client.get(plan)
        if chance < 0.97:
            return lambda: self.client.get(f"{plan}entry/{self.year}/")
        suffix = self.random.choice(FORMATS)
        return lambda: self.client.get(f"{plan}report/download/?format={suffix}")
