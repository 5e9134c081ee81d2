"""The choice of the pipeline and the mapping of its labels."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotations.dataset import PipelineChoice
from annotations.scheme_file import default_scheme
from gui.desk import Desk
from gui.dialogs.pipeline import PipelineDialog
from tests.gui.dialogs.asking import answer


def save_pipeline(folder: Path) -> Path:
    folder.mkdir()
    (folder / "config.cfg").write_text("")
    meta = {"name": "own", "version": "0.1", "lang": "de", "labels": {"ner": ["PER", "ORG", "ODD"]}}
    (folder / "meta.json").write_text(json.dumps(meta))
    return folder


def shown(qtbot: QtBot, choice: PipelineChoice) -> PipelineDialog:
    dialog = PipelineDialog(default_scheme(), choice)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def test_the_default_pipeline_is_shown_as_it_is(qtbot: QtBot) -> None:
    dialog = shown(qtbot, PipelineChoice())
    assert dialog.pipelines.currentText() == "en_core_web_sm 3.8.0"
    assert dialog.result_choice == PipelineChoice("en_core_web_sm")
    assert len(dialog._map.targets) == 18


def test_labels_are_mapped_and_switched_off(qtbot: QtBot, tmp_path: Path) -> None:
    folder = save_pipeline(tmp_path / "own")
    dialog = shown(qtbot, PipelineChoice())
    dialog.add_folder(str(folder))
    table = dialog._map
    assert table.targets["PER"].currentText() == "Not shown"
    assert table.targets["ORG"].currentText() == "ORG"
    qtbot.keyClicks(table.targets["PER"], "PERSON")
    qtbot.mouseClick(
        table.switches["ORG"], Qt.MouseButton.LeftButton, pos=table.switches["ORG"].rect().center()
    )
    assert not table.targets["ORG"].isEnabled()
    chosen = dialog.result_choice
    assert chosen == PipelineChoice(str(folder), {"PER": "PERSON"}, ("ODD", "ORG"))
    again = shown(qtbot, chosen)
    assert again.result_choice == chosen


def test_what_is_no_pipeline_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(qtbot, PipelineChoice())
    dialog.add_folder(str(tmp_path))
    assert "no spaCy pipeline" in dialog.about.text()
    assert dialog.result_choice.name == "en_core_web_sm"


def test_a_pipeline_that_is_gone_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(qtbot, PipelineChoice(str(tmp_path / "gone")))
    assert dialog.use.isEnabled()
    assert dialog.result_choice.name == "en_core_web_sm"


def test_tokens_only_for_a_language(qtbot: QtBot) -> None:
    dialog = shown(qtbot, PipelineChoice())
    dialog.pipelines.setCurrentIndex(dialog.pipelines.count() - 1)
    assert dialog.languages.isVisible()
    dialog.languages.setCurrentIndex(dialog.languages.findText("German"))
    assert dialog.result_choice == PipelineChoice("blank:de")


def test_the_dataset_remembers_the_choice(qtbot: QtBot, desk: Desk) -> None:
    desk.session.close_article()

    def choose(dialog: PipelineDialog) -> None:
        dialog.pipelines.setCurrentIndex(dialog.pipelines.count() - 1)
        qtbot.keyClick(dialog.pipelines, Qt.Key.Key_Return)

    answer(PipelineDialog, choose)
    desk.dialogs.choose_pipeline()
    assert desk.suggesting.choice == PipelineChoice("blank:en")
