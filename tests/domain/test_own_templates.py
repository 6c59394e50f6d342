"""A user's own letter: fields and conditions are filled, and nothing else is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from advocate_desktop.domain.own_templates import fields_in, filled

FACTS = {"name": "Ana Example", "plan": "Sample Health Plan", "decision_date": ""}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Dear {{name}},", "Dear Ana Example,\n"),
        ("{{ plan }}", "Sample Health Plan\n"),
        ("{{#name}}yes {{name}}{{/name}}{{^name}}no{{/name}}", "yes Ana Example\n"),
        (
            "{{#decision_date}}decided{{/decision_date}}{{^decision_date}}waiting{{/decision_date}}",
            "waiting\n",
        ),
        ("a{{#plan}}b{{^decision_date}}c{{/decision_date}}{{/plan}}d", "abcd\n"),
        ("a{{#decision_date}}b{{#plan}}c{{/plan}}{{/decision_date}}d", "ad\n"),
    ],
)
def test_fields_and_conditions_are_filled(source, text):
    made = filled(source, FACTS.get)
    assert (made.text, made.problems, made.unknown) == (text, (), ())


def test_a_field_that_there_is_not_stays_as_written_and_is_told():
    made = filled("Dear {{nobody}}, {{name}}", FACTS.get)
    assert made.text == "Dear {{nobody}}, Ana Example\n"
    assert made.unknown == ("nobody",)


@pytest.mark.parametrize("source", ["{{#name}}a", "a{{/name}}", "{{#name}}{{#plan}}{{/name}}"])
def test_conditions_that_do_not_fit_together_are_told_and_nothing_is_lost(source):
    made = filled(source, FACTS.get)
    assert made.problems
    assert made.text == source


@pytest.mark.parametrize(
    "source",
    [
        "{% for x in y %}",
        "{{ name.__class__ }}",
        "{{ 7*7 }}",
        "{{> partial}}",
        "{{{name}}}x",
        "${x}",
    ],
)
def test_what_other_programs_would_run_is_printed(source):
    made = filled(source, lambda name: None)
    assert made.text == source + "\n"


@given(some.text(max_size=300))
def test_any_text_can_be_filled(source):
    filled(source, FACTS.get)


@given(some.text(alphabet="{}#^/name", max_size=60))
def test_nothing_that_a_fact_says_is_read_as_a_field(fact):
    assert filled("a{{name}}b", lambda name: fact).text == f"a{fact}b\n"


def test_the_fields_of_a_text_are_named_once():
    assert fields_in("{{#a}}{{b}}{{/a}}{{b}}") == ("a", "b")
