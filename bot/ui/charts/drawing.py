"""The charts themselves. Imported with the first one: it brings matplotlib and Pillow."""

from collections.abc import Sequence
from math import ceil, floor

from bot.ui.charts import palette
from bot.ui.charts.canvas import LEAST, LINE, MARGIN, SIZE, SMALL, WIDTH, Canvas, width_of, wrapped
from bot.ui.charts.model import Bar, Bars, Chart, Columns, Stacked, Tone, Trend
from bot.ui.drawing.fonts import BOLD, MEDIUM
from bot.ui.drawing.studio import Picture, Undrawable

INNER = WIDTH - 2 * MARGIN
TITLE_SIZE = 36
TITLE_LINES, LABEL_LINES, NOTE_LINES = 3, 2, 2
BAR, BAR_GAP = 30, 26
FIGURE_WIDTH = 210
CLOSE_FROM = 11
"""From so many bars on their names stand beside them, in one line: else the picture gets too long to be read."""
CLOSE_ROW, CLOSE_LABEL = 58, 400

COLUMNS_HEIGHT = 300
STACK_HEIGHT = 92
WIDE_ENOUGH = 70
"""Of a part of a stack, in pixels, to have its figure on it."""
PLOT_HEIGHT = 380
AXIS_WIDTH = 84
ABOVE = 40
"""Room for the score over a whisker that ends at the top."""
GRID_STEPS = (10, 20, 25, 50)


def draw(chart: Chart) -> Picture:
    """Raises Undrawable where no font has what is to be written, or a font fails."""
    try:
        match chart:
            case Bars():
                return _draw_close_bars(chart) if len(chart.bars) >= CLOSE_FROM else _draw_bars(chart)
            case Columns():
                return _draw_columns(chart)
            case Stacked():
                return _draw_stacked(chart)
            case Trend():
                return _draw_trend(chart)
    except (OSError, RuntimeError) as failure:
        raise Undrawable from failure


class _Page:
    """A chart's title above, its note below, and the room between."""

    def __init__(self, title: str, note: str, height: int) -> None:
        self._title = wrapped(title, INNER, size=TITLE_SIZE, weight=BOLD, most=TITLE_LINES) if title else []
        self._note = wrapped(note, INNER, size=SMALL, most=NOTE_LINES) if note else []
        self.top = MARGIN + _lines_high(self._title, TITLE_SIZE) + (20 if self._title else 0)
        self.bottom = self.top + height
        below = (18 if self._note else 0) + _lines_high(self._note, SMALL)
        self.canvas = Canvas(ceil(self.bottom + below + MARGIN - 8))

    def picture(self) -> Picture:
        for place, said in enumerate(self._title):
            baseline = MARGIN + TITLE_SIZE * (0.86 + LINE * place)
            self.canvas.write(said, MARGIN, baseline, width=INNER, size=TITLE_SIZE, weight=BOLD, shrinks=False)
        for place, said in enumerate(self._note):
            baseline = self.bottom + 18 + SMALL * (0.86 + LINE * place)
            self.canvas.write(said, MARGIN, baseline, width=INNER, size=SMALL, colour=palette.MUTED)
        return self.canvas.picture()


def _lines_high(lines: Sequence[str], size: int) -> int:
    return round(len(lines) * size * LINE)


def _draw_bars(chart: Bars) -> Picture:
    labels = [wrapped(bar.label, INNER, size=SIZE, most=LABEL_LINES) for bar in chart.bars]
    heights = [_lines_high(lines, SIZE) + BAR + BAR_GAP for lines in labels]
    page = _Page(chart.title, chart.note, sum(heights))
    top: float = page.top
    for bar, lines, height in zip(chart.bars, labels, heights, strict=True):
        for place, said in enumerate(lines):
            page.canvas.write(said, MARGIN, top + SIZE * (0.9 + LINE * place), width=INNER, shrinks=False)
        bar_top = top + _lines_high(lines, SIZE) + 2
        right = WIDTH - MARGIN - FIGURE_WIDTH
        _draw_bar(page.canvas, bar, MARGIN, bar_top, right)
        _write_figure(page.canvas, bar, right + 18, bar_top)
        top += height
    return page.picture()


