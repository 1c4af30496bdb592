// SPDX-License-Identifier: MIT
// A figure: its sentence, the picture, the same figures as a table, and files of all three. Every one says that it is simulated, by
// which version, with which seed, from data of which date.
import * as Plot from "@observablehq/plot";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import type { StudyItem } from "./api";
import { dayWord } from "./format";

export type Cell = string | number | null;
export interface Table { columns: string[]; rows: Cell[][] }

export function provenance(s: Pick<StudyItem, "version" | "seed" | "vintage">): string {
  return `Simulated. Tredegar ${s.version}, seed ${s.seed}, data to ${dayWord(s.vintage)}.`;
}

function save(name: string, blob: Blob) {
  const a = document.createElement("a");
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 1000);
}

export const csvOf = (t: Table, label: string) => {
  const cell = (c: Cell) => (c === null ? "" : typeof c === "number" ? String(c) : /[",\n]/.test(c) ? `"${c.replace(/"/g, '""')}"` : c);
  return [[...t.columns, "label"], ...t.rows.map((r) => [...r, label])].map((r) => r.map(cell).join(",")).join("\n") + "\n";
};

/** Marks that differ without their colour; `path` in a box of 11. */
export const SHAPES = [
  { symbol: "circle", path: "M5.5 0a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z" },
  { symbol: "square", path: "M.8 .8h9.4v9.4h-9.4z" },
  { symbol: "triangle", path: "M5.5 .3L11 10.2H0z" },
  { symbol: "diamond", path: "M5.5 -.8L10 5.5L5.5 11.8L1 5.5z" },
] as const;
export const shapeOf = (k: number) => SHAPES[k % SHAPES.length];

export interface Key { name: string; colour: string; shape?: string; round?: boolean; dash?: string }

/** Words in lines of at most so many letters. */
function wrapped(text: string, most: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines[lines.length - 1] && (lines[lines.length - 1] + word).length >= most) lines.push("");
    lines[lines.length - 1] += (lines[lines.length - 1] ? " " : "") + word;
  }
  return lines;
}

/** The picture with its heading, its key and its origin written into it, standing alone. */
function standalone(svg: SVGSVGElement, heading: string, label: string, keys: Key[]): string {
  const box = svg.getBoundingClientRect(), w = Math.max(box.width, 320), h = box.height;
  const view = svg.getAttribute("viewBox")?.split(/[\s,]+/).map(Number) ?? [0, 0, w, h];
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("width", String(view[2])); copy.setAttribute("height", String(view[3]));
  const escape = (s: string) => s.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const width = view[2] + 32, heads = wrapped(heading, view[2] / 11.3), origin = wrapped(label, view[2] / 7.2);
  let y = 8, x = 16;
  const head = heads.map((line) => `<text x="16" y="${(y += 22)}" font-size="17" font-weight="600">${escape(line)}</text>`).join("");
  const key = keys.map((k) => {
    const room = 36 + 7.8 * k.name.length;
    if (x === 16 || x + room > width) { x = 16; y += 22; }
    const at = x;
    x += room;
    const mark = k.dash === undefined ? "" : `<line x1="${at - 2}" x2="${at + 14}" y1="${y - 4.5}" y2="${y - 4.5}" stroke="${k.colour}" stroke-width="3" stroke-dasharray="${k.dash}"/>`;
    const shaped = k.shape ? `<path transform="translate(${at},${y - 10})" d="${k.shape}" fill="${k.colour}"/>` : "";
    return (mark || shaped || `<rect x="${at}" y="${y - 10}" width="11" height="11" rx="${k.round ? 5.5 : 2}" fill="${k.colour}"/>`) + `<text x="${at + 17}" y="${y}" font-size="13">${escape(k.name)}</text>`;
  }).join("");
  y += 16;
  copy.setAttribute("x", "16"); copy.setAttribute("y", String(y));
  const foot = y + view[3] + 10, height = foot + 18 * origin.length + 10;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" fill="#222">` +
    `<rect width="100%" height="100%" fill="#fff"/>${head}${key}` +
    new XMLSerializer().serializeToString(copy) +
    origin.map((line, i) => `<text x="16" y="${foot + 18 * (i + 1)}" font-size="12" fill="#555">${escape(line)}</text>`).join("") + "</svg>";
}

async function png(svg: string): Promise<Blob> {
  const image = new Image();
  const size = /width="([\d.]+)" height="([\d.]+)"/.exec(svg)!;
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * Number(size[1]); canvas.height = 2 * Number(size[2]);
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob((b) => done(b!), "image/png"));
}

export function useWidth(): [preact.RefObject<HTMLDivElement>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, set] = useState(0);
  useEffect(() => {
    if (!ref.current) return;
    const watch = new ResizeObserver((e) => set(Math.floor(e[0].contentRect.width)));
    watch.observe(ref.current);
    return () => watch.disconnect();
  }, []);
  return [ref, width];
}

export function Figure(props: {
  heading: string; sentence?: string; alt: string; label: string; name: string; table: Table; draw: (width: number) => Element | null;
  deps: unknown[]; controls?: ComponentChildren; legend?: Key[]; note?: ComponentChildren; level?: 2 | 3;
}) {
  const [ref, width] = useWidth();
  const picture = useRef<HTMLDivElement>(null);
  const H = (props.level === 2 ? "h2" : "h3") as "h3";
  useEffect(() => {
    const box = picture.current;
    if (!box || width < 40) return;
    const drawn = props.draw(width);
    box.replaceChildren();
    if (!drawn) return;
    const svg = drawn instanceof SVGSVGElement ? drawn : drawn.querySelector("svg:last-of-type");
    svg?.setAttribute("role", "img");
    svg?.setAttribute("aria-label", props.alt);
    svg?.querySelectorAll("[aria-label]").forEach((g) => g.removeAttribute("aria-label"));
    svg?.querySelectorAll("[aria-description]").forEach((g) => g.removeAttribute("aria-description"));
    box.append(drawn);
  }, [width, ...props.deps]);
  const svgText = () => standalone(picture.current!.querySelector("svg:last-of-type") as SVGSVGElement, props.heading, props.label, props.legend && props.legend.length > 1 ? props.legend : []);
  return (
    <figure class="figure">
      <figcaption>
        <H>{props.heading}</H>
        {props.sentence && <p class="says">{props.sentence}</p>}
      </figcaption>
      {props.controls && <div class="controls">{props.controls}</div>}
      {props.legend && props.legend.length > 1 && (
        <ul class="legend" aria-label="Colours">
          {props.legend.map((l) => <li key={l.name}>{l.dash !== undefined
            ? <svg class="dash" viewBox="0 0 26 8" aria-hidden="true"><line x1="0" x2="26" y1="4" y2="4" stroke={l.colour} stroke-width="3" stroke-dasharray={l.dash} /></svg>
            : l.shape ? <svg class="shape" viewBox="0 0 11 11" aria-hidden="true"><path d={l.shape} fill={l.colour} /></svg>
            : <span class={l.round ? "round" : undefined} style={{ background: l.colour }} />}{l.name}</li>)}
        </ul>
      )}
      <div ref={ref}><div ref={picture} class="picture" /></div>
      {props.note && <p class="note">{props.note}</p>}
      <div class="origin">
        <span>{props.label}</span>
        <span class="saves">
          <button onClick={() => save(`${props.name}.svg`, new Blob([svgText()], { type: "image/svg+xml" }))} aria-label={`Save as SVG: ${props.heading}`}>SVG</button>
          <button onClick={async () => save(`${props.name}.png`, await png(svgText()))} aria-label={`Save as PNG: ${props.heading}`}>PNG</button>
          <button onClick={() => save(`${props.name}.csv`, new Blob([csvOf(props.table, props.label)], { type: "text/csv" }))} aria-label={`Save as CSV: ${props.heading}`}>CSV</button>
        </span>
      </div>
      <Data table={props.table} of={props.heading} />
    </figure>
  );
}

function Data({ table, of }: { table: Table; of: string }) {
  const [open, set] = useState(false);
  const some = useMemo(() => table.rows.slice(0, 400), [table]);
  const show = (c: Cell) => (c === null ? "none" : typeof c === "number" ? (Number.isInteger(c) ? c.toLocaleString("en-GB") : Number(c.toPrecision(5)).toLocaleString("en-GB", { maximumFractionDigits: 5 })) : c);
  return (
    <details onToggle={(e) => set((e.currentTarget as HTMLDetailsElement).open)}>
      <summary>The figures as a table</summary>
      {open && (
        <div class="scroll" tabIndex={0} role="region" aria-label={`Table: ${of}`}>
          <table>
            <thead><tr>{table.columns.map((c) => <th scope="col" key={c}>{c}</th>)}</tr></thead>
            <tbody>{some.map((r, i) => <tr key={i}>{r.map((c, k) => <td key={k} class={typeof c === "number" ? "n" : ""}>{show(c)}</td>)}</tr>)}</tbody>
          </table>
          {table.rows.length > some.length && <p>{table.rows.length - some.length} rows more are in the CSV.</p>}
        </div>
      )}
    </details>
  );
}

export const STYLE = { background: "transparent", fontSize: "13px", fontFamily: "inherit", color: "#333", overflow: "visible" };
export { Plot };
