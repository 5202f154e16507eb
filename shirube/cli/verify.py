"""``shirube verify``: whether database, audit record and attachments are as they were written."""

from __future__ import annotations

import argparse

from shirube.cli.server_options import add_data_option, apply_options

EXIT_TAMPERED = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only where the data are."""
    add_data_option(parser)


def run(args: argparse.Namespace) -> int:
    """Checks settings, file, chain and attachments; prints what is wrong, or how much was found in order."""
    from shirube.conf.startup import check_start, start_django

    apply_options(args)
    start_django()
    check_start()
    problems = [*_check_records(), *_check_attachments()]
    for problem in problems:
        print(f"  {problem}")
    return EXIT_TAMPERED if problems else 0


def _check_records() -> list[str]:
    # Only once Django is awake can its tables be imported.
    from django.conf import settings

    from shirube.store.audit_chain import check_chain, read_anchors
    from shirube.store.people import Municipality
    from shirube.store.records import AuditRecord

    anchors = list(read_anchors(settings.AUDIT_ANCHOR))
    problems = []
    for municipality in Municipality.objects.order_by("code"):
        found = check_chain(municipality, anchors)
        problems += [f"{municipality.name}：{problem}" for problem in found]
        count = AuditRecord.objects.of(municipality).count()
        print(
            f"{municipality.name}：履歴{count:,}件を確認しました。{'異状はありません。' if not found else ''}"
        )
    return problems


def _check_attachments() -> list[str]:
    from django.conf import settings

    from shirube.store.attachment_files import check_folder

    report = check_folder(settings.ATTACHMENTS_FOLDER)
    if report.sound or report.damaged:
        well = "" if report.damaged else "異状はありません。"
        print(f"添付ファイル{report.sound + len(report.damaged):,}件を確認しました。{well}")
    if report.orphans:
        # Harmless: what a crash left between the file and its row, or the files of a plan that is gone.
        print(f"どの記録にもないファイルが{len(report.orphans):,}件あります。消しても差し支えありません。")
        for path in report.orphans:
            print(f"  {path}")
    return report.damaged
