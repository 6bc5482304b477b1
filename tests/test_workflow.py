"""The engine, without a database: a table, a person's roles, an answer."""

from types import SimpleNamespace

import pytest

from ppid.lib.workflow import NotAllowed, Step, Workflow

WORKFLOW = Workflow(
    Step("edit", "Ubah", {"draf"}, None, {"pld"}, own=True),
    Step("submit", "Kirim", {"draf"}, "terkirim", {"pld"}, own=True, missing=lambda o: o.lacks),
    Step(
        "accept", "Terima", {"terkirim"}, "diterima", {"pd", "tpid"},
        own=False, of={"pd": {"pld"}, "tpid": {"pld", "pd"}},
    ),
)  # fmt: skip


def paper(status, peran="pld", lacks=()):
    return SimpleNamespace(
        status=status, peran=peran, lacks=lacks, get_status_display=lambda: status.title()
    )


def names(offers):
    return [offer.step.name for offer in offers]


def test_offers_are_the_steps_of_this_status_and_this_person():
    assert names(WORKFLOW.offers(paper("draf"), {"pld"}, own=True)) == ["edit", "submit"]
    assert names(WORKFLOW.offers(paper("draf"), {"pld"}, own=False)) == []
    assert names(WORKFLOW.offers(paper("draf"), {"tpid"}, own=True)) == []


def test_an_offer_names_everything_that_is_missing():
    offers = WORKFLOW.offers(paper("draf", lacks=("Isi A.", "Isi B.")), {"pld"}, own=True)
    assert offers[1].reasons == ["Isi A.", "Isi B."]


def test_a_reviewer_judges_only_those_the_table_names():
    assert names(WORKFLOW.offers(paper("terkirim", "pd"), {"pd"})) == []
    assert names(WORKFLOW.offers(paper("terkirim", "pd"), {"tpid"})) == ["accept"]


def test_nobody_judges_their_own_work():
    with pytest.raises(NotAllowed, match="pekerjaan Anda sendiri"):
        WORKFLOW.check("accept", paper("terkirim"), {"tpid"}, own=True)


@pytest.mark.parametrize(
    ("name", "obj", "roles", "own", "sentence"),
    [
        ("fly", paper("draf"), {"pld"}, True, "Langkah ini tidak ada."),
        ("submit", paper("diterima"), {"pld"}, True, "“Kirim” tidak berlaku: status Diterima."),
        ("submit", paper("draf"), {"pld"}, False, "Hanya penulisnya"),
        ("accept", paper("terkirim"), {"pemantau"}, False, "tidak berwenang"),
        ("submit", paper("draf", lacks=("Isi A.", "Isi B.")), {"pld"}, True, "Isi A. Isi B."),
    ],
)
def test_a_refusal_is_a_sentence(name, obj, roles, own, sentence):
    with pytest.raises(NotAllowed, match=sentence):
        WORKFLOW.check(name, obj, roles, own=own)


def test_check_returns_the_step():
    assert WORKFLOW.check("accept", paper("terkirim"), {"pd"}).target == "diterima"


def test_the_drawing_leaves_out_steps_that_move_nothing():
    assert WORKFLOW.mermaid() == (
        "stateDiagram-v2\n    draf --> terkirim: Kirim\n    terkirim --> diterima: Terima"
    )
