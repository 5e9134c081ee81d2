"""Suggestions: pipelines, the worker process, relation patterns, and their way into an article."""
