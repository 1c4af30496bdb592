// SPDX-License-Identifier: MIT
// Ten questions as a form: change an answer or a lever, run the twins, watch the lines move. The experiment can be saved and shared.
import { useEffect, useMemo, useState } from "preact/hooks";
import { ask, follow, once, packed, token, useData, type Experiment, type Measure, type Parameter, type Parameters, type Question, type Regime, type Run, type Series, type Study } from "../api";
import { amount, number, sentenceCase, unitWord, words } from "../format";
import { Loading, Pick, Problem } from "../parts";
import { Progress } from "./studies";
import { Lines } from "./study";
import { Cited, Standing, isNamed, saveText } from "./evidence";

const START: Experiment = {
  experiment: "mine", title: "What if?", place: "barnsley", vintage: "2026-01-31", start: "2026-02-01", end: "2026-07-31", circumstances: "england-2026", replicates: 2, seed: 1948,
  baseline: "today", scenarios: [{ name: "today", title: "England as it is", regime: "england-2026" }, { name: "changed", title: "your change", regime: "england-2026" }],
  headline: { measure: "rtt_incomplete" },
};
const copy = (e: Experiment): Experiment => JSON.parse(JSON.stringify(e));
type Answers = Record<string, { answer: string; parameters?: Record<string, number> }>;

function endOf(start: string, months: number): string {
  const d = new Date(`${start}T00:00:00Z`);
  return new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + months, 0)).toISOString().slice(0, 10);
}
function monthsOf(e: Experiment): number {
  const [a, b] = [e.start, e.end].map((x: string) => new Date(`${x}T00:00:00Z`));
  return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth() + 1;
}
/** What a scenario's regime changes, when it is given within the experiment. */
function changesOf(regime: unknown): Answers {
  const answers = (typeof regime === "object" && regime ? (regime as Experiment).answers : {}) ?? {};
  const out: Answers = {};
  for (const [q, a] of Object.entries(answers as Record<string, Experiment>)) {
    const one = a.default ?? (a.answer ? a : Object.values(a.lines ?? {})[0]);
    if (one) out[q] = { answer: one.answer, parameters: one.parameters };
  }
  return out;
}
const baseOf = (regime: unknown): string => (typeof regime === "string" ? regime : ((regime as Experiment)?.like ?? "england-2026"));

export function Form({ from, given }: { from?: string; given: Experiment | null }) {
  const [e, setE] = useState<Experiment | null>(given ? copy(given) : from ? null : copy(START));
  const [wrong, setWrong] = useState<Error | null>(null);
  useEffect(() => {
    if (!from) return;
    ask<{ experiment: Experiment }>(`/api/experiments/${encodeURIComponent(from)}`).then(
      ({ experiment }) => {
        const x = copy(experiment);
        for (const k of ["variants", "uncertain", "one_answer_at_a_time", "shapley", "placebo"]) delete x[k];
        x.place = "barnsley"; x.replicates = 2;
        if (monthsOf(x) > 12) x.end = endOf(x.start, 12);
        setE(x);
      }, setWrong);
  }, [from]);
  if (wrong) return <><h1>Try it yourself</h1><Problem wrong={wrong} /></>;
  if (!e) return <><h1>Try it yourself</h1><Loading /></>;
  return <Edit first={e} isLibrary={!!from} />;
}

/** What an experiment asks, whatever its place, time and titles. One that asks something else answers no claim of the gallery. */
const asks = (e: Experiment) => JSON.stringify([e.scenarios.map(({ title: _, ...k }: Experiment) => k), e.headline, e.circumstances, e.set ?? {}, e.baseline]);

