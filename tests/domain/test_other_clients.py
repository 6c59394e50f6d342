"""Other clients are found on a page by name and by member ID, and nobody else is."""

import pytest

from advocate_desktop.domain.other_clients import Known, OtherClients

BO = Known("Bo", "Sample", ("SHP 4471-902",))
LI = Known("小明", "王", ())
JOSE = Known("José Luis", "Ñúñez", ("12",))


@pytest.fixture
def others():
    return OtherClients([BO, LI, JOSE], ["Ana Example"], ["000012345"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Patient: Bo Sample, seen today", ((BO, False),)),
        ("SAMPLE, BO — denied", ((BO, False),)),
        ("Bo M. Sample", ((BO, False),)),
        ("ID SHP4471902 group 7", ((BO, True),)),
        ("ID SHP 4471 902", ((BO, True),)),
        ("jose luis nunez", ((JOSE, False),)),
        ("病人王小明", ((LI, False),)),
        ("Bo and the Sample clinic", ()),
        ("Robo Sample", ()),
        ("Ana Example 000012345", ()),
        ("room 12", ()),
        ("Bo Samples", ()),
        ("", ()),
    ],
)
def test_a_page_names_another_client(others, text, found):
    assert others.found_in(text) == found


def test_who_is_called_like_the_client_or_shares_the_number_is_no_other():
    twin = Known("Ana", "Example", ("000012345",))
    others = OtherClients([twin], ["Ana Example"], ["000-012-345"])
    assert others.found_in("Ana Example, member 000012345") == ()


def test_each_is_told_once(others):
    assert others.found_in("Bo Sample. Bo Sample. Sample Bo") == ((BO, False),)


def test_many_clients_are_looked_for_quickly():
    import time

    many = [Known(f"Given{n}", f"Family{n}", (f"ID{n:06}",)) for n in range(20_000)]
    others = OtherClients(many, [], [])
    page = "The plan denied the treatment on that day for this reason. " * 40
    began = time.perf_counter()
    for _ in range(50):
        assert others.found_in(page) == ()
    assert time.perf_counter() - began < 1.5
