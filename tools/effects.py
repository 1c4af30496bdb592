#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Tredegar developers
"""Published effects of historical regimes (V6, V10, V12 to V18) beside what the model makes of them: docs/effects.md.

    tools/effects.py PROGRAM [--small] [--out FILE] [--work DIR] [--keep] [TARGET ...]

Runs experiments/effect-*.yaml, reads the stores and writes the page; inside or outside the band is told either way, and
what in the model makes the number. --small: one town, four months, one replicate: that all of it runs and that every row
is there; writes nothing unless --out is given. At full size what has been run stays in DIR, so an interrupted run of
the same program on the same inputs goes on. --keep: of the page as it stands the rows of targets not named stay, marked as older. Ends with "N passed, N failed".
"""
import argparse
import csv
import math
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections import namedtuple

import one_build

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
TOWN, NORFOLK, BATH = "barnsley", "norfolk-waveney", "bath-swindon-wiltshire"
PLACE_NAME = {TOWN: "Barnsley", NORFOLK: "Norfolk and Waveney", BATH: "Bath, Swindon and Wiltshire"}
BOARD = {TOWN: "02P", NORFOLK: "26A", BATH: "92G"}
PEOPLE = {"England 2012": 53.5e6, "UK 2023": 68.3e6}  # ONS mid-year estimates, rounded
PLAN = {  # what is run at full size: experiment, then place and replicates (None: as the file says)
    "effect-06-private-growth": [(NORFOLK, 2)],
    "effect-10-fundholding": [(TOWN, None)],
    "effect-12-awards": [(TOWN, None), (NORFOLK, 1), (BATH, 1)],
    "effect-13-franchise": [(TOWN, None)],
    "effect-14-lead-provider": [(TOWN, None)],
    "effect-14-low-bid": [(TOWN, None)],
    "effect-15-pfi": [(NORFOLK, None)],
    "effect-16-reform-2012": [(TOWN, None)],
    "effect-17-private-exit": [(TOWN, None)],
    "effect-18-marginal-rate": [(TOWN, None)],
}
T975 = [0, 12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131]

# figure: what is measured; band: (low, high) in the unit of the samples, None: nothing published to be inside of;
# form: how a number is printed; evidence: "outcome", "partly put in", "put in: no evidence", "beside"
Row = namedtuple("Row", "target figure published band form samples run evidence why verdict")


# ---- runs -------------------------------------------------------------------------------------------------------

def run(program, name, place, replicates, small, work):
    path = os.path.join(work, "%s-%s.sqlite" % (name, place))
    if small or not os.path.exists(path):
        command = [program, "run", name, "--place", place, "--no-extras", "--quiet", "--overwrite", "--store", path + ".part"]
        command += ["--months", "4", "--replicates", "1"] if small else []
        command += ["--replicates", str(replicates)] if replicates and not small else []
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError((done.stderr.strip() or "exit %d" % done.returncode).splitlines()[-1])
        os.replace(path + ".part", path)
    return Store(path, place)


class Store:
    """A store of one study; what is asked of it comes by scenario and replicate."""

    def __init__(self, path, place):
        self.db, self.place = sqlite3.connect(path), place
        self.replicates = self.one("SELECT count(DISTINCT replicate) FROM run WHERE kind = 'main'")
        self.months = self.one("SELECT max(month) + 1 FROM series")
        self.title = self.one("SELECT title FROM study")

    def all(self, question, *values):
        return self.db.execute(question, values).fetchall()

    def one(self, question, *values):
        rows = self.all(question, *values)
        return rows[0][0] if rows else None

    def runs(self, scenario):
        return [r for r, in self.all("SELECT run FROM run JOIN scenario USING (scenario) WHERE kind = 'main' AND name = ? ORDER BY replicate", scenario)]

    def people(self, r):
        return self.one("SELECT person_years FROM run WHERE run = ?", r) * 12.0 / self.months

    def series(self, r, measure, first, last):
        return self.one("SELECT coalesce(sum(value), 0) FROM series JOIN measure USING (measure) JOIN breakdown USING (breakdown) WHERE run = ? "
                        "AND measure.name = ? AND breakdown.name = '' AND organisation = 65535 AND month >= ? AND month < ?", r, measure, first, last)

    def records(self, r, what):
        return self.all("SELECT month, organisation, why, pence FROM record WHERE run = ? AND what = ? ORDER BY rowid", r, what)

    def ran(self, scenarios):
        return "%s; %s; %d months, %d replicate%s" % (", ".join("`%s`" % s for s in scenarios), PLACE_NAME[self.place], self.months,
                                                      self.replicates, "" if self.replicates == 1 else "s")