def _draw_close_bars(chart: Bars) -> Picture:
    page = _Page(chart.title, chart.note, CLOSE_ROW * len(chart.bars))
    left, right = MARGIN + CLOSE_LABEL + 18, WIDTH - MARGIN - FIGURE_WIDTH
    for place, bar in enumerate(chart.bars):
        top = page.top + CLOSE_ROW * place + (CLOSE_ROW - BAR) / 2
        page.canvas.write(bar.label, MARGIN + CLOSE_LABEL, top + BAR * 0.82, width=CLOSE_LABEL, align="right")
        _draw_bar(page.canvas, bar, left, top, right)
        _write_figure(page.canvas, bar, right + 18, top)
    return page.picture()


def _draw_bar(canvas: Canvas, bar: Bar, left: float, top: float, right: float) -> None:
    canvas.box(left, top, right, top + BAR, palette.TRACK, radius=BAR / 2)
    if bar.share > 0:
        # Never shorter than it is high, so that the beginning is a dot and no splinter.
        length = max(float(BAR), (right - left) * min(1.0, bar.share))
        canvas.box(left, top, left + length, top + BAR, palette.TONES[bar.tone], radius=BAR / 2)


def _write_figure(canvas: Canvas, bar: Bar, left: float, top: float) -> None:
    colour = palette.TEXT if bar.share > 0 else palette.MUTED
    canvas.write(bar.figure, left, top + BAR * 0.87, width=FIGURE_WIDTH - 18, weight=BOLD, colour=colour)


def _draw_columns(chart: Columns) -> Picture:
    count = len(chart.columns)
    ends = chart.lowest_means or chart.highest_means
    means = [wrapped(said, INNER / 2 - 20, size=SMALL) for said in (chart.lowest_means, chart.highest_means)]
    below = 52 + (12 + max(_lines_high(lines, SMALL) for lines in means) if ends else 0)
    page = _Page(chart.title, chart.note, COLUMNS_HEIGHT + 48 + below)
    floor_at, step = page.top + 48 + COLUMNS_HEIGHT, INNER / count
    highest = max((column.share for column in chart.columns), default=0) or 1.0
    for place, column in enumerate(chart.columns):
        middle, half = MARGIN + step * (place + 0.5), min(step * 0.38, 60)
        top = floor_at - COLUMNS_HEIGHT * column.share / highest
        if column.share > 0:
            top = min(top, floor_at - 6)
            page.canvas.box(middle - half, top, middle + half, floor_at, palette.TONES[column.tone], radius=6)
        colour = palette.TEXT if column.share > 0 else palette.MUTED
        page.canvas.write(
            column.figure, middle, top - 12, width=step, size=SMALL, weight=BOLD, colour=colour, align="middle"
        )
        page.canvas.write(column.label, middle, floor_at + 40, width=step, weight=MEDIUM, align="middle")
    page.canvas.line([(MARGIN, floor_at), (WIDTH - MARGIN, floor_at)], palette.GRID)
    if chart.mean is not None:
        across = MARGIN + step * (0.5 + chart.mean * (count - 1))
        page.canvas.line([(across, page.top + 48), (across, floor_at)], palette.MARK, width=4, dashed=True)
    for lines, across, is_right in ((means[0], MARGIN, False), (means[1], WIDTH - MARGIN, True)):
        for place, said in enumerate(lines):
            baseline = floor_at + 64 + SMALL * (0.86 + LINE * place)
            page.canvas.write(
                said,
                across,
                baseline,
                width=INNER / 2 - 10,
                size=SMALL,
                colour=palette.MUTED,
                align="right" if is_right else "left",
            )
    return page.picture()


