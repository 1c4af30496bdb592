// SPDX-License-Identifier: MIT
// Why, and at what price: the headlines A to D and health in sentences, which answer did it, and what other settings make of it. All
// from the comparison, the very object that tredegar report prints as JSON.
import { useState } from "preact/hooks";
import { useData, type Estimate, type Experiment, type Measure, type Num, type Question, type Study } from "../api";
import { Figure, Plot, provenance, shapeOf, STYLE } from "../chart";
import { amount, axisUnit, colourOf, number, sentenceCase, signed, tick, words as plain } from "../format";
import { Comparing, Pick, Problem, Switch } from "../parts";

type Head = "market_pounds" | "profit_above_normal_pounds" | "same_care_pounds" | "change_pounds" | "break_even_share" | "efficiency_found_share" | "qaly" | "public_money_pounds" | "net_qaly_displaced" | "net_qaly_green_book";
type Heads = Record<Head, Estimate>;
interface Compared {
  headline: string; headlines: Record<string, Heads>; shapley_by_measure: Record<string, Record<string, Record<string, Num>>>;
  one_at_a_time: { scenario: string; question: string; change: Num }[];
  replicate_1: null | {
    as_it_stands: Record<string, Num>; placebo: Num; together: { scenario: string; questions: string; change: Num }[];
    settings: { name: string; idle: boolean; levels: Record<string, Num> }[];
  };
}
const words = (name: string) => sentenceCase(plain(name));

export function Why({ s }: { s: Study }) {
  const { data, wrong } = useData<Compared>(`/api/studies/${encodeURIComponent(s.id)}/comparison`);
  const measures = useData<{ measures: Measure[] }>("/api/measures", true);
  const others = s.scenarios.filter((k) => k.name !== s.baseline);
  const [name, setName] = useState(others[0]?.name ?? "");
  if (wrong) return <Problem wrong={wrong} />;
  if (!data || !measures.data) return <Comparing id={s.id} />;
  const k = others.find((x) => x.name === name);
  if (!k) return <p class="empty">One scenario alone: nothing to compare it with.</p>;
  const of = (m: string) => measures.data!.measures.find((x) => x.name === m) ?? { name: m, unit: "", over: "", better: "", line: m };
  return (
    <>
      {others.length > 1 && <div class="filters"><Pick wide id="whyscenario" label="Under" value={name} onPick={setName} options={others.map((x): [string, string] => [x.name, x.title])} /></div>}
      <Headlines s={s} title={k.title} h={data.headlines[name]} />
      <Shared key={`s${name}`} s={s} k={k} d={data} of={of} />
      <OneByOne s={s} k={k} d={data} m={of(data.headline)} />
      <Settings s={s} d={data} m={of(data.headline)} />
    </>
  );
}

// ---- headlines -------------------------------------------------------------------------------

/** "18.82 million pounds less", with its interval; the very figures of tredegar report. */
const million = (v: Num) => (v === null ? "none" : `£${number(Math.abs(v) / 1e6, 2)}m`);
const less = (v: number, below: string, above: string) => (v < 0 ? below : above);
function told(e: Estimate, print: (v: Num) => string, below = "less", above = "more"): string {
  if (e.mean === null) return "cannot be told";
  if (!/[1-9]/.test(print(e.mean)) && (e.low95 === null || !(/[1-9]/.test(print(e.low95)) || /[1-9]/.test(print(e.high95))))) return "no difference";
  const head = `${print(e.mean)} ${less(e.mean, below, above)}`;
  if (e.low95 === null || e.high95 === null) return `${head} (one replicate: no interval)`;
  const same = e.low95 < 0 === e.high95 < 0, [a, b] = e.low95 < 0 && same ? [e.high95, e.low95] : [e.low95, e.high95];
  return same ? `${head} (95% interval ${print(a)} to ${print(b)} ${less(a, below, above)})`
    : `${head} (95% interval ${print(a)} ${below} to ${print(b)} ${above}: that nothing differs cannot be ruled out)`;
}
const ROWS: [Head, string, string][] = [
  ["market_pounds", "A", "Running the arrangements, all parties"], ["profit_above_normal_pounds", "B", "Profit above a normal return (5% of payments)"],
  ["same_care_pounds", "C", "The same care at this regime's cost a unit"], ["change_pounds", "D", "Changing over"],
  ["break_even_share", "", "Gain in efficiency at which A, B and D break even"], ["efficiency_found_share", "", "Gain in efficiency that C amounts to"],
  ["qaly", "", "Health"], ["public_money_pounds", "", "Public money spent, discounted"],
  ["net_qaly_displaced", "", "Health net of what the money would have bought elsewhere"], ["net_qaly_green_book", "", "Health net of the money at the Green Book's value"],
];
const isMoney = (h: Head) => h.endsWith("pounds"), isShare = (h: Head) => h.endsWith("share");
const figure = (h: Head, v: Num) => (v === null ? "" : isMoney(h) ? signed(v / 1e6, 2) : isShare(h) ? signed(100 * v, 2) : signed(v, 2));

