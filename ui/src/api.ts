// SPDX-License-Identifier: MIT
// What the server says (docs/page-api.md), and how it is asked.
import { useEffect, useState } from "preact/hooks";

export type Num = number | null;
export interface Estimate { mean: Num; low80: Num; high80: Num; low95: Num; high95: Num }
/** Scenario less the other, and the other's level. */
export interface Pair extends Estimate { scenario: string; title: string; against: string; against_title: string; against_mean: Num }
export interface Says { measure: string; unit: string; line: string; scenario: string; title: string; against: string; against_title: string; direction: string; reading: string; put_in: boolean }
export interface Measure { name: string; unit: string; over: string; better: string; line: string }
export interface Headline { measure: string; unit: string; line: string; goal: Num; up: boolean }
export interface Answer {
  from: "study" | "table"; study: string | null; size: string; place: string; start: string; end: string; replicates: number; version: string; sentence: string;
  strength: string; baseline: string; pair: Pair | null; effects: Pair[]; verdict: string; why: string; sure?: string; found: Pair | null;
}
export interface Claim {
  id: string; experiment: string; title: string; claim: string; source: string; side: string; subject: string; headline: Headline; says: Says | null; answer: Answer | null;
}
export interface StudyItem {
  id: string; own: boolean; bytes: number; experiment: string; title: string; claim_id: string; claim: string; claim_source: string; place: string; place_name: string;
  vintage: string; start: string; end: string; seed: string; notes: string; sentence: string; version: string; replicates: number; done: number;
  status: "running" | "done" | "unfinished" | "damaged"; run: string | null; written: string; message?: string;
}
export interface Level { level: number; name: string; code?: string; people?: Num }
export interface Study extends StudyItem {
  baseline: string; headline: { measure: string; goal: Num; up: boolean }; money_a_head: Num; seconds: number; residents: number; months: string[];
  scenarios: { name: string; title: string; timeline: string; settings: Record<string, number>; runs: number }[];
  settings: Record<string, number>;
  organisations: { code: string; name: string; owner: string; outside: boolean; x: number; y: number }[];
  levels: Record<string, Level[]>;
  has: { hours: boolean; weeks: boolean; flows: boolean; gains: boolean; awards: number; variants: string[] };
}
export interface Bands { mean: Num[]; low80: Num[]; high80: Num[]; low95: Num[]; high95: Num[] }
export interface SeriesScenario extends Bands { name: string; title: string; runs: Num[][]; difference: Bands | null }
export interface SeriesEntry { org: string; by: string; level: number; name: string; scenarios: SeriesScenario[] }
export interface Series { measure: Measure; months: string[]; baseline: string; replicates: number; series: SeriesEntry[] }
export interface Run {
  id: string; study: string; title: string; state: "waiting" | "running" | "done" | "stopped" | "failed"; done: number; run: number; runs: number; scenario: string;
  finished: number; seconds: number; seconds_left: Num; message: string;
}
export interface Parameter { name: string; value: number; low: number; high: number; unit: string; standing: string; source: string }
export interface Source { title: string; author: string; year: string; url: string; note: string }
export interface Parameters { parameters: Parameter[]; sources: Record<string, Source> }
export interface QuestionAnswer { name: string; line: string; parameters: Parameter[] }
export interface Question { name: string; asks: string; answers: QuestionAnswer[] }
export interface Regime {
  name: string; title: string; source: string; reforms: string | null;
  answers: Record<string, { lines: Record<string, { answer: string; source: string; parameters: Record<string, number> }> }>;
}
export interface Place {
  name: string; title: string; vintage: string; people: number; neighbours: number;
  areas: { code: string[]; x: number[]; y: number[]; people: number[]; decile: number[]; halo: boolean[]; council: string[] };
  providers: { code: string; name: string; owner: string; outside: boolean; acute: boolean; x: number; y: number; beds: Num; incomplete: number; share: number }[];
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Experiment = Record<string, any>;

export class Wrong extends Error {
  constructor(public code: string, message: string, public line = 0) { super(message); }
}

export function token(): string { return sessionStorage.getItem("token") ?? ""; }

export async function ask<T>(path: string, method = "GET", body?: unknown): Promise<T> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET" && token()) headers["X-Tredegar-Token"] = token();
  let answer: Response;
  try {
    answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Wrong("away", "The server does not answer. Is tredegar serve still running?");
  }
  const data = await answer.json();
  if (answer.ok) return data as T;
  throw new Wrong(data.error?.code ?? "failed", data.error?.message ?? "Something went wrong.", data.error?.line ?? 0);
}

const kept = new Map<string, Promise<unknown>>();
/** Reads once and keeps: for what does not change while the page is open. */
export function once<T>(path: string): Promise<T> {
  let p = kept.get(path) as Promise<T> | undefined;
  if (!p) {
    p = ask<T>(path);
    kept.set(path, p);
    p.catch(() => kept.delete(path));
  }
  return p;
}

export interface Got<T> { data?: T; wrong?: Error; again: () => void }
/** What a path says, while a view is there. keep: it does not change. */
export function useData<T>(path: string | null, keep = false): Got<T> {
  const [state, set] = useState<{ path: string | null; data?: T; wrong?: Error }>({ path: null });
  const [turn, next] = useState(0);
  useEffect(() => {
    if (!path) return;
    let here = true;
    (keep ? once<T>(path) : ask<T>(path)).then(
      (data) => here && set({ path, data }),
      (wrong: Error) => here && set({ path, wrong }),
    );
    return () => { here = false; };
  }, [path, turn]);
  const same = state.path === path;
  return { data: same ? state.data : undefined, wrong: same ? state.wrong : undefined, again: () => next(turn + 1) };
}

/** Follows a run until it ends. */
export function follow(id: string, onChange: (r: Run) => void): () => void {
  const events = new EventSource(`/api/runs/${id}/events`);
  const take = (e: Event) => onChange(JSON.parse((e as MessageEvent).data) as Run);
  events.addEventListener("progress", take);
  events.addEventListener("end", (e) => { take(e); events.close(); });
  return () => events.close();
}

/** An experiment in a link: base64url of its JSON. */
export function packed(e: Experiment): string {
  const bytes = new TextEncoder().encode(JSON.stringify(e));
  let s = "";
  for (const b of bytes) s += String.fromCharCode(b);
  return btoa(s).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
export function unpacked(s: string): Experiment | null {
  try {
    const raw = atob(s.replace(/-/g, "+").replace(/_/g, "/"));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(raw, (c) => c.charCodeAt(0))));
  } catch {
    return null;
  }
}
