"""Relating spans: drawing, reversing and relabelling relations."""

from __future__ import annotations

from msgspec.structs import replace

from annotations.document import Document
from annotations.edits.step import LIVE, Step, named, quoted
from annotations.errors import EditRefused
from annotations.model import PERSON, Change, Relation, State
from annotations.scheme import LabelScheme, RelationLabel


def possible(document: Document, scheme: LabelScheme, head: str, child: str) -> tuple[RelationLabel, ...]:
    """The relation labels that may still be drawn from `head` to `child`."""
    if head == child:
        return ()
    first, second = document.spans[head], document.spans[child]
    taken = {r.label for r in document.relations_of(head) if r.child == child and r.state is State.ACCEPTED}
    return tuple(
        label for label in scheme.relations_between(first.label, second.label) if label.name not in taken
    )


def relate(document: Document, scheme: LabelScheme, head: str, child: str, label: str) -> Change:
    """Draw a relation, accepted at once, and accept its two ends."""
    step = Step(document)
    _check(document, scheme, head, child, label)
    present = document.equal_relation(head, child, label)
    if present is not None and present.state is State.ACCEPTED:
        raise EditRefused(f"{named(document, present)} is there already.")
    step.accept_relation(
        present or Relation(document.new_id("r"), head, child, label, State.ACCEPTED),
    )
    ends = [quoted(document.text_of(document.spans[end])) for end in (head, child)]
    return step.change(f"Relate {ends[0]} {label} {ends[1]}")


def refuse(document: Document, scheme: LabelScheme, head: str, child: str) -> Change:
    """Raise EditRefused with the reason why no relation may be drawn from `head` to `child`."""
    if head == child:
        raise EditRefused("A relation joins two different spans. Choose another span as its end.")
    first, second = document.spans[head], document.spans[child]
    labels = scheme.relations_between(first.label, second.label)
    if labels:
        taken = ", ".join(label.name for label in labels)
        raise EditRefused(
            f"Every relation that may join {quoted(document.text_of(first))} to "
            f"{quoted(document.text_of(second))} is there already: {taken}."
        )
    raise EditRefused(
        f"No relation of the label scheme may join {first.label} ({quoted(document.text_of(first))}) to "
        f"{second.label} ({quoted(document.text_of(second))})."
    )


def reverse(document: Document, scheme: LabelScheme, relation_id: str) -> Change:
    """Let the relation run from its child to its head."""
    relation = document.relations[relation_id]
    step = Step(document)
    _become(step, scheme, relation, relation.child, relation.head, relation.label)
    return step.change(f"Reverse {named(document, relation)}")


def relabel(document: Document, scheme: LabelScheme, relation_id: str, label: str) -> Change:
    """Give the relation another label. A suggestion is accepted as changed, what it was is a negative."""
    relation = document.relations[relation_id]
    step = Step(document)
    _become(step, scheme, relation, relation.head, relation.child, label)
    return step.change(f"Relabel {named(document, relation)} as {label}")


def _check(document: Document, scheme: LabelScheme, head: str, child: str, label: str) -> None:
    if head == child:
        raise EditRefused("A relation joins two different spans. Choose another span as its end.")
    scheme.require(label, document.spans[head].label, document.spans[child].label)


def _become(step: Step, scheme: LabelScheme, relation: Relation, head: str, child: str, label: str) -> None:
    """Let `relation` have these ends and this label, accepted."""
    document = step.document
    if (relation.head, relation.child, relation.label) == (head, child, label):
        step.accept_relation(relation)
        return
    _check(document, scheme, head, child, label)
    present = document.equal_relation(head, child, label)
    if present is not None and present.state is State.ACCEPTED:
        raise EditRefused(f"{named(document, present)} is there already.")
    if present is not None:
        step.accept_relation(present)
        _leave(step, relation)
        return
    if not relation.own:
        twin = replace(relation, id=document.new_id("r"), state=State.REJECTED, note="", extra="")
        step.put(twin)
    step.accept_relation(
        replace(relation, head=head, child=child, label=label, sources=(PERSON,), score=None)
    )


def _leave(step: Step, relation: Relation) -> None:
    if relation.own:
        step.remove(relation)
    elif relation.state in LIVE:
        step.put(replace(relation, state=State.REJECTED))