function Headlines({ s, title, h }: { s: Study; title: string; h?: Heads }) {
  const all = useData<{ parameters: { name: string; value: number }[] }>("/api/parameters?q=study.qaly", true);
  if (!h) return <p class="empty">The headlines are told when a replicate has finished.</p>;
  const base = s.scenarios.find((x) => x.name === s.baseline)!.title;
  const worth = (n: string) => { const v = s.settings[n] ?? all.data?.parameters.find((p) => p.name === n)?.value; return v === undefined ? "" : ` at £${number(v)} a year of full health`; };
  const qalys = (v: Num) => (v === null ? "none" : `${number(Math.abs(v), Math.abs(v) < 100 ? 1 : 0)} QALYs`);
  const flips = h.qaly.mean! * h.net_qaly_displaced.mean! < 0 || h.qaly.mean! * h.net_qaly_green_book.mean! < 0;
  const share = (v: Num) => `${number(100 * Math.abs(v ?? 0), 2)}%`;
  return (
    <section class="headlines">
      <h2>What it costs, and what it does to health</h2>
      <p class="says">{sentenceCase(title)}, against {base}, over {s.months.length} months.</p>
      <ul>
        <li><strong>A. Running the arrangements</strong> (contracts, bills, tenders and their staff, of all parties) costs {told(h.market_pounds, million)}. What each of these costs is put in, so this is accounting, not a finding.</li>
        <li><strong>B. Profit above a normal return</strong>: {told(h.profit_above_normal_pounds, million)}.</li>
        <li><strong>C. The same care at this arrangement's cost a unit</strong> takes {told(h.same_care_pounds, million)}. This rests on assumed shares of cost.</li>
        <li><strong>D. Changing over</strong> (redundancy, dual running, compensation) costs {told(h.change_pounds, million)}.</li>
        <li>A, B and D together {h.break_even_share.mean !== null && Math.abs(h.break_even_share.mean) < 5e-5 ? "change what care must cost by less than 0.01%" : <>pay for themselves {(h.break_even_share.mean ?? 0) > 0 ? `if care becomes ${share(h.break_even_share.mean)} cheaper to give` : `even if care becomes ${share(h.break_even_share.mean)} dearer to give`}</>}; what C found is {told(h.efficiency_found_share, share, "dearer", "cheaper")}.</li>
        <li><strong>Health</strong>: {told(h.qaly, qalys, "fewer")}, for {told(h.public_money_pounds, million)} of public money, discounted. Net of what the public money would have bought elsewhere{worth("study.qaly_cost_displaced")}: {told(h.net_qaly_displaced, qalys, "fewer")}; net of the money{worth("study.qaly_value_green_book")}: {told(h.net_qaly_green_book, qalys, "fewer")}.{flips && " The sign of health hangs on what the money is worth: quote these three together or not at all."}</li>
      </ul>
      <details><summary>The headlines as a table</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label="Headlines">
          <table class="heads"><thead><tr><th scope="col" /><th scope="col">Against {base}</th><th scope="col">95% interval</th><th scope="col">Unit</th></tr></thead>
            <tbody>{ROWS.map(([key, letter, row]) => <tr key={key} data-head={key}><th scope="row">{letter && <strong>{letter} </strong>}{row}</th><td class="n">{figure(key, h[key].mean)}</td><td class="n">{h[key].low95 === null ? "none" : `${figure(key, h[key].low95)} to ${figure(key, h[key].high95)}`}</td><td>{isMoney(key) ? "million pounds" : isShare(key) ? "% of the cost of care" : "QALYs"}</td></tr>)}</tbody></table>
        </div>
      </details>
      <p class="note">A QALY is a year of life in full health, or more years in poorer health. Money that is spent less counts as health bought elsewhere, even where it lies unspent in a balance.</p>
    </section>
  );
}

// ---- which answer did it ---------------------------------------------------------------------

interface Bar { what: string; asks: string; v: number }
const shade = (v: number) => (v >= 0 ? "#12436D" : "#F46A25");

