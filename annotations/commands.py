"""The command line's commands: apart from `annotations.cli`, so that the entry knows them for nothing."""

COMMANDS = {
    "import": "bring articles of any format into a dataset",
    "export": "write the articles of a dataset to a file of any format",
    "convert": "turn a file of one format into another format",
    "suggest": "write what a pipeline suggests for articles to a JSONL file",
    "check": "find what is wrong with annotations",
    "compare": "say how far two sets of annotations agree",
    "stats": "count what a dataset or a file holds",
    "formats": "list the formats and what each holds",
}
