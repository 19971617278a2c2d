"""Writes at the border. `writing`, `sending` and `following` are the public side's, `inner` is the bureau's; with two networks
`carrying` and `applying` are the relay's on either side.
"""

from yiwang.cases.counter.commands.answers import choose_publishing, owe_asker, show_answer
from yiwang.cases.counter.commands.applying import Came, accept, retry_held
from yiwang.cases.counter.commands.assisting import show_standards
from yiwang.cases.counter.commands.at_window import (
    drop_at_window,
    file_at_window,
    fill_from_register,
    forget_dropped,
    open_at_window,
    restore_at_window,
    see_original,
    write_who_at_window,
)
from yiwang.cases.counter.commands.carrying import begin_again, join, make_batch, note_refusal, publish_places, tell
from yiwang.cases.counter.commands.filing import (
    add_material,
    file,
    open_filing,
    remove_material,
    say_material,
    sign_pledge,
    use_same,
    write_choices,
    write_form,
    write_who,
)
from yiwang.cases.counter.commands.following import ask_review, dispute, note_attempt, read_reply, withdraw
from yiwang.cases.counter.commands.giving import give_file, given_names, open_giving, send_correction, send_supply
from yiwang.cases.counter.commands.guides import renew_guides, show_guide
from yiwang.cases.counter.commands.helping import say_helpful
from yiwang.cases.counter.commands.incoming import Brought, post_incoming
from yiwang.cases.counter.commands.inner import (
    forget_drafts,
    forget_outside,
    index_phones,
    project,
    publish,
    spoil,
    take_in,
)
from yiwang.cases.counter.commands.invited import answer_invitation
from yiwang.cases.counter.commands.inviting import (
    NewInvitation,
    end_invitations,
    invite,
)
from yiwang.cases.counter.commands.keeping import PROJECTIONS
from yiwang.cases.counter.commands.mine import Fetched, Own, Wish, ask_again, ask_data, ask_own, fetch_copy, see_mine
from yiwang.cases.counter.commands.noting import answer, close_mine, keep_note, open_mine, supplement, urge
from yiwang.cases.counter.commands.own import ask_register, forget_own
from yiwang.cases.counter.commands.personal import hand_out, show_holder, show_person, show_request
from yiwang.cases.counter.commands.renewing import owe, owe_known, owe_member, owe_merged, put_off, renew
from yiwang.cases.counter.commands.results import show_results
from yiwang.cases.counter.commands.sending import send, send_now
from yiwang.cases.counter.commands.windows import rate_window, show_windows
from yiwang.cases.counter.commands.writing import (
    Step,
    add_parcel,
    answer_trip,
    ask_code,
    confirm_code,
    drop_draft,
    open_draft,
    remove_parcel,
    write_contact,
    write_place,
    write_words,
)

__all__ = [
    "PROJECTIONS",
    "Brought",
    "Came",
    "Fetched",
    "NewInvitation",
    "Own",
    "Step",
    "Wish",
    "accept",
    "add_material",
    "add_parcel",
    "answer",
    "answer_invitation",
    "answer_trip",
    "ask_again",
    "ask_code",
    "ask_data",
    "ask_own",
    "ask_register",
    "ask_review",
    "begin_again",
    "choose_publishing",
    "close_mine",
    "confirm_code",
    "dispute",
    "drop_at_window",
    "drop_draft",
    "end_invitations",
    "fetch_copy",
    "file",
    "file_at_window",
    "fill_from_register",
    "forget_drafts",
    "forget_dropped",
    "forget_outside",
    "forget_own",
    "give_file",
    "given_names",
    "hand_out",
    "index_phones",
    "invite",
    "join",
    "keep_note",
    "make_batch",
    "note_attempt",
    "note_refusal",
    "open_at_window",
    "open_draft",
    "open_filing",
    "open_giving",
    "open_mine",
    "owe",
    "owe_asker",
    "owe_known",
    "owe_member",
    "owe_merged",
    "post_incoming",
    "project",
    "publish",
    "publish_places",
    "put_off",
    "rate_window",
    "read_reply",
    "remove_material",
    "remove_parcel",
    "renew",
    "renew_guides",
    "restore_at_window",
    "retry_held",
    "say_helpful",
    "say_material",
    "see_mine",
    "see_original",
    "send",
    "send_correction",
    "send_now",
    "send_supply",
    "show_answer",
    "show_guide",
    "show_holder",
    "show_person",
    "show_request",
    "show_results",
    "show_standards",
    "show_windows",
    "sign_pledge",
    "spoil",
    "supplement",
    "take_in",
    "tell",
    "urge",
    "use_same",
    "withdraw",
    "write_choices",
    "write_contact",
    "write_form",
    "write_place",
    "write_who",
    "write_who_at_window",
    "write_words",
]
