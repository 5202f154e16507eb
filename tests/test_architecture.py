"""The shape of the system, held: who may import whom, how large things get, what a light start loads.

Every rule is a function over sources, so that a bad sample can prove that it finds what it looks for.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "shirube"

# Imports go down only. Folders of one layer do not know each other; only the entry points work together.
LAYERS = {
    "core": 1,
    "checks": 2,
    "readers": 2,
    "writers": 2,
    "bulk": 2,
    "store": 3,
    "actions": 4,
    "cli": 5,
    "web": 5,
    "public": 5,
    "jobs": 5,
}
ENTRY_POINTS = 5
# These work on files without a database; Django would cost every command half a second.
NO_DJANGO = {"core", "checks", "readers", "writers"}
# Standard library, yet not for rules: files, databases, clocks, processes and chance stay outside.
NOT_FOR_RULES = {"os", "pathlib", "sqlite3", "time", "socket", "subprocess", "shutil", "tempfile", "random"}
NAMES_WITHOUT_A_NOUN = {"utils", "helpers", "common", "misc"}

MOST_LINES = 500
LONG_FUNCTION = 35
SHARE_OF_LONG_FUNCTIONS = 0.1

# Modules without a test file of their own name, and the test that covers them. Keep this short.
COVERED_ELSEWHERE: dict[str, str] = {
    "__main__.py": "cli/test_main.py",  # hands over to it
    "cli/check_json.py": "cli/test_check.py",  # the two faces of one command
    "cli/check_text.py": "cli/test_check.py",
    "core/undefined.py": "core/test_formulas.py",  # a list of reasons; each is given by a formula
    "readers/column_role.py": "readers/test_column_roles.py",  # what its columns are made of
    "readers/grids_as_plans.py": "readers/test_read.py",  # what most tests of reading call
    "readers/pdf_page.py": "readers/test_pdf_file.py",
    "readers/sandbox_child.py": "readers/test_sandbox.py",  # runs only as the child of the sandbox
    "readers/sniff.py": "readers/test_formats.py",
    "readers/xlsx_parts.py": "readers/test_xlsx_file.py",
    "readers/xlsx_scan.py": "readers/test_xlsx_file.py",
    # Declarations of tables and of the application: there is nothing to run in them but the database.
    "store/apps.py": "store/test_load.py",
    "actions/ending.py": "actions/test_life.py",  # the cells of what life.py does
    "store/life.py": "actions/test_life.py",
    "store/evidence.py": "store/test_evidence_queries.py",
    "store/models.py": "store/test_load.py",
    "store/people.py": "actions/test_people.py",
    "store/plans.py": "store/test_save.py",
    "store/records.py": "actions/test_plans.py",
    "conf/apps.py": "conf/test_database.py",
    "conf/server.py": "conf/test_settings.py",
}

HEAVY = {
    "django",
    "docx",
    "jinja2",
    "lxml",
    "numpy",
    "openpyxl",
    "pdfplumber",
    "python_calamine",
    "typst",
    "xlsxwriter",
}

# Traces of the machine on which something was written. The brackets keep a pattern from finding itself.
TRACES = [
    r"(?<![\w.-])/(?:home|root|w[o]rk|Users)/[\w.]",
    r"py[p]i\.org",
    r"pythonhoste[d]",
    r"npm[j]s\.(?:org|com)",
    r"(?:deb|archive)\.(?:debia[n]|ubunt[u])",
]


def find_modules() -> list[Path]:
    """All Python files of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def name_module(path: Path) -> str:
    """shirube/core/scale.py → shirube.core.scale; the file of a folder itself → shirube.core."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def find_imports(source: str) -> Iterator[tuple[str, str]]:
    """Each imported module with the name taken from it ("" for the whole module), at any depth."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, ""
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield "." * node.level + (node.module or ""), alias.name


