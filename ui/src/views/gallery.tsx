// SPDX-License-Identifier: MIT
// What people who argue about the health service say, and what the model answers to each.
import { useMemo, useState } from "preact/hooks";
import { useData, type Answer, type Claim } from "../api";
import { amount, lead, monthWord, sentenceCase, unitWord, verdict, withoutCut } from "../format";
import { Badge, Interval, Loading, Pick, Problem } from "../parts";

const ALL = "all";
const STRENGTHS = ["clear", "likely", "cannot tell", "no difference", "not run"];
const strengthOf = (c: Claim) => c.answer?.strength ?? "not run";
const VERDICTS = ["holds", "does not hold", "cannot tell", "not one direction", "not run"];
const verdictOf = (c: Claim) => c.answer?.verdict ?? "not run";

export function Gallery() {
  const { data, wrong, again } = useData<{ claims: Claim[]; cautions: Record<string, string> }>("/api/claims");
  const [side, setSide] = useState(ALL), [subject, setSubject] = useState(ALL), [told, setTold] = useState(ALL), [strength, setStrength] = useState(ALL);
  const claims = data?.claims ?? [];
  const options = (of: (c: Claim) => string): [string, string][] => {
    const seen = [...new Set(claims.map(of))].sort();
    return [[ALL, "all"], ...seen.map((s): [string, string] => [s, s])];
  };
  const shown = useMemo(
    () => claims.filter((c) => (side === ALL || c.side === side) && (subject === ALL || c.subject === subject) && (told === ALL || verdictOf(c) === told) && (strength === ALL || strengthOf(c) === strength)),
    [data, side, subject, told, strength],
  );
  const count = (v: string) => claims.filter((c) => verdictOf(c) === v).length;
  const kept = (all: string[], of: (c: Claim) => string) => all.filter((s) => claims.some((c) => of(c) === s)).map((s): [string, string] => [s, s === "not one direction" ? "no verdict" : s]);
  return (
    <>
      <div class="hero">
        <h1>If we changed how the health service is organised, what would happen?</h1>
        <p class="standfirst">
          People on every side say they know. Here are {claims.length || 45} of their claims, each put to the same simulated health economy: the same people, with the same luck, under different rules.
        </p>
        {data && (
          <p class="tally">
            {claims.some((c) => c.answer?.size === "town") && "In one town’s first year "}<strong>{count("holds")}</strong> hold, <strong>{count("does not hold")}</strong> do not. On <strong>{count("cannot tell")}</strong> the model cannot tell.{" "}
            {count("not one direction") > 0 && <><strong>{count("not one direction")}</strong> get an answer but no verdict, and say why.</>}
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
            <Pick id="verdict" label="Does it hold?" value={told} onPick={setTold} options={[[ALL, "all"], ...kept(VERDICTS, verdictOf)]} />
            <Pick id="strength" label="How sure of the difference" value={strength} onPick={setStrength} options={[[ALL, "all"], ...kept(STRENGTHS, strengthOf)]} />
            <p class="count" role="status">{shown.length} of {claims.length}</p>
          </form>
          {Object.entries(data.cautions).map(([size, words]) => claims.some((c) => c.answer?.size === size) && <p class="caution">{words}</p>)}
          <ul class="cards">{shown.map((c) => <Card key={c.id} c={c} />)}</ul>
          {shown.length === 0 && <p>No claim is all of that. <button onClick={() => { setSide(ALL); setSubject(ALL); setTold(ALL); setStrength(ALL); }}>Show all</button></p>}
        </>
      )}
    </>
  );
}

function Card({ c }: { c: Claim }) {
  const a = c.answer;
  const text = withoutCut(a?.sentence ?? ""), [said, after] = /^(None reaches|\S.* reaches the goal)/.test(text) ? verdict(text) : lead(text), same = a?.strength === "no difference";
  const first = same ? "The best two came out the same: nothing differs between them in any run." : said, rest = same ? a.sentence : after;
  return (
    <li class="card" id={`claim-${c.id}`}>
      <p class="chips"><span class={`side s-${c.side.split(" ")[0]}`}>{c.side}</span><span>{c.subject}</span></p>
      <h2><q>{c.claim}</q></h2>
      <p class="source">{c.source}</p>
      {a && c.says && <Told c={c} a={a} />}
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
const place = (a: Answer) => `${sentenceCase(a.place.replace(/-/g, " "))}, ${monthWord(a.start.slice(0, 7))} to ${monthWord(a.end.slice(0, 7))}, ${a.replicates} ${a.replicates === 1 ? "replicate" : "replicates"}.`;

/** Less or more than the other's level: a difference told beside a level reads as its opposite. */
const beside = (mean: number, unit: string, title: string, level: number | null, other: string) =>
  mean === 0 ? <>Nothing between {title} and {other}, both {amount(level, unit)}</>
    : <><strong>{withUnit(Math.abs(mean), unit, false).replace(/%$/, " points")} {mean < 0 ? "less" : "more"}</strong> under {title} than the {amount(level, unit)} under {other}</>;

const withUnit = (v: number | null, unit: string, signed: boolean) => amount(v, unit, signed) + (unit === "SHARE" || unit === "POUNDS" ? "" : ` ${unitWord(unit)}`);

/** Whether the claim holds, of the two scenarios and the measure that it is about. */
export function Told({ c, a }: { c: Claim; a: Answer }) {
  const s = c.says!, p = a.found;
  const same = p && a.pair && s.measure === c.headline.measure && [p.scenario, p.against].sort().join() === [a.pair.scenario, a.pair.against].sort().join();
  if (a.verdict === "not one direction") return <p class="told"><span class="verdict-badge none">no verdict</span> {sentenceCase(s.reading)}.</p>;
  return (
    <div class="told">
      <p><span class={`verdict-badge ${a.verdict.replace(/ /g, "-")}`}>{a.verdict}{a.sure === "likely" && ", probably"}</span> <span class="tried">{sentenceCase(s.reading)}.</span>
        {s.put_in && (a.verdict === "holds" || a.verdict === "does not hold") && <span class="tried"> Which way it goes is put in, so that is no evidence.</span>}</p>
      {(a.why || !same) && <p class="reads">
        {a.why && `${sentenceCase(a.why)}. `}
        {p && p.mean !== 0 && !same && <>{sentenceCase(s.line)}: {beside(p.mean, s.unit, p.title, p.against_mean, p.against_title)}.</>}
      </p>}
    </div>
  );
}

/** The two that the sentence compares: the best and the next best. */
function Picture({ c, a }: { c: Claim; a: Answer }) {
  const p = a.pair, unit = c.headline.unit;
  if (!p) return null;
  return (
    <div class="effect">
      <p class="what">{sentenceCase(c.headline.line)}: the best against the next best</p>
      <Interval e={p} unit={unit} scale />
      <p class="reads">{beside(p.mean, unit, p.title, p.against_mean, p.against_title)}</p>
    </div>
  );
}
