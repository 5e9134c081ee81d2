"""Fitting an older change to an article whose suggestions have been renewed since.

Suggestions that arrive are no undo step, so a step that is undone or redone can meet rows that were not
there when it was made. What a person decided wins over what a suggester put forward.
"""

from __future__ import annotations

from annotations.document import Document
from annotations.model import Change, Edit, Relation, Span, State

_UNDECIDED = (State.SUGGESTED, State.WITHDRAWN)


def rebase(document: Document, change: Change) -> Change:
    """`change` without what no longer fits, and with the removal of the suggestions that it replaces."""
    coming = {e.after.id for e in change.edits if isinstance(e.after, Span)}
    going = {e.before.id for e in change.edits if isinstance(e.before, Span) and e.after is None}
    edits = [e for e in change.edits if not isinstance(e.after, Relation)]
    settled = coming | going
    replaced: set[str] = set()
    for edit in change.edits:
        if isinstance(edit.after, Span):
            twin = document.equal(edit.after.start, edit.after.end, edit.after.label)
            if twin is not None and twin.id not in settled and twin.state in _UNDECIDED:
                replaced.add(twin.id)
    for span_id in sorted(replaced):
        edits.append(Edit(document.spans[span_id], None))
    lost = {r.id: r for i in sorted(replaced) for r in document.relations_of(i)}
    touched = {row.id for e in change.edits for row in (e.before, e.after) if isinstance(row, Relation)}
    edits += [Edit(r, None) for r in lost.values() if r.id not in touched]
    there = (document.spans.keys() | coming) - going - replaced
    for edit in change.edits:
        relation = edit.after
        if not isinstance(relation, Relation):
            continue
        if {relation.head, relation.child} <= there:
            edits.append(edit)
        elif edit.before is not None:
            edits.append(Edit(edit.before, None))
    return Change(change.article, change.text, tuple(edits))