function Edit({ first, isLibrary }: { first: Experiment; isLibrary: boolean }) {
  const [e, setE] = useState(first);
  const questions = useData<{ questions: Question[] }>("/api/questions", true);
  const regimes = useData<{ regimes: { name: string; title: string }[] }>("/api/regimes", true);
  const places = useData<{ places: { name: string; title: string }[] }>("/api/places", true);
  const circumstances = useData<{ circumstances: { name: string; title: string }[] }>("/api/circumstances", true);
  const measures = useData<{ measures: Measure[] }>("/api/measures", true);
  const last = e.scenarios.length - 1;
  const [at, setAt] = useState(last);
  const change = (f: (x: Experiment) => void) => {
    const x = copy(e);
    f(x);
    if (isLibrary) x.experiment = asks(x) === asks(first) ? first.experiment : `${first.experiment}-changed`;
    setE(x);
  };
  const s = e.scenarios[Math.min(at, last)];
  const months = monthsOf(e);
  const regimeOptions = (now: string): [string, string][] => {
    const list = (regimes.data?.regimes ?? []).map((r): [string, string] => [r.name, r.title]);
    return list.some(([n]) => n === now) ? list : [[now, now], ...list];
  };
  const titleOf = (n: string) => regimes.data?.regimes.find((r) => r.name === n)?.title ?? n;
  const setRegime = (x: Experiment, base: string, answers: Answers) => {
    const k = x.scenarios[at];
    if (Object.keys(answers).length === 0) { k.regime = base; return; }
    const body: Experiment = {};
    for (const [q, a] of Object.entries(answers)) body[q] = { default: { answer: a.answer, source: "changed on the page", ...(a.parameters && Object.keys(a.parameters).length ? { parameters: a.parameters } : {}) } };
    k.regime = { regime: `${k.name}`.slice(0, 60), title: `${titleOf(base)}, changed`.slice(0, 150), source: "changed on the page", like: base, answers: body };
  };
  return (
    <>
      <h1>{isLibrary ? e.title : "Try it yourself"}</h1>
      <p class="standfirst">{isLibrary && e.claim?.text ? <>To test: <q>{e.claim.text}</q>. Set to a small town and a short time, to run in a minute; change what you like.</> :
        "Every regime is ten answers to ten questions. Change an answer, or a number behind it, and run the same people with the same luck under both."}</p>
      <section class="panel" aria-labelledby="setup">
        <h2 id="setup">Where, when, how often</h2>
        <div class="grid">
          <label class="pick" for="xtitle"><span>Title</span><input id="xtitle" value={e.title} maxLength={100} onInput={(v) => { const t = v.currentTarget.value; change((x) => { x.title = t || "What if?"; }); }} /></label>
          <Pick id="xplace" label="Place" value={e.place} options={(places.data?.places ?? [{ name: e.place, title: e.place }]).map((p): [string, string] => [p.name, p.title])} onPick={(v) => change((x) => { x.place = v; })} />
          <Pick id="xcirc" label="Circumstances" value={e.circumstances ?? ""} options={(circumstances.data?.circumstances ?? [{ name: e.circumstances, title: e.circumstances }]).map((p): [string, string] => [p.name, p.title])} onPick={(v) => change((x) => { x.circumstances = v; })} />
          <Range id="xmonths" label="Months" min={1} max={60} value={months} onSet={(v) => change((x) => { x.end = endOf(x.start, v); for (const k of x.scenarios) if (k.timeline) k.timeline = k.timeline.filter((t: Experiment) => t.from <= x.end); })} />
          <Range id="xreps" label="Replicates" min={1} max={12} value={e.replicates ?? 4} onSet={(v) => change((x) => { x.replicates = v; })} />
          <Pick id="xmeasure" label="What answers it" value={e.headline.measure} options={(measures.data?.measures ?? [{ name: e.headline.measure, line: e.headline.measure } as Measure]).map((m): [string, string] => [m.name, sentenceCase(m.line)])} onPick={(v) => change((x) => { x.headline = { measure: v }; })} />
        </div>
      </section>
      <section class="panel" aria-labelledby="compare">
        <h2 id="compare">What is compared</h2>
        <ul class="scenarios">
          {e.scenarios.map((k: Experiment, i: number) => (
            <li key={i} class={i === at ? "on" : ""}>
              <button aria-pressed={i === at} onClick={() => setAt(i)}>{k.title ?? k.name}{k.name === e.baseline ? " (baseline)" : ""}</button>
              <span>{k.timeline ? k.timeline.map((t: Experiment) => `${t.regime} from ${t.from}`).join(", ") : titleOf(baseOf(k.regime))}{Object.keys(changesOf(k.regime)).length ? `, ${Object.keys(changesOf(k.regime)).length} answer${Object.keys(changesOf(k.regime)).length > 1 ? "s" : ""} changed` : ""}</span>
              {e.scenarios.length > 2 && k.name !== e.baseline && <button class="quiet" aria-label={`Remove ${k.title ?? k.name}`} onClick={() => { setAt(0); change((x) => { x.scenarios.splice(i, 1); }); }}>Remove</button>}
            </li>
          ))}
        </ul>
        {e.scenarios.length < 6 && <button onClick={() => { change((x) => { let n = 2; while (x.scenarios.some((k: Experiment) => k.name === `changed-${n}`)) n++; x.scenarios.push({ name: `changed-${n}`, title: `another change, ${n}`, regime: "england-2026" }); }); setAt(e.scenarios.length); }}>Add another</button>}
      </section>
      <section class="panel" aria-labelledby="ten">
        <h2 id="ten">Ten questions: {s.title ?? s.name}</h2>
        {s.timeline ? <p class="empty">This scenario changes its regime by date. Save it as YAML to change that; or choose another scenario.</p> : (
          <>
            <div class="grid">
              <label class="pick" for="stitle"><span>Its name</span><input id="stitle" value={s.title ?? s.name} maxLength={100} onInput={(v) => { const t = v.currentTarget.value; change((x) => { x.scenarios[at].title = t || x.scenarios[at].name; }); }} /></label>
              <Pick id="sregime" wide label="Begins as" value={baseOf(s.regime)} options={regimeOptions(baseOf(s.regime))} onPick={(v) => change((x) => setRegime(x, v, changesOf(s.regime)))} />
            </div>
            {questions.data ? <Ten key={at} questions={questions.data.questions} base={baseOf(s.regime)} changes={changesOf(s.regime)} onChange={(a) => change((x) => setRegime(x, baseOf(s.regime), a))} /> : <Loading what="Reading the questions" />}
          </>
        )}
      </section>
      <Levers e={e} change={change} />
      <RunIt e={e} />
    </>
  );
}