def check_arrows(module: str, source: str) -> list[str]:
    """What a module imports against the order of the layers."""
    folder = folder_of(module)
    layer = LAYERS.get(folder)
    if layer is None:
        return []
    found = []
    for target, name in find_imports(source):
        other = folder_of(f"{target}.{name}" if target == "shirube" else target)
        if target.startswith("."):
            found.append(f"{module} imports {target} by a relative path")
        elif folder == "core" and not is_for_rules(target):
            found.append(f"{module} (core) imports {target}")
        elif (top := top_of(target)) == "django" and folder in NO_DJANGO:
            found.append(f"{module} imports {target}, which the file commands must not need")
        elif top == "shirube" and name != "__version__" and not may_import(folder, other):
            found.append(f"{module} imports {target}")
    return found


def top_of(module: str) -> str:
    """shirube.core.scale → shirube."""
    return module.partition(".")[0]


def folder_of(module: str) -> str:
    """shirube.core.scale → core; "" for the package itself and for what is not ours."""
    parts = module.split(".")
    return parts[1] if parts[0] == "shirube" and len(parts) > 1 and parts[1] in LAYERS else ""


def is_for_rules(module: str) -> bool:
    """Whether the rules may import it: the rules, the standard library without files or clock, Structs."""
    top = top_of(module)
    if top == "shirube":
        return True  # the arrows judge it
    if module in {"msgspec", "msgspec.structs"}:
        return True  # what every value is made with (ADR 0014); its codecs for JSON or TOML are no rules
    return top in sys.stdlib_module_names and top not in NOT_FOR_RULES


def may_import(folder: str, other: str) -> bool:
    """Whether one folder of the package may import from another; "" is the package itself, the top of all."""
    if folder == other:
        return True
    own, theirs = LAYERS[folder], LAYERS.get(other, ENTRY_POINTS)
    return theirs < own or (theirs == own == ENTRY_POINTS)


