"""Everything that writes to a deliberation: one function per verb, each all-or-nothing."""

from musyawarah.actions.acara import (
    BUTTONS,
    cancel,
    create,
    edit,
    finalise,
    invite,
    minute,
    postpone,
    reopen,
    resume,
    start,
)
from musyawarah.actions.baris import add_row, change_row, remove_row
from musyawarah.actions.foto import add_photo, keep_sheets, withdraw_photo, withdraw_sheet
from musyawarah.actions.hadir import (
    add_people,
    add_person,
    change_person,
    mark_present,
    record_sheet,
    remove_person,
)
from musyawarah.actions.lalu import answer
from musyawarah.actions.libur import add_holiday, remove_holiday
from musyawarah.actions.naskah import keep_scan, pdf_bytes, revoke
from musyawarah.actions.paket import bundle
from musyawarah.actions.templat import may_word, restore_template, save_template
from musyawarah.actions.undangan import set_invitations
from musyawarah.actions.urung import restore_person, restore_photo, restore_row, restore_sheet

__all__ = [
    "BUTTONS",
    "add_holiday",
    "add_people",
    "add_person",
    "add_photo",
    "add_row",
    "answer",
    "bundle",
    "cancel",
    "change_person",
    "change_row",
    "create",
    "edit",
    "finalise",
    "invite",
    "keep_scan",
    "keep_sheets",
    "mark_present",
    "may_word",
    "minute",
    "pdf_bytes",
    "postpone",
    "record_sheet",
    "remove_holiday",
    "remove_person",
    "remove_row",
    "reopen",
    "restore_person",
    "restore_photo",
    "restore_row",
    "restore_sheet",
    "restore_template",
    "resume",
    "revoke",
    "save_template",
    "set_invitations",
    "start",
    "withdraw_photo",
    "withdraw_sheet",
]
