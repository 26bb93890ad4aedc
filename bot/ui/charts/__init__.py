"""Charts: what they show (`model`), and how they are drawn, which is loaded with the first one (`drawing`).

matplotlib draws the shapes and Pillow the words (`bot.ui.drawing.lines`): matplotlib takes a variable font, and the one
that comes with the bot is such a one, at its thinnest, and draws a box for what a font lacks. Nothing here knows a
language: labels, figures and descriptions come from whoever shows a chart.

Measured on 2 cores: the first chart of a process takes 0.7 to 1.2 s and 62 MB of memory, nearly all of it to import
matplotlib and open the fonts; after ten charts of all kinds it is 96 MB, which stays. Each further chart takes 40 to
140 ms, one of 25 bars 280 ms. It all happens in one thread beside the event loop (`bot.ui.drawing.studio`).
"""

from functools import partial
from typing import Final

from bot.ui.charts.model import Chart
from bot.ui.drawing.studio import Picture, Studio, Undrawable

PICTURES_KEPT = 24

_studio: Final = Studio(name="charts", kept=PICTURES_KEPT)


async def render(chart: Chart) -> Picture | None:
    """Return the chart as a picture, or None where fonts lack a letter of it: what it shows stands in the text, too."""
    try:
        return await _studio.picture(chart, partial(_draw, chart))
    except Undrawable:
        return None


def _draw(chart: Chart) -> Picture:
    from bot.ui.charts import drawing  # noqa: PLC0415 - see the top: only who sees a chart pays for matplotlib

    return drawing.draw(chart)
