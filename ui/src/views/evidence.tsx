// SPDX-License-Identifier: MIT
// What a study rests on: its settings, its timelines, every number with range, standing and source; the experiment to take away.
import { useState } from "preact/hooks";
import { packed, useData, type Experiment, type Parameter, type Parameters, type Source, type Study } from "../api";
import { dayWord, number, unitWord } from "../format";
import { Loading, Problem } from "../parts";

export function Standing({ p }: { p: Parameter }) { return <span class={`standing ${p.standing}`}>{p.standing}</span>; }

const bare = (text: string) => text.replace(/[{}\\]/g, "");

/** A source as people cite it: who, what, when, where it stands; what was read there. One that is told in words where it is used stays so. */
export function Cited({ p, of }: { p: Parameter; of?: Record<string, Source> }) {
  const s = of?.[p.source];
  if (!s) return <>{p.source}</>;
  const title = bare(s.title), by = bare(s.author).replace(/ and others/, " et al.");
  return <>{by}, {s.url.startsWith("http") ? <a href={s.url} rel="noreferrer" target="_blank">{title}</a> : <cite>{title}</cite>}, {s.year}{s.note && <span class="read">. {bare(s.note)}</span>}</>;
}

/** Whether a number's full name holds the word, as people type it. */
export const isNamed = (p: Parameter, word: string) => p.name.toLowerCase().includes(word.toLowerCase().replace(/ /g, "_"));

export function saveText(name: string, text: string) {
  const a = document.createElement("a");
  a.href = URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 1000);
}

export function Evidence({ s }: { s: Study }) {
  const ex = useData<{ experiment: Experiment | null; yaml: string | null }>(`/api/studies/${encodeURIComponent(s.id)}/experiment`);
  const all = useData<Parameters>("/api/parameters", true);
  const regimes = useData<{ regimes: { name: string; title: string }[] }>("/api/regimes", true);
  const titleOf = (n: string) => regimes.data?.regimes.find((r) => r.name === n)?.title ?? n;
  const [word, setWord] = useState("");
  const given = ex.data?.experiment, varied = new Set([...((given?.variants ?? []) as Experiment[]).flatMap((v) => Object.keys(v.set ?? {})), ...s.scenarios.flatMap((k) => Object.keys(k.settings))]);
  const found = (all.data?.parameters ?? []).filter((p) => word.length < 2 ? varied.has(p.name) : isNamed(p, word)).slice(0, 60);
  const set = Object.entries(s.settings);
  return (
    <>
      <h2>What was compared</h2>
      <table><thead><tr><th scope="col">Scenario</th><th scope="col">Regime, and from when</th><th scope="col">Its own settings</th></tr></thead>
        <tbody>{s.scenarios.map((k) => <tr key={k.name}><th scope="row">{k.title}{k.name === s.baseline ? " (baseline)" : ""}</th><td>{k.timeline.split("; ").map((x) => <div key={x}>{titleOf(x.slice(11))}, from {dayWord(x.slice(0, 10))}</div>)}</td>
          <td>{Object.entries(k.settings).map(([n, v]) => <div key={n}><code>{n}</code> {v}</div>)}{Object.keys(k.settings).length === 0 && "none"}</td></tr>)}</tbody></table>
      {ex.data?.experiment && (
        <p class="links">
          <a href={`#x=${packed(ex.data.experiment)}`}>Change it and run it again</a>
          <button onClick={() => saveText(`${s.experiment}.yaml`, ex.data!.yaml!)}>Save the experiment as YAML</button>
        </p>
      )}
      {set.length > 0 && <details><summary>{set.length} settings of the circumstances, the same in every scenario</summary><div class="scroll" tabIndex={0} role="region" aria-label="Settings"><table><tbody>{set.map(([n, v]) => <tr key={n}><th scope="row"><code>{n}</code></th><td class="n">{v}</td></tr>)}</tbody></table></div></details>}
      <h2>The evidence behind each number</h2>
      <p>Every number that could change a result, with the range that is plausible, how it stands, and its source. <em>Assumed</em> numbers are ours.</p>
      <label class="pick wide" for="word"><span>Find a number</span><input id="word" type="search" placeholder="removal, agency, package, theatre…" value={word} onInput={(e) => setWord(e.currentTarget.value)} /></label>
      {all.wrong && <Problem wrong={all.wrong} />}
      {!all.data && !all.wrong && <Loading />}
      {word.length > 1 ? <p role="status">{found.length === 60 ? "60 or more" : found.length} found</p> : found.length > 0 && <p>Those that this study varies:</p>}
      {found.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Numbers found">
          <table class="numbers"><thead><tr><th scope="col">Number</th><th scope="col">Value</th><th scope="col">Plausible</th><th scope="col">Unit</th><th scope="col">Standing</th><th scope="col">Source</th></tr></thead>
            <tbody>{found.map((p) => <tr key={p.name}><th scope="row"><code>{p.name}</code></th><td class="n">{String(p.value)}</td><td>{p.low} to {p.high}</td><td>{unitWord(p.unit)}</td><td><Standing p={p} /></td><td class="cited"><Cited p={p} of={all.data?.sources} /></td></tr>)}</tbody></table>
        </div>
      )}
      {all.data && <p class="note">{number(all.data.parameters.length)} numbers in all: <code>tredegar parameters</code> lists them.</p>}
    </>
  );
}
