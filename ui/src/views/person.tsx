// SPDX-License-Identifier: MIT
// One person's years under each regime, side by side.
import { useEffect, useState } from "preact/hooks";
import { ask, follow, token, type Run, type Study } from "../api";
import { provenance } from "../chart";
import { sentenceCase, title } from "../format";
import { Pick, Problem } from "../parts";
import { Progress } from "./studies";

interface StoryEvent { at: string; kind: string; text: string; provider: string | null; provider_name: string | null; amount: number; everywhere: boolean }
interface Story {
  baseline: string;
  person: { id: number; age: number; sex: string; neighbourhood: string; deprivation_decile: number; frailty: string; conditions: number; lives_alone: boolean; care_home: boolean; waiting_lists: number; chosen_from: number };
  regimes: Record<string, { title: string; events: StoryEvent[]; [key: string]: unknown }>;
}
const KINDS: [string, string][] = [["differs", "whose years differ most"], ["waiting", "on a waiting list"], ["frail", "old and frail"], ["poor", "in a poor neighbourhood"], ["working", "of working age"], ["child", "a child"]];
const told = new Map<string, Story>();

export function Person({ s }: { s: Study }) {
  const [pick, setPick] = useState("differs"), [run, setRun] = useState<Run | null>(null), [wrong, setWrong] = useState<Error | null>(null);
  const [story, setStory] = useState<Story | undefined>(told.get(`${s.id} differs`));
  useEffect(() => setStory(told.get(`${s.id} ${pick}`)), [pick]);
  const start = async () => {
    setWrong(null);
    const key = `${s.id} ${pick}`;
    try {
      const { run: id } = await ask<{ run: string }>("/api/person", "POST", { study: s.id, pick });
      follow(id, async (r) => {
        setRun(r);
        if (r.state === "failed") setWrong(new Error(r.message));
        if (r.state !== "done") return;
        const found = await ask<Story>(`/api/runs/${id}/story`);
        told.set(key, found);
        setStory(found);
        setRun(null);
      });
    } catch (e) { setWrong(e as Error); }
  };
  return (
    <section class="person">
      <h2>One person, under each regime</h2>
      <p class="says">The same person, with the same needs and the same luck. What care does for them is all that differs. The study runs again for it, about a minute for a place of a million people.</p>
      <form class="filters" aria-label="Whom to follow" onSubmit={(e) => { e.preventDefault(); start(); }}>
        <Pick id="pick" label="Somebody" value={pick} onPick={setPick} options={KINDS} />
        <button class="primary" disabled={!token() || (!!run && run.state !== "done" && run.state !== "failed")}>{story ? "Tell it again" : "Follow them"}</button>
      </form>
      {!token() && <p class="caution">Following somebody runs the study again: open the link that <code>tredegar serve</code> printed.</p>}
      {run && <Progress run={run} onStop={() => ask(`/api/runs/${run.id}`, "DELETE")} />}
      {wrong && <Problem wrong={wrong} />}
      {story && <Told s={s} story={story} />}
    </section>
  );
}

const dayOf = (at: string) => new Date(at.slice(0, 10) + "T00:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

function Told({ s, story }: { s: Study; story: Story }) {
  const p = story.person, names = Object.keys(story.regimes);
  names.sort((a, b) => s.scenarios.findIndex((k) => k.name === a) - s.scenarios.findIndex((k) => k.name === b));
  const key = (e: StoryEvent) => `${e.at.slice(0, 10)}|${e.text}|${e.provider ?? ""}`;
  const days = new Map<string, Map<string, StoryEvent[]>>();
  for (const n of names) for (const e of story.regimes[n].events) {
    const day = e.at.slice(0, 10);
    if (!days.has(day)) days.set(day, new Map());
    const row = days.get(day)!;
    row.set(n, [...(row.get(n) ?? []), e]);
  }
  const sorted = [...days.keys()].sort();
  const same = (day: string) => { const row = days.get(day)!; const sets = names.map((n) => (row.get(n) ?? []).map(key).sort().join("\n")); return sets.every((x) => x === sets[0]); };
  const say = (e: StoryEvent) => `${sentenceCase(e.text)}${e.provider_name && !e.text.toLowerCase().includes(title(e.provider_name).toLowerCase().slice(0, 12)) ? ` (${title(e.provider_name)})` : ""}`;
  return (
    <>
      <p class="who">
        <strong>{p.sex === "male" ? (p.age < 16 ? "A boy" : "A man") : p.sex === "female" ? (p.age < 16 ? "A girl" : "A woman") : "A person"} of {p.age}</strong>, {p.frailty}, with {p.conditions === 0 ? "no" : p.conditions} long-term condition{p.conditions === 1 ? "" : "s"}
        {p.lives_alone ? ", living alone" : ""}{p.care_home ? ", in a care home" : ""}, in a neighbourhood {p.deprivation_decile === 1 ? "of the most deprived tenth" : p.deprivation_decile === 10 ? "of the least deprived tenth" : `of tenth ${p.deprivation_decile} by deprivation (1 is most deprived)`}
        {p.waiting_lists ? `; on ${p.waiting_lists} waiting list${p.waiting_lists > 1 ? "s" : ""} on the first day` : ""}. One of {p.chosen_from} who were followed; nobody real.
      </p>
      <div class="scroll tall" tabIndex={0} role="region" aria-label="What happened, by regime">
        <table class="timeline">
          <thead><tr><th scope="col">Day</th>{names.map((n) => <th scope="col" key={n}>{story.regimes[n].title}</th>)}</tr></thead>
          <tbody>
            {sorted.map((d) => (
              <tr key={d} class={same(d) ? "" : "differs"}>
                <th scope="row">{dayOf(d)}</th>
                {same(d) ? <td colSpan={names.length}>{days.get(d)!.get(names[0])!.map((e, i) => <span class="event" key={i}>{say(e)}</span>)}</td>
                  : names.map((n) => <td key={n}>{(days.get(d)!.get(n) ?? []).map((e, i) => <span class="event" key={i}>{say(e)}</span>)}{!days.get(d)!.get(n) && <span class="nothing">nothing</span>}</td>)}
              </tr>
            ))}
            {sorted.length === 0 && <tr><td colSpan={names.length + 1}>Nothing happened to them in these months.</td></tr>}
          </tbody>
        </table>
      </div>
      <p class="note">Days on which the regimes differ are marked. {provenance(s)}</p>
    </>
  );
}
