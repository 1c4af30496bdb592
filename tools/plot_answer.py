#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Draws the answer of an experiment as an SVG figure, with nothing but Python: the headline month by month under every
scenario (mean of the runs, the band from the lowest run to the highest), the goal if there is one, and a second, smaller
panel. Reads series.csv and about.csv of a folder written by `tredegar run ... --csv FOLDER`.

    tools/plot_answer.py FOLDER OUT.svg [--measure NAME] [--second NAME|none] [--goal NUMBER|none] [--title TEXT]

Colours are those of the Government Analysis Function; a scenario is told by its label too, never by colour alone."""
import argparse
import csv
import datetime
import math
import pathlib
import sys
import textwrap
from xml.sax.saxutils import escape

COLOURS = ["#12436D", "#28A197", "#801650", "#F46A25"]
DASHES = ["", "7 4", "2 3"]  # when there are more scenarios than colours
INK, GREY, RULE = "#0B0C0C", "#505A5F", "#D8DCDE"
WIDTH, LEFT, RIGHT = 960, 80, 250
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
NAMES = {
    "rtt_within_18_weeks_share": "Share of waiting pathways that have waited up to 18 weeks",
    "rtt_incomplete": "Waiting list: referral-to-treatment pathways not yet completed",
    "no_criteria_to_reside": "Inpatients who do not meet the criteria to reside, mean of days",
    "ga_beds_occupied": "General and acute beds occupied at midnight, mean of days",
    "ae_within_4_hours_share": "Share of A&E attendances that leave within four hours",
}
# Student's t, 97.5%, by degrees of freedom 1 to 10; beyond, near enough the normal law's
T975 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228]


def read_about(folder):
    path = folder / "about.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as f:
        return {row["key"]: row["value"] for row in csv.DictReader(f)}


def read_series(folder, wanted):
    """{measure: {scenario: {run: [(date, value)]}}} of the whole place, and units."""
    out, units = {m: {} for m in wanted}, {}
    with (folder / "series.csv").open(encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            m = row["measure"]
            if m not in out or row["org_type"] != "place" or row["breakdown"] or row["value"] == "":
                continue
            day = datetime.date.fromisoformat(row["period_start"])
            out[m].setdefault(row["scenario"], {}).setdefault(row["run"], []).append((day, float(row["value"])))
            units[m] = row["unit"]
    return out, units


def by_month(runs):
    """[(date, mean, low, high, n)] over the runs."""
    months = {}
    for points in runs.values():
        for day, value in points:
            months.setdefault(day, []).append(value)
    return [(day, sum(v) / len(v), min(v), max(v), len(v)) for day, v in sorted(months.items())]


def month_end(day):
    """As a number of years: a month's figure is drawn at its end."""
    return day.year + day.month / 12


def shown(value, unit):
    if unit == "SHARE":
        return f"{100 * value:.1f}%"
    if abs(value) >= 1e6:
        return f"{value / 1e6:.2f} million"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}"


def nice_step(span, n):
    raw = span / n
    power = 10 ** math.floor(math.log10(raw))
    return next(k * power for k in (1, 2, 2.5, 5, 10) if raw <= k * power * 1.0001)


def tick_text(value, step, unit):
    if unit == "SHARE":
        return f"{100 * value:.{0 if step >= 0.01 else 1}f}%"
    if value and step >= 1e6:
        return f"{value / 1e6:g} million"
    return f"{value:,.0f}" if step >= 1 else f"{value:.2f}"


class Axis:
    """Starts at nought when that hides nothing; otherwise says where it starts."""

    def __init__(self, values, n):
        low, high = min(values), max(values)
        span = (high - low) or abs(high) or 1
        bottom = 0 if low >= 0 and low < 0.45 * high else low - 0.08 * span
        if low >= 0:
            bottom = max(bottom, 0)
        top = high + 0.05 * span
        self.step = nice_step(top - bottom, n)
        self.low = math.floor(bottom / self.step + 1e-9) * self.step
        self.high = math.ceil(top / self.step - 1e-9) * self.step
        self.cut = self.low != 0

    def ticks(self):
        return [self.low + i * self.step for i in range(int(round((self.high - self.low) / self.step)) + 1)]


