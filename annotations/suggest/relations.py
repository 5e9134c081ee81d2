"""From a parsed text and the spans in it to suggested relations, by pattern files. Runs where spaCy does."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from annotations.scheme import LabelScheme, RelationLabel
from annotations.suggest.patterns import Pattern, PatternError, PatternFile, pattern_files
from annotations.suggest.results import Ends, SuggestedRelation

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import DependencyMatcher, Matcher
    from spacy.tokens import Doc, Token

_ANNOTATIONS = ("TAG", "POS", "MORPH", "LEMMA", "DEP")
"""What a pipeline may or may not set, and a pattern may ask for."""

Match = dict[str, int]
"""The tokens of a match by the names of their nodes."""


class RelationFinder:
    """The patterns for a pipeline's language, compiled; PatternError says which one does not compile."""

    def __init__(self, nlp: Language, paths: tuple[str, ...] | None = None) -> None:
        self._files = [f for f in pattern_files(paths) if f.language in ("", nlp.lang)]
        self._compiled = [_Compiled(pattern, nlp) for file in self._files for pattern in file.patterns]
        self._owners = [file for file in self._files for _ in file.patterns]

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the pattern files, which the suggestions carry."""
        return tuple(file.name for file in self._files)

    def find(self, doc: Doc, offset: int, spans: list[Ends], scheme: LabelScheme) -> list[SuggestedRelation]:
        """The relations between `spans` (places in the article; the doc begins at `offset`), as the scheme allows.

        Each is found once; of those that run both ways, the one with the head first.
        """
        if len(spans) < 2:
            return []
        index = _SpanIndex(doc, offset, spans)
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
                found.setdefault(
                    (head, child, name), SuggestedRelation(head, child, name, file.name)
                )
        return sorted(found.values(), key=lambda relation: (relation.place, relation.head, relation.child))

    def matches(self, doc: Doc) -> Iterator[tuple[PatternFile, Pattern, Match]]:
        """Every match of every pattern that the pipeline's annotations allow, whatever spans there are."""
        there = {name for name in _ANNOTATIONS if doc.has_annotation(name)}
        for file, compiled in zip(self._owners, self._compiled, strict=True):
            if compiled.needs <= there:
                for match in compiled.matches(doc):
                    yield file, compiled.pattern, match


class _Compiled:
    """One pattern with its matcher."""

    def __init__(self, pattern: Pattern, nlp: Language) -> None:
        from spacy.matcher import DependencyMatcher, Matcher

        self.pattern = pattern
        rules = [dict(rule) for rule in pattern.rules]
        self._tree: DependencyMatcher | None = None
        self._tokens: Matcher | None = None
        try:
            if pattern.tree:
                self._tree = DependencyMatcher(nlp.vocab, validate=True)
                self._tree.add("pattern", [rules])
            else:
                self._tokens = Matcher(nlp.vocab, validate=True)
                self._tokens.add("pattern", [rules])
        except Exception as error:
            what = " ".join(str(error).split())
            raise PatternError(f"{pattern.place}: spaCy does not take it: {what}") from None

    @cached_property
    def needs(self) -> frozenset[str]:
        """The annotations without which it finds nothing."""
        used = {"DEP"} if self.pattern.tree else set()
        for rule in self.pattern.rules:
            used |= {key.upper() for key in (rule.get("RIGHT_ATTRS", {}) if self.pattern.tree else rule)}
        return frozenset(used & set(_ANNOTATIONS))

    def matches(self, doc: Doc) -> Iterator[Match]:
        """The tokens of each match, by node."""
        nodes = self.pattern.nodes
        needed = {self.pattern.head, self.pattern.child, *filter(None, [self.pattern.role])}
        if self._tree is not None:
            for _, tokens in self._tree(doc):
                yield dict(zip(nodes, tokens, strict=True))
        elif self._tokens is not None:
            for _, start, _, alignment in self._tokens(doc, with_alignments=True):
                match = {nodes[node]: start + n for n, node in enumerate(alignment)}
                if needed <= match.keys():
                    yield match


class _SpanIndex:
    """Which spans stand on a token."""

    def __init__(self, doc: Doc, offset: int, spans: list[Ends]) -> None:
        self._on: dict[int, list[tuple[bool, int, Ends]]] = {}
        for ends in spans:
            found = doc.char_span(ends[0] - offset, ends[1] - offset, alignment_mode="expand")
            if found is None:
                continue
            root = found.root.i if doc.has_annotation("DEP") else found.end - 1
            for token in range(found.start, found.end):
                candidate = (token not in (root, found.end - 1), ends[0] - ends[1], ends)
                self._on.setdefault(token, []).append(candidate)
        for candidates in self._on.values():
            candidates.sort()

    def pair(self, head: int, child: int, label: RelationLabel) -> tuple[Ends, Ends] | None:
        """The spans on two tokens that a relation may join; those rooted in the token first, then the longest."""
        for (_, _, one), (_, _, other) in product(self._on.get(head, ()), self._on.get(child, ())):
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
