// SPDX-License-Identifier: MIT
// One study: the claim's sentence, then pictures, each in a tab of its own.
import { useEffect, useMemo, useState } from "preact/hooks";
import { ask, follow, useData, type Claim, type Measure, type Run, type Series, type SeriesScenario, type Study } from "../api";
import { Figure, Plot, provenance, STYLE, type Table } from "../chart";
import { amount, axisUnit, tick, colourOf, dashOf, dayWord, verdict, monthDate, monthWord, sentenceCase, unitWord } from "../format";
import { Comparing, Interval, Loading, Pick, Problem, Switch, Tabs } from "../parts";
import { Progress } from "./studies";
import { Patients } from "./patients";
import { MapView } from "./map";
import { Money } from "./money";
import { Gains } from "./gains";
import { Person } from "./person";
import { Evidence } from "./evidence";
import { Why } from "./why";
import { Told } from "./gallery";

const TABS: [string, string][] = [["answer", "The answer"], ["why", "Why, and what it costs"], ["patients", "A&E and waiting"], ["map", "The map"], ["money", "Every pound"], ["gains", "Gains and losses"],
  ["person", "One person"], ["evidence", "Evidence"]];

export function StudyView({ id, tab }: { id: string; tab: string }) {
  const { data: s, wrong, again } = useData<Study>(`/api/studies/${encodeURIComponent(id)}`);
  const [run, setRun] = useState<Run | null>(null);
  const [turn, next] = useState(0);
  useEffect(() => {
    if (!s?.run) return;
    let finished = -1;
    return follow(s.run, (r) => {
      setRun(r);
      if (r.finished !== finished) { finished = r.finished; next((t) => t + 1); }
      if (r.state !== "running" && r.state !== "waiting") again();
    });
  }, [s?.run]);
  const claims = useData<{ claims: Claim[] }>(s?.claim_id && s.status === "done" ? "/api/claims" : null);
  const claim = claims.data?.claims.find((c) => c.answer?.study === id);
  useEffect(() => { if (s) document.title = `${TABS.find(([key]) => key === tab)?.[1] ?? "Study"}: ${s.title} · Tredegar`; }, [s, tab]);
  if (wrong) return <><h1>Study</h1><Problem wrong={wrong} again={again} /></>;
  if (!s) return <><h1>Study</h1><Loading what="Reading the study" /></>;
  const [first, rest] = verdict(s.sentence || ""), whole = tab === "answer";
  return (
    <>
      <p class="kicker">{s.claim_id && s.claim ? <>Claim {s.claim_id}: <q>{s.claim}</q></> : "A study"}</p>
      <h1 class="of-study">{s.title}</h1>
      <p class="meta">{s.place_name}, {dayWord(s.start)} to {dayWord(s.end)}. {s.scenarios.length} scenarios, {s.done} of {s.replicates} replicates. {provenance(s)}{!whole && s.notes && ` Not the experiment as written: ${s.notes}.`}</p>
      {run && s.status === "running" && <Progress run={run} onStop={() => ask(`/api/runs/${run.id}`, "DELETE")} />}
      {whole && claim?.answer && claim.says && <Told c={claim} a={claim.answer} />}
      {whole && first && <p class="verdict">{first}</p>}
      {whole && rest && <details class="whole"><summary>The whole answer, with what it rests on</summary><p>{rest}</p></details>}
      {whole && s.notes && <p class="caution">Not the experiment as written: {s.notes}.</p>}
      <Tabs tabs={TABS} at={tab} base={`/study/${s.id}`} />
      {tab === "answer" && <Answer s={s} turn={turn} />}
      {tab === "why" && <Why s={s} />}
      {tab === "patients" && <Patients s={s} />}
      {tab === "map" && <MapView s={s} />}
      {tab === "money" && <Money s={s} />}
      {tab === "gains" && <Gains s={s} />}
      {tab === "person" && <Person s={s} />}
      {tab === "evidence" && <Evidence s={s} />}
    </>
  );
}

const GROUPS: Record<string, string> = { "": "everybody", age_band: "age", deprivation_decile: "deprivation", treatment_function: "treatment function", ae_type: "type of A&E", ledger_category: "kind of spending", call_category: "category of 999 call" };