function Range({ id, label, min, max, value, onSet, step = 1 }: { id: string; label: string; min: number; max: number; value: number; step?: number; onSet: (v: number) => void }) {
  return <label class="pick range" for={id}><span>{label}: <strong>{value}</strong></span><input id={id} type="range" min={min} max={max} step={step} value={value} onInput={(v) => onSet(Number(v.currentTarget.value))} /></label>;
}

function Ten({ questions, base, changes, onChange }: { questions: Question[]; base: string; changes: Answers; onChange: (a: Answers) => void }) {
  const regime = useData<Regime>(`/api/regimes/${encodeURIComponent(base)}`, true);
  if (regime.wrong) return <Problem wrong={regime.wrong} />;
  if (!regime.data) return <Loading what="Reading the regime" />;
  return (
    <ol class="ten">
      {questions.map((q) => {
        const by = regime.data!.answers[q.name].lines, planned = by.planned ?? Object.values(by)[0];
        const kinds = [...new Set([planned, ...Object.values(by)].map((l) => l.answer))];
        const now = changes[q.name]?.answer ?? "";
        const chosen = q.answers.find((a) => a.name === now);
        const line = (name: string) => q.answers.find((a) => a.name === name)?.line ?? name;
        return (
          <li key={q.name} class={now ? "changed" : ""}>
            <label for={`q-${q.name}`}><span class="asks">{q.asks}</span></label>
            <select id={`q-${q.name}`} value={now} onChange={(v) => {
              const next = { ...changes }; const to = v.currentTarget.value;
              if (to) next[q.name] = { answer: to }; else delete next[q.name];
              onChange(next);
            }}>
              <option value="">{kinds.length === 1 ? `As it is: ${words(kinds[0])}` : `As it is: ${kinds.map(words).join(", ")}, by service`}</option>
              {q.answers.map((a) => <option key={a.name} value={a.name}>{words(a.name)}</option>)}
            </select>
            <p class="line">{sentenceCase(line(now || kinds[0]))}{!now && kinds.length > 1 ? " (planned care)" : now && kinds.length > 1 ? " (for every service)" : ""}.{!now && <span class="cite"> {planned.source}</span>}</p>
            {chosen && chosen.parameters.length > 0 && (
              <details open><summary>{chosen.parameters.length} number{chosen.parameters.length > 1 ? "s" : ""} behind it</summary>
                {chosen.parameters.map((p) => <Lever key={p.name} id={`p-${q.name}-${p.name}`} p={p} value={changes[q.name].parameters?.[p.name]} onSet={(v) => {
                  const parameters = { ...(changes[q.name].parameters ?? {}) };
                  if (v === undefined) delete parameters[p.name]; else parameters[p.name] = v;
                  onChange({ ...changes, [q.name]: { answer: now, parameters } });
                }} />)}
              </details>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** A number with its evidence: value, range, unit, standing, source. */
function Lever({ p, value, onSet, id }: { p: Parameter; value?: number; onSet: (v: number | undefined) => void; id: string }) {
  const sources = useData<Parameters>("/api/parameters", true).data?.sources;
  const v = value ?? p.value, steps = (p.high - p.low) / 100 || 1;
  const round = (n: number) => Number(n.toPrecision(4));
  return (
    <div class="lever">
      <label for={id}>{sentenceCase(words(p.name.replace(/^.*\./, "")))} <span class="unit">{unitWord(p.unit)}</span></label>
      <input id={id} type="range" min={p.low} max={p.high} step={steps} value={v} aria-valuetext={`${round(v)} ${unitWord(p.unit)}`} onInput={(e) => onSet(round(Number(e.currentTarget.value)))} />
      <output for={id}>{round(v)}</output>
      <p class="cite">{p.low} to {p.high}; <Standing p={p} />; <Cited p={p} of={sources} />{value !== undefined && value !== p.value && <> <button class="quiet" onClick={() => onSet(undefined)} aria-label={`Back to ${p.value}: ${p.name}`}>back to {round(p.value)}</button></>}</p>
    </div>
  );
}

/** Numbers of the model, set for every scenario. */
function Levers({ e, change }: { e: Experiment; change: (f: (x: Experiment) => void) => void }) {
  const all = useData<Parameters>("/api/parameters", true);
  const [word, setWord] = useState("");
  const set: Record<string, number> = e.set ?? {};
  const known = all.data?.parameters.filter((p) => !p.name.startsWith("place.")) ?? [];
  const found = word.length > 1 ? known.filter((p) => !(p.name in set) && isNamed(p, word)).slice(0, 8) : [];
  return (
    <section class="panel" aria-labelledby="levers">
      <h2 id="levers">Levers, for every scenario</h2>
      <p>Growth, staff, beds, behaviour: what is the same under every regime, and what nobody knows.</p>
      {Object.keys(set).map((n) => { const p = known.find((x) => x.name === n); return p && <Lever key={n} id={`l-${n}`} p={{ ...p, name: n }} value={set[n]} onSet={(v) => change((x) => { x.set = { ...(x.set ?? {}) }; if (v === undefined) delete x.set[n]; else x.set[n] = v; })} />; })}
      <label class="pick wide" for="leverword"><span>Find a lever</span><input id="leverword" type="search" placeholder="growth, winter, inflow, package, agency…" value={word} onInput={(v) => setWord(v.currentTarget.value)} /></label>
      <ul class="found">{found.map((p) => <li key={p.name}><button onClick={() => { change((x) => { x.set = { ...(x.set ?? {}), [p.name]: p.value }; }); setWord(""); }}><code>{p.name}</code></button> {String(p.value)} ({p.low} to {p.high}) <Standing p={p} /></li>)}</ul>
      {word.length > 1 && found.length === 0 && all.data && <p>No number has that in its name.</p>}
    </section>
  );
}

interface Checked { experiment: Experiment; yaml: string; people: number; months: number; runs: number; person_months: number; too_large: string | null }

function RunIt({ e }: { e: Experiment }) {
  const [checked, setChecked] = useState<Checked | null>(null), [wrong, setWrong] = useState<Error | null>(null);
  const [run, setRun] = useState<Run | null>(null), [said, say] = useState("");
  const text = useMemo(() => JSON.stringify(e), [e]);
  useEffect(() => {
    let here = true;
    const wait = setTimeout(() => ask<Checked>("/api/check", "POST", { experiment: e }).then((c) => here && (setChecked(c), setWrong(null)), (w) => here && (setWrong(w), setChecked(null))), 350);
    return () => { here = false; clearTimeout(wait); };
  }, [text]);
  const start = async () => {
    try {
      const { run: id } = await ask<{ run: string }>("/api/runs", "POST", { experiment: e });
      setWrong(null);
      follow(id, setRun);
    } catch (w) { setWrong(w as Error); }
  };
  const link = `${location.origin}/#x=${packed(e)}`;
  const alike = new Set(e.scenarios.map(({ name: _, title: __, ...k }: Experiment) => JSON.stringify(k))).size < e.scenarios.length;
  const busy = run !== null && (run.state === "running" || run.state === "waiting");
  return (
    <section class="panel runit" aria-labelledby="runit">
      <h2 id="runit">Run it</h2>
      {wrong && <Problem wrong={wrong} />}
      {checked && <p role="status">{checked.runs} simulations of {number(checked.people)} people (residents, and neighbours who may use the place's hospitals) over {checked.months} months.{checked.too_large ? ` ${checked.too_large}` : ""}</p>}
      {alike && <p class="caution">Two scenarios are the same as yet: nothing would differ between them. Change an answer of one first.</p>}
      {!token() && <p class="caution">To run, open the link that <code>tredegar serve</code> printed: it carries a token.</p>}
      <p class="links">
        <button class="primary" disabled={!checked || !!checked.too_large || !token() || busy} onClick={start}>Run the twins</button>
        <button disabled={!checked} onClick={() => checked && saveText(`${e.experiment}.yaml`, checked.yaml)}>Save as YAML</button>
        <button onClick={() => navigator.clipboard.writeText(link).then(() => say("The link is copied: it carries the whole experiment."), () => say("The browser does not let the page copy; take the link from the line below."))}>Copy a link to it</button>
      </p>
      {said && <p role="status">{said}</p>}
      <details><summary>The link and the YAML</summary><p class="long"><a href={link}>{link.length > 200 ? link.slice(0, 200) + "…" : link}</a></p>{checked && <pre tabIndex={0} aria-label="The experiment as YAML">{checked.yaml}</pre>}</details>
      {run && <Progress run={run} onStop={() => ask(`/api/runs/${run.id}`, "DELETE")} />}
      {run && run.finished > 0 && <Live run={run} measure={e.headline.measure} />}
    </section>
  );
}

/** The lines of a study under way. */
function Live({ run, measure }: { run: Run; measure: string }) {
  const [study, setStudy] = useState<Study | null>(null), [series, setSeries] = useState<Series | null>(null);
  const [mode, setMode] = useState<"levels" | "differences">("levels");
  useEffect(() => {
    let here = true;
    const id = encodeURIComponent(run.study);
    Promise.all([ask<Study>(`/api/studies/${id}`), ask<Series>(`/api/studies/${id}/series?measure=${measure}`)]).then(([a, b]) => { if (here) { setStudy(a); setSeries(b); } }, () => undefined);
    return () => { here = false; };
  }, [run.finished, run.state]);
  useEffect(() => { once("/api/measures"); }, []);
  if (!study || !series?.series[0]) return <Loading />;
  const ends = series.series[0].scenarios.map((k) => `${k.title}: ${amount(k.mean.at(-1) ?? null, series.measure.unit)}`).join("; ");
  return (
    <>
      <Lines s={study} d={series} mode={mode} setMode={setMode} goal={null} />
      <p class="sr" role="status">{run.finished} simulations finished. {ends}</p>
      {run.state === "done" && <p class="verdict">{study.sentence}</p>}
      {run.state !== "running" && <p class="links"><a class="primary" href={`#/study/${run.study}`}>Open the study</a></p>}
    </>
  );
}
