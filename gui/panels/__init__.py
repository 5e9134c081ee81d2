"""The panels round the article, and what takes its place while nothing is open."""
