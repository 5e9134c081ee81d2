"""The article: laid out, painted and pointed at. The only place that counts in UTF-16 units, as Qt does."""