function Answer({ s, turn }: { s: Study; turn: number }) {
  const measures = useData<{ measures: Measure[] }>("/api/measures", true);
  const [measure, setMeasure] = useState(s.headline.measure);
  const [where, setWhere] = useState("PLACE");
  const [by, setBy] = useState(""), [level, setLevel] = useState(0);
  const [mode, setMode] = useState<"levels" | "differences">("levels");
  const [look, setLook] = useState<"statistics" | "people">("statistics");
  const path = `/api/studies/${encodeURIComponent(s.id)}/series?measure=${measure}&org=${encodeURIComponent(where)}` + (by ? `&by=${by}&level=${level}` : "");
  const [series, setSeries] = useState<Series | null>(null);
  const [wrong, setWrong] = useState<Error | null>(null);
  useEffect(() => {
    let here = true;
    ask<Series>(path).then((d) => here && (setSeries(d), setWrong(null)), (e) => here && setWrong(e));
    return () => { here = false; };
  }, [path, turn]);
  const levels = by ? s.levels[by] ?? [] : [];
  /** A share cannot be told of 1,000 people: the waiting list then stands for it. */
  const tell = (as: "statistics" | "people") => {
    const now = measures.data?.measures.find((m) => m.name === measure);
    if (as === "people" && now && !counted(now)) setMeasure("rtt_incomplete");
    if (as === "people") { setWhere("PLACE"); setBy(""); }
    setLook(as);
  };
  return (
    <>
      <form class="filters" aria-label="What to show" onSubmit={(e) => e.preventDefault()}>
        <Pick id="measure" wide label="Measure" value={measure} onPick={setMeasure}
          options={(measures.data?.measures.filter((m) => look === "statistics" || counted(m)) ?? [{ name: measure, line: measure } as Measure]).map((m): [string, string] => [m.name, sentenceCase(m.line)])} />
        {look === "statistics" && <Pick id="org" label="Where" value={where} onPick={(v) => { setWhere(v); if (v !== "PLACE") setBy(""); }}
          options={[["PLACE", `the whole place`], ...s.organisations.map((o): [string, string] => [o.code, o.name])]} />}
        {look === "statistics" && where === "PLACE" && <Pick id="by" label="By" value={by} onPick={(v) => { setBy(v); setLevel(s.levels[v]?.[0]?.level ?? 0); }}
          options={Object.entries(GROUPS) as [string, string][]} />}
        {look === "statistics" && by && <Pick id="level" label="Which" value={String(level)} onPick={(v) => setLevel(Number(v))} options={levels.map((l): [string, string] => [String(l.level), l.name])} />}
        <Switch name="look" label="Told as" value={look} onPick={tell} options={[["statistics", "statistics"], ["people", "people"]]} />
      </form>
      {wrong && <Problem wrong={wrong} />}
      {!series && !wrong && <Loading />}
      {series && look === "statistics" && (series.series[0] ? <Lines s={s} d={series} mode={mode} setMode={setMode} goal={by || where !== "PLACE" || measure !== s.headline.measure ? null : s.headline.goal} />
        : <p class="empty">This measure is not counted for that group. Choose everybody, or another measure.</p>)}
      {series && look === "people" && <People s={s} measure={series.measure} turn={turn} />}
      {look === "statistics" && s.done > 0 && <Measures s={s} />}
    </>
  );
}

const has = (k: SeriesScenario) => k.mean.some((v) => v !== null);

