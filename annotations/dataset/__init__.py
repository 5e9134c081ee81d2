"""The one file of a dataset: articles, annotations, label scheme, pipeline. SQL is here and nowhere else."""

from annotations.dataset.dataset import Dataset
from annotations.dataset.values import PipelineChoice, QueueRow, Sort, Totals, Wanted

__all__ = ["Dataset", "PipelineChoice", "QueueRow", "Sort", "Totals", "Wanted"]
