"""The command line's commands: apart from `annotations.cli`, so that the entry knows them for nothing."""

COMMANDS = {
    "export": "write the done articles of a dataset to a gold JSONL file",
    "suggest": "write what a pipeline suggests for articles to a JSONL file",
}
