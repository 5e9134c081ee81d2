"""A scheme takes labels on without giving two of them one key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.formats.report import Report
from annotations.scheme_check import problems
from annotations.scheme_file import default_scheme
from annotations.scheme_growth import grown, new_labels


@given(st.lists(st.text(max_size=9), max_size=90), st.lists(st.text(max_size=9), max_size=20))
def test_any_labels_that_can_be_are_taken_on(spans: list[str], relations: list[str]) -> None:
    scheme, report = default_scheme(), Report()
    report.labels.update([*spans, "PERSON", "ROBOT", "ROBOT"])
    report.relations.update([*relations, "builds"])
    new = new_labels(scheme, report)
    assert "PERSON" not in dict(new.entities)
    after = grown(scheme, new)
    assert problems(after) == problems(scheme)
    assert after.entities[: len(scheme.entities)] == scheme.entities
    robot, builds = after.entity("ROBOT"), after.relation("builds")
    assert robot is not None
    assert robot.colour
    assert builds is not None
    left = {name for name, _ in new.entities} - {label.name for label in after.entities}
    assert all(not name or name != name.strip() or not name.isprintable() for name in left)


def test_what_is_new_is_said_with_its_counts() -> None:
    report = Report()
    report.labels.update({"ROBOT": 1200, "PERSON": 3})
    report.relations.update({"builds": 2})
    assert new_labels(default_scheme(), report).words == "ROBOT (1,200), builds (2)"
