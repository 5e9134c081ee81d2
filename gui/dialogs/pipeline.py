"""The choice of the pipeline, and of what its labels are in the scheme."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QHBoxLayout, QLabel, QScrollArea, QWidget

from annotations.dataset import PipelineChoice
from annotations.errors import GoldspanError
from annotations.scheme import LabelScheme
from annotations.suggest.pipelines import (
    BLANK,
    PipelineInfo,
    blank_languages,
    default_pipeline,
    find,
    installed,
)
from gui import folders
from gui.dialogs.frame import MARGIN, DialogFrame
from gui.dialogs.pipeline_map import PipelineMap
from gui.theme import set_look
from gui.widgets.key_button import KeyButton

_BLANK = "Tokens only"


class PipelineDialog(DialogFrame):
    """Chooses among the installed pipelines, saved ones in a folder, and tokens only for any language.

    `result_choice` is what the dataset is to remember; the dialog changes nothing itself.
    """

    def __init__(self, scheme: LabelScheme, choice: PipelineChoice, parent: QWidget | None = None) -> None:
        super().__init__("Pipeline", "pipelineDialog", parent)
        self._scheme, self._choice = scheme, choice
        self._info: PipelineInfo | None = None
        self._map = PipelineMap((), scheme, choice)
        self.add_heading(
            "Which pipeline suggests?", "What you decided stays; undecided suggestions are made anew."
        )
        self.pipelines, self.languages = QComboBox(), QComboBox()
        self.folder = KeyButton("Folder…")
        self.about = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        set_look(self.about, "secondary")
        self._area = QScrollArea()
        self._lay_out()
        self.add_cancel()
        self.use = self.add_button("Use it", "Enter", primary=True)
        self.use.clicked.connect(self.accept)
        self._fill()
        self.pipelines.currentIndexChanged.connect(lambda _: self._show())
        self.languages.currentIndexChanged.connect(lambda _: self._show())
        self.folder.clicked.connect(self._ask_folder)
        self._show()
        self.pipelines.setFocus()
        self.fit(600, 640)

    @property
    def result_choice(self) -> PipelineChoice:
        """The pipeline with its mapping, as it stands in the dialog."""
        return self._map.result(self._info.name if self._info is not None else "")

    def add_folder(self, folder: str) -> None:
        """Offer the saved pipeline in a folder and choose it; what is wrong with it is said."""
        try:
            info = find(folder)
        except GoldspanError as error:
            self._say(error.message)
            return
        at = self.pipelines.findData(info.name)
        if at < 0:
            at = self.pipelines.count() - 1
            self.pipelines.insertItem(at, f"{info.title}  ({folder})", info.name)
        self.pipelines.setCurrentIndex(at)

    # -- putting it together ----------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.pipelines.setAccessibleName("Pipeline")
        self.languages.setAccessibleName("Language")
        self.pipelines.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.pipelines.setMinimumContentsLength(20)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.pipelines, 1)
        row.addWidget(self.languages)
        row.addWidget(self.folder)
        self.body.addLayout(row)
        self.body.addWidget(self.about)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The rows scroll up to the line above the buttons.
        self.body.setContentsMargins(MARGIN, MARGIN, MARGIN, 0)
        self.body.addWidget(self._area, 1)

    def _fill(self) -> None:
        now = self._choice.name or default_pipeline().name
        for info in installed():
            self.pipelines.addItem(info.title, info.name)
        self.pipelines.addItem(_BLANK, BLANK)
        named = sorted((_language(code), code) for code in blank_languages())
        for name, code in named:
            self.languages.addItem(name, code)
        self.languages.setCurrentIndex(max(0, self.languages.findData("en")))
        if now.startswith(BLANK):
            self.pipelines.setCurrentIndex(self.pipelines.findData(BLANK))
            self.languages.setCurrentIndex(max(0, self.languages.findData(now.removeprefix(BLANK))))
        elif self.pipelines.findData(now) >= 0:
            self.pipelines.setCurrentIndex(self.pipelines.findData(now))
        else:
            self.add_folder(now)

    def _show(self) -> None:
        """Show what there is to say of the pipeline, and the table of its labels."""
        name = str(self.pipelines.currentData())
        blank = name == BLANK
        self.languages.setVisible(blank)
        try:
            self._info = find(name + str(self.languages.currentData()) if blank else name)
        except GoldspanError as error:
            self._info = None
            self._say(error.message)
            self.use.setEnabled(False)
            return
        self.use.setEnabled(True)
        labels = self._info.labels
        choice = (
            self._choice
            if self._info.name == self._choice.name or not self._choice.name
            else PipelineChoice()
        )
        self._map = PipelineMap(labels, self._scheme, choice)
        self._area.setWidget(self._map)
        self._area.setVisible(bool(labels))
        self._tell(labels)

    def _tell(self, labels: tuple[str, ...]) -> None:
        set_look(self.about, "secondary")
        info = self._info
        if info is None:
            return
        if info.kind == "blank":
            self.about.setText("It suggests nothing. Its tokens are what spans snap to.")
        elif not labels:
            self.about.setText(
                "Its meta data name no span labels; what it finds under the scheme's names is shown."
            )
        else:
            made_for = f" · made for spaCy {info.spacy}" if info.spacy else ""
            self.about.setText(f"{_language(info.lang)} · {len(labels)} labels{made_for}")

    def _say(self, sentence: str) -> None:
        set_look(self.about, "error")
        self.about.setText(sentence)

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "The folder of a saved pipeline", folders.to_open())
        if folder:
            folders.used(Path(folder))
            self.add_folder(folder)


def _language(code: str) -> str:
    """The name of a language in the words of Qt; its code where Qt knows none."""
    if code == "xx":
        return "Several languages"
    language = QLocale.codeToLanguage(code)
    return code if language == QLocale.Language.AnyLanguage else QLocale.languageToString(language)