/** Lines with intervals; a scrubber for time reads them off. */
export function Lines({ s, d, mode, setMode, goal }: { s: Study; d: Series; mode: "levels" | "differences"; setMode: (m: "levels" | "differences") => void; goal: number | null }) {
  const entry = d.series[0], unit = d.measure.unit, share = unit === "SHARE";
  const [month, setMonth] = useState(d.months.length - 1);
  const at = Math.min(month, d.months.length - 1);
  const scenarios = entry.scenarios.filter(has);
  const colour = (name: string) => colourOf(s.scenarios.findIndex((x) => x.name === name));
  const dash = (name: string) => dashOf(s.scenarios.findIndex((x) => x.name === name));
  const shown = mode === "levels" ? scenarios : scenarios.filter((k) => k.difference);
  const rows = useMemo(() => shown.flatMap((k) => {
    const b = mode === "levels" ? k : k.difference!;
    return d.months.map((m, i) => ({ scenario: k.title, name: k.name, i, month: monthDate(m), mean: b.mean[i], low: b.low95[i], high: b.high95[i], low80: b.low80[i], high80: b.high80[i] }));
  }).filter((r) => r.mean !== null), [d, mode]);
  const table: Table = useMemo(() => ({
    columns: ["month", "scenario", "kind", "mean", "low80", "high80", "low95", "high95", "unit"],
    rows: rows.map((r) => [d.months[r.i], r.name, mode === "levels" ? "level" : "difference", r.mean, r.low80, r.high80, r.low, r.high, unit]),
  }), [rows]);
  const where = entry.org === "PLACE" ? s.place_name : s.organisations.find((o) => o.code === entry.org)?.name ?? entry.org;
  const heading = `${sentenceCase(d.measure.line)}${entry.name ? `: ${entry.name}` : ""}`;
  const means = rows.map((r) => r.mean as number), top = Math.max(...means), low = Math.min(...means);
  const near = goal !== null && mode === "levels" && (share || goal <= top + 1.5 * (top - low || 0.1 * Math.abs(top)) && goal >= low - 1.5 * (top - low || 0.1 * Math.abs(low)));
  const notes = [
    s.replicates < 2 && "One replicate: no interval can be given.",
    goal !== null && mode === "levels" && !near && `The goal, ${amount(goal, unit)}, lies beyond this picture.`,
    mode === "levels" && low > 0.2 * top && "The axis does not begin at nought.",
  ].filter(Boolean).join(" ");
  const draw = (width: number) => {
    const f = (v: number) => amount(v, unit, mode === "differences");
    const one = d.months.length === 1;
    const ends = rows.filter((r) => r.i === d.months.length - 1);
    return Plot.plot({
      width, height: Math.max(240, Math.min(420, width * 0.5)), marginLeft: 62, marginRight: 18, marginTop: 26, style: STYLE as never,
      x: { type: "utc", label: null, ticks: width < 500 ? 4 : 8 }, y: { label: axisUnit(unit, mode === "differences"), labelArrow: "none", grid: true, tickFormat: ((v: number) => tick(v, unit, mode === "differences")) as never, zero: mode === "differences", nice: true, ticks: 6 },
      marks: [
        mode === "differences" ? Plot.ruleY([0], { stroke: "#3D3D3D" }) : null,
        near ? Plot.ruleY([goal!], { stroke: "#555", strokeDasharray: "4 3" }) : null,
        near ? Plot.text([goal!], { y: (v: number) => v, text: () => `goal ${f(goal!)}`, frameAnchor: "left", dy: -8, dx: 4, textAnchor: "start", fill: "#444" } as never) : null,
        Plot.ruleX([monthDate(d.months[at])], { stroke: "#999", strokeWidth: 1 }),
        one ? null : Plot.areaY(rows.filter((r) => r.low !== null), { x: "month", y1: "low", y2: "high", fill: (r: { name: string }) => colour(r.name), fillOpacity: 0.13, z: "name" }),
        one ? null : Plot.areaY(rows.filter((r) => r.low80 !== null), { x: "month", y1: "low80", y2: "high80", fill: (r: { name: string }) => colour(r.name), fillOpacity: 0.18, z: "name" }),
        ...(one ? [] : shown.map((k) => Plot.lineY(rows.filter((r) => r.name === k.name), { x: "month", y: "mean", stroke: colour(k.name), strokeWidth: 2.3, strokeDasharray: dash(k.name) }))),
        Plot.dot(rows.filter((r) => r.i === at), { x: "month", y: "mean", fill: (r: { name: string }) => colour(r.name), r: 4.5, stroke: "#fff" }),
        one ? Plot.ruleX(ends.filter((r) => r.low !== null), { x: "month", y1: "low", y2: "high", stroke: (r: { name: string }) => colour(r.name), strokeWidth: 2 }) : null,
        Plot.tip(rows, Plot.pointerX({ x: "month", y: "mean", title: (r: { scenario: string; i: number; mean: number; low: number | null; high: number | null }) =>
          `${r.scenario}\n${monthWord(d.months[r.i])}: ${f(r.mean)}${r.low === null ? "" : `\n95%: ${f(r.low)} to ${f(r.high!)}`}` } as never)),
      ],
    });
  };
  return (
    <>
    <Figure heading={heading} level={2} name={`${s.id}-${d.measure.name}-${mode}`} label={provenance(s)} table={table} draw={draw} deps={[rows, at, goal]}
      sentence={`${where}, by month${share ? "" : `, in ${unitWord(unit)}`}. ${mode === "differences" ? `Each line is what differs from ${s.scenarios.find((x) => x.name === s.baseline)?.title ?? s.baseline}, person for person.` : "The band is where the mean lies with 95% (and, darker, 80%) confidence, by chance alone."}`}
      alt={`Lines by month: ${shown.map((k) => `${k.title} ends at ${amount((mode === "levels" ? k : k.difference!).mean.at(-1) ?? null, unit, mode === "differences")}`).join("; ")}`}
      legend={shown.map((k) => ({ name: k.title, colour: colour(k.name), dash: d.months.length === 1 ? undefined : dash(k.name) }))}
      controls={<Switch name="mode" label="Show" value={mode} onPick={setMode} options={[["levels", "levels"], ["differences", "differences"]]} />}
      note={notes || undefined} />
    <Scrubber months={d.months} at={at} set={setMonth} words={shown.map((k) => ({ title: k.title, colour: colour(k.name), b: mode === "levels" ? k : k.difference! }))} unit={unit} signed={mode === "differences"} />
    </>
  );
}

