"""Draws arcs over lines of text, light and dark, at 100 and 200 %, to be looked at beside the design.

QT_QPA_PLATFORM=offscreen python -m tests.tools.draw_arcs FOLDER
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from gui.article.arcs import Arc, Column, End, head_room, lay_out
from gui.article.paint_arcs import DASHES, DOTS, ArcInk, ArcStyle, paint_arcs, paint_rubber
from gui.theme.fonts import Type, reading_font, type_font
from gui.theme.labels import label_paint
from gui.theme.tokens import DARK, LIGHT, Theme

LINES = (
    "Russian President [Vladimir Putin] (R) and [Armenian] Prime Minister [Nikol Pashinyan]",
    "attend a meeting in [Moscow], [Russia], [May 8, 2024]. EPA/[EVGENIA NOVOZHENINA]/[TASS]",
    "[Russia] has agreed to remove some of its troops and border guards from [Armenia], the",
    "[Kremlin] said on [Thursday], after months of spiraling tensions between the [two]",
    "ex-Soviet allies, which [Yerevan] called a [Collective Security Treaty] ([CSTO]) matter.",
    "Russian President [Vladimir Putin] met [Armenia]'s Prime Minister [Nikol Pashinyan] in",
    "[Moscow] for talks on Wednesday evening, where the two leaders agreed to the",
)
RELATIONS = (
    ("Vladimir Putin", "Nikol Pashinyan", 0, 0, "meets", "purple", ""),
    ("Nikol Pashinyan", "Moscow", 0, 1, "located_in", "green", ""),
    ("Moscow", "Russia", 1, 1, "part_of", "teal", "s"),
    ("EVGENIA NOVOZHENINA", "TASS", 1, 1, "works_for", "indigo", "s"),
    ("Russia", "Armenia", 2, 2, "withdraws_from", "red", ""),
    ("Kremlin", "Armenia", 3, 2, "borders", "rust", "r"),
    ("CSTO", "Collective Security Treaty", 4, 4, "alias_of", "sky", ""),
    ("Yerevan", "CSTO", 4, 4, "member_of", "amber", ""),
    ("Vladimir Putin", "Nikol Pashinyan", 5, 5, "meets", "purple", "s"),
    ("Nikol Pashinyan", "Armenia", 5, 5, "leads", "blue", "s"),
    ("Moscow", "Yerevan", 6, 4, "located_in", "green", "f"),
)


def draw(
    path: Path, theme: Theme, ratio: float, *, zoom: float = 1.0, crowd: int = 0, fade: bool = False
) -> None:
    """Draw one picture."""
    width = round(790 * zoom)
    image = QImage(round(width * ratio), round(620 * zoom * ratio) + crowd * 30, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.page)
    painter = QPainter(image)
    painter.translate(40 * zoom, 10 * zoom)
    reading, small, font = (
        reading_font("Serif", zoom),
        type_font(Type.LABEL, zoom=zoom),
        type_font(Type.ARC, zoom=zoom),
    )
    metrics, arc_metrics = QFontMetricsF(reading), QFontMetricsF(font)
    anchors: dict[tuple[str, int], tuple[float, float, float]] = {}
    for n, line in enumerate(LINES):
        x = 0.0
        for k, part in enumerate(line.replace("]", "[").split("[")):
            wide = metrics.horizontalAdvance(part)
            if k % 2:
                middle = max(QFontMetricsF(small).horizontalAdvance("PERSON") / 2, 7 * zoom)
                anchors[part, n] = (x + middle, x, wide)
            x += wide
    styles: dict[str, ArcStyle] = {}
    arcs: list[Arc] = []
    relations = list(RELATIONS)
    chance = random.Random(7)
    names = list(anchors)
    for _ in range(crowd):
        (head, a), (child, b) = chance.sample(names, 2)
        if abs(a - b) < 3:
            relations.append(
                (head, child, a, b, chance.choice(["leads", "citizen_of", "met_with"]), "violet", "")
            )
    for number, (head, child, a, b, name, colour, mark) in enumerate(relations):
        key = f"r{number}"
        text = f"{name} 0.91" if mark == "s" else name
        styles[key] = ArcStyle(
            text,
            theme.control if mark == "r" else label_paint(colour, theme).line,
            {"s": DASHES, "r": DOTS}.get(mark),
            struck=mark == "r",
            forward=mark == "f",
            opacity=0.12 if fade and mark != "f" else 1.0,
        )
        arcs.append(
            Arc(
                key,
                End(a, anchors[head, a][0]),
                End(b, anchors[child, b][0]),
                arc_metrics.horizontalAdvance(text),
            )
        )
    laid = lay_out(arcs, range(len(LINES)), Column(0, 704 * zoom, zoom))
    pieces = []
    baselines: list[float] = []
    y = 0.0
    for n, line in enumerate(LINES):
        y += head_room(laid.lanes.get(n, 0), zoom) + 36 * zoom
        baselines.append(y - 10 * zoom)
        box_top = y - 10 * zoom - 14.9 * zoom
        pieces += [(piece, box_top - 15.2 * zoom) for piece in laid.pieces.get(n, [])]
        x = 0.0
        for k, part in enumerate(line.replace("]", "[").split("[")):
            wide = metrics.horizontalAdvance(part)
            if k % 2:
                paint = label_paint("azure", theme)
                painter.setPen(paint.line)
                painter.setBrush(paint.fill)
                painter.drawRoundedRect(QRectF(x, box_top, wide, 21 * zoom), 4 * zoom, 4 * zoom)
                painter.setFont(small)
                painter.drawText(QPointF(x, box_top - 3.2 * zoom), "PERSON")
            painter.setPen(theme.text)
            painter.setFont(reading)
            painter.drawText(QPointF(x, y - 10 * zoom), part)
            x += wide
    ink = ArcInk(font, theme.page, theme.accent, zoom)
    paint_arcs(painter, pieces, styles.__getitem__, ink)
    if fade:
        start = QPointF(anchors["Kremlin", 3][0], baselines[3] - 30 * zoom)
        paint_rubber(painter, start, QPointF(330 * zoom, baselines[3] - 34 * zoom), ink)
    painter.end()
    image.save(str(path))


def main() -> None:
    """Draw all pictures into the folder that is named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    for theme in (LIGHT, DARK):
        for ratio in (1.0, 2.0):
            draw(folder / f"arcs-{theme.name}-{ratio:.0f}x.png", theme, ratio)
        draw(folder / f"focus-{theme.name}.png", theme, 2.0, fade=True)
    draw(folder / "zoomed.png", LIGHT, 1.0, zoom=2.0)
    draw(folder / "crowded.png", LIGHT, 2.0, crowd=24)
    app.quit()


if __name__ == "__main__":
    main()
