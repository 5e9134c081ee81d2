"""From a parsed text and the spans in it to suggested relations, by pattern files. Runs where spaCy does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, Any

from annotations.scheme import LabelScheme, RelationLabel
from annotations.suggest.patterns import Pattern, PatternError, PatternFile, pattern_files
from annotations.suggest.results import Ends, SuggestedRelation

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab

_ANNOTATIONS = ("TAG", "POS", "MORPH", "LEMMA", "DEP")
"""What a pipeline may or may not set, and a pattern may ask for."""

Match = dict[str, int]
"""The tokens of a match by the names of their nodes."""


class RelationFinder:
    """The patterns for a pipeline's language, compiled; PatternError says which one does not compile."""

    def __init__(self, nlp: Language, paths: tuple[str, ...] | None = None) -> None:
        self._files = [f for f in pattern_files(paths) if f.language in ("", nlp.lang)]
        self._entries = [(file, pattern) for file in self._files for pattern in file.patterns]
        self._vocab = nlp.vocab
        self._compiled: dict[frozenset[str], _Matchers] = {}
        self._matchers(frozenset(_ANNOTATIONS))

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the pattern files, which the suggestions carry."""
        return tuple(file.name for file in self._files)

    def find(
        self, doc: Doc, offset: int, accepted: list[Ends], suggested: list[Ends], scheme: LabelScheme
    ) -> list[SuggestedRelation]:
        """The relations between spans that the scheme allows, each once, in reading order.

        Spans are given by their places in the article, where the doc begins at `offset`. Where an accepted
        and a suggested one stand on the same word, the accepted one is joined.
        """
        if len(accepted) + len(suggested) < 2:
            return []
        index = _SpanIndex(doc, offset, accepted, suggested)
        found: dict[tuple[Ends, Ends, str], SuggestedRelation] = {}
        for file, pattern, match in self.matches(doc):
            name = pattern.relation or _role(file, doc, match[pattern.role])
            label = scheme.relation(name)
            if label is None or not label.on or _is_void(pattern, doc, match):
                continue
            heads = _joined(doc, pattern, match, pattern.head)
            children = _joined(doc, pattern, match, pattern.child)
            for head_token, child_token in product(heads, children):
                pair = index.pair(head_token, child_token, label)
                if pair is None:
                    continue
                head, child = pair
                if pattern.either_way and head > child and label.allows(child[2], head[2]):
                    head, child = child, head
                found.setdefault((head, child, name), SuggestedRelation(head, child, name, file.name))
        return sorted(found.values(), key=lambda relation: (relation.place, relation.head, relation.child))

    def matches(self, doc: Doc) -> Iterator[tuple[PatternFile, Pattern, Match]]:
        """Every match of every pattern that the pipeline's annotations allow, whatever spans there are."""
        there = frozenset(name for name in _ANNOTATIONS if doc.has_annotation(name))
        for n, match in self._matchers(there).matches(doc):
            yield *self._entries[n], match

    def _matchers(self, there: frozenset[str]) -> _Matchers:
        """The matchers that do with these annotations; a pattern that lacks one would raise in them."""
        if there not in self._compiled:
            usable = [(n, entry[1]) for n, entry in enumerate(self._entries) if _needs(entry[1]) <= there]
            self._compiled[there] = _Matchers(usable, self._vocab)
        return self._compiled[there]


class _Matchers:
    """Patterns with their numbers, compiled; PatternError says which one does not compile."""

    def __init__(self, patterns: list[tuple[int, Pattern]], vocab: Vocab) -> None:
        from spacy.matcher import DependencyMatcher, Matcher

        self._tree, self._tokens = DependencyMatcher(vocab, validate=True), Matcher(vocab, validate=True)
        self._patterns: dict[int, tuple[int, Pattern]] = {}
        for n, pattern in patterns:
            name = f"goldspan-{n}"
            self._patterns[vocab.strings.add(name)] = (n, pattern)
            try:
                matcher = self._tree if pattern.tree else self._tokens
                matcher.add(name, [list(pattern.rules)])
            except Exception as error:
                what = " ".join(str(error).split())
                raise PatternError(f"{pattern.place}: spaCy does not take it: {what}") from None

    def matches(self, doc: Doc) -> Iterator[tuple[int, Match]]:
        """The number of the pattern and the tokens of each match."""
        if len(self._tree):
            for key, tokens in self._tree(doc):
                n, pattern = self._patterns[key]
                yield n, dict(zip(pattern.nodes, tokens, strict=True))
        if not len(self._tokens):
            return
        found: list[Any] = self._tokens(doc, with_alignments=True)
        for key, start, _, alignment in found:
            n, pattern = self._patterns[key]
            match = {pattern.nodes[node]: start + at for at, node in enumerate(alignment)}
            if {pattern.head, pattern.child, pattern.role or pattern.head} <= match.keys():
                yield n, match


def _needs(pattern: Pattern) -> set[str]:
    """The annotations without which a pattern finds nothing."""
    used = {"DEP"} if pattern.tree else set()
    for rule in pattern.rules:
        used |= {key.upper() for key in (rule.get("RIGHT_ATTRS", {}) if pattern.tree else rule)}
    return used & set(_ANNOTATIONS)


class _SpanIndex:
    """Which spans stand on a token."""

    def __init__(self, doc: Doc, offset: int, accepted: list[Ends], suggested: list[Ends]) -> None:
        self._on: dict[int, list[tuple[bool, bool, int, Ends]]] = {}
        for n, ends in enumerate([*accepted, *suggested]):
            found = doc.char_span(ends[0] - offset, ends[1] - offset, alignment_mode="expand")
            if found is None:
                continue
            root = found.root.i if doc.has_annotation("DEP") else found.end - 1
            for token in range(found.start, found.end):
                inside = token not in (root, found.end - 1)
                candidate = (inside, n >= len(accepted), ends[0] - ends[1], ends)
                self._on.setdefault(token, []).append(candidate)
        for candidates in self._on.values():
            candidates.sort()

    def pair(self, head: int, child: int, label: RelationLabel) -> tuple[Ends, Ends] | None:
        """The spans on two tokens that a relation may join: first those rooted there, accepted, longest."""
        for (*_, one), (*_, other) in product(self._on.get(head, ()), self._on.get(child, ())):
            apart = one[1] <= other[0] or other[1] <= one[0]
            if apart and label.allows(one[2], other[2]):
                return one, other
        return None


def _role(file: PatternFile, doc: Doc, token: int) -> str:
    """The relation that the longest phrase ending in a token stands for, or nothing."""
    longest = max(map(len, file.roles), default=0)
    for length in range(longest, 0, -1):
        if token - length + 1 < 0:
            continue
        words = tuple(doc[n].lower_ for n in range(token - length + 1, token + 1))
        if words in file.roles:
            return file.roles[words]
    return ""


def _is_void(pattern: Pattern, doc: Doc, match: Match) -> bool:
    """Whether one of the words that rule it out stands between its tokens or depends on one of them."""
    if not pattern.unless:
        return False
    between = doc[min(match.values()) : max(match.values()) + 1]
    near: list[Token] = [*between, *(child for token in match.values() for child in doc[token].children)]
    return any(token.lower_ in pattern.unless for token in near)


def _joined(doc: Doc, pattern: Pattern, match: Match, node: str) -> list[int]:
    """The token of a node, and what is joined to it by "and" behind it where the pattern says so."""
    token = match[node]
    if node not in pattern.also:
        return [token]
    return [token, *(other.i for other in doc[token].conjuncts if other.i > token)]
