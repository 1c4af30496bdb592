// SPDX-License-Identifier: MIT
// Small parts that views share.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, type Estimate } from "./api";
import { amount } from "./format";

export function Loading({ what = "Reading" }: { what?: string }) {
  return <p class="loading" role="status"><span class="spin" aria-hidden="true" /> {what}…</p>;
}
/** While a whole store is read to be compared, which takes seconds for a large one: how far it is. */
export function Comparing({ id }: { id: string }) {
  const [at, set] = useState({ done: 0, runs: 0 });
  useEffect(() => {
    const turn = setInterval(() => ask<{ done: number; runs: number }>(`/api/studies/${encodeURIComponent(id)}/reading`).then(set, () => {}), 250);
    return () => clearInterval(turn);
  }, [id]);
  return (
    <div class="loading comparing">
      <p role="status"><span class="spin" aria-hidden="true" /> Comparing the replicates…</p>
      {at.runs > 0 && <p><progress max={at.runs} value={at.done} aria-label="Runs read" /> {Math.min(at.done, at.runs)} of {at.runs} runs read</p>}
    </div>
  );
}
export function Problem({ wrong, again }: { wrong: Error; again?: () => void }) {
  return <div class="problem" role="alert"><p>{wrong.message}</p>{again && <button onClick={again}>Try again</button>}</div>;
}
export function Pick<T extends string>(props: { label: string; value: T; options: [T, string][]; onPick: (v: T) => void; id: string; wide?: boolean }) {
  return (
    <label class={props.wide ? "pick wide" : "pick"} for={props.id}>
      <span>{props.label}</span>
      <select id={props.id} value={props.value} onChange={(e) => props.onPick(e.currentTarget.value as T)}>
        {props.options.map(([v, words]) => <option value={v} key={v}>{words}</option>)}
      </select>
    </label>
  );
}
/** A few choices side by side, as radio buttons. */
export function Switch<T extends string>(props: { label: string; value: T; options: [T, string][]; onPick: (v: T) => void; name: string }) {
  return (
    <fieldset class="switch">
      <legend>{props.label}</legend>
      {props.options.map(([v, words]) => (
        <label key={v}><input type="radio" name={props.name} value={v} checked={v === props.value} onChange={() => props.onPick(v)} /><span>{words}</span></label>
      ))}
    </fieldset>
  );
}

/** An interval: nought as a line, 95% thin, 80% thick, the mean a dot; with scale, which side is which. */
export function Interval({ e, unit, width = 220, limit, scale, colour = "#12436D" }: { e: Estimate; unit: string; width?: number; limit?: number; scale?: boolean; colour?: string }) {
  const ends = [e.mean, e.low95, e.high95].filter((v): v is number => v !== null).map(Math.abs);
  const most = limit ?? Math.max(...ends, 1e-12) * 1.12;
  const x = (v: number) => width / 2 + (Math.max(-1, Math.min(1, v / most)) * (width - 12)) / 2;
  const words = `difference ${amount(e.mean, unit, true)}` + (e.low95 === null ? ", without an interval" : `, 95% interval ${amount(e.low95, unit, true)} to ${amount(e.high95, unit, true)}`);
  return (
    <svg class={scale ? "interval scale" : "interval"} viewBox={`0 0 ${width} ${scale ? 38 : 26}`} style={{ maxWidth: `${Math.round(width * 1.35)}px` }} preserveAspectRatio="xMinYMid meet" role="img" aria-label={words}>
      <line x1={width / 2} x2={width / 2} y1="1" y2="25" stroke="#767676" stroke-dasharray="2 2" />
      <line x1="4" x2={width - 4} y1="13" y2="13" stroke="#ddd" />
      {scale && <g font-size="9.5" fill="#4a545c" aria-hidden="true">
        <text x="4" y="36">← less</text><text x={width / 2} y="36" text-anchor="middle">no difference</text><text x={width - 4} y="36" text-anchor="end">more →</text>
      </g>}
      {e.low95 !== null && <line x1={x(e.low95)} x2={x(e.high95!)} y1="13" y2="13" stroke={colour} stroke-width="2" />}
      {e.low80 !== null && <line x1={x(e.low80)} x2={x(e.high80!)} y1="13" y2="13" stroke={colour} stroke-width="6" stroke-linecap="round" opacity="0.55" />}
      {e.mean !== null && <circle cx={x(e.mean)} cy="13" r="5.5" fill={colour} stroke="#fff" stroke-width="1.5" />}
    </svg>
  );
}
export function Badge({ strength }: { strength: string }) {
  return <span class={`badge ${strength.replace(/ /g, "-")}`}>{strength}</span>;
}
export function Tabs({ tabs, at, base }: { tabs: [string, string][]; at: string; base: string }) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => { // on a phone the tabs slide: the one that is shown stays in sight
    const here = bar.current?.querySelector<HTMLElement>("[aria-current]");
    if (here && bar.current) bar.current.scrollLeft = here.offsetLeft - bar.current.offsetLeft - 24;
  }, [at]);
  return (
    <nav class="tabs" aria-label="Of this study" ref={bar}>
      {tabs.map(([key, words]) => <a key={key} href={`#${base}/${key}`} aria-current={key === at ? "page" : undefined}>{words}</a>)}
    </nav>
  );
}
export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return <section><h2>{title}</h2>{children}</section>;
}
