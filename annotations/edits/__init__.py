"""The verbs, pure: each takes a document and what the person meant, and gives back one `Change`.

Nothing is changed here. A verb that the article or the label scheme forbids raises `EditRefused` with the
reason; one that would change nothing gives a change without edits.
"""
