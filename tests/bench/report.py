# SPDX-License-Identifier: MIT
"""Tables as text and bars as SVG, from rows of cells. No more than Python itself is needed."""

import html
import math


def number(value):
    """Three figures that count, as people write them; '-' for None."""
    if value is None:
        return '-'
    if value == 0:
        return '0'
    if abs(value) >= 100:
        return f'{value:,.0f}'
    if abs(value) >= 0.1:
        return f'{value:.{2 if abs(value) < 10 else 1}f}'
    return f'{value:.2g}'


def table(title, columns, rows):
    """Rows begin with a name; the other cells are numbers, None or text."""
    cells = [[str(row[0])] + [c if isinstance(c, str) else number(c) for c in row[1:]] for row in rows]
    widths = [max(len(line[i]) for line in [columns] + cells) for i in range(len(columns))]
    out = [title, '']
    for line in [columns, ['-' * width for width in widths]] + cells:
        first, rest = line[0].ljust(widths[0]), [c.rjust(w) for c, w in zip(line[1:], widths[1:])]
        out.append('  '.join([first] + rest).rstrip())
    return '\n'.join(out) + '\n'


COLOURS = ['#b8b8b8', '#888888', '#2f6fb0', '#d9822b', '#3f9f5f', '#8e5fb0', '#b03f5f', '#5fa8b0']
LEFT, BAR, GAP, WIDTH, TOP = 170, 15, 14, 560, 70


def scale_of(values):
    """The decades that hold all values, and a function from a value to its share of the width."""
    low = math.floor(math.log10(min(values)))
    high = max(math.ceil(math.log10(max(values))), low + 1)
    return low, high, lambda value: (math.log10(value) - low) / (high - low)


def bars(title, unit, series, groups):
    """A picture with one group of bars for each of `groups` (name, values), in the order of `series`.

    The axis is logarithmic; None leaves a bar out. Values lie above 0.
    """
    low, high, share = scale_of([v for _, values in groups for v in values if v])
    height = sum(len([v for v in values if v]) * BAR + GAP for _, values in groups)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 110}" height="{TOP + height + 40}" '
           'font-family="sans-serif" font-size="12">',
           '<rect width="100%" height="100%" fill="white"/>',
           f'<text x="16" y="24" font-size="16">{html.escape(title)}</text>']
    for i, name in enumerate(series):
        x = 16 + i * 130
        out.append(f'<rect x="{x}" y="38" width="12" height="12" fill="{COLOURS[i % len(COLOURS)]}"/>')
        out.append(f'<text x="{x + 18}" y="49">{html.escape(name)}</text>')
    for decade in range(low, high + 1):
        x = LEFT + WIDTH * (decade - low) / (high - low)
        out.append(f'<line x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{TOP + height}" stroke="#dddddd"/>')
        out.append(f'<text x="{x:.1f}" y="{TOP + height + 16}" text-anchor="middle">{10.0 ** decade:,g}</text>')
    out.append(f'<text x="{LEFT + WIDTH}" y="{TOP + height + 32}" text-anchor="end">{html.escape(unit)}</text>')
    y = TOP
    for name, values in groups:
        out.append(f'<text x="{LEFT - 8}" y="{y + 12}" text-anchor="end">{html.escape(name)}</text>')
        for i, value in enumerate(values):
            if not value:
                continue
            width = max(WIDTH * share(value), 1)
            colour = COLOURS[i % len(COLOURS)]
            out.append(f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR - 2}" fill="{colour}"/>')
            out.append(f'<text x="{LEFT + width + 5:.1f}" y="{y + 11}" font-size="11">{number(value)}</text>')
            y += BAR
        y += GAP
    out.append('</svg>')
    return '\n'.join(out) + '\n'
