"""The language of a tokenizer by its name, as articles and gold records have it."""

from __future__ import annotations

import functools

from annotations.errors import GoldspanError
from annotations.suggest.pipelines import BLANK, blank_languages, find

_MADE_BY = " / spacy "


@functools.cache
def language_of(tokenizer: str) -> str:
    """The code of the language, for `en_core_web_sm 3.8.0 / spacy 3.8.18` it is `en`.

    Empty where spaCy did not make the tokens or the pipeline is not known here.
    """
    if _MADE_BY not in tokenizer:
        return ""
    name = tokenizer.partition(_MADE_BY)[0].partition(" ")[0]
    code = name.removeprefix(BLANK) if name.startswith(BLANK) else _of_pipeline(name)
    return code if code in blank_languages() else ""


def _of_pipeline(name: str) -> str:
    try:
        return find(name).lang
    except GoldspanError:
        return name.partition("_")[0]
