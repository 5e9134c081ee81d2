"""What a person can cause: errors that carry a sentence fit to be shown."""


class GoldspanError(Exception):
    """Something a person can cause or mend; `str(error)` is a sentence with what, where and what to do.

    `kept` says what stayed as it was, where that is not obvious. Everything that is raised and is not a
    GoldspanError is a bug.
    """

    def __init__(self, sentence: str, *, kept: str = "") -> None:
        super().__init__(sentence)
        self.kept = kept

    @property
    def message(self) -> str:
        """The sentence, followed by what was kept."""
        return f"{self} {self.kept}".strip()


class EditRefused(GoldspanError):
    """An edit that the label scheme or the article does not allow; nothing was changed."""
