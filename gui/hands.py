"""What the hands do: each function turns what is selected into an edit, and says what is selected next.

Actions, menus, lists and the article view all call these, so that pointing and keys do the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from annotations.document import Document, Place
from annotations.edits import decide, relations, spans
from annotations.model import Change, Relation, Span, State
from annotations.scheme import RelationLabel
from annotations.snapping import next_edge
from gui.session import BULK, Relating, Session


def accept(session: Session, ids: Iterable[str] = ()) -> None:
    """Accept `ids`, or what is selected, and go to the next undecided one."""
    _decide(session, decide.accept, tuple(ids) or session.selection.ids)


def reject(session: Session, ids: Iterable[str] = ()) -> None:
    """Reject suggestions and remove own ones among `ids`, or what is selected, and go on."""
    _decide(session, decide.reject, tuple(ids) or session.selection.ids)


def reset(session: Session, ids: Iterable[str] = ()) -> None:
    """Make `ids`, or what is selected, undecided again; it stays selected."""
    chosen = tuple(ids) or session.selection.ids
    if chosen:
        session.do(lambda d: decide.reset(d, chosen), rows=len(chosen), then=lambda _: session.select(chosen))


def accept_same(session: Session) -> None:
    """Accept every suggestion with the text and label of the selected one."""
    _decide(session, decide.accept, _same(session))


def reject_same(session: Session) -> None:
    """Reject every suggestion with the text and label of the selected one."""
    _decide(session, decide.reject, _same(session))


def accept_all(session: Session, ids: Iterable[str]) -> None:
    """Accept these suggestions in one step."""
    _decide(session, decide.accept, tuple(ids))


def go_next(session: Session, *, wrap: bool = True) -> bool:
    """Select the next undecided one after what is selected; False when there is none."""
    return session.select_next(after=_place(session), wrap=wrap)


def go_previous(session: Session, *, wrap: bool = True) -> bool:
    """Select the previous undecided one before what is selected; False when there is none."""
    return session.select_previous(before=_place(session), wrap=wrap)


# -- labels ---------------------------------------------------------------------------------------


def label(session: Session, name: str) -> None:
    """The label's key: draws on selected text, relabels selected spans, else arms the label."""
    if session.selection.range is not None:
        draw(session, *session.selection.range, name)
        return
    chosen = [a.id for a in session.selected if isinstance(a, Span)]
    if chosen:
        relabel(session, chosen, name)
    else:
        session.arm("" if session.armed == name else name)


def draw(session: Session, start: int, end: int, name: str) -> None:
    """Draw a span; it is selected."""

    def then(change: Change) -> None:
        drawn = change.first
        if drawn is not None:
            session.select([drawn.id], reveal=False)

    session.do(lambda d: spans.add(d, start, end, name), then=then)


def relabel(session: Session, ids: list[str], name: str) -> None:
    """Give spans another label. A suggestion is decided by that, so the next one is selected."""
    document = session.document
    if document is None:
        return
    decided = any(document.spans[i].state is State.SUGGESTED for i in ids if i in document.spans)
    after = _last_place(document, ids)

    def then(_: Change) -> None:
        if decided:
            session.select_next(after=after)

    session.do(lambda d: spans.relabel(d, session.scheme, ids, name), rows=len(ids), then=then)


def annotate_every(session: Session, name: str) -> None:
    """Annotate every occurrence of the selected text, or of the selected span's, with a label."""
    document, bounds = session.document, selected_bounds(session)
    if document is None or bounds is None:
        return
    found = spans.occurrences(document, *bounds)
    session.do(lambda d: spans.add_all(d, found, name), rows=len(found))


def selected_bounds(session: Session) -> tuple[int, int] | None:
    """The bounds of the selected text, or of the one selected span."""
    if session.selection.range is not None:
        return session.selection.range
    span = session.selected_span
    return (span.start, span.end) if span is not None else None


# -- bounds ---------------------------------------------------------------------------------------


def resize(session: Session, *, start: int = 0, end: int = 0) -> None:
    """Move the start or the end of the selected span by so many tokens; it stays selected."""
    document, span = session.document, session.selected_span
    if document is None or span is None:
        return
    new_start = _moved(document, span.start, start, of_start=True)
    new_end = _moved(document, span.end, end, of_start=False)
    if new_start < new_end and (new_start, new_end) != (span.start, span.end):
        set_bounds(session, span.id, new_start, new_end)


def set_bounds(session: Session, span_id: str, start: int, end: int) -> None:
    """Give a span these bounds; it stays selected."""
    session.do(
        lambda d: spans.resize(d, session.scheme, span_id, start, end),
        then=lambda _: session.select([span_id], reveal=False),
    )


def _moved(document: Document, offset: int, by: int, *, of_start: bool) -> int:
    """`offset` moved by one token's edge forwards or backwards."""
    if not by:
        return offset
    return next_edge(document, offset, by, starts=of_start)


# -- relations ------------------------------------------------------------------------------------


def start_relating(session: Session) -> None:
    """Begin a relation at the pinned end or the selected span; a second call leaves it."""
    head = session.pinned or (session.selected_span.id if session.selected_span is not None else "")
    if session.relating is not None or not head:
        session.relate_from(None)
    else:
        session.relate_from(Relating(head))


