#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Structural relations of emergency care: what each aims at, what the model gives, with its 95% interval over runs, and whether that is inside
the band that the evidence gives; from the CSV of a run of
experiments/structural-relations.yaml. tools/validate.py puts the rows into docs/validation.md.   Usage: relations.py CSV_DIR"""
import calendar
import collections
import csv
import datetime
import math
import pathlib
import statistics
import sys

DATA, BOARD = pathlib.Path(__file__).parent.parent / "data" / "england", "QOX"  # the experiment's place
ENGLAND, AGES = 57.69e6, ("0-4", "5-17", "18-44", "45-64", "65-74", "75-84", "85+")
YEAR = tuple(f"2026-{m:02d}" for m in range(2, 13)) + ("2027-01",)  # the first twelve months
BANK_HOLIDAYS = ("2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28", "2027-01-01")
STUDENT = {2: 12.706, 3: 4.303, 4: 3.182, 5: 2.776, 6: 2.571, 8: 2.365, 10: 2.262}  # 97.5%, by number of runs


class Runs:
    """(scenario, run, measure, breakdown, level) -> month -> value, of the place; and of its hospitals."""

    def __init__(self, folder):
        self.place, self.hospital = collections.defaultdict(dict), collections.defaultdict(dict)
        self.runs = set()
        with open(pathlib.Path(folder) / "series.csv", encoding="utf-8") as f:
            for r in csv.DictReader(f):
                if not r["value"]:
                    continue
                key, month, value = (r["scenario"], r["run"], r["measure"], r["breakdown"], r["level"]), r["period_start"][:7], float(r["value"])
                self.runs.add(r["run"])
                if r["org_type"] == "place":
                    self.place[key][month] = value
                elif not r["breakdown"]:
                    self.hospital[r["scenario"], r["run"], r["measure"], r["org_code"]][month] = value

    def months(self, run, measure, breakdown="", level="", scenario="level", months=YEAR):
        got = self.place[scenario, run, measure, breakdown, level]
        return [got[m] for m in months if m in got]

    def total(self, run, *what, **how):
        return sum(self.months(run, *what, **how))

    def mean(self, run, *what, **how):
        got = self.months(run, *what, **how)
        return sum(got) / len(got) if got else float("nan")


def rate(s, run, measure, breakdown, levels):
    """A year per 1,000 residents of these levels."""
    people = sum(s.mean(run, "residents", breakdown, x) for x in levels if s.months(run, "residents", breakdown, x))
    return 1000 * sum(s.total(run, measure, breakdown, x) for x in levels) / people if people else float("nan")


def table(name):
    with open(DATA / name, encoding="utf-8") as f:
        return list(csv.DictReader(line for line in f if not line.startswith("#")))


def by_mix(column, first, last):
    """What the place's mix of fifths of deprivation makes of England's deaths at these ages: chances of dying by fifth (both sexes, the
    life table's groups within the ages), weighted with the place's people of the age band over the same with England's."""
    risk, people = collections.Counter(), {True: collections.Counter(), False: collections.Counter()}
    for r in table("life_table.csv"):
        if first <= int(r["age_from"]) <= last:
            risk[int(r["fifth"])] += float(r["chance"])
    for r in table("neighbourhoods.csv"):
        for here in (True, False) if r["board"] == BOARD else (False,):
            people[here][(int(r["decile"]) + 1) // 2] += float(r[column])
    here, england = (sum(n[f] * risk[f] for f in n) / sum(n.values()) for n in (people[True], people[False]))
    return here / england


def deaths(england, low, high, form, mix):
    """(aimed, band, word) of deaths a year per 1,000: England's, and what they are with the place's mix."""
    here = [x * by_mix(*mix) for x in (england, low, high)]
    return (f"{form.format(here[0])} here ({form.format(here[1])} to {form.format(here[2])}): England's {england} by the place's fifths",
            tuple(here[1:]))


def tenths(s, run):
    most, least = (rate(s, run, "ae_attendances", "deprivation_decile", (d,)) for d in ("1", "10"))
    return most / least


def by_ambulance(s, run):
    type_1 = s.total(run, "ae_attendances", "ae_type", "type 1")
    return 100 * s.mean(run, "ae_by_ambulance_share") * type_1 / s.total(run, "ae_attendances")


def january(s, run):
    january, june = (s.total(run, "ae_within_4_hours_share", months=(m,)) for m in ("2027-01", "2026-06"))
    return 100 * (january - june)


def cancelled(s, run, winter=("2026-12", "2027-01")):
    return 100 * s.total(run, "cancelled_operations", months=winter) / s.total(run, "elective_admissions", months=winter)


def working_days(month):
    year, m = int(month[:4]), int(month[5:])
    days = (datetime.date(year, m, d) for d in range(1, calendar.monthrange(year, m)[1] + 1))
    return sum(d.weekday() < 5 and d.isoformat() not in BANK_HOLIDAYS for d in days)


def winter_treatments(s, run):
    """Planned admissions a working day of December and January, over those of the year's other months, %."""
    winter = ("2026-12", "2027-01")
    other = tuple(m for m in YEAR if m not in winter)
    pace = [s.total(run, "elective_admissions", months=w) / sum(map(working_days, w)) for w in (winter, other)]
    return 100 * (pace[0] / pace[1] - 1)


def share_65(s, run, measure):
    return 100 * sum(s.total(run, measure, "age_band", a) for a in AGES[4:]) / sum(s.total(run, measure, "age_band", a) for a in AGES)


def per_day(s, run, month):
    days = {"02": 28, "04": 30, "06": 30, "09": 30, "11": 30}.get(month[5:], 31)
    return s.total(run, "emergency_admissions", months=(month,)) / days


def swing(s, run, which):
    days = [per_day(s, run, m) for m in YEAR]
    return which(days) / (sum(days) / len(days))


def filling(s, run, high):
    """Points of the four-hour share between months of hospitals by occupancy, 97% full or more or below it, against each hospital's own mean.
    The line is ours: the published curve bends from 88% to 100%, and no hospital here has a month below 88%."""
    got = []
    for (scenario, r, measure, org), occupied in s.hospital.items():
        if r != run or measure != "ga_beds_occupied" or scenario in ("no-harm", "few-nurses"):
            continue
        beds, hours = s.hospital[scenario, r, "ga_beds_open", org], s.hospital["level", r, "ae_within_4_hours_share", org]
        mine = s.hospital[scenario, r, "ae_within_4_hours_share", org]
        usual = sum(hours.values()) / len(hours) if hours else 0
        got += [(occupied[m] / beds[m], 100 * (mine[m] - usual)) for m in occupied if m in mine and beds.get(m)]
    chosen = [points for full, points in got if (full >= 0.97) == high]
    return sum(chosen) / len(chosen) if chosen else float("nan")


def over(s, run, measure, months, scenario="overloaded"):
    """Ratio of the overloaded place to its twin."""
    mine, twin = s.total(run, measure, scenario=scenario, months=months), s.total(run, measure, months=months)
    return mine / twin if twin else float("nan")


def nurse_hour(s, run):
    """Deaths on wards above the twin's, % of those expected in the same stays, for each hour a stay of nurses' time more that is missing.
    Hours a day, and the share of such stays that end in death, are those of the study (beds.nursing_hours, beds.ward_mortality)."""
    few, usual = ({k[3]: v for k, v in s.hospital.items() if k[:3] == (x, run, "shifts_unfilled_share")} for x in ("few-nurses", "level"))
    beds = {k[3] for k, v in s.hospital.items() if k[:3] == ("level", run, "ga_beds_occupied") and max(v.values()) > 0}
    gap = [(few[o][m] - usual[o][m]) / (1 - usual[o][YEAR[0]]) for o in beds & few.keys() for m in SHORT]
    more, usually = (s.total(run, "deaths_on_wards", scenario=x, months=SHORT) for x in ("few-nurses", "level"))
    hours = 4.7 * statistics.mean(gap) * s.total(run, "nursing_days", scenario="few-nurses", months=SHORT) if gap else 0
    return 100 * (more - usually) / (0.041 * hours) if hours else float("nan")


SHORT = tuple(f"2027-{m:02d}" for m in range(8, 13)) + tuple(f"2028-{m:02d}" for m in range(1, 8))
LOADED, RELIEVED = tuple(f"2026-{m:02d}" for m in (9, 10, 11, 12)) + ("2027-01",), ("2028-05", "2028-06", "2028-07")
ANY = float("inf")
CONTESTED = "10,000 (14,000 to 23,000 published for 2022-23, contested)"
DELAY = "published 1/NNH by hours to the ward, drawn on the excess over expected; most admitted wait over six hours in 2026, so the sum passes studies that count twelve hours alone"

TABLE = "life table of 2011 at England's deaths of 2023-24; all deaths, those of delay among them"


def rows(s):
    """(relation, aimed, band, form, function of a run, word); a band of one figure is met where the interval holds it, None is no band."""
    return (
        ("1 frail share of people aged 50 and over, %", "26.5 (2006) to 38.9 (2017)", (26.5, 38.9), "{:.1f}", lambda r: 100 * s.mean(r, "frail_share_50_plus"), ""),
        ("2 emergency admissions a year per 1,000 aged 85 and over", "480 (422 to 538, recalled)", (422, 538), "{:.0f}", lambda r: rate(s, r, "emergency_admissions", "age_band", AGES[6:]), "England, years about 2015"),
        ("2 A&E attendances, most over least deprived tenth", "1.94 (1.87 to 2.07)", (1.87, 2.07), "{:.2f}", lambda r: tenths(s, r), "crude, as published"),
        ("2 emergency admissions a day, lowest month over the mean", "0.96 (0.93 to 0.99)", (0.93, 0.99), "{:.3f}", lambda r: swing(s, r, min), "England: August"),
        ("2 the same, highest month", "1.03 (1.00 to 1.06)", (1.00, 1.06), "{:.3f}", lambda r: swing(s, r, max), "England: December"),
        ("3 attendances by ambulance, % of all types", "23 (21 to 25)", (21, 25), "{:.1f}", lambda r: by_ambulance(s, r), ""),
        ("3 attendances on foot after a failed GP attempt, %", "26.5 (20 to 30)", (20, 30), "{:.1f}", lambda r: 100 * s.mean(r, "ae_after_gp_failed_share"),
         "survey of unplanned visits; those on foot here"),
        ("3 general practice contacts on the day, %", "44 (42 to 46)", (42, 46), "{:.1f}", lambda r: 100 * s.mean(r, "gp_same_day_share"),
         "not alike: acute needs alone here, 27% of all appointments; the published share is of all"),
        ("4 four hours, January less June, points", "-5.8", (-5.8, -5.8), "{:+.1f}", lambda r: january(s, r), "36 months of 2016 to 2019"),
        ("4 four hours where beds are 97% full or more, points from the hospital's mean", "-3 past 88%, -8 at 100%", (-8, -3), "{:+.1f}", lambda r: filling(s, r, True), "overloaded place and its twin"),
        ("4 four hours below 97%", "-3 from 88%", None, "{:+.1f}", lambda r: filling(s, r, False), "no hospital of the place has a month below 88%"),
        ("4 minutes in A&E of those admitted, median", "234 (2016-18)", (234, 234), "{:.0f}", lambda r: s.mean(r, "ae_admitted_median_minutes"), "another time: 95% within four hours then, 69% in this place now"),
        ("5 deaths from delay, scaled to England, a year", CONTESTED, (10000, 23000), "{:,.0f}", lambda r: s.total(r, "deaths_from_delay") * ENGLAND / s.mean(r, "residents"), DELAY),
        ("5 deaths of all causes with no harm from delay over those with it", "near 1 (here 0.98 to 1.02)", (0.98, 1.02), "{:.3f}", lambda r: over(s, r, "deaths", YEAR, "no-harm"),
         "registered deaths hold those of today's delays, which come off the life table"),
        ("5 deaths a year per 1,000 aged 5 to 17", *deaths(0.1, 0.05, 0.15, "{:.2f}", ("people_5_17", 5, 14)), "{:.2f}",
         lambda r: rate(s, r, "deaths", "age_band", AGES[1:2]), TABLE),
        ("5 deaths a year per 1,000 aged 18 to 44", *deaths(0.63, 0.5, 0.75, "{:.2f}", ("people_18_44", 20, 44)), "{:.2f}",
         lambda r: rate(s, r, "deaths", "age_band", AGES[2:3]), TABLE),
        ("5 deaths a year per 1,000 aged 85 and over", *deaths(146, 140, 152, "{:.0f}", ("people_85_up", 85, 99)), "{:.0f}",
         lambda r: rate(s, r, "deaths", "age_band", AGES[6:]), TABLE),
        ("6 bed-days of people aged 65 and over, %", "62 (60 to 66)", (60, 66), "{:.0f}", lambda r: share_65(s, r, "bed_days"), ""),
        ("6 bed-days that follow an emergency admission, %", "67 (64 to 72)", (64, 72), "{:.0f}", lambda r: 100 * s.mean(r, "bed_days_emergency_share"), "maternity, well babies and long planned stays are not modelled"),
        ("7 delayed days of people aged 65 and over, %", "83 (80 to 86)", (80, 86), "{:.0f}", lambda r: share_65(s, r, "delayed_days"), "delayed transfers to 2020; no criteria to reside here"),
        ("8 operations cancelled late in winter, % of planned admissions", "1.0 to 1.3", (1.0, 1.3), "{:.2f}", lambda r: cancelled(s, r), "published: every reason that is not clinical; want of a bed alone here"),
        ("8 planned admissions a working day in December and January, % of the rest of the year", "-6.7 (winter 2017/18, England)", (-6.7, -6.7), "{:+.1f}", lambda r: winter_treatments(s, r),
         "a hard winter was published; an ordinary one here"),
        ("9 deaths on wards for an hour of nurses' time missing from a stay, % more", "3 (0 to 6)", (0, 6), "{:.1f}", lambda r: nurse_hour(s, r), "an hour more: -3; residents' deaths, all patients' days"),
        ("10 relative index of inequality, emergency admissions", "0.62 (0.52 to 0.71): most over least deprived 1.9 (1.7 to 2.1), recalled", (0.52, 0.71), "{:.2f}", lambda r: s.mean(r, "emergency_admissions_rii"),
         "age-standardised, by England's ranks; of all admissions, emergencies the steeper part, 0.41 (fifths 43,385 and 31,298 per 100,000)"),
        ("10 relative index of inequality, A&E attendances", "0.71 (0.67 to 0.77): tenths 1.94 (1.87 to 2.07) to 1", (0.67, 0.77), "{:.2f}", lambda r: s.mean(r, "ae_attendances_rii"), "age-standardised, by England's ranks"),
        ("10 share of those on the lists who have waited over 52 weeks, relative index", "0.6 (7.3 against 4.0%, 2021)", (0.6, 0.6), "{:.2f}", lambda r: s.mean(r, "over_52_weeks_rii"),
         "fifths, after the pandemic; in the lists of January 2026, spread over their commissioners' people, -0.16 between places; here where people live, whom they choose and who goes private; missed appointments little"),
        ("bends: over 12 hours from arrival in the months of most load, ratio to the twin", "above 1, bounded", (1, ANY), "{:.2f}", lambda r: over(s, r, "ae_over_12_hours_from_arrival", LOADED),
         "a quarter of care packages gone for a year"),
        ("bends: deaths from delay", "above 1, bounded", (1, ANY), "{:.2f}", lambda r: over(s, r, "deaths_from_delay", LOADED), "the same"),
        ("bends: attendances (people who give up)", "1 or below", (0, 1), "{:.3f}", lambda r: over(s, r, "ae_attendances", LOADED), "the same"),
        ("bends: planned admissions", "below 1", (0, 1), "{:.3f}", lambda r: over(s, r, "elective_admissions", LOADED), "the same"),
        ("recovers: over 12 hours, 16 to 18 months after relief", "near 1 (here 0.95 to 1.05)", (0.95, 1.05), "{:.2f}", lambda r: over(s, r, "ae_over_12_hours_from_arrival", RELIEVED), "the same"),
        ("recovers: people without criteria to reside", "near 1 (here 0.95 to 1.05)", (0.95, 1.05), "{:.2f}", lambda r: over(s, r, "no_criteria_to_reside", RELIEVED), "the same"),
    )


# What a relation says of the model, by how its row begins: `input`, what it is compared with is a parameter (or the parameter was set to it);
# `by construction`, the rules give it; anything else is an `outcome`.
INPUT = {
    "1 frail share": "ageing.onset_lasting_share, set to lie in the band",
    "2 emergency admissions a year per 1,000": "needs.bed_85",
    "2 A&E attendances": "primary.departments_tenths",
    "2 emergency admissions a day": "needs.season_admission_*",
    "2 the same, highest month": "needs.season_admission_*",
    "5 deaths a year per 1,000": "the life table",
    "9 deaths on wards": "beds.nursing_hazard",
    "10 relative index of inequality, emergency": "needs.bed_rii",
    "10 relative index of inequality, A&E": "primary.departments_tenths",
}
MOVED = {"3 attendances on foot after": "a parameter was moved towards it", "4 minutes in A&E": "emergency.work_up_majors was chosen with it in mind"}
BY_CONSTRUCTION = {"5 deaths of all causes": "needs.death_level is solved for it"}


def kind(relation):
    for name, of in (("input", INPUT), ("by construction", BY_CONSTRUCTION)):
        for start, what in of.items():
            if relation.startswith(start):
                return name, what
    return "outcome", next((what for start, what in MOVED.items() if relation.startswith(start)), "")


def verdict(mean, off, band):
    """As docs/effects.md says it."""
    if band is None or math.isnan(mean):
        return "no band" if band is None else "cannot be compared"
    (low, high), off = band, 0.0 if math.isnan(off) else off
    if low == high:
        return "inside" if mean - off <= low <= mean + off else "outside"
    if low <= mean <= high:
        return "inside" if low <= mean - off and mean + off <= high else "inside, its interval is wider than the band"
    return "outside, its interval touches the band" if mean + off >= low and mean - off <= high else "outside"


def write_relations(folder, write):
    s = Runs(folder)
    runs = sorted(r for r in s.runs if any(k[1] == r and k[0] == "level" for k in s.place))
    write("| relation | kind | aimed at | model | 95% interval | verdict | word |\n|---|---|---|---|---|---|---|")
    for relation, aimed, band, form, of, word in rows(s):
        got = [x for x in map(of, runs) if not math.isnan(x)]
        if len(got) < len(runs):
            word += f"; {len(got)} of {len(runs)} runs had such months"
        sort, what = kind(relation)
        word = "; ".join(x for x in (word, what) if x)
        mean = statistics.mean(got) if got else float("nan")
        off = STUDENT[len(got)] * statistics.stdev(got) / len(got) ** 0.5 if len(got) in STUDENT else float("nan")
        write(f"| {relation} | {sort} | {aimed} | {form.format(mean)} | {form.format(mean - off)} to {form.format(mean + off)} | {verdict(mean, off, band)} | {word} |")


if __name__ == "__main__":
    write_relations(sys.argv[1], print)
