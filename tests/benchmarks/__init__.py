"""How fast Goldspan is and how much memory it takes, against the goals that it has.

`python -m tests.benchmarks [--strict] [--markdown] [NAME...]` measures, under an Xvfb of its own.
"""