/** Bars from nought. Where there is room, what each is stands at the left and its figure at its end; on a phone both stand above it. */
function bars(rows: Bar[], unit: string, placebo: number | null) {
  return (width: number) => {
    const phone = width < 560, left = phone ? 8 : 24 + 6.9 * Math.max(...rows.map((r) => Math.min(r.what.length, 34)));
    const most = Math.max(...rows.map((r) => Math.abs(r.v)), 1e-12), low = Math.min(0, ...rows.map((r) => r.v)), high = Math.max(0, ...rows.map((r) => r.v));
    const room = phone ? 0 : (high - low || most) * (108 / (width - left - 14 - 216)); // of a figure beside its bar
    const figure = (r: Bar) => amount(r.v, unit, true);
    const short = (t: string) => (t.length > 34 ? `${t.slice(0, 33)}…` : t);
    return Plot.plot({
      width, height: rows.length * (phone ? 50 : 36) + 66, marginLeft: left, marginRight: phone ? 8 : 14, marginBottom: 46, style: STYLE as never,
      x: { label: axisUnit(unit, true), labelAnchor: "center", labelArrow: "none", grid: true, domain: [low < 0 ? low - room : 0, high > 0 ? high + room : most * (low < 0 ? 0 : 1)], ticks: phone ? 3 : 7, tickFormat: ((v: number) => tick(v, unit, true)) as never } as never,
      y: { label: null, axis: phone ? null : "left", domain: rows.map((r) => r.what), tickSize: 0, tickFormat: short as never },
      marks: [
        placebo ? Plot.rectX([0], { x1: -Math.abs(placebo), x2: Math.abs(placebo), fill: "#9aa7b1", fillOpacity: 0.35, clip: true } as never) : null,
        Plot.barX(rows, { y: "what", x: "v", fill: (r: Bar) => shade(r.v), fillOpacity: 0.85, insetTop: phone ? 24 : 6, insetBottom: phone ? 4 : 6 }),
        phone ? Plot.tickX(rows, { y: "what", x: () => 0, stroke: "#222", insetTop: 22, insetBottom: 2 } as never) : Plot.ruleX([0], { stroke: "#222" }),
        ...(phone
          ? [
            Plot.text(rows, { y: "what", frameAnchor: "left", text: (r: Bar) => (r.what.length > 26 ? `${r.what.slice(0, 25)}…` : r.what), textAnchor: "start", dy: -14, fill: "#222", stroke: "#fff", strokeWidth: 4 } as never),
            Plot.text(rows, { y: "what", frameAnchor: "right", text: figure, textAnchor: "end", dy: -14, fill: "#222", fontWeight: 600, stroke: "#fff", strokeWidth: 4 } as never),
          ]
          : [true, false].map((up) => Plot.text(rows.filter((r) => r.v >= 0 === up), { y: "what", x: "v", text: figure, textAnchor: up ? "start" : "end", dx: up ? 5 : -5, fill: "#222", fontWeight: 600 } as never))),
      ],
    });
  };
}

function useAsks() {
  const q = useData<{ questions: Question[] }>("/api/questions", true);
  return (name: string) => q.data?.questions.find((x) => x.name === name)?.asks ?? "";
}

