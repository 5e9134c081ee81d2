"""A spaCy component that learns relations between the spans of a text: `relation_extractor`.

Train it with the config beside it: `spacy train config_relations.cfg --code relation_component.py`. To use
it, import this module, and let it go on where a pipeline that finds spans ends:

    entities = spacy.load("model/model-best")
    relations = spacy.load("relation_model/model-best", vocab=entities.vocab)
    doc = relations(entities(text))

What it finds is in `doc._.rel`: for each ordered pair of spans, by the indexes of their first tokens, a
number from 0 to 1 for each label. Needs nothing but spaCy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import numpy
import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example
from spacy.training.corpus import walk_corpus
from spacy.util import ensure_path
from thinc.api import Linear, Logistic, Maxout, Model, Optimizer, chain, set_dropout_rate

if not Doc.has_extension("rel"):
    Doc.set_extension("rel", default={})

BUCKETS = 16
"""Groups into which the labels of spans fall: enough for the model to tell most of them apart."""

Pair = tuple[Span, Span]

MOST_WEIGHT = 30.0
"""How much more a relation may teach than a pair that is none: without, sparse ones are never learnt."""


def spans_of(doc: Doc, spans_key: str) -> list[Span]:
    """The spans that relations may join: the entities, or a group of `doc.spans`."""
    return list(doc.spans.get(spans_key, ())) if spans_key else list(doc.ents)


def pairs_of(doc: Doc, spans_key: str, max_distance: int) -> list[Pair]:
    """Every ordered pair of different spans whose first tokens are so near to each other."""
    spans = spans_of(doc, spans_key)
    return [
        (head, child)
        for head in spans
        for child in spans
        if head is not child and abs(head.start - child.start) <= max_distance
    ]


# -- the model ------------------------------------------------------------------------------------


@spacy.registry.architectures("goldspan.RelationModel.v1")
def build_relation_model(tok2vec: Model[list[Doc], list[Any]], hidden_width: int) -> Model[Any, Any]:
    """A score of 0 to 1 for each label of each pair.

    Takes documents and, for each, its pairs; gives a row for each pair, in that order.
    """
    pairs = pair_vectors(tok2vec)
    layers: Model[Any, Any] = chain(
        pairs, Maxout(nO=hidden_width, nP=2, normalize=True, dropout=0.0), Linear(), Logistic()
    )
    layers.set_ref("tok2vec", tok2vec)
    layers.set_ref("pairs", pairs)
    layers.set_ref("hidden", layers.layers[1])
    layers.set_ref("output", layers.layers[2])
    return layers


def pair_vectors(tok2vec: Model[list[Doc], list[Any]]) -> Model[Any, Any]:
    """A row for each pair: the means of the tokens of head, child and between, and what is plain to see."""
    return Model("pair_vectors", _forward, layers=[tok2vec], refs={"tok2vec": tok2vec})


def _forward(
    model: Model[Any, Any], given: tuple[list[Doc], list[list[Pair]]], is_train: bool
) -> tuple[Any, Callable[[Any], list[Doc]]]:
    docs, pairs = given
    ops = model.ops
    vectors, back = model.get_ref("tok2vec")(docs, is_train)
    rows, unpoolers = [], []
    for tokens, of_doc in zip(vectors, pairs, strict=True):
        pooled, unpool = _pool(ops, tokens, [_stretches(pair) for pair in of_doc])
        plain = (
            ops.asarray2f([_plain(pair) for pair in of_doc]) if of_doc else ops.alloc2f(0, 2 + 2 * BUCKETS)
        )
        rows.append(ops.xp.hstack([pooled, plain]))
        unpoolers.append(unpool)
    width = 3 * vectors[0].shape[1]

    def backprop(d_rows: Any) -> list[Doc]:
        at, d_vectors = 0, []
        for of_doc, unpool in zip(pairs, unpoolers, strict=True):
            d_vectors.append(unpool(d_rows[at : at + len(of_doc), :width]))
            at += len(of_doc)
        back(d_vectors)
        return docs

    return ops.xp.vstack(rows), backprop


def _stretches(pair: Pair) -> list[tuple[int, int]]:
    """The tokens of head and child, and those between them."""
    head, child = pair
    first, second = (head, child) if head.start <= child.start else (child, head)
    return [(head.start, head.end), (child.start, child.end), (first.end, max(first.end, second.start))]


def _plain(pair: Pair) -> list[float]:
    """Which comes first, how near they are, and their labels."""
    head, child = pair
    row = [0.0] * (2 + 2 * BUCKETS)
    row[0] = float(head.start < child.start)
    row[1] = 1.0 / (1 + abs(head.start - child.start))
    row[2 + head.label % BUCKETS] = 1.0
    row[2 + BUCKETS + child.label % BUCKETS] = 1.0
    return row


def _pool(ops: Any, tokens: Any, stretches: list[list[tuple[int, int]]]) -> tuple[Any, Callable[[Any], Any]]:
    """The means of stretches of tokens, three side by side in a row; zero for an empty one."""
    xp = ops.xp
    bounds = xp.asarray(stretches, dtype="int64").reshape((-1, 2))
    starts, ends = bounds[:, 0], bounds[:, 1]
    share = (1.0 / xp.maximum(ends - starts, 1)).astype("float32").reshape((-1, 1))
    sums = xp.vstack([ops.alloc2f(1, tokens.shape[1]), xp.cumsum(tokens, axis=0)])
    means = ((sums[ends] - sums[starts]) * share).astype("float32")

    def unpool(d_means: Any) -> Any:
        each = d_means.reshape((-1, tokens.shape[1])) * share
        steps = ops.alloc2f(tokens.shape[0] + 1, tokens.shape[1])
        ops.scatter_add(steps, starts, each)
        ops.scatter_add(steps, ends, -each)
        return xp.cumsum(steps, axis=0)[:-1]

    return means.reshape((-1, 3 * tokens.shape[1])), unpool


# -- the component --------------------------------------------------------------------------------


@Language.factory(
    "relation_extractor",
    requires=["doc.ents"],
    assigns=["doc._.rel"],
    default_config={"spans_key": "", "threshold": 0.5, "max_distance": 100},
    default_score_weights={"rel_micro_f": 1.0, "rel_micro_p": 0.0, "rel_micro_r": 0.0},
)
def make_relation_extractor(
    nlp: Language, name: str, model: Model[Any, Any], spans_key: str, threshold: float, max_distance: int
) -> RelationExtractor:
    """Make the component; `max_distance` is in tokens, `spans_key` empty for the entities."""
    return RelationExtractor(nlp.vocab, model, name, spans_key, threshold, max_distance)


class RelationExtractor(TrainablePipe):
    """Finds the relations between the spans of a text, and sets `doc._.rel`."""

    def __init__(
        self,
        vocab: Any,
        model: Model[Any, Any],
        name: str,
        spans_key: str,
        threshold: float,
        max_distance: int,
    ) -> None:
        self.vocab, self.model, self.name = vocab, model, name
        self.cfg: dict[str, Any] = {
            "labels": [],
            "spans_key": spans_key,
            "threshold": threshold,
            "max_distance": max_distance,
        }

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of relations, in the order of the model's output."""
        return tuple(self.cfg["labels"])

    @property
    def label_data(self) -> list[str]:
        """What `spacy init labels` stores."""
        return list(self.labels)

    def add_label(self, label: str) -> int:
        """Add a label before training; 1 where it is new."""
        if label in self.labels:
            return 0
        self.cfg["labels"].append(label)
        self.vocab.strings.add(label)
        return 1

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,  # noqa: ARG002  spaCy gives it to every component
        labels: list[str] | None = None,
    ) -> None:
        """Take the labels from the data, and set the model up by the first documents that have pairs."""
        for label in labels or sorted({label for eg in get_examples() for label in _labels(eg.reference)}):
            self.add_label(label)
        sample = list(islice((eg.reference for eg in get_examples() if self._pairs(eg.reference)), 10))
        if not self.labels or not sample:
            raise ValueError("There is no document with two spans and a relation between them to train on.")
        self.model.get_ref("tok2vec").initialize(X=sample)
        width = 3 * self.model.get_ref("tok2vec").get_dim("nO") + 2 + 2 * BUCKETS
        self.model.get_ref("hidden").set_dim("nI", width)
        self.model.get_ref("output").set_dim("nO", len(self.labels))
        pairs = [self._pairs(doc) for doc in sample]
        truth = numpy.zeros((sum(map(len, pairs)), len(self.labels)), dtype="float32")
        self.model.initialize(X=(sample, pairs), Y=truth)

    def predict(self, docs: Iterable[Doc]) -> list[tuple[list[Pair], Any]]:
        """For each document its pairs and their scores."""
        found = []
        for doc in docs:
            pairs = self._pairs(doc)
            found.append((pairs, self.model.predict(([doc], [pairs])) if pairs else []))
        return found

    def set_annotations(self, docs: Iterable[Doc], scores: list[tuple[list[Pair], Any]]) -> None:
        """Set `doc._.rel`."""
        for doc, (pairs, rows) in zip(docs, scores, strict=True):
            doc._.rel = {
                (head.start, child.start): dict(zip(self.labels, map(float, row), strict=True))
                for (head, child), row in zip(pairs, rows, strict=True)
            }

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from examples; a pair or a label that the data says nothing of teaches nothing."""
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        set_dropout_rate(self.model, drop)
        batch = [(eg, self._pairs(eg.predicted)) for eg in examples]
        if not any(pairs for _, pairs in batch):
            return losses
        docs = [eg.predicted for eg, _ in batch]  # all of them: a shared tok2vec insists on whole batches
        scores, backprop = self.model.begin_update((docs, [pairs for _, pairs in batch]))
        truth, known = self._truth(batch)
        ops = self.model.ops
        gradient = (scores - ops.asarray2f(truth)) * ops.asarray2f(known * _weights(truth, known))
        backprop(gradient / max(1, len(gradient)))
        losses[self.name] += float((gradient**2).sum())
        if sgd is not None:
            self.finish_update(sgd)
        return losses

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, float]:
        """Precision, recall and F over all relations, each with its label."""
        right = guessed = there = 0
        for eg in examples:
            known = eg.reference._.rel or {}
            gold = set(_likely(known, 0.5))
            found = {
                triple
                for triple in _likely(eg.predicted._.rel or {}, self.cfg["threshold"])
                if triple[2] in known.get(triple[:2], ())
            }
            right, guessed, there = right + len(gold & found), guessed + len(found), there + len(gold)
        precision = right / guessed if guessed else 0.0
        recall = right / there if there else 0.0
        f = 2 * precision * recall / (precision + recall) if right else 0.0
        return {"rel_micro_p": precision, "rel_micro_r": recall, "rel_micro_f": f}

    def _pairs(self, doc: Doc) -> list[Pair]:
        return pairs_of(doc, self.cfg["spans_key"], self.cfg["max_distance"])

    def _truth(self, examples: list[tuple[Example, list[Pair]]]) -> tuple[Any, Any]:
        """What each score should be, and whether that is known (1.0) or not (0.0)."""
        count = sum(len(pairs) for _, pairs in examples)
        truth = numpy.zeros((count, len(self.labels)), dtype="float32")
        known = numpy.zeros_like(truth)
        row = 0
        for eg, pairs in examples:
            rel = eg.reference._.rel or {}
            for head, child in pairs:
                by_label = rel.get((head.start, child.start), {})
                for column, label in enumerate(self.labels):
                    if label in by_label:
                        truth[row, column], known[row, column] = by_label[label], 1.0
                row += 1
        return truth, known


def _weights(truth: Any, known: Any) -> Any:
    """More for what is a relation, as far as evens out that nearly all pairs are none."""
    there = float(truth.sum())
    evened = min(MOST_WEIGHT, max(1.0, (float(known.sum()) - there) / there)) if there else 1.0
    return 1.0 + truth * (evened - 1.0)


def _labels(doc: Doc) -> set[str]:
    return {label for by_label in (doc._.rel or {}).values() for label in by_label}


def _likely(rel: dict[tuple[int, int], dict[str, float]], threshold: float) -> Iterator[tuple[Any, ...]]:
    """Head, child and label of the relations that are at least so likely."""
    for (head, child), by_label in rel.items():
        for label, value in by_label.items():
            if value >= threshold:
                yield head, child, label


# -- the data -------------------------------------------------------------------------------------


@spacy.registry.readers("goldspan.RelationCorpus.v1")
def relation_corpus(path: str, spans_key: str) -> Callable[[Language], Iterator[Example]]:
    """Documents whose spans are given and whose relations are to be found, from `.spacy` files."""

    def read(nlp: Language) -> Iterator[Example]:
        for file in walk_corpus(ensure_path(path), ".spacy"):
            for gold in DocBin().from_disk(file).get_docs(nlp.vocab):
                if len(gold):
                    yield Example(_given(nlp, gold, spans_key), gold)

    return read


def _given(nlp: Language, gold: Doc, spans_key: str) -> Doc:
    """The same text and tokens with the spans of the gold, but without its relations."""
    words, spaces = [token.text for token in gold], [bool(token.whitespace_) for token in gold]
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    spans = [Span(doc, span.start, span.end, span.label) for span in spans_of(gold, spans_key)]
    if spans_key:
        doc.spans[spans_key] = spans
    else:
        doc.set_ents(spans)
    return doc