def choices(session: Session, head: str, child: str) -> tuple[RelationLabel, ...]:
    """The relation labels that may be drawn from `head` to `child`."""
    if session.document is None:
        return ()
    return relations.possible(session.document, session.scheme, head, child)


def targets(session: Session, relating: Relating) -> list[Span]:
    """The spans that the relation being drawn may end at, of those that are shown.

    Where every relation that the scheme allows is accepted already, nothing is left to draw.
    """
    document = session.document
    if document is None:
        return []
    head = document.spans[relating.head]
    joined = {s for r in document.relations_of(head.id) for s in (r.head, r.child)}
    kinds: dict[str, bool] = {}

    def fits(span: Span) -> bool:
        if span.id in joined:
            return bool(choices(session, *relating._replace(child=span.id).ends))
        if span.label not in kinds:
            ends = (span.label, head.label) if relating.reversed else (head.label, span.label)
            kinds[span.label] = bool(session.scheme.relations_between(*ends))
        return kinds[span.label] and span.id != head.id

    return [span for span in document.shown_spans() if fits(span)]


def pick_child(session: Session, child: str) -> tuple[RelationLabel, ...]:
    """End the relation being drawn at a span: drawn at once where one label is allowed, else a choice.

    Gives the labels to choose from; the session then waits for `relate_as`.
    """
    relating = session.relating
    if relating is None:
        return ()
    picked = relating._replace(child=child, typed="")
    possible = choices(session, *picked.ends)
    if len(possible) == 1:
        relate(session, *picked.ends, possible[0].name)
        return ()
    if not possible:
        session.relate_from(None)
        refuse_relation(session, *picked.ends)
        return ()
    session.relate_from(picked)
    return possible


def relate_as(session: Session, name: str) -> None:
    """Give the relation being drawn, or the selected relation, a label."""
    relating, selected = session.relating, session.selected_relation
    if relating is not None and relating.child:
        relate(session, *relating.ends, name)
    elif selected is not None:
        relabel_relation(session, selected, name)


def relate(session: Session, head: str, child: str, name: str) -> None:
    """Draw a relation; it is selected."""

    def then(change: Change) -> None:
        drawn = next((e.after for e in change.edits if isinstance(e.after, Relation)), None)
        if drawn is not None:
            session.select([drawn.id], reveal=False)

    # Refused or not, the drawing is over: what was wrong is said in the bar.
    session.relate_from(None)
    session.do(lambda d: relations.relate(d, session.scheme, head, child, name), then=then)


def refuse_relation(session: Session, head: str, child: str) -> None:
    """Say why no relation can be drawn from `head` to `child`."""
    document = session.document
    if document is not None:
        session.do(lambda d: relations.refuse(d, session.scheme, head, child))


def relabel_relation(session: Session, relation: Relation, name: str) -> None:
    """Give a relation another label. A suggestion is decided by that, so the next one is selected."""
    document = session.document
    if document is None:
        return
    decided, after = relation.state is State.SUGGESTED, document.place(relation)

    def then(_: Change) -> None:
        if decided:
            session.select_next(after=after)

    session.do(lambda d: relations.relabel(d, session.scheme, relation.id, name), then=then)


def reverse(session: Session) -> None:
    """Reverse the selected relation, or the one being drawn."""
    selected, relating = session.selected_relation, session.relating
    if relating is not None:
        session.relate_from(relating._replace(reversed=not relating.reversed, typed=""))
    elif selected is not None:
        session.do(
            lambda d: relations.reverse(d, session.scheme, selected.id),
            then=lambda _: session.select([selected.id], reveal=False),
        )


# -- what they share ------------------------------------------------------------------------------


def _decide(
    session: Session, edit: Callable[[Document, tuple[str, ...]], Change], ids: tuple[str, ...]
) -> None:
    document = session.document
    if document is None or not ids:
        return
    # Of many it is the first of what was chosen, which is in reading order: no need to look at each.
    after = _last_place(document, ids[:1] if len(ids) > BULK else ids)
    session.do(lambda d: edit(d, ids), rows=len(ids), then=lambda _: _go_on(session, after))


def _go_on(session: Session, after: Place | None) -> None:
    """Select the next undecided one; where all is decided, keep what is there."""
    if not session.select_next(after=after):
        session.select(session.selection.ids, reveal=False)


def _same(session: Session) -> tuple[str, ...]:
    document, chosen = session.document, session.selected
    if document is None or len(chosen) != 1:
        return ()
    return tuple(decide.same_suggestions(document, chosen[0]))


def _last_place(document: Document, ids: Iterable[str]) -> Place | None:
    """The place from which to go on: behind the first of `ids`, where the eyes are."""
    places = [document.place(a) for i in ids if (a := document.get(i)) is not None]
    return min(places, default=None)


def _place(session: Session) -> Place | None:
    chosen = session.selected
    if chosen and session.document is not None:
        return session.document.place(chosen[-1])
    if session.selection.range is not None:
        return (session.selection.range[0], 0, 0, "")
    return None
