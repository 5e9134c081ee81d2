"""A loaded pipeline that makes suggestions of pieces of text. Used in the worker and in the shell alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import GoldspanError
from annotations.suggest.entities import find_entities
from annotations.suggest.loading import load, note_of, tokenizer_of
from annotations.suggest.pieces import Piece, blanked
from annotations.suggest.pipelines import span_source
from annotations.suggest.relations import RelationFinder
from annotations.suggest.results import Ends, Loaded, Setup, Suggestions

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Suggester:
    """One pipeline, kept loaded. Making it raises GoldspanError where the pipeline does not load."""

    def __init__(self, pipeline: str) -> None:
        self.nlp, self.info = load(pipeline)
        self.tokenizer = tokenizer_of(self.info)
        self._changed = _changed(self.info.path)
        self._relations: dict[tuple[str, ...] | None, RelationFinder] = {}

    def is_current(self) -> bool:
        """Whether the pipeline lies on the disk as it was loaded."""
        return self._changed == _changed(self.info.path)

    def loaded(self, setup: Setup) -> Loaded:
        """What is ready to work; GoldspanError where a pattern file of `setup` is at fault."""
        finder = self._finder(setup)
        source = span_source(self.info)
        return Loaded(
            self.info.name,
            source,
            self.tokenizer,
            frozenset({source, *finder.sources}),
            note_of(self.nlp, self.info),
        )

    def suggest(self, piece: Piece, setup: Setup, known: tuple[Ends, ...] = ()) -> Suggestions:
        """Spans and relations of one piece; `known` are the accepted spans, which relations may join too."""
        return self._found(self._parse(piece), piece, setup, known)

    def suggest_all(self, given: Sequence[Piece], setup: Setup) -> Iterator[Suggestions]:
        """The same for many pieces of which nothing is accepted: together they take less time."""
        seen = [blanked(piece.text) for piece in given]
        try:
            docs = list(self.nlp.pipe(seen))
        except Exception:  # one by one, the piece that it fails on is named
            docs = []
        if [doc.text for doc in docs] != seen:
            docs = [self._parse(piece) for piece in given]
        for piece, doc in zip(given, docs, strict=True):
            yield self._found(doc, piece, setup, ())

    def _found(self, doc: Doc, piece: Piece, setup: Setup, known: tuple[Ends, ...]) -> Suggestions:
        found = find_entities(doc, piece.start, setup, span_source(self.info))
        accepted = [ends for ends in known if piece.start <= ends[0] and ends[1] <= piece.end]
        decided = {ends[:2] for ends in accepted}
        others = [span.ends for span in found.spans if span.ends[:2] not in decided]
        relations = self._finder(setup).find(doc, piece.start, accepted, others, setup.scheme)
        # Whoever trains on the gold has the text with its line breaks, which are tokens too.
        as_it_is = doc if doc.text == piece.text else self.nlp.make_doc(piece.text)
        tokens = [(piece.start + token.idx, piece.start + token.idx + len(token)) for token in as_it_is]
        return Suggestions(
            piece.start, piece.end, found.spans, relations, tokens, self.tokenizer, found.unmapped
        )

    def _parse(self, piece: Piece) -> Doc:
        seen = blanked(piece.text)
        try:
            doc = self.nlp(seen)
        except Exception as error:
            raise GoldspanError(
                f"The pipeline “{span_source(self.info)}” failed on the text from character {piece.start}: "
                f"{type(error).__name__}: {error} Choose another pipeline, or mend this one."
            ) from error
        if doc.text != seen:
            raise GoldspanError(
                f"The pipeline “{span_source(self.info)}” changes the text from character {piece.start} on, "
                "so its offsets fit nothing. Choose another pipeline."
            )
        return doc

    def _finder(self, setup: Setup) -> RelationFinder:
        finder = self._relations.get(setup.patterns)
        if finder is None:
            finder = self._relations[setup.patterns] = RelationFinder(self.nlp, setup.patterns)
        return finder


def _changed(folder: str) -> int:
    """When a saved pipeline was last written, in ns: it may be trained again while it is loaded."""
    try:
        return Path(folder, "meta.json").stat().st_mtime_ns if folder else 0
    except OSError:
        return 0