/** Shapley's values: the change shared out over the answers. */
function Shared({ s, k, d, of }: { s: Study; k: Study["scenarios"][0]; d: Compared; of: (m: string) => Measure }) {
  const asks = useAsks();
  const there = [d.headline, "qaly", "spend"].filter((m, i, all) => all.indexOf(m) === i && d.shapley_by_measure[m]?.[k.name]);
  const [chosen, choose] = useState(d.headline);
  const name = there.includes(chosen) ? chosen : there[0], m = name ? of(name) : null;
  if (!m || !name) return <><h2>Which answer did it</h2><p class="empty">{d.one_at_a_time.some((x) => x.scenario === k.name) ? "For this scenario only one answer at a time was changed, which stands below: to share the whole change out, each answer must also be left out in turn." : "No answer was changed alone in this study. An experiment with one_answer_at_a_time and shapley does it, as those of the library do when they run whole (tredegar run)."}</p></>;
  const values = d.shapley_by_measure[name][k.name];
  const parts = Object.entries(values).filter(([q, v]) => q !== "residual" && v !== null).map(([q, v]): Bar => ({ what: words(q), asks: asks(q), v: v! })).sort((a, b) => Math.abs(b.v) - Math.abs(a.v));
  const residual = Math.abs(values.residual ?? 0) < 1e-9 ? 0 : values.residual!;
  const rows = [...parts, { what: "Three or more together", asks: "what cannot be given to one answer or two", v: residual }];
  const whole = rows.reduce((a, r) => a + r.v, 0);
  const most = parts[0];
  const sentence = `${sentenceCase(m.line)}: ${amount(whole, m.unit, true)} under ${k.title}, in replicate 1.` + (most ? ` Most by the answer about ${most.what.toLowerCase()} (${amount(most.v, m.unit, true)})${parts[1] ? `, then ${parts[1].what.toLowerCase()} (${amount(parts[1].v, m.unit, true)})` : ""}.` : "");
  return (
    <Figure heading={`Which answer did it: ${k.title}`} level={2} name={`${s.id}-which-answer-${k.name}-${name}`} label={provenance(s)} sentence={sentence} alt={`${sentence} ${rows.map((r) => `${r.what} ${amount(r.v, m.unit, true)}`).join("; ")}`}
      deps={[d, name, k.name, rows.length, m.unit]} draw={bars(rows, m.unit, null)}
      controls={there.length > 1 && <Switch name="sharedof" label="Change of" value={name} onPick={choose} options={there.map((x): [string, string] => [x, x === "qaly" ? "health" : x === "spend" ? "spend" : "the claim's measure"])} />}
      note="Shapley's value: what an answer adds, as a mean over all the orders in which the answers could be changed. Replicate 1 alone, so chance is in it."
      table={{ columns: ["answer", "asks", "change", "unit"], rows: rows.map((r) => [r.what, r.asks, r.v, m.unit]) }} />
  );
}

function OneByOne({ s, k, d, m }: { s: Study; k: Study["scenarios"][0]; d: Compared; m: Measure }) {
  const asks = useAsks(), first = d.replicate_1;
  const rows: Bar[] = d.one_at_a_time.filter((x) => x.scenario === k.name && x.change !== null).map((x) => ({ what: words(x.question), asks: asks(x.question), v: x.change! })).sort((a, b) => Math.abs(b.v) - Math.abs(a.v));
  if (rows.length === 0 || !first) return null;
  const stands = first.as_it_stands, whole = (stands[k.name] ?? NaN) - (stands[s.baseline] ?? NaN), parts = rows.reduce((a, r) => a + r.v, 0);
  const together = first.together.filter((x) => x.scenario === k.name && x.change !== null).map((x): Bar => ({ what: `At once: ${x.questions}`, asks: "these answers changed at once", v: x.change! }));
  const shown = [...rows, ...together, { what: "All at once", asks: "everything that the scenario changes", v: whole }];
  const apart = Math.abs(whole - parts) > Math.abs(whole);
  const sentence = `${amount(whole, m.unit, true)} when all changes at once; the parts, one at a time, sum to ${amount(parts, m.unit, true)}.${apart ? " The answers act together: no one of them can be given its share." : ""}`;
  const lost = first.placebo === null ? 0 : rows.filter((r) => Math.abs(r.v) <= Math.abs(first.placebo!)).length;
  return (
    <Figure heading={`One answer at a time: ${m.line}`} level={2} name={`${s.id}-one-at-a-time-${k.name}`} label={provenance(s)} sentence={sentence} alt={`${sentence} ${shown.map((r) => `${r.what} ${amount(r.v, m.unit, true)}`).join("; ")}`}
      deps={[d, k.name, m.unit, shown.length]} draw={bars(shown, m.unit, first.placebo)}
      note={`The baseline with one answer as under ${k.title}, replicate 1.${first.placebo === null ? "" : ` Grey: as much as other luck in care moves it (${m.unit === "SHARE" ? `${number(100 * Math.abs(first.placebo), 2)} points` : amount(Math.abs(first.placebo), m.unit)})${lost ? `; ${lost} of these ${lost === 1 ? "is" : "are"} within it, so chance may do as much` : ""}.`}`}
      table={{ columns: ["answer", "asks", "change", "unit"], rows: [...shown, { what: "Interaction: the whole less the sum of the parts", asks: "", v: whole - parts }].map((r) => [r.what, r.asks, r.v, m.unit]) }} />
  );
}

// ---- other settings --------------------------------------------------------------------------

