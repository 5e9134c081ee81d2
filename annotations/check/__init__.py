"""What is wrong with annotations: each finding with its place, a sentence, and its fix where there is one.

`article` looks at one article, `corpus` at a whole dataset or file, `fixes` makes the edits. The modules
`bounds`, `twins`, `labels` and `relations` each decide their own, for the window and the shell alike.
"""