def check_rules_ask_nobody(module: str, source: str) -> list[str]:
    """Places where a rule opens a file or asks the clock instead of being told."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr in {"today", "now", "utcnow"}:
            found.append(f"{module}:{node.lineno} asks the clock")
        if isinstance(called, ast.Name) and called.id in {"open", "input", "print"}:
            found.append(f"{module}:{node.lineno} calls {called.id}")
    return found


def check_docstring(module: str, source: str) -> list[str]:
    """A module that does not say what it holds."""
    return [] if ast.get_docstring(ast.parse(source)) else [f"{module} has no docstring"]


def check_aims(module: str, source: str) -> list[str]:
    """The roles of goals listed again: a third kind of goal would be forgotten there."""
    is_again = module != "shirube.core.form" and "Role.TARGET, Role.FINAL_TARGET" in source
    return [f"{module} lists the roles of goals: take AIMS or FIGURES of core/form.py"] if is_again else []


def check_length(name: str, source: str) -> list[str]:
    """A file in which a second noun hides."""
    lines = source.count("\n")
    return [f"{name} has {lines} lines"] if lines > MOST_LINES else []


def check_function_lengths(sources: Iterable[tuple[str, str]]) -> list[str]:
    """The long functions, when they are more than one in ten."""
    functions = [
        (name, node)
        for name, source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = [
        f"{name}.{node.name} has {length} lines"
        for name, node in functions
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONG_FUNCTION
    ]
    return long if len(long) > SHARE_OF_LONG_FUNCTIONS * len(functions) else []


def check_mirror(modules: set[str], tests: set[str], elsewhere: dict[str, str]) -> list[str]:
    """Modules without a test of their name, and exceptions that are out of date. Paths as core/scale.py."""
    found = []
    for module in sorted(modules):
        folder, _, name = module.rpartition("/")
        test = f"{folder}/test_{name}".lstrip("/")
        if name != "__init__.py" and test not in tests and module not in elsewhere:
            found.append(f"shirube/{module} has no tests/{test}")
    for module, test in elsewhere.items():
        if module not in modules or test not in tests:
            found.append(f"COVERED_ELSEWHERE is out of date: {module} in {test}")
    return found


def check_names(paths: Iterable[str]) -> list[str]:
    """Files and folders whose name says nothing about what they hold."""
    return [path for path in paths if NAMES_WITHOUT_A_NOUN & set(Path(path).with_suffix("").parts)]


def find_traces(name: str, text: str) -> list[str]:
    """Paths and hosts of the machine where a file was written."""
    return [
        f"{name}:{number}: {line.strip()[:80]}"
        for number, line in enumerate(text.splitlines(), start=1)
        if any(re.search(pattern, line) for pattern in TRACES)
    ]


def load_modules(program: str) -> set[str]:
    """The top-level modules that are loaded after a program has run in a fresh Python."""
    ending = "\nimport json, sys; print(); print(json.dumps(sorted({m.split('.')[0] for m in sys.modules})))"
    command = [sys.executable, "-c", program + ending]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert result.returncode == 0, result.stderr
    return set(json.loads(result.stdout.splitlines()[-1]))


# ---- the project ----


def each_source() -> list[tuple[str, str]]:
    return [(name_module(path), path.read_text("utf-8")) for path in find_modules()]


@pytest.mark.parametrize("check", [check_arrows, check_docstring, check_aims, check_length])
def test_every_module_keeps_the_rule(check: Callable[[str, str], list[str]]) -> None:
    sources = each_source()
    if check is check_length:
        # Django writes the first migration as one list of all tables; nobody reads it from top to bottom.
        sources = [(name, source) for name, source in sources if ".migrations." not in name]

    assert len(sources) > 10, "the package was not found"
    assert [finding for name, source in sources for finding in check(name, source)] == []


def test_the_rules_ask_neither_files_nor_the_clock() -> None:
    sources = [(name, source) for name, source in each_source() if folder_of(name) == "core"]

    assert [finding for name, source in sources for finding in check_rules_ask_nobody(name, source)] == []


def test_nine_functions_in_ten_fit_on_a_screen() -> None:
    assert check_function_lengths(each_source()) == []


def test_test_files_stay_readable_too() -> None:
    files = [*ROOT.glob("tests/**/*.py"), *ROOT.glob("bench/**/*.py"), ROOT / "dev"]

    assert [found for file in files for found in check_length(str(file), file.read_text("utf-8"))] == []


def test_every_module_has_a_test_of_its_name() -> None:
    # Migrations are run, every one of them, by each test that uses the database.
    modules = {
        path.relative_to(PACKAGE).as_posix() for path in find_modules() if path.parent.name != "migrations"
    }
    tests = {path.relative_to(ROOT / "tests").as_posix() for path in ROOT.glob("tests/**/test_*.py")}

    assert check_mirror(modules, tests, COVERED_ELSEWHERE) == []


def test_every_name_says_what_it_holds() -> None:
    assert check_names(path.relative_to(ROOT).as_posix() for path in find_modules()) == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert load_modules("import shirube") & HEAVY == set()


def test_asking_for_the_version_loads_nothing_heavy() -> None:
    program = "import sys\nsys.argv = ['shirube', '--version']\nfrom shirube.cli.main import main\n"

    assert load_modules(program + "try:\n    main()\nexcept SystemExit:\n    pass") & HEAVY == set()


def test_reading_a_text_file_loads_nothing_that_only_packages_need() -> None:
    program = "import shirube\nshirube.read('shirube/examples/sample_plan.tsv')"

    loaded = load_modules(program)
    assert loaded & {"zipfile", "tempfile", "subprocess"} == set()
    assert "msgspec" in loaded, "nothing was loaded at all"


def test_no_file_names_the_machine_it_was_written_on(find_tool: Callable[[str], str]) -> None:
    listed = subprocess.run([find_tool("git"), "ls-files", "-z"], capture_output=True, check=True, cwd=ROOT)
    files = [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]
    texts = [(file.name, file.read_bytes()) for file in files if file.is_file()]

    assert len(texts) > 10
    assert [
        found for name, text in texts for found in find_traces(name, text.decode("utf-8", "ignore"))
    ] == []


# ---- negative controls: each rule finds a bad sample ----


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("shirube.core.scale", "from shirube.readers.grid import Grid"),
        ("shirube.core.scale", "import numpy"),
        ("shirube.core.scale", "def load():\n    import pathlib"),
        ("shirube.core.scale", "from shirube import read"),
        ("shirube.core.scale", "from .fiscal_year import FiscalYear"),
        ("shirube.readers.plan", "from shirube.writers import pdf"),
        ("shirube.checks.totals", "from shirube.readers.grid import Grid"),
        ("shirube.writers.pdf", "def write():\n    from django.conf import settings"),
        ("shirube.writers.pdf", "from shirube.cli import main"),
        ("shirube.writers.pdf", "import shirube"),
        ("shirube.store.load", "from shirube.actions import submit_actual"),
        ("shirube.actions.submit", "from shirube import web"),
    ],
)
def test_an_arrow_that_points_up_is_found(module: str, source: str) -> None:
    assert check_arrows(module, source) != []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (
            "shirube.core.scale",
            "from decimal import Decimal\nfrom shirube.core.fiscal_year import FiscalYear",
        ),
        ("shirube.readers.plan", "from shirube.core.plan import Plan\nfrom shirube.readers.grid import Grid"),
        ("shirube.writers.pdf", "import typst\nfrom shirube import __version__"),
        ("shirube.cli.main", "from shirube.readers.plan import read_plan\nimport shirube"),
        ("shirube.web.views", "from shirube.public.pages import render_page\nimport django"),
    ],
)
def test_an_arrow_that_points_down_is_left_alone(module: str, source: str) -> None:
    assert check_arrows(module, source) == []


@pytest.mark.parametrize("call", ["date.today()", "datetime.now(tz)", "open('a')", "print(1)"])
def test_a_rule_that_asks_the_world_is_found(call: str) -> None:
    assert check_rules_ask_nobody("shirube.core.bad", call) != []


def test_a_module_without_docstring_is_found() -> None:
    assert check_docstring("shirube.core.bad", "A = 1") != []


def test_roles_of_goals_listed_again_are_found() -> None:
    source = "_AIMS = (Role.TARGET, Role.FINAL_TARGET)"

    assert check_aims("shirube.readers.bad", source) != []
    assert check_aims("shirube.core.form", source) == check_aims("shirube.readers.good", "AIMS") == []


def test_a_file_of_501_lines_is_found_and_one_of_500_is_not() -> None:
    assert check_length("bad.py", "\n" * 501) != []
    assert check_length("good.py", "\n" * 500) == []


def test_two_long_functions_in_ten_are_found_and_one_is_not() -> None:
    long = "def long_{}():\n" + "    a = 1\n" * LONG_FUNCTION
    short = "def short_{}():\n    a = 1\n"
    nine = "".join(short.format(n) for n in range(9))

    assert check_function_lengths([("bad", nine + long.format(1) + long.format(2))]) != []
    assert check_function_lengths([("good", nine + long.format(1))]) == []


def test_a_module_without_test_and_a_stale_exception_are_found() -> None:
    assert check_mirror({"core/scale.py"}, set(), {}) != []
    assert (
        check_mirror({"core/scale.py"}, {"core/test_scale.py"}, {"core/gone.py": "core/test_scale.py"}) != []
    )
    assert check_mirror({"core/scale.py", "core/__init__.py"}, {"core/test_scale.py"}, {}) == []


def test_a_file_named_after_nothing_is_found() -> None:
    assert check_names(["shirube/core/utils.py", "shirube/helpers/years.py", "shirube/core/scale.py"]) == [
        "shirube/core/utils.py",
        "shirube/helpers/years.py",
    ]


def test_a_heavy_import_is_seen() -> None:
    assert "openpyxl" in load_modules("import openpyxl")


@pytest.mark.parametrize("trace", ["cd /{}/someone/x", "/{}/main/x"])
def test_a_path_of_a_machine_is_found(trace: str) -> None:
    assert find_traces("bad", trace.format("home")) != []
    assert find_traces("bad", "see https://example.jp/home/page and ~/x") == []


@pytest.mark.parametrize("host", ["pyp" + "i.org", "files.python" + "hosted.org", "registry.npm" + "js.org"])
def test_a_host_of_a_registry_is_found(host: str) -> None:
    assert find_traces("bad", f"pip install from https://{host}/simple") != []
