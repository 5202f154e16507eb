"""Evidence for a figure: attaching a file, opening it, withdrawing it with a reason.

The file is on the disk before its row is committed. What kind of file it is belongs to file_types.py, where
it lies to store/attachment_files.py.
"""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone

from shirube.actions import audit, reach
from shirube.actions.file_types import FILE_TYPES, FileType, clean_name, find_file_type
from shirube.actions.outcome import NotFound, Refused, require_reason
from shirube.store.access import Access, load_access
from shirube.store.attachment_files import FileDamaged, erase_file, read_file, write_file
from shirube.store.evidence import Attachment
from shirube.store.people import Municipality, Person
from shirube.store.plans import IndicatorRow


@transaction.atomic
def attach_file(
    *, indicator: int, year: int, name: str, data: bytes, by: Person, form_key: str = ""
) -> Attachment:
    """Attaches a file to one year of an indicator. A form sent twice (``form_key``) attaches it once.

    Raises Refused for a kind that is not taken, a file too large, and where the room is used up.
    """
    access = load_access(by)
    row = reach.lock_indicator(access, indicator, "attach_evidence")
    attachments = Attachment.objects.of(access.municipality)
    if form_key and (known := attachments.filter(form_key=form_key).first()):
        return known
    check_size(len(data))
    kind = find_file_type(data)
    _require_room(access.municipality, len(data))
    sha256 = _write(access.municipality, data)
    made = attachments.create(
        municipality=access.municipality,
        plan_id=row.plan_id,
        indicator=row,
        year=year,
        name=clean_name(name, kind),
        kind=kind.key,
        size=len(data),
        sha256=sha256,
        person=by,
        at=timezone.now(),
        form_key=form_key or None,
    )
    after = {"ファイル": made.name, "大きさ": f"{made.size:,}バイト", "ハッシュ値": made.sha256}
    place = _render_place(row, made)
    audit.record_indicator(access, row, verb="attachment.added", place=place, after=after)
    # Somebody may have erased the same content while this was not yet committed.
    transaction.on_commit(partial(_write, access.municipality, data))
    return made


@transaction.atomic
def withdraw_attachment(*, attachment: int, reason: str, by: Person, is_erased: bool = False) -> Attachment:
    """Takes a file out of service; it stays on record. ``is_erased`` also takes its content away for good.

    By whoever may attach to the indicator. Doing it twice is harmless.
    """
    access = load_access(by)
    found = find_attachment(access, attachment)
    row = reach.lock_indicator(access, found.indicator_id, "attach_evidence")
    found.refresh_from_db()
    if found.withdrawn_at:
        return found
    found.reason = require_reason(reason, "取り下げる理由を入力してください。")
    found.withdrawn_at, found.withdrawn_by, found.is_erased = timezone.now(), by, is_erased
    found.save(update_fields=["withdrawn_at", "withdrawn_by", "reason", "is_erased"])
    before = {"ファイル": found.name, "ハッシュ値": found.sha256}
    after = {"中身": "消去"} if is_erased else None
    audit.record_indicator(
        access,
        row,
        verb="attachment.withdrawn",
        place=_render_place(row, found),
        before=before,
        after=after,
        reason=found.reason,
    )
    if is_erased:
        transaction.on_commit(
            partial(erase_file, settings.ATTACHMENTS_FOLDER, access.municipality, found.sha256)
        )
    return found


def open_attachment(*, attachment: int, by: Person) -> tuple[Attachment, FileType, bytes]:
    """An attachment in force with its content, held against its hash. Raises NotFound or Refused."""
    access = load_access(by)
    found = find_attachment(access, attachment)
    if found.withdrawn_at:
        raise NotFound
    try:
        data = read_file(settings.ATTACHMENTS_FOLDER, access.municipality, found.sha256)
    except FileDamaged as damaged:
        raise Refused(str(damaged)) from damaged
    return found, FILE_TYPES[found.kind], data


def find_attachment(access: Access, attachment: int) -> Attachment:
    """An attachment of an indicator in sight. Raises NotFound."""
    seen = Attachment.objects.of(access.municipality).filter(indicator__in=access.find_indicators())
    found = seen.filter(pk=attachment).first()
    if found is None:
        raise NotFound
    return found


def compute_used(municipality: Municipality) -> int:
    """How many bytes the attachments of a municipality take on the disk; the same content counts once."""
    rows = Attachment.objects.of(municipality).filter(is_erased=False).order_by()
    sizes = rows.values("sha256").annotate(one=Max("size"))
    total = sizes.aggregate(total=Sum("one"))["total"]
    return int(total or 0)


def check_size(size: int) -> None:
    """Raises Refused for a file that is too large: to be asked before it is read into memory."""
    if size > settings.LARGEST_ATTACHMENT:
        raise Refused(
            f"ファイルが大きすぎます（{size / 1024**2:,.1f}MB）。"
            f"{settings.LARGEST_ATTACHMENT // 1024**2}MB以内にしてください。"
            "画像は縮小するか、PDFにまとめると小さくなります。"
        )


def _require_room(municipality: Municipality, size: int) -> None:
    if compute_used(municipality) + size > settings.ATTACHMENT_QUOTA:
        raise Refused(
            f"添付ファイルの合計が上限（{settings.ATTACHMENT_QUOTA // 1024**2:,}MB）を超えます。"
            "システム管理者に連絡してください。"
        )


def _write(municipality: Municipality, data: bytes) -> str:
    try:
        return write_file(settings.ATTACHMENTS_FOLDER, municipality, data)
    except OSError as error:
        raise Refused(
            "ファイルを保存できませんでした。添付はされていません。サーバーの空き容量について、"
            "システム管理者に連絡してください。"
        ) from error


def _render_place(row: IndicatorRow, attachment: Attachment) -> str:
    return reach.render_place(row, "根拠資料", attachment.year)