function Settings({ s, d, m }: { s: Study; d: Compared; m: Measure }) {
  const ex = useData<{ experiment: Experiment | null }>(`/api/studies/${encodeURIComponent(s.id)}/experiment`);
  const first = d.replicate_1, others = s.scenarios.filter((k) => k.name !== s.baseline);
  if (!first || first.settings.length === 0) return <><h2>Under other settings</h2><p class="empty">No other settings were tried in this study: assumed rules of staffing, investment and money could turn its answer.</p></>;
  const colour = (name: string) => colourOf(s.scenarios.findIndex((x) => x.name === name));
  const shape = (name: string) => shapeOf(others.findIndex((x) => x.name === name));
  const sets = [{ name: "as it stands", idle: false, levels: first.as_it_stands }, ...first.settings.filter((v) => !v.idle)];
  const idle = first.settings.filter((v) => v.idle).map((v) => v.name.replace(/-/g, " "));
  const rows = sets.flatMap((v) => others.flatMap((k) => {
    const level = v.levels[k.name], base = v.levels[s.baseline];
    return level === null || base === null || level === undefined || base === undefined ? [] : [{ setting: words(v.name), scenario: k.name, title: k.title, level, base, v: level - base }];
  }));
  const ranges = others.map((k) => { const mine = rows.filter((r) => r.scenario === k.name).map((r) => r.v); return { k, low: Math.min(...mine), high: Math.max(...mine), n: mine.length }; }).filter((r) => r.n > 0);
  const sentence = ranges.map((r) => `${sentenceCase(r.k.title)}: ${r.low === r.high ? amount(r.low, m.unit, true) : `${amount(r.low, m.unit, true)} to ${amount(r.high, m.unit, true)}`}`).join("; ") + ` over the ${sets.length - 1} settings and as it stands. ${ranges.every((r) => r.low > 0 === r.high > 0) ? "The direction holds under all of them." : `The direction turns for ${ranges.filter((r) => r.low > 0 !== r.high > 0).map((r) => r.k.title).join(" and ")}.`}`;
  const given = (ex.data?.experiment?.variants ?? []) as Experiment[];
  return (
    <>
      <Figure heading={`Under other settings: ${m.line}`} level={2} name={`${s.id}-settings`} label={provenance(s)} sentence={`Difference from the baseline in replicate 1. ${sentence}`} alt={sentence} deps={[d, m.unit, rows.length]}
        legend={others.map((k) => ({ name: k.title, colour: colour(k.name), shape: shape(k.name).path }))}
        note={`Each point is one setting; the bars at the top are the ranges. ${idle.length ? `${sentenceCase(idle.join(", "))}: changes nothing here. ` : ""}Only these settings were varied; what is assumed besides was not.`}
        table={{ columns: ["setting", "scenario", "baseline_level", "level", "difference", "unit"], rows: rows.map((r) => [r.setting, r.scenario, r.base, r.level, r.v, m.unit]) }}
        draw={(width) => {
          const phone = width < 500, left = phone ? 118 : 256, row = phone ? 40 : 32;
          const label = (t: string) => (t.startsWith("Range ") ? `Range: ${others.find((k) => `Range ${k.name}` === t)?.title ?? ""}` : t);
          const all = [...ranges.map((r) => `Range ${r.k.name}`), ...sets.map((v) => words(v.name))];
          return Plot.plot({
            width, height: all.length * row + 66, marginLeft: left, marginRight: 20, marginBottom: 46, style: STYLE as never,
            x: { label: axisUnit(m.unit, true), labelAnchor: "center", labelArrow: "none", grid: true, nice: true, zero: true, ticks: phone ? 3 : 7, tickFormat: ((v: number) => tick(v, m.unit, true)) as never } as never,
            y: { label: null, domain: all },
            marks: [
              Plot.axisY({ tickSize: 0, tickFormat: label, lineWidth: (left - 30) / 13, label: null } as never),
              Plot.ruleX([0], { stroke: "#222" }),
              Plot.ruleY(ranges, { y: (r: (typeof ranges)[0]) => `Range ${r.k.name}`, x1: "low", x2: "high", stroke: (r: (typeof ranges)[0]) => colour(r.k.name), strokeWidth: 7, strokeLinecap: "round" } as never),
              ...others.map((k) => Plot.dot(rows.filter((r) => r.scenario === k.name), { y: "setting", x: "v", fill: colour(k.name), symbol: shape(k.name).symbol, r: 5.5, stroke: "#fff", title: (r: (typeof rows)[0]) => `${r.title}, ${r.setting}: ${amount(r.v, m.unit, true)}` } as never)),
            ],
          });
        }} />
      {given.length > 0 && <details><summary>What each setting sets</summary><dl class="sets">{given.map((v) => <><dt>{words(String(v.name))}{v.title ? `: ${v.title}` : ""}</dt><dd>{Object.entries((v.set ?? {}) as Record<string, number>).map(([n, x]) => <div key={n}><code>{n}</code> {String(x)}</div>)}</dd></>)}</dl></details>}
    </>
  );
}