def text(x, y, words, size=14, colour=INK, weight="normal", anchor="start", style=""):
    extra = f' font-style="{style}"' if style else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" font-weight="{weight}" text-anchor="{anchor}"{extra}>{escape(words)}</text>'


def spread(labels, top, bottom):
    """Moves label blocks (wanted middle, height) apart, keeping their order."""
    order = sorted(range(len(labels)), key=lambda i: labels[i][0])
    place, floor = {}, top
    for i in order:
        middle, height = labels[i]
        place[i] = max(middle - height / 2, floor)
        floor = place[i] + height
    floor = bottom
    for i in reversed(order):
        place[i] = min(place[i], floor - labels[i][1])
        floor = place[i]
    return place


def panel(lines, unit, titles, top, height, goal, n_ticks, heading):
    """One panel's SVG. lines: {scenario: by_month}."""
    out = [text(16, top, heading, 15, INK, "bold")]
    top += 18
    bottom, right = top + height, WIDTH - RIGHT
    values = [v for points in lines.values() for p in points for v in (p[2], p[3])] + ([goal] if goal is not None else [])
    axis = Axis(values, n_ticks)
    days = sorted({p[0] for points in lines.values() for p in points})
    first, last = month_end(days[0]) - 1 / 12, month_end(days[-1])

    def x(years):
        return LEFT + (right - LEFT) * (years - first) / (last - first)

    def y(value):
        return bottom - (bottom - top) * (value - axis.low) / (axis.high - axis.low)

    for tick in axis.ticks():
        out.append(f'<line x1="{LEFT}" x2="{right}" y1="{y(tick):.1f}" y2="{y(tick):.1f}" stroke="{RULE}"/>')
        out.append(text(LEFT - 8, y(tick) + 4.5, tick_text(tick, axis.step, unit), 13, GREY, anchor="end"))
    for year in range(math.ceil(first - 1e-9), math.floor(last + 1e-9) + 1):
        out.append(f'<line x1="{x(year):.1f}" x2="{x(year):.1f}" y1="{bottom}" y2="{bottom + 6}" stroke="{GREY}"/>')
        out.append(text(x(year), bottom + 20, f"January {year}", 13, GREY, anchor="middle"))
    out.append(text(right + 31, top - 14, f"{MONTHS[days[-1].month - 1]} {days[-1].year}", 13, GREY))
    if axis.cut:
        out.append(f'<path d="M{LEFT - 6} {bottom - 4:.1f} l6 -3 l-6 -4 l6 -3" fill="none" stroke="{GREY}"/>')
        out.append(text(LEFT + 6, bottom - 7, f"axis starts at {tick_text(axis.low, axis.step, unit)}, not at nought", 12, GREY, style="italic"))
    if goal is not None:
        out.append(f'<line x1="{LEFT}" x2="{right}" y1="{y(goal):.1f}" y2="{y(goal):.1f}" stroke="{INK}" stroke-width="1.5" stroke-dasharray="6 4"/>')
        out.append(text(LEFT + 6, y(goal) - 7, f"goal: {tick_text(goal, axis.step, unit)}", 13, INK))
    labels = []
    for k, (scenario, points) in enumerate(lines.items()):
        colour, dash = COLOURS[k % 4], DASHES[k // 4 % 3]
        up = " ".join(f"{x(month_end(p[0])):.1f},{y(p[3]):.1f}" for p in points)
        down = " ".join(f"{x(month_end(p[0])):.1f},{y(p[2]):.1f}" for p in reversed(points))
        mean = " ".join(f"{x(month_end(p[0])):.1f},{y(p[1]):.1f}" for p in points)
        out.append(f'<polygon points="{up} {down}" fill="{colour}" fill-opacity="0.16"/>')
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        out.append(f'<polyline points="{mean}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-linejoin="round"{dashes}/>')
        words = textwrap.wrap(f"{titles[scenario][0].upper() + titles[scenario][1:]}: {shown(points[-1][1], unit)}", 28)[:3]
        labels.append((y(points[-1][1]), 17 * len(words) + 4, words, colour, dash, y(points[-1][1])))
    place = spread([(l[0], l[1]) for l in labels], top - 6, bottom + 10)
    for i, (_, _, words, colour, dash, end) in enumerate(labels):
        middle = place[i] + labels[i][1] / 2
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        out.append(f'<polyline points="{right + 3:.1f},{end:.1f} {right + 14:.1f},{middle:.1f} {right + 26:.1f},{middle:.1f}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>')
        for n, line in enumerate(words):
            out.append(text(right + 31, place[i] + 14 + 17 * n, line, 14))
    return out, bottom + 26


def figure_of(values, over):
    """A run's figure for the period: its last month, or the mean (a sum ranks as the mean does)."""
    return values[-1] if over == "last" else sum(values) / len(values)


def interval_of_difference(a, b, over):
    """95% interval of the mean of the runs' paired differences; None when one run is all there is."""
    figures = [{run: figure_of([v for _, v in points], over) for run, points in runs.items()} for runs in (a, b)]
    d = [figures[0][run] - figures[1][run] for run in figures[0] if run in figures[1]]
    if len(d) < 2:
        return None
    mean = sum(d) / len(d)
    error = math.sqrt(sum((v - mean) ** 2 for v in d) / (len(d) - 1) / len(d))
    t = T975[len(d) - 2] if len(d) - 2 < len(T975) else 2.1
    return mean - t * error, mean + t * error


def active_title(runs, lines, titles, goal, better, over):
    """At most ten words: what the figure says."""
    if better not in ("up", "down"):
        return "What each arrangement would bring, simulated"
    sign = 1 if better == "up" else -1
    level = {s: figure_of([p[1] for p in points], over) for s, points in lines.items()}
    order = sorted(lines, key=lambda s: -sign * level[s])
    best = titles[order[0]]
    best = best[0].upper() + best[1:]
    goal_text = "" if goal is None else tick_text(goal, 1, "SHARE" if abs(goal) <= 1 else "")
    reached = goal is not None and sign * (level[order[0]] - goal) >= 0
    told = len(order) == 1
    if not told:
        interval = interval_of_difference(runs[order[0]], runs[order[1]], over)
        told = interval is not None and interval[0] * interval[1] > 0
        if goal is not None and not reached and abs(level[order[0]] - level[order[1]]) < 0.1 * abs(goal - level[order[0]]):
            return f"None reaches {goal_text}; the nearest two differ little"  # chance aside, the gap to the goal is the news
    if goal is None:
        title = f"{best} comes out best" if told else "Which arrangement comes out best cannot be told"
    elif reached:
        title = f"{best} reaches {goal_text}" if told else f"{goal_text} is reached; by which arrangement best cannot be told"
    else:
        title = f"{best} comes nearest, but misses {goal_text}" if told else f"None reaches {goal_text}; which comes nearest cannot be told"
    return title if len(title.split()) <= 10 else f"One arrangement comes nearest; {'goal reached' if reached else 'none reaches the goal'}" if goal is not None else "One arrangement comes out best"


def description(heading, lines, titles, unit, goal, n):
    parts = [f"Line chart of simulated figures. {heading}, by month, mean of {n} run{'s' if n != 1 else ''} with the range from lowest to highest."]
    for s, points in lines.items():
        parts.append(f"{titles[s]}: from {shown(points[0][1], unit)} to {shown(points[-1][1], unit)} ({shown(points[-1][2], unit)} to {shown(points[-1][3], unit)}).")
    if goal is not None:
        parts.append(f"Goal: {shown(goal, unit)}.")
    return " ".join(parts)


def draw(folder, args):
    about = read_about(folder)
    measure = args.measure or about.get("headline") or "rtt_within_18_weeks_share"
    is_headline = measure == about.get("headline")
    second = args.second or ("rtt_incomplete" if measure.startswith("rtt_") else "ga_beds_occupied")
    wanted = [measure] + ([second] if second not in ("none", measure) else [])
    series, units = read_series(folder, wanted)
    for m in wanted:
        if not series[m]:
            raise ValueError(f"{folder / 'series.csv'}: no rows of '{m}' for the place")
    goal = None if args.goal == "none" else float(args.goal) if args.goal else float(about["headline_goal"]) if is_headline and about.get("headline_goal") else None
    better = args.better or (about.get("headline_better") if is_headline else None)
    scenarios = list(series[measure])
    titles = {s: about.get(f"scenario:{s}") or s for s in scenarios}
    lines = {m: {s: by_month(runs) for s, runs in series[m].items()} for m in wanted}
    n = max(p[-1][4] for p in lines[measure].values())
    headings = {m: NAMES.get(m) or (about.get("headline_line", "") if is_headline and m == measure else "") or m.replace("_", " ") for m in wanted}
    headings = {m: h[0].upper() + h[1:] for m, h in headings.items()}
    title = args.title or active_title(series[measure], lines[measure], titles, goal, better, about.get("headline_over", "last") if is_headline else "last")
    band = "lines: mean of the runs; bands: lowest run to highest" if n > 1 else "one run, so nothing is said about chance"
    body = [text(16, 34, title, 24, INK, "bold")]
    y = 60
    place = about.get("place", "")
    for line in textwrap.wrap(f"Simulated{': ' + place if place else ''}. {n} run{'s' if n != 1 else ''} on the same people with the same luck ({band}).", 118):
        body.append(text(16, y, line, 14, GREY))
        y += 19
    out, y = panel(lines[measure], units[measure], titles, y + 14, 300, goal, 6, headings[measure])
    body += out
    if len(wanted) > 1:
        out, y = panel(lines[second], units[second], titles, y + 34, 150, None, 3, headings[second])
        body += out
    facts = [about.get("program", "tredegar").replace("tredegar", "Tredegar"), f"experiment {about['experiment']}" if about.get("experiment") else "",
             f"seed {about['seed']}" if about.get("seed") else "", f"statistics published up to {about['data_vintage']}" if about.get("data_vintage") else "",
             "contains public sector information, Open Government Licence v3.0"]
    y += 8
    for line in textwrap.wrap("Simulated by " + "; ".join(f for f in facts if f) + ".", 130):
        y += 17
        body.append(text(16, y, line, 12, GREY))
    height = int(y + 16)
    alt = description(headings[measure], lines[measure], titles, units[measure], goal, n)
    if len(wanted) > 1:
        alt += " " + description(headings[second], lines[second], titles, units[second], None, n)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" font-family="Arial, Helvetica, \'Liberation Sans\', sans-serif">',
        f'<title id="title">{escape(title)} (simulated)</title>', f'<desc id="desc">{escape(alt)}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#FFFFFF"/>', *body, "</svg>", ""])


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("folder", type=pathlib.Path, help="where series.csv and about.csv are (or the path of series.csv)")
    p.add_argument("out", type=pathlib.Path)
    p.add_argument("--measure", help="the upper panel; the experiment's headline if not given")
    p.add_argument("--second", help="the lower panel, or 'none'")
    p.add_argument("--goal", help="a line to reach, or 'none'; the experiment's if not given")
    p.add_argument("--better", choices=["up", "down"], help="which way is better, for the title")
    p.add_argument("--title", help="at most ten words that say what is to be seen")
    args = p.parse_args()
    folder = args.folder.parent if args.folder.suffix == ".csv" else args.folder
    try:
        figure = draw(folder, args)
        args.out.write_text(figure, encoding="utf-8")
    except (OSError, ValueError, KeyError) as bad:
        sys.exit(f"plot_answer.py: {bad}")


if __name__ == "__main__":
    main()
