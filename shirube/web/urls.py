"""The addresses of the screens: one table with the view and the permission of each.

tests/web/test_matrix.py walks this table for every role; an address that is not in it does not exist.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from shirube.web import (
    accounts,
    analysis,
    attachments,
    comments,
    entry,
    findings,
    history,
    home,
    imports,
    indicator,
    life,
    manage,
    plan,
    plans,
    reports,
    scale_editor,
    scales,
    second_factor,
    successor,
    targets,
)
from shirube.web.gate import Page

POST = ("POST",)
BOTH = ("GET", "POST")
_PLAN = "plans/<int:plan>/"
_ENTRY = f"{_PLAN}entry/<int:year>/"

PAGES: tuple[Page, ...] = (
    Page("login", "login/", accounts.show_login, methods=BOTH, is_open=True),
    Page("password_mail", "password/", accounts.show_password_mail, methods=BOTH, is_open=True),
    Page("entry_link", "entry/<str:token>/", accounts.show_entry_link, methods=BOTH, is_open=True),
    Page("logout", "logout/", accounts.do_logout, methods=POST, is_open=True),
    Page("account", "account/", accounts.show_account),
    Page("change_password", "account/password/", accounts.do_change_password, methods=POST),
    Page("start_totp", "account/totp/", second_factor.do_start_totp, methods=POST),
    Page("confirm_totp", "account/totp/confirm/", second_factor.do_confirm_totp, methods=POST),
    Page("remove_totp", "account/totp/remove/", second_factor.do_remove_totp, methods=POST),
    Page("renew_codes", "account/totp/codes/", second_factor.do_renew_codes, methods=POST),
    Page("log_out_everywhere", "account/logout/", accounts.do_log_out_everywhere, methods=POST),
    Page("home", "", home.show_home),
    Page("plans", "plans/", plans.show_plans, "view_plan"),
    Page("import_new", "plans/import/", imports.show_import, "import_plan", BOTH),
    Page("import_preview", "plans/import/<str:token>/", imports.show_import_preview, "import_plan"),
    Page("do_import", "plans/import/<str:token>/apply/", imports.do_import, "import_plan", POST),
    Page("import_done", "plans/imports/<int:batch>/", imports.show_import_done, "import_plan"),
    Page("undo_import", "plans/imports/<int:batch>/undo/", imports.do_undo_import, "import_plan", POST),
    Page("plan", _PLAN, plan.show_plan, "view_plan"),
    Page("import_into", f"{_PLAN}import/", imports.show_import, "import_plan", BOTH),
    Page("entry", _ENTRY, entry.show_entry, "enter_actual"),
    Page("entry_save", f"{_ENTRY}save/", entry.do_entry, "enter_actual", POST),
    Page("entry_row", f"{_ENTRY}<int:indicator>/", entry.do_entry_row, "enter_actual", POST),
    Page("entry_draft", f"{_ENTRY}<int:indicator>/draft/", entry.do_entry_draft, "enter_actual", POST),
    Page("analysis", f"{_PLAN}analysis/", analysis.show_analysis, "view_plan"),
    Page("findings", f"{_PLAN}findings/", findings.show_findings, "view_plan"),
    Page("accept_finding", f"{_PLAN}findings/accept/", findings.do_accept_finding, "accept_finding", POST),
    Page(
        "withdraw_acceptance",
        f"{_PLAN}findings/withdraw/",
        findings.do_withdraw_acceptance,
        "accept_finding",
        POST,
    ),
    Page("report", f"{_PLAN}report/", reports.show_report, "view_plan"),
    Page("download", f"{_PLAN}report/download/", reports.download_report, "view_plan"),
    Page("scale", f"{_PLAN}scale/", scales.show_scale, "view_plan"),
    Page("set_scale", f"{_PLAN}scale/set/", scales.do_set_scale, "set_scale", POST),
    Page("edit_scale", f"{_PLAN}scale/write/", scale_editor.show_scale_editor, "set_scale", BOTH),
    Page("plan_history", f"{_PLAN}history/", history.show_plan_history, "view_history"),
    Page("owners", f"{_PLAN}owners/", manage.show_owners, "assign_owner"),
    Page("assign_owners", f"{_PLAN}owners/assign/", manage.do_assign_owners, "assign_owner", POST),
    Page("revise_target", f"{_PLAN}revise/<path:key>", indicator.do_revise_target, "revise_target", POST),
    Page("targets", f"{_PLAN}targets/", targets.show_targets, "enter_target"),
    Page("targets_save", f"{_PLAN}targets/save/", targets.do_targets, "enter_target", POST),
    Page("target_row", f"{_PLAN}targets/<int:indicator>/", targets.do_target_row, "enter_target", POST),
    Page(
        "target_draft",
        f"{_PLAN}targets/<int:indicator>/draft/",
        targets.do_target_draft,
        "enter_target",
        POST,
    ),
    Page("successor", f"{_PLAN}successor/", successor.show_successor, "copy_plan"),
    Page("copy_plan", f"{_PLAN}successor/make/", successor.do_copy, "copy_plan", POST),
    Page("copied", f"{_PLAN}successor/done/", successor.show_copied, "copy_plan"),
    Page("undo_copy", f"{_PLAN}successor/undo/", successor.do_undo_copy, "copy_plan", POST),
    Page("life", f"{_PLAN}life/<path:key>", life.show_life, "change_indicator"),
    Page("end_indicator", f"{_PLAN}end/<path:key>", life.do_end, "change_indicator", POST),
    Page("move_indicator", f"{_PLAN}move/<path:key>", life.do_move, "change_indicator", POST),
    Page("rename_indicator", f"{_PLAN}rename/<path:key>", life.do_rename, "change_indicator", POST),
    Page("split_indicator", f"{_PLAN}split/<path:key>", life.do_split, "change_indicator", POST),
    Page("take_back_turn", f"{_PLAN}take-back/<path:key>", life.do_take_back, "change_indicator", POST),
    Page("decide_grade", f"{_PLAN}decide/<path:key>", indicator.do_decide_grade, "decide_grade", POST),
    Page("answer_decision", f"{_PLAN}answer/<path:key>", indicator.do_answer_decision, "view_plan", POST),
    Page("comment", f"{_PLAN}comment/<path:key>", comments.do_comment, "comment", POST),
    Page("edit_comment", "comments/<int:comment>/edit/", comments.do_edit_comment, "comment", POST),
    Page("resolve_comment", "comments/<int:comment>/resolve/", comments.do_resolve_comment, "comment", POST),
    Page("attach", f"{_PLAN}attach/<path:key>", attachments.do_attach, "attach_evidence", POST),
    Page("attachment", "attachments/<int:attachment>/", attachments.download_attachment, "view_plan"),
    Page(
        "withdraw_attachment",
        "attachments/<int:attachment>/withdraw/",
        attachments.do_withdraw_attachment,
        "attach_evidence",
        POST,
    ),
    Page("indicator", f"{_PLAN}indicators/<path:key>", indicator.show_indicator, "view_plan"),
    Page("history", "history/", history.show_history, "view_history"),
    Page("manage", "manage/", manage.show_manage, "hand_over_post"),
    Page("create_body", "manage/bodies/", manage.do_create_body, "manage_people", POST),
    Page("create_post", "manage/posts/", manage.do_create_post, "manage_people", POST),
    Page("invite", "manage/people/", manage.do_invite, "manage_people", POST),
    Page("reset_link", "manage/people/link/", manage.do_reset_link, "manage_people", POST),
    Page("disable", "manage/people/disable/", manage.do_disable, "manage_people", POST),
    Page("hand_over", "manage/hand-over/", manage.do_hand_over, "hand_over_post", POST),
)

urlpatterns: list[URLPattern] = [path(page.route, page.make_view(), name=page.name) for page in PAGES]