function Scrubber({ months, at, set, words, unit, signed }: { months: string[]; at: number; set: (n: number) => void; words: { title: string; colour: string; b: { mean: (number | null)[] } }[]; unit: string; signed: boolean }) {
  return (
    <div class="scrubber">
      <label for="scrub">Month: <strong>{monthWord(months[at])}</strong></label>
      <input id="scrub" type="range" min="0" max={months.length - 1} value={at} aria-valuetext={monthWord(months[at])} onInput={(e) => set(Number(e.currentTarget.value))} />
      <ul>{words.map((w) => <li key={w.title}><span style={{ background: w.colour }} />{w.title} <strong>{amount(w.b.mean[at], unit, signed)}</strong></li>)}</ul>
    </div>
  );
}

/** Whether a measure counts people, or what happens to them: what can be told of 1,000 people. */
const counted = (m: Measure) => (m.over === "sum" && !["SHARE", "POUNDS", "QALY"].includes(m.unit)) || (m.over === "last" && m.unit === "PATHWAYS");

/** Of 1,000 people of a group: how many, over the period. */
function People({ s, measure, turn }: { s: Study; measure: Measure; turn: number }) {
  const counts = counted(measure);
  const [by, setBy] = useState<"age_band" | "deprivation_decile">("age_band");
  const { data, wrong } = useData<Series>(counts ? `/api/studies/${encodeURIComponent(s.id)}/series?measure=${measure.name}&by=${by}&turn=${turn}` : null);
  if (!counts) return <p class="empty">{sentenceCase(measure.line)} is not a count of people or of what happens to them. Choose a count: attendances, admissions, pathways, deaths.</p>;
  if (wrong) return <Problem wrong={wrong} />;
  if (!data) return <Loading />;
  const levels = s.levels[by];
  const rows = data.series.flatMap((e) => {
    const people = levels.find((l) => l.level === e.level)?.people;
    if (!people) return [];
    return e.scenarios.filter(has).map((k) => {
      const total = measure.over === "last" ? k.mean.at(-1)! : k.mean.reduce<number>((a, v) => a + (v ?? 0), 0);
      return { group: by === "age_band" ? e.name : `${e.level}`, level: e.level, scenario: k.title, name: k.name, rate: (1000 * total) / people };
    });
  });
  if (rows.length === 0) return <p class="empty">{sentenceCase(measure.line)} is not counted by {GROUPS[by]} in this study.</p>;
  const colour = (name: string) => colourOf(s.scenarios.findIndex((x) => x.name === name));
  const oldest = rows.filter((r) => r.level === (by === "age_band" ? 5 : 1));
  const who = by === "age_band" ? "aged 75 to 84" : "in the most deprived tenth of neighbourhoods";
  const when = measure.over === "last" ? monthWord(s.months[s.months.length - 1]) : `in ${s.months.length} months`;
  const said = [...new Set(oldest.map((r) => amount(r.rate, "X")))];
  const sentence = oldest.length === 0 ? "" : said.length === 1 ? `For 1,000 people ${who}: ${said[0]} under every scenario (${measure.line}, ${when}).`
    : `For 1,000 people ${who}: ${oldest.map((r) => `${amount(r.rate, "X")} under ${r.scenario}`).join("; ")} (${measure.line}, ${when}).`;
  const titles = [...new Set(rows.map((r) => r.scenario))];
  return (
    <Figure heading={`Of 1,000 people: ${measure.line}`} level={2} name={`${s.id}-${measure.name}-people`} label={provenance(s)} sentence={sentence}
      table={{ columns: ["group", "scenario", "per_1000_people"], rows: rows.map((r) => [r.group, r.name, r.rate]) }} deps={[rows.length, by, data]}
      alt={sentence || "Rates per 1,000 people by group"} legend={titles.map((t) => ({ name: t, colour: colour(rows.find((r) => r.scenario === t)!.name) }))}
      controls={<Switch name="peopleby" label="By" value={by} onPick={setBy} options={[["age_band", "age"], ["deprivation_decile", "deprivation (1 most deprived)"]]} />}
      note={measure.name.startsWith("rtt") || measure.unit !== "DEATHS" ? "What happens may happen to one person more than once." : undefined}
      draw={(width) => Plot.plot({
        width, height: Math.max(220, (by === "age_band" ? 7 : 10) * (14 + 15 * titles.length)), marginLeft: 62, marginRight: 48, marginBottom: 42, style: STYLE as never,
        x: { label: "per 1,000 people", grid: true, zero: true }, y: { label: null, domain: titles, axis: null }, fy: { label: null, domain: [...new Set(rows.map((r) => r.group))], padding: 0.18 },
        marks: [
          Plot.barX(rows, { fy: "group", y: "scenario", x: "rate", fill: (r: { name: string }) => colour(r.name) }),
          Plot.text(rows, { fy: "group", y: "scenario", x: "rate", text: (r: { rate: number }) => amount(r.rate, "X"), textAnchor: "start", dx: 4, fontSize: 11, fill: "#333" }),
        ],
      })} />
  );
}

