"""How far two sets of annotations of the same articles agree: `compare` counts, `differences` lists.

The first set is the reference: precision is the share of the second set's annotations that the first has,
recall the share of the first set's that the second has. F1 and kappa are the same either way round.

- **Exact**: a span counts where both have its bounds and its label.
- **Partial**: a span counts where the other set has a span of its label that shares a character with it.
- **Relations** count where both have the bounds of head and child and the relation's label; the labels of the
  ends are the business of the spans. A relation that stands more than once for the same bounds counts once.
- **Kappa** is Cohen's (Cohen 1960, "A Coefficient of Agreement for Nominal Scales"), over tokens: the
  category of a token is the set of labels that cover it, so that overlapping spans are one category of their
  own, and O where none does. (observed − expected) / (1 − expected), where the expected agreement is that of
  two annotators who spread their own categories by chance. For one label the categories are covered by it or
  not. White space is no token. Mind that most tokens are O: that is why F1 stands beside it (Hripcsak and
  Rothschild 2005, "Agreement, the F-Measure, and Reliability in Information Retrieval").
"""
