"""The one file in which a dataset lies: articles, annotations, label scheme, chosen pipeline. SQL is here only."""

from annotations.dataset.dataset import Dataset
from annotations.dataset.values import PipelineChoice, QueueRow, Totals

__all__ = ["Dataset", "PipelineChoice", "QueueRow", "Totals"]