interface Compared { measures: { name: string; unit: string; group: string; regimes: Record<string, { mean: number }>; differences: Record<string, { mean: number; low80: number | null; high80: number | null; low95: number | null; high95: number | null }> }[] }
const CHIEF = ["rtt_incomplete", "rtt_within_18_weeks_share", "rtt_median_wait", "rtt_over_52_weeks", "rtt_stops_admitted", "rtt_stops_nonadmitted", "ae_within_4_hours_share", "ae_over_12_hours_from_arrival",
  "emergency_admissions", "no_criteria_to_reside", "cancelled_operations", "deaths_from_delay", "qaly", "spend", "agency_spend", "private_share_of_stops", "staff_vacancy_rate"];

/** What a measure counts, where its figures do not say so. */
const counts = (unit: string) => (["SHARE", "POUNDS"].includes(unit) ? "" : unitWord(unit));

function Measures({ s }: { s: Study }) {
  const [open, set] = useState(false);
  const { data, wrong } = useData<Compared>(open ? `/api/studies/${encodeURIComponent(s.id)}/comparison` : null);
  const all = useData<{ measures: Measure[] }>("/api/measures", true);
  const others = s.scenarios.filter((k) => k.name !== s.baseline);
  const rows = CHIEF.map((m) => data?.measures.find((x) => x.name === m && x.group === "place")).filter((x): x is Compared["measures"][0] => !!x);
  return (
    <details class="measures" onToggle={(e) => set((e.currentTarget as HTMLDetailsElement).open)}>
      <summary>The chief measures over the whole period</summary>
      {wrong && <Problem wrong={wrong} />}
      {open && !data && !wrong && <Comparing id={s.id} />}
      {data && (
        <>
          <div class="scroll tall" tabIndex={0} role="region" aria-label="Chief measures">
            <table>
              <thead><tr><th scope="col">Measure</th><th scope="col">{s.scenarios.find((k) => k.name === s.baseline)?.title}</th>{others.map((k) => <th scope="col" key={k.name}>{k.title}: difference</th>)}</tr></thead>
              <tbody>
                {rows.map((r) => {
                  const limit = 1.1 * Math.max(1e-12, ...others.flatMap((k) => [r.differences[k.name]?.low95, r.differences[k.name]?.high95, r.differences[k.name]?.mean]).map((v) => Math.abs(v ?? 0)));
                  return (
                    <tr key={r.name}>
                      <th scope="row">{sentenceCase(all.data?.measures.find((m) => m.name === r.name)?.line ?? r.name)}{counts(r.unit) && <span class="unit"> ({counts(r.unit)})</span>}</th>
                      <td class="n">{amount(r.regimes[s.baseline]?.mean, r.unit)}</td>
                      {others.map((k) => { const e = r.differences[k.name]; return <td key={k.name}>{e && <><strong>{amount(e.mean, r.unit, true)}</strong><Interval e={e} unit={r.unit} width={140} limit={limit} /></>}</td>; })}
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
          <p><a href={`/api/studies/${encodeURIComponent(s.id)}/report.csv`} download={`${s.id}.csv`}>Every measure, organisation and group as CSV</a> (the same as <code>tredegar report --format csv</code>)</p>
        </>
      )}
    </details>
  );
}
