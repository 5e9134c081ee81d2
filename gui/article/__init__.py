"""The article: its text with spans and relations, painted, pointed at and edited."""
