"""Label schemes, pattern files, sample articles and icons, read through importlib.resources."""