# ---- figures ----------------------------------------------------------------------------------------------------

def ratio(a, b):
    return a / b if b else None


def clean(samples):
    return [x for x in samples if x is not None and math.isfinite(x)]


def estimate(samples):
    """Mean and half of its 95% interval (None where chance cannot be told)."""
    n = len(samples)
    if n == 0:
        return None, None
    mean = sum(samples) / n
    if n == 1:
        return mean, None
    spread = math.sqrt(sum((x - mean) ** 2 for x in samples) / (n - 1))
    return mean, (T975[n - 1] if n - 1 < len(T975) else 1.98) * spread / math.sqrt(n)


def inside(row):
    mean, half = estimate(clean(row.samples))
    if row.verdict:
        return row.verdict
    if mean is None:
        return "cannot be compared"
    if row.band is None:
        return "no band"
    low, high = row.band
    within = low <= mean <= high
    if "of runs" in row.form:
        half = None
    if half and within and (mean - half < low or mean + half > high):
        return "inside, its interval is wider than the band"
    if half and not within and mean + half >= low and mean - half <= high:
        return "outside, its interval touches the band"
    return "inside" if within else "outside"


def covers(samples, low, high):
    """A distribution covers a band when some of it lies on either side or in it."""
    s = clean(samples)
    if not s:
        return None
    return "inside (the distribution covers it)" if min(s) <= high and max(s) >= low else "outside (the distribution does not cover it)"


# ---- the targets ------------------------------------------------------------------------------------------------

def private_share(store, r, first):
    rows = dict(store.all("SELECT owner = 'PRIVATE', sum(value) FROM series JOIN measure USING (measure) JOIN breakdown USING (breakdown) JOIN "
                          "organisation USING (organisation) WHERE run = ? AND measure.name = 'rtt_stops_admitted' AND breakdown.name = '' "
                          "AND month >= ? AND month < ? GROUP BY 1", r, first, first + 12))
    return ratio(rows.get(1, 0.0), sum(rows.values()))


def v6(stores):
    out = []
    for s in stores["effect-06-private-growth"]:
        now = [private_share(s, r, 0) for r in s.runs("today")]
        out.append(Row("V6", "private share of planned admissions, first year", "1.8% (2007/08), 12% (2019), 16% (2021/22), ±1 point", None, "%.1f%%",
                       [100.0 * x for x in now if x is not None], s.ran(["today"]), "put in: no evidence",
                       "the share of January 2026 is read from the published starts and stops of each provider; no table of 2007, 2019 or 2021 is held",
                       "cannot be compared"))
        years = s.months / 12.0 - 1.0
        for name in ("open", "centres"):
            grow = [100.0 * ratio(private_share(s, r, s.months - 12) - private_share(s, r, 0), years) if years > 0 else None for r in s.runs(name)]
            out.append(Row("V6", "its growth a year under `%s`" % name, "+0.9 points a year, 2007/08 to 2019 (derived)", (0.7, 1.1), "%+.2f points", grow,
                           s.ran([name]), "beside: other years, other lists",
                           "firms' orders answer to margin and list; capital, staff from outside and lead time are ASSUMED; only firms that the place knows can grow",
                           None))
    return out