def _draw_stacked(chart: Stacked) -> Picture:
    legend = round(SIZE * LINE * 1.15) * len(chart.parts)
    page = _Page(chart.title, chart.note, STACK_HEIGHT + 24 + legend)
    canvas, left = page.canvas, float(MARGIN)
    canvas.box(MARGIN, page.top, WIDTH - MARGIN, page.top + STACK_HEIGHT, palette.TRACK, radius=10)
    for part in chart.parts:
        right = left + INNER * part.share
        # A gap of the ground parts neighbours also for those who see no colours.
        canvas.box(left + 2, page.top, right - 2, page.top + STACK_HEIGHT, palette.TONES[part.tone], radius=8)
        percent = part.figure.partition("\n")[0]
        if right - left >= max(WIDE_ENOUGH, width_of(percent, weight=BOLD) + 16):
            middle, baseline = (left + right) / 2, page.top + STACK_HEIGHT / 2 + SIZE * 0.36
            colour = palette.on(part.tone)
            canvas.write(percent, middle, baseline, width=right - left, weight=BOLD, colour=colour, align="middle")
        left = right
    for place, part in enumerate(chart.parts):
        baseline = page.top + STACK_HEIGHT + 24 + SIZE * (0.9 + LINE * 1.15 * place)
        canvas.box(MARGIN, baseline - 26, MARGIN + 28, baseline + 2, palette.TONES[part.tone], radius=6)
        canvas.write(part.label, MARGIN + 46, baseline, width=INNER - 46)
    return page.picture()


def _draw_trend(chart: Trend) -> Picture:
    page = _Page(chart.title, chart.note, PLOT_HEIGHT + 20 + round(2 * SMALL * LINE))
    canvas, count = page.canvas, len(chart.points)
    lowest, highest, step = _scale(chart)

    def down(score: float) -> float:
        return page.top + ABOVE + (PLOT_HEIGHT - ABOVE) * (highest - score) / (highest - lowest)

    for score in range(lowest, highest + 1, step):
        is_zero = score == 0
        level = [(MARGIN + AXIS_WIDTH, down(score)), (WIDTH - MARGIN, down(score))]
        canvas.line(level, palette.MUTED if is_zero else palette.GRID, width=3 if is_zero else 1.5)
        said = f"{score:+d}".replace("-", "−") if score else "0"
        canvas.write(
            said,
            MARGIN + AXIS_WIDTH - 16,
            down(score) + 10,
            width=AXIS_WIDTH,
            size=LEAST,
            colour=palette.MUTED,
            align="right",
        )
    room = (INNER - AXIS_WIDTH) / max(1, count)
    places = [MARGIN + AXIS_WIDTH + room * (place + 0.5) for place in range(count)]
    if count > 1:
        line = [(across, down(point.score)) for across, point in zip(places, chart.points, strict=True)]
        canvas.line(line, palette.MARK, width=4)
    for across, point in zip(places, chart.points, strict=True):
        canvas.whisker((across, down(point.score)), down(point.low), down(point.high), palette.TONES[Tone.PLAIN])
        high = down(max(point.high, point.score)) - 14
        canvas.write(point.figure, across, high, width=room - 4, size=SMALL, weight=BOLD, align="middle")
        for place, said in enumerate(point.label.split("\n")[:2]):
            baseline = page.top + PLOT_HEIGHT + 16 + SMALL * (0.86 + LINE * place)
            canvas.write(said, across, baseline, width=room - 8, size=SMALL, align="middle")
    return page.picture()


def _scale(chart: Trend) -> tuple[int, int, int]:
    """Return the lowest and the highest score of the axis, and the step between its lines: zero is always on it."""
    low = min((point.low for point in chart.points), default=0.0)
    high = max((point.high for point in chart.points), default=0.0)
    step = next((one for one in GRID_STEPS if (max(high, 0) - min(low, 0)) / one <= 6), GRID_STEPS[-1])
    lowest, highest = floor(min(low, 0) / step) * step, ceil(max(high, 0) / step) * step
    return max(-100, lowest), min(100, max(highest, lowest + step)), step
