"""The command line: finds the command, and turns each kind of failure into its own exit code.

Each command is a module of this folder with ``add_arguments(parser)`` and ``run(args) -> int``; only the
one that is called is loaded, so that ``shirube --version`` costs no more than starting Python.
"""

from __future__ import annotations

import io
import sys

# Set here and not imported: importing typing alone would double the time of ``--version``.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

# Exit codes are part of the interface: 0 nothing grave, 1 grave findings, then one for each kind of failure.
EXIT_GRAVE = 1
EXIT_CODES: dict[str, int] = {
    "UnreadableFile": 2,
    "UnwritableFile": 3,
    "UnknownYearError": 64,
    "UnknownKindError": 64,
    "MissingFontError": 4,
    "RecipeError": 5,
    "ScaleError": 5,
    "LayoutError": 6,
    "WhatIfError": 64,
    "SettingError": 7,
    "StartRefused": 7,
    "BackupFailed": 8,
    "BackupDamaged": 8,
    "RestoreRefused": 8,
    "Refused": 9,
}
EXIT_USAGE = 64
EXIT_INTERRUPTED = 130
EXIT_PIPE_CLOSED = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Every expected failure ends in one clear Japanese line."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words in (["--version"], ["-V"]):
        from shirube import __version__

        print(f"shirube {__version__}")
        return 0
    _print_anything()
    try:
        return _run(words)
    except BrokenPipeError:
        # The reader of a pipe (head, less) has left; writing its end again would only raise once more.
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_PIPE_CLOSED
    except KeyboardInterrupt:
        print("中止しました。", file=sys.stderr)
        return EXIT_INTERRUPTED
    except Exception as error:
        code = _find_exit_code(error)
        if code is None:
            raise
        print(str(error), file=sys.stderr)
        return code


def _print_anything() -> None:
    """Let no character that a terminal cannot show (𠮷 on one of CP932) end a command half-way."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.encoding.lower().startswith("utf"):
            stream.reconfigure(errors="backslashreplace")


def _find_exit_code(error: Exception) -> int | None:
    """The code of an expected failure, found by class name so that no reader or writer need be loaded."""
    return next(
        (EXIT_CODES[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in EXIT_CODES), None
    )


def _run(words: Sequence[str]) -> int:
    import gc
    from importlib import import_module

    from shirube.core.light_start import load_structs

    # Before anything of ours: whatever is loaded first decides how the library of values is.
    load_structs()

    from shirube.cli.commands import COMMANDS

    # Loading a command makes tens of thousands of objects that all stay: looking for garbage among them
    # would take a quarter of the time.
    gc.disable()

    if words and not words[0].startswith("-") and words[0] not in COMMANDS:
        return _refuse_unknown(words[0])
    parser = _make_parser(words[0] if words else "")
    args = parser.parse_args(words)
    if not args.command:
        parser.print_help()
        return EXIT_USAGE
    run = import_module(COMMANDS[args.command].module).run
    gc.freeze()
    gc.enable()
    # A plan is tens of thousands of values without a cycle among them: looking every 700 is time lost.
    gc.set_threshold(100_000, 50, 100)
    return int(run(args))


def _refuse_unknown(word: str) -> int:
    """A slip of the keyboard is answered with the command that was probably meant."""
    from difflib import get_close_matches

    from shirube.cli.commands import COMMANDS

    near = get_close_matches(word, COMMANDS, n=1)
    hint = f"「{near[0]}」でしょうか。" if near else ""
    print(f"コマンド「{word}」はありません。{hint}一覧は「shirube --help」で確認できます。", file=sys.stderr)
    return EXIT_USAGE


def _make_parser(chosen: str) -> argparse.ArgumentParser:
    from importlib import import_module

    from shirube.cli.arguments import JapaneseParser
    from shirube.cli.commands import COMMANDS

    parser = JapaneseParser(
        prog="shirube", description="しるべ：自治体の計画の進捗管理（目標・実績・評価・報告）"
    )
    parser.add_argument("-V", "--version", action="store_true", help="版を表示します")
    commands = parser.add_subparsers(dest="command", metavar="コマンド", title="コマンド")
    # Beside a chosen command the others have nothing to say; making them takes as long as loading it.
    for name in [chosen] if chosen in COMMANDS else COMMANDS:
        command = COMMANDS[name]
        child = commands.add_parser(name, help=command.summary, description=command.summary + "。")
        if name == chosen:
            import_module(command.module).add_arguments(child)
    return parser


if __name__ == "__main__":
    sys.exit(main())