def fund_effect(store, measure, other, share_of):
    out = []
    for a, b in zip(store.runs("nothing-kept"), store.runs(other)):
        change = base = 0.0
        for year in range(2, store.months // 12):  # years in which funds are held throughout: waves are read at their April
            share = holders(store, b, 12 * year)
            was, now = (store.series(r, measure, 12 * year, 12 * year + 12) for r in (a, b))
            change += now - was
            base += was * (share * 0.70 if share_of else 1.0)
        out.append(ratio(100.0 * change, base))
    return out


def holders(store, r, month):
    """Share of people whose practice holds a fund, by the last wave before the month's year ends."""
    share = 0.0
    for at, _, why, _ in store.records(r, "fundholding wave"):
        found = re.search(r"for ([\d.]+)% of the people", why)
        if found and at <= month + 6:
            share = float(found.group(1)) / 100.0
    return share


def admissions_beside(store, other):
    """Chargeable admissions for each of holders' people over those of others', against a run in which nothing is kept; mean of the years in which funds were held."""
    out = []
    for a, b in zip(store.runs("nothing-kept"), store.runs(other)):
        rates = []
        for r in (a, b):
            found = [[float(n) for n in re.findall(r"\d+", why)] for month, _, why, _ in store.records(r, "chargeable admissions") if month >= 26]
            rates.append([ratio(mine * others, people * theirs) for mine, people, theirs, others in found if people and theirs])
        years = [100.0 * (y / x - 1.0) for x, y in zip(*rates) if x]
        out.append(ratio(sum(years), len(years)))
    return out


def v10(stores):
    s = stores["effect-10-fundholding"][0]
    why = ("`gp_fundholding.money_weight` over `worth` says how many referrals a holder keeps: kept = 1 - exp(-weight/worth), 4.9% of those not urgent at the centre. They are kept for a time: seen again "
           "after four months (`planned.held_months`), when one in nine has got well (`held_resolves`) and the case of the others has grown past what is kept (`held_growth`, 0.02 a month; all ASSUMED)")
    out = []
    for name, words in (("centre", "the weight at its centre"), ("half", "half the weight"), ("double", "twice the weight")):
        out.append(Row("V10", "chargeable planned admissions of holders' patients beside others', " + words, "-3.3 to -4.9%", (-4.9, -3.3), "%+.1f%%",
                       admissions_beside(s, name), s.ran(["nothing-kept", name]), "put in: no evidence", why, None))
    whole = "the same; of all patients, over holders' share of the people. What is admitted at all is what there is room for: places that are left go to others on the list"
    out.append(Row("V10", "all planned admissions, as a part of holders' chargeable ones", "none published", None, "%+.1f%%", fund_effect(s, "elective_admissions", "centre", True),
                   s.ran(["nothing-kept", "centre"]), "put in: no evidence", whole, None))
    out.append(Row("V10", "the same, referrals (clock starts)", "none published", None, "%+.1f%%", fund_effect(s, "rtt_clock_starts", "centre", True),
                   s.ran(["nothing-kept", "centre"]), "put in: no evidence", "the rule itself", None))
    out.append(Row("V10", "emergency admissions of all", "0 (-1 to +1%)", (-1.0, 1.0), "%+.2f%%", fund_effect(s, "emergency_admissions", "centre", False),
                   s.ran(["nothing-kept", "centre"]), "put in: no evidence", "no rule ties funds to emergencies; only those kept who fall ill meanwhile", None))
    return out


def is_private(store, code, name):
    return "private" in name or store.one("SELECT owner FROM organisation WHERE code = ?", code) == "PRIVATE"


def tenders_words(tenders, years):
    return "; %.1f tenders a year of the place's own board here, 4.3 a group published (2015 to 2018, 131 groups), of 8.5 million pounds a year won by the NHS and 2.4 by others" % (tenders / years) if years else ""


def v12(stores):
    every = stores["effect-12-awards"]
    ran = "`section-75`; " + "; ".join("%s: %d months, %d replicate%s" % (PLACE_NAME[s.place], s.months, s.replicates, "" if s.replicates == 1 else "s") for s in every)
    count, value, spend, private, won, n, tenders, own, years = [], [], [], [], [], 0, 0, 0, 0.0
    for s in every:
        for r in s.runs("section-75"):
            rows = s.all("SELECT route = 'competitive tender', value_pence, winner, winner_name, starts, ends FROM award WHERE run = ? AND outcome = 'made'", r)
            if not rows:
                continue
            tender = [x for x in rows if x[0]]
            own += s.one("SELECT count(*) FROM award WHERE run = ? AND outcome = 'made' AND route = 'competitive tender' AND commissioner = ?", r, BOARD[s.place])
            years += s.months / 12.0
            n, tenders = n + len(rows), tenders + len(tender)
            count.append(100.0 * len(tender) / len(rows))
            value.append(100.0 * sum(x[1] for x in tender) / sum(x[1] for x in rows))
            paid = s.one("SELECT sum(pence) FROM ledger WHERE run = ? AND payer LIKE 'commissioner%' AND payee LIKE 'provider%'", r)
            spend.append(100.0 * sum(x[1] * 12.0 / max(x[5] - x[4], 1) for x in tender) / paid)
            private.append(100.0 * sum(is_private(s, x[2], x[3]) for x in rows) / len(rows))
            won.append(ratio(100.0 * sum(is_private(s, x[2], x[3]) for x in tender), len(tender)))
    made = "; %d awards, %d by tender" % (n, tenders)
    why = ("`section_75_500.belief` 0.6 (ASSUMED, 0.5 to 0.7) lets a board award to its holder alone; who else is capable is ASSUMED; how many planned contracts are "
           "renewed by register is counted from the place's flows; four lines only are let")
    return [
        Row("V12", "awards by tender, by count", "6% ± 3 points", (3.0, 9.0), "%.1f%%", count, ran + made, "partly put in", why, None),
        Row("V12", "awards by tender, by whole value", "none published: the 2% is of spending, next row", None, "%.1f%%", value, ran, "partly put in", why, None),
        Row("V12", "a year of tendered contracts let, as a share of what commissioners paid", "2.0% (1.5 to 3.0)", (1.5, 3.0), "%.1f%%", spend, ran, "partly put in",
            why + tenders_words(own, years), None),
        Row("V12", "awards won by private firms", "33% ± 3 points", (30.0, 36.0), "%.1f%%", private, ran, "partly put in",
            "whom the register renews: private hospitals and firms of the place's own flows in 2026", None),
        Row("V12", "tenders won by private firms", "41%", None, "%.0f%%", won, ran, "outcome",
            "ten firms, four of them private; cost and fit do not differ by ownership, so who bids decides; few tenders a run", None),
    ]


def franchises(store, scenario):
    """One row a run: income's scale, deficit at month 8 (million, scaled to Hinchingbrooke), month of exit, cap reached."""
    cap = store.one("SELECT value FROM setting WHERE name = 'franchise.cap' LIMIT 1") or 5e6
    scale, out = cap / 5e6, []
    for r in store.runs(scenario):
        first = store.one("SELECT organisation FROM record WHERE run = ? AND what = 'franchise result' LIMIT 1", r)
        results = {int(re.match(r"month (\d+)", why).group(1)): (pence, why) for _, org, why, pence in reversed(store.records(r, "franchise result")) if org == first}
        ended = [why for _, org, why, _ in store.records(r, "franchise exit announced") if org == first]
        month = int(re.match(r"month (\d+)", ended[0]).group(1)) if ended else None
        paid = max([float(re.search(r"has paid ([\d.]+)", why).group(1)) for _, why in results.values()], default=0.0)
        out.append((-results[8][0] / 1e8 / scale if 8 in results else None, month, paid >= cap / 1e6 - 0.01 if results else None, len(results)))
    return out


def v13(stores):
    s = stores["effect-13-franchise"][0]
    out = []
    for name in ("squeeze", "today"):
        rows = franchises(s, name)
        deficit, exits = [x[0] for x in rows], [float(x[1]) for x in rows if x[1]]
        hit = [100.0 * x[2] for x in rows if x[2] is not None]
        let = sum(1 for x in rows if x[3])
        seen = "; let in %d of %d runs" % (let, len(rows))
        ranged = "; from %.1f to %.1f" % (min(clean(deficit)), max(clean(deficit))) if clean(deficit) else ""
        months = "; exits in months %s" % ", ".join("%d" % x for x in sorted(exits)) if exits else "; no exit in %d months" % s.months
        why = ("the trust's margin of today (Barnsley, not Hinchingbrooke) and the money of the scenario; the saving of an operator is nought in the mean and its spread ASSUMED; "
               "cap and bands are the contract's, as shares of income%s")
        why %= {"squeeze": "; the efficiency asked is above `economy.productivity_growth` and what a programme of savings brings "
                           "(`cost_improvement.*`, as under any management), so a loss goes on growing: "
                           "Hinchingbrooke had lost 4.1 of its 5 million by month 8, and the rest not before 2014 (month 24)",
                "today": "; no money is taken away but what delays, the marginal rate and the readmission rule cost (needs are assessed on the ward, as in 2012)"}[name]
        out.append(Row("V13", "deficit at month 8, scaled to an income of 112 million (`%s`)" % name, "4.1 million", (4.1, 4.1), "£%.1fm", deficit,
                       s.ran([name]) + seen + ranged, "partly put in", why, covers(deficit, 4.1, 4.1)))
        out.append(Row("V13", "cap on losses reached (`%s`)" % name, "yes", (50.0, 100.0), "%.0f%% of runs", hit, s.ran([name]), "partly put in", why, None))
        out.append(Row("V13", "month in which exit is announced (`%s`)" % name, "35 ± 12", (23.0, 47.0), "month %.0f", exits, s.ran([name]) + months,
                       "partly put in", why + "; that it leaves once the cap is reached is the rule", covers(exits, 23, 47)))
    return out


def low_bids(store):
    """Firms' contracts won at 0.76 to 0.86 of need: how many were given notice on within twelve months of their start."""
    ended = seen = 0
    for r in store.runs("tendered"):
        notices = store.records(r, "contract handed back")
        for c, line, start in store.all("SELECT commissioner, service_line, starts FROM award WHERE run = ? AND outcome = 'made' AND winner LIKE 'firm%' "
                                        "AND price BETWEEN 0.76 AND 0.86 AND starts + 12 < ?", r, store.months):
            seen += 1
            word = line.replace(" ", "_").replace("nhs_", "")
            ended += any(start <= m <= start + 12 and why.startswith("%s of commissioner:%s:" % (word, c)) for m, _, why, _ in notices)
    return ended, seen


def v14(stores):
    s, low = stores["effect-14-lead-provider"][0], stores["effect-14-low-bid"][0]
    out = []
    for name, words in (("centre", "guarantee 3% of a year"), ("none", "no guarantee"), ("large", "guarantee 20% of a year"), ("no-gap", "guarantee 3%, no gap")):
        months = []
        for r in s.runs(name):
            found = [re.search(r"after (\d+) months", why) for _, _, why, _ in s.records(r, "alliance ends") if BOARD[s.place] in why]
            months.append(int(found[0].group(1)) if found else None)
        fell = [100.0 * (m is not None and m <= 12) for m in months]
        when = "; ends in month %s" % ", ".join(str(m) for m in months if m is not None) if clean(months) else "; none ends"
        published, band = ("collapsed in month 8", (50.01, 100.0)) if name != "no-gap" else ("none published", None)
        out.append(Row("V14", "lead provider's contract ended within 12 months, " + words, published, band, "%.0f%% of runs", fell, s.ran([name]) + when,
                       "put in: no evidence", "the gap is given, and `alliance_contract.guarantee` (ASSUMED) says how much of one is borne: the month is the one over the other"
                       + ("; with no gap given the group's own teams (`integration.cost_a_head` over `build_up`) make one before they save anything"
                          if name == "no-gap" else ""), None))
    ended, seen = low_bids(low)
    out.append(Row("V14", "firms' tendered contracts at 0.76 to 0.86 of need, notice within 12 months", "collapsed in month 8", (50.01, 100.0), "%.0f%%",
                   [100.0 * ended / seen] if seen else [], low.ran(["tendered"]) + "; %d of %d" % (ended, seen), "partly put in",
                   "`market.left_undone` (0.6 of a gap is not spent) and the loss that each kind of firm bears, both ASSUMED; who wins at such a price is the market's", None))
    return out


def charge(store, r, year):
    return store.one("SELECT sum(pence) FROM ledger WHERE run = ? AND year = ? AND payer LIKE 'provider%' AND reason LIKE 'pfi%'", r, 12 * year)


def v15(stores):
    s = stores["effect-15-pfi"][0]
    out = []
    why = ("`pfi_charge`: the share indexed x retail prices, which are published; the contracts of the place are indexed in full. The second year over the first, compounded. %s")
    for name, begins, ends, years, deflator, note in (
            ("to-2015", 1.4, 1.9, 5, 1.016, "No new contract begins in a run, and many hospitals opened between 2010 and 2014: what is missing is theirs"),
            ("to-2019", 1.9, 2.1, 4, 1.019, "Few opened between 2015 and 2019, so indexation is nearly all there is")):
        grown = []
        for r in s.runs(name):
            a, b = charge(s, r, 0), charge(s, r, 1)
            grown.append(begins * (b / a * deflator) ** years if a and b else None)
        out.append(Row("V15", "PFI charges of England, %s, from £%.1fbn" % ("2015" if ends == 1.9 else "2019/20", begins), "£%.1fbn ± 5%%" % ends, (ends * 0.95, ends * 1.05),
                       "£%.2fbn", grown, s.ran([name]), "put in: no evidence", why % note, None))
    return out


def v16(stores):
    s = stores["effect-16-reform-2012"][0]
    england, posts, pounds, whole, had = PEOPLE["England 2012"], [], [], [], []
    passing = s.one("SELECT value FROM parameter WHERE name = 'transition.passing'")
    for r, kept in zip(s.runs("reformed"), s.runs("kept")):
        rows = [x for x in s.records(r, "transition") if x[0] > 0]
        if not rows:
            continue
        people = s.people(r)
        posts.append(float(re.search(r"([\d.]+) redundant", rows[-1][2]).group(1)) * england / people)
        had.append(float(re.search(r"([\d.]+) posts lost", rows[-1][2]).group(1)) / (1.0 - passing) * england / people)
        pounds.append(float(re.search(r"([\d.]+) pounds a head", rows[-1][2]).group(1)) * england / 1e9)
        both = [s.one("SELECT coalesce(sum(pence), 0) FROM ledger WHERE run = ? AND category = 'reorganisation' AND year >= 12", x) for x in (r, kept)]
        whole.append((both[0] - both[1]) / 100.0 / people * england / 1e9)
    why = ("the bodies that hold the money close: of their posts (commissioners' administration over the ASSUMED cost of one) 0.60 pass to the new bodies and 0.19 of the rest leave first, as expected in "
           "2011; 170 bodies closed, the model's are the commissioners alone, with %.0f thousand posts in England where 19,400 that do not pass were 40%% of 48 thousand (2011)" % (sum(had) / len(had) / 1e3 if had else 0.0))
    return [
        Row("V16", "cost to the end of the first year, scaled to England", "£1.1bn ± 5%", (1.045, 1.155), "£%.2fbn", whole or pounds, s.ran(["kept", "reformed"]), "partly put in",
            why + "; setting up at 7.2 pounds a head is what was expected in 2011; staff time at 0.40 pounds a head is ASSUMED", None),
        Row("V16", "redundancies, scaled to England", "10,000 ± 5%", (9500.0, 10500.0), "%.0f", posts, s.ran(["reformed"]), "partly put in", why, None),
        Row("V16", "pounds a redundancy", "£43,095", (40940.0, 45250.0), "£%.0f", [43095.0], "set by the experiment", "put in: no evidence", "`transition.redundancy` is this number", None),
    ]


def published_lists():
    """Waiting list and those over 52 weeks at the ends of 2019 and 2023, from data/england."""
    with open(os.path.join(ROOT, "data", "england", "england_rtt_monthly.csv"), encoding="utf-8") as f:
        rows = {x["month"]: x for x in csv.DictReader(line for line in f if not line.startswith("#"))}
    return {y: (float(rows[y]["within_18"]) + float(rows[y]["over_18"]), float(rows[y]["over_52"])) for y in ("2019-12", "2023-12")}


def cover_slope(store, runs):
    """Change of the share with cover for each long waiter more in a thousand people, over all Aprils of all runs."""
    change = rise = 0.0
    for r in runs:
        for _, _, why, _ in store.records(r, "private cover"):
            found = re.search(r"\(([-+\d.]+) in the year\); (\d+) bought cover, (\d+) gave it up", why)
            change += (int(found.group(2)) - int(found.group(3))) / store.people(r) * (1 if float(found.group(1)) >= 0 else -1)
            rise += abs(float(found.group(1)))
    return ratio(change, rise)


def v17(stores):
    s, lists = stores["effect-17-private-exit"][0], published_lists()
    level, power = [], []
    last, late = s.months - 12 if s.months >= 12 else 0, s.months
    for a, b in zip(s.runs("today"), s.runs("longer")):
        out = [(s.series(r, "rtt_private_exits", last, late), s.series(r, "rtt_incomplete", last, late)) for r in (a, b)]
        year = s.series(a, "rtt_private_exits", 0, min(12, late)) * 12.0 / min(12, late)
        level.append(year / 4.0 / s.people(a) * PEOPLE["UK 2023"] / 1e3)
        far = out[0][0] > 0 and out[1][0] > 0 and abs(math.log(out[1][1] / out[0][1])) > 0.02
        power.append(math.log(out[1][0] / out[0][0]) / math.log(out[1][1] / out[0][1]) if far else None)
    grown = [50.0 * (lists["2023-12"][0] / lists["2019-12"][0]) ** e for e in clean(power)]
    exponent = "; self-pay goes with the list to the power %s" % ", ".join("%.2f" % e for e in clean(power)) if clean(power) else ""
    slope = cover_slope(s, s.runs("today") + s.runs("longer"))
    rise = (lists["2023-12"][1] - lists["2019-12"][1]) / 57.0e6 * 1e3
    ran = s.ran(["today", "longer"])
    note = "cover answers to waits by `top_up.response` x `individual` (ESTIMATED from one study at second hand); the share of 2023 is read in"
    return [
        Row("V17", "self-pay admissions a quarter, UK, today's list", "70 thousand ± 8%", (64.4, 75.6), "%.0f thousand", level, s.ran(["today"]), "put in: no evidence",
            "`planned.self_pay_hazard` was set by arithmetic to give England's number; Barnsley is poorer than England, and many who pay never join an NHS list", None),
        Row("V17", "the same, from 50 thousand in 2019 to 2023, by the list's published growth", "70 thousand ± 8%", (64.4, 75.6), "%.0f thousand", grown, ran + exponent, "partly put in",
            "the hazard of paying grows with the wait (ASSUMED form), without bound of supply or savings, and falls with price (ASSUMED), which is fixed", None),
        Row("V17", "private cover in 2023, from 10.5% in 2019 by the rise of long waits", "11.8% ± 0.6", (11.2, 12.4), "%.1f%%",
            [10.5 + 100.0 * slope * rise] if slope is not None else [], ran, "partly put in", note + "; employers' cover, most of it, does not move in the model", None),
        Row("V17", "private cover in 2008, from 11.5% in 2000 by the fall of long waits", "12.3% ± 0.6", (11.7, 12.9), "%.1f%%",
            [11.5 - 100.0 * slope * 68023.0 / 48.8e6 * 1e3] if slope is not None else [], ran, "partly put in",
            note + "; the fall is that from 68,023 over a year (1998) to none, more than fell after 2000", None),
    ]


def england_admissions():
    with open(os.path.join(ROOT, "data", "england", "urgent_monthly.csv"), encoding="utf-8") as f:
        rows = list(csv.DictReader(line for line in f if not line.startswith("#")))
    months = sorted({x["month"] for x in rows if x["month"] <= "2026-01"})[-12:]
    return sum(float(x["admitted_via_ae"] or 0) + float(x["admitted_other"] or 0) for x in rows if x["month"] in months)


def v18(stores):
    s, whole, out = stores["effect-18-marginal-rate"][0], england_admissions(), []
    why = ("`payment_by_results.baseline` %s says how many lie above it: %s (National Audit Office 2018); no contract's baseline is held, nor how many were set anew; scaled by England's "
           "admissions of the last year; the deflator 1.32 is recalled. Both readings were made with the target known: they say how far apart published inputs put it, no more")
    for name, value, words in (("by-number", 0.826, "admissions' published growth, as if each were worth the same"),
                               ("by-cost", 0.937, "the published growth of their real cost, as most of them stayed no night; its part in the growth of numbers is taken from two years of the eight")):
        lost = []
        for r in s.runs(name):
            taken = sum(pence for month, _, _, pence in s.records(r, "marginal rate") if month >= s.months - 12)
            lost.append(ratio(taken / 1e8 * whole / 1.32, s.series(r, "emergency_admissions", max(s.months - 12, 0), s.months)))
        out.append(Row("V18", "what providers lose in a financial year, England, in pounds of 2017/18 (`%s`)" % name, "£312m ± 15%", (265.0, 359.0), "£%.0fm", lost,
                       s.ran([name]), "put in: no evidence", why % (value, words), None))
    return out


TARGETS = {"V6": (v6, ["effect-06-private-growth"]), "V10": (v10, ["effect-10-fundholding"]), "V12": (v12, ["effect-12-awards"]),
           "V13": (v13, ["effect-13-franchise"]), "V14": (v14, ["effect-14-lead-provider", "effect-14-low-bid"]), "V15": (v15, ["effect-15-pfi"]),
           "V16": (v16, ["effect-16-reform-2012"]), "V17": (v17, ["effect-17-private-exit"]), "V18": (v18, ["effect-18-marginal-rate"])}


# ---- the page ---------------------------------------------------------------------------------------------------

def told(row):
    samples = clean(row.samples)
    mean, half = estimate(samples)
    if mean is None:
        return "none"
    ends = [mean] if half is None else [mean, mean - half, mean + half]
    if "of runs" in row.form:  # a share of runs has no interval by this rule
        return row.form % mean + " (of %d)" % len(samples)
    words = [(row.form % x).replace("£-", "-£") for x in ends]
    return words[0] + (" [%s, %s]" % (words[1], words[2]) if half is not None else " (one figure)")


def kept(path, made):
    """(target, verdict, standing, line) of the page's rows whose targets were not made now, marked once."""
    old = []
    if os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            for line in f:
                cells = [c.strip() for c in line.strip().strip("|").split("|")]
                target = cells[0].split(" ")[0]
                if len(cells) == 8 and target in TARGETS and target not in made:
                    old.append((target, cells[4], cells[5], "| %s older | %s |" % (target, " | ".join(cells[1:]))))
    return old


def page(rows, small, old=()):
    out = ["# Published effects, and what the model makes of them", "",
           "Written by `tools/effects.py` (`make effects`) from runs of `experiments/effect-*.yaml`. Simulated, on today's people, lists and prices of the shipped places: a regime of",
           "the past is tried on them, so what is comparable is the size of an effect, not a year. Intervals are 95%, over replicates, and hold chance alone. Nothing here is fitted to these",
           "figures unless the last column says so, and where a parameter sets the number, being inside its band is no evidence for the model.",
           "How three were compared was changed when earlier results were known: V10 (holders' patients beside others', as the study has it, not all admissions), V12 (the published 2% is of spending,",
           "so awards by value have no band) and V18 (the year that the baseline stands for, two readings).", ""]
    if small:
        out += ["**A quick try (one town, four months, one replicate), not an answer.**", ""]
    if old:
        out += ["**Rows marked older stand as an earlier tree made them (`--keep`): %s.**" % ", ".join(sorted({o[0] for o in old})), ""]
    lines = [(r.target, inside(r), r.evidence, "| %s | %s | %s | %s | %s | %s | %s | %s |" % (
        r.target, r.figure, r.published, told(r), inside(r), r.evidence, r.run, r.why)) for r in rows] + list(old)
    lines.sort(key=lambda x: list(TARGETS).index(x[0]))
    counts = {}
    for _, verdict, _, _ in lines:
        key = verdict.split(" ")[0].rstrip(",")
        counts[key] = counts.get(key, 0) + 1
    free = [v for _, v, evidence, _ in lines if evidence in ("outcome", "partly put in") and v != "no band"]
    out += ["Of %d rows %s. Of the %d with a band that are not simply put in, %d lie inside." % (
        len(lines), ", ".join("%d %s" % (n, {"no": "have no band", "cannot": "cannot be compared"}.get(k, k)) for k, n in sorted(counts.items())), len(free),
        sum(v.startswith("inside") for v in free)), "",
        "| target | figure | published | model, 95% interval | verdict | standing | what was run | what makes the number |", "|---|---|---|---|---|---|---|---|"]
    out += [line for _, _, _, line in lines]
    out += ["", "Standing: *outcome*, nothing in the model sets it; *partly put in*, parameters that were judged bear on it; *put in: no evidence*, a parameter sets it; *beside*, near",
            "the target but not it. Published values: the sources stand in each experiment's claim. Marks of the parameters named: `tredegar parameters`."]
    return "\n".join(out) + "\n"


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("program")
    p.add_argument("targets", nargs="*")
    p.add_argument("--small", action="store_true")
    p.add_argument("--out")
    p.add_argument("--work")
    p.add_argument("--keep", action="store_true")
    o = p.parse_args()
    work = o.work or os.path.join(ROOT, "build", "effects-small" if o.small else "effects")
    one_build.begin(work, o.program, ROOT)
    rows, passed, failed = [], 0, 0
    for target, (make, names) in TARGETS.items():
        if o.targets and target not in o.targets:
            continue
        begun = time.time()
        try:
            stores = {n: [run(o.program, n, place, reps, o.small, work) for place, reps in ([(TOWN, None)] if o.small else PLAN[n])] for n in names}
            made = make(stores)
            if not made:
                raise RuntimeError("no rows")
            rows += made
            passed += 1
            for r in made:
                print("%-4s %-70s %-34s %s" % (target, r.figure[:70], told(r), inside(r)))
            print("     %.0f s" % (time.time() - begun), flush=True)
        except (RuntimeError, sqlite3.Error, ValueError, TypeError, AttributeError) as e:
            failed += 1
            print("%-4s FAILED: %s" % (target, e), flush=True)
    written = os.path.join(ROOT, "docs", "effects.md")
    path = o.out or (None if o.small or failed or (o.targets and not o.keep) else written)
    if path and rows:
        old = kept(written, {r.target for r in rows}) if o.keep else []
        with open(path + ".part", "w", encoding="utf-8") as f:
            f.write(page(rows, o.small, old))
        os.replace(path + ".part", path)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
