// SPDX-License-Identifier: MIT
// What people who argue about the health service say, and what the model answers to each.
import { useMemo, useState } from "preact/hooks";
import { useData, type Answer, type Claim } from "../api";
import { amount, monthWord, sentenceCase, unitWord, verdict } from "../format";
import { Badge, Interval, Loading, Pick, Problem } from "../parts";

const ALL = "all";
const STRENGTHS = ["clear", "likely", "cannot tell", "no difference", "not run"];
const strengthOf = (c: Claim) => c.answer?.strength ?? "not run";

export function Gallery() {
  const { data, wrong, again } = useData<{ claims: Claim[]; cautions: Record<string, string> }>("/api/claims");
  const [side, setSide] = useState(ALL), [subject, setSubject] = useState(ALL), [strength, setStrength] = useState(ALL);
  const claims = data?.claims ?? [];
  const options = (of: (c: Claim) => string): [string, string][] => {
    const seen = [...new Set(claims.map(of))].sort();
    return [[ALL, "all"], ...seen.map((s): [string, string] => [s, s])];
  };
  const shown = useMemo(
    () => claims.filter((c) => (side === ALL || c.side === side) && (subject === ALL || c.subject === subject) && (strength === ALL || strengthOf(c) === strength)),
    [data, side, subject, strength],
  );
  const count = (s: string) => claims.filter((c) => strengthOf(c) === s).length;
  return (
    <>
      <div class="hero">
        <h1>If we changed how the health service is organised, what would happen?</h1>
        <p class="standfirst">
          People on every side say they know. Here are {claims.length || 45} of their claims, each put to the same simulated health economy: the same people, with the same luck, under different rules.
        </p>
        {data && (
          <p class="tally">
            <strong>{count("clear")}</strong> show a clear difference from the baseline (for the claim or against it), <strong>{count("likely")}</strong> a likely one. On <strong>{count("cannot tell") + count("no difference")}</strong> the model cannot tell, or finds none.
          </p>
        )}
      </div>
      {wrong && <Problem wrong={wrong} again={again} />}
      {!data && !wrong && <Loading what="Reading the claims" />}
      {data && (
        <>
          <form class="filters" aria-label="Show some of the claims" onSubmit={(e) => e.preventDefault()}>
            <Pick id="side" label="Who says so" value={side} options={options((c) => c.side)} onPick={setSide} />
            <Pick id="subject" label="About" value={subject} options={options((c) => c.subject)} onPick={setSubject} />
            <Pick id="strength" label="How sure" value={strength} onPick={setStrength} options={[[ALL, "all"], ...STRENGTHS.filter(count).map((s): [string, string] => [s, s])]} />
            <p class="count" role="status">{shown.length} of {claims.length}</p>
          </form>
          {claims.some((c) => c.answer?.size === "town") && <p class="caution">{data.cautions.town}</p>}
          <ul class="cards">{shown.map((c) => <Card key={c.id} c={c} />)}</ul>
          {shown.length === 0 && <p>No claim is all of that. <button onClick={() => { setSide(ALL); setSubject(ALL); setStrength(ALL); }}>Show all</button></p>}
        </>
      )}
    </>
  );
}

function Card({ c }: { c: Claim }) {
  const a = c.answer;
  const [said, after] = verdict(a?.sentence ?? ""), same = a?.strength === "no difference";
  const first = same ? "All came out the same: what the claim is about has nothing to act on here." : said, rest = same ? a.sentence : after;
  return (
    <li class="card" id={`claim-${c.id}`}>
      <p class="chips"><span class={`side s-${c.side.split(" ")[0]}`}>{c.side}</span><span>{c.subject}</span></p>
      <h2><q>{c.claim}</q></h2>
      <p class="source">{c.source}</p>
      {a ? <Picture c={c} a={a} /> : <p class="none">Not run yet.</p>}
      {a && <p class="answer"><Badge strength={a.strength} /> {first}</p>}
      {a && <p class="source">{place(a)}</p>}
      {rest && <details><summary>The whole answer</summary><p>{rest}</p></details>}
      <p class="links">
        {a?.study && <a href={`#/study/${a.study}`} aria-label={`Open the study of claim ${c.id}`}>Open the study</a>}
        <a href={`#/try/${c.experiment}`} aria-label={`Run claim ${c.id} yourself`}>Run it yourself</a>
      </p>
    </li>
  );
}

/** Where, when and how often it was run: an answer of one town and one year is told as such. */
const place = (a: Answer) => `${sentenceCase(a.place.replace(/-/g, " "))}, ${monthWord(a.start.slice(0, 7))} to ${monthWord(a.end.slice(0, 7))}, ${a.replicates} replicates; the badge is of the difference from the baseline.`;

function Picture({ c, a }: { c: Claim; a: Answer }) {
  const e = a.effects.find((x) => x.scenario === a.scenario) ?? a.effects[0];
  if (!e || !a.effect) return null;
  return (
    <div class="effect">
      <p class="what">{c.headline.line}</p>
      <Interval e={a.effect} unit={c.headline.unit} scale />
      <p class="reads">
        <strong>{amount(a.effect.mean, c.headline.unit, true)}</strong>
        {c.headline.unit !== "SHARE" && c.headline.unit !== "POUNDS" && ` ${unitWord(c.headline.unit)}`} under {e.title}, against {amount(a.baseline_mean, c.headline.unit)}
      </p>
    </div>
  );
}
