// SPDX-License-Identifier: MIT
// A&E by hour of arrival, and the waiting list as weekly bands.
import { useMemo, useState } from "preact/hooks";
import { useData, type Num, type Study } from "../api";
import { Figure, Plot, provenance, STYLE } from "../chart";
import { amount, tick, colourOf, dashOf, monthWord, number } from "../format";
import { Loading, Pick, Problem, Switch } from "../parts";

interface Hours { hours: number[]; days: number; scenarios: { name: string; title: string; arrivals: Num[]; within_4_hours_share: Num[]; mean_minutes: Num[]; admitted_share: Num[] }[] }
interface Weeks { months: string[]; weeks: number; scenarios: { name: string; title: string; pathways: number[][] }[] }
type HourKey = "arrivals" | "within_4_hours_share" | "mean_minutes" | "admitted_share";
const WHAT: [HourKey, string][] = [["within_4_hours_share", "left within four hours"], ["arrivals", "arrivals on a mean day"], ["mean_minutes", "mean minutes in A&E"], ["admitted_share", "share admitted"]];

export function Patients({ s }: { s: Study }) {
  if (!s.has.hours && !s.has.weeks) return <p class="empty">This study was stored by an earlier Tredegar, or no run has finished yet: it holds no hours and no weekly bands.</p>;
  return <><ByHour s={s} /><ByWeeks s={s} /></>;
}

function ByHour({ s }: { s: Study }) {
  const [what, setWhat] = useState<HourKey>("within_4_hours_share"), [org, setOrg] = useState("PLACE");
  const { data, wrong } = useData<Hours>(`/api/studies/${encodeURIComponent(s.id)}/hours?org=${encodeURIComponent(org)}`);
  const unit = what === "mean_minutes" || what === "arrivals" ? "X" : "SHARE";
  const rows = useMemo(() => (data?.scenarios ?? []).flatMap((k, i) => k[what].map((v, h) => ({ hour: h, value: v, scenario: k.title, name: k.name, i })).filter((r) => r.value !== null)), [data, what]);
  if (wrong) return <Problem wrong={wrong} />;
  if (!data) return <Loading />;
  const base = data.scenarios.find((k) => k.name === s.baseline)!;
  const known = base[what].map((v, h) => [v, h] as const).filter((x): x is readonly [number, number] => x[0] !== null);
  const worst = known.length ? known.reduce((a, b) => ((what === "within_4_hours_share" ? b[0] < a[0] : b[0] > a[0]) ? b : a)) : null;
  const hour = (h: number) => `${String(h).padStart(2, "0")}:00`;
  const best = WHAT.find((w) => w[0] === what)![1];
  return (
    <Figure heading="A&E by hour of arrival" level={2} name={`${s.id}-hours-${what}`} label={provenance(s)} deps={[rows]}
      sentence={worst ? (what === "within_4_hours_share" ? `Whoever comes between ${hour(worst[1])} and ${hour((worst[1] + 1) % 24)} is least likely to leave within four hours: ${amount(worst[0], "SHARE")} do, under ${base.title}.`
        : `Most at ${hour(worst[1])}: ${amount(worst[0], unit)} (${best}), under ${base.title}.`) : "Nobody came."}
      alt={`By hour of arrival, ${best}`} legend={data.scenarios.map((k, i) => ({ name: k.title, colour: colourOf(i), dash: dashOf(i) }))}
      table={{ columns: ["hour", "scenario", what], rows: rows.map((r) => [r.hour, r.name, r.value]) }}
      note="Where lines lie on one another, the scenarios do not differ to the eye; the table behind has the figures."
      controls={<><Pick id="hourwhat" label="Show" value={what} onPick={setWhat} options={WHAT} />
        <Pick id="hourorg" label="Where" value={org} onPick={setOrg} options={[["PLACE", "all departments"], ...s.organisations.filter((o) => !o.outside && o.owner.toLowerCase() !== "private").map((o): [string, string] => [o.code, o.name])]} /></>}
      draw={(width) => rows.length === 0 ? null : Plot.plot({
        width, height: Math.max(220, Math.min(340, width * 0.42)), marginLeft: 52, marginTop: 28, marginBottom: 42, style: STYLE as never,
        x: { label: "hour of arrival", ticks: width < 500 ? [0, 6, 12, 18, 23] : undefined, tickFormat: (h: number) => String(h) }, y: { label: best, labelArrow: "none", grid: true, nice: true, zero: what === "arrivals", tickFormat: (v: number) => tick(v, unit) },
        marks: [
          ...data.scenarios.map((_, i) => Plot.lineY(rows.filter((r) => r.i === i), { x: "hour", y: "value", stroke: colourOf(i), strokeWidth: 2.3, strokeDasharray: dashOf(i) })),
          Plot.tip(rows, Plot.pointerX({ x: "hour", y: "value", title: (r: { scenario: string; hour: number; value: number }) => `${r.scenario}\n${hour(r.hour)}: ${amount(r.value, unit)}` } as never)),
        ],
      })} />
  );
}

function ByWeeks({ s }: { s: Study }) {
  const { data, wrong } = useData<Weeks>(`/api/studies/${encodeURIComponent(s.id)}/weeks`);
  const [month, setMonth] = useState(-1), [look, setLook] = useState<"levels" | "differences">("levels");
  const at = data ? (month < 0 ? data.months.length - 1 : month) : 0;
  const base = data?.scenarios.find((k) => k.name === s.baseline);
  const rows = useMemo(() => (data?.scenarios ?? []).flatMap((k, i) => k.pathways[at].map((v, w) => ({ week: w, value: look === "levels" ? v : v - (base?.pathways[at][w] ?? 0), scenario: k.title, name: k.name, i })))
    .filter((r) => look === "levels" || r.name !== s.baseline), [data, at, look]);
  if (wrong) return <Problem wrong={wrong} />;
  if (!data) return <Loading />;
  const over = (k: Weeks["scenarios"][0], w: number) => k.pathways[at].slice(w).reduce((a, v) => a + v, 0);
  const titles = [...new Set(rows.map((r) => r.scenario))];
  return (
    <>
      <Figure heading={`The waiting list by weeks waited, ${monthWord(data.months[at])}`} level={2} name={`${s.id}-weeks-${data.months[at]}`} label={provenance(s)} deps={[rows]}
        sentence={data.scenarios.map((k) => `${number(over(k, 18))} of ${number(over(k, 0))} wait over 18 weeks under ${k.title}`).join("; ") + "."}
        alt={`Bars by week waited at the end of ${monthWord(data.months[at])}`} legend={data.scenarios.map((k, i) => ({ name: k.title, colour: colourOf(i) })).filter((l) => titles.includes(l.name))}
        table={{ columns: ["weeks_waited", "scenario", "pathways"], rows: rows.map((r) => [r.week, r.name, r.value]) }}
        controls={<Switch name="weeklook" label="Show" value={look} onPick={setLook} options={[["levels", "levels"], ["differences", "differences"]]} />}
        note="The line stands at 18 weeks. The last band is 104 weeks and more."
        draw={(width) => Plot.plot({
          width, height: titles.length * 130 + 66, marginLeft: 58, marginTop: 26, marginBottom: 42, style: STYLE as never, x: { label: "weeks waited" }, y: { label: "patients waiting, by week", labelArrow: "none", grid: true, ticks: 3, tickFormat: (v: number) => tick(v, "X", look === "differences") },
          fy: { label: null, axis: null, domain: titles, padding: 0.12 },
          marks: [
            Plot.rectY(rows, { fy: "scenario", x1: (r: { week: number }) => r.week, x2: (r: { week: number }) => r.week + 1, y: "value", fill: (r: { i: number }) => colourOf(r.i), inset: 0.4 }),
            Plot.ruleX([18], { stroke: "#3D3D3D", strokeDasharray: "4 3" }), Plot.ruleY([0], { stroke: "#777" }),
            Plot.text(titles, { fy: (t: string) => t, text: (t: string) => { const most = Math.floor((width - 80) / 8); return t.length > most ? `${t.slice(0, most - 1)}…` : t; }, frameAnchor: "top-right", fontWeight: 600, dy: 2, stroke: "#fff", strokeWidth: 5, fill: "#222" }),
          ],
        })} />
      <div class="scrubber">
        <label for="weekscrub">Month: <strong>{monthWord(data.months[at])}</strong></label>
        <input id="weekscrub" type="range" min="0" max={data.months.length - 1} value={at} aria-valuetext={monthWord(data.months[at])} onInput={(e) => setMonth(Number(e.currentTarget.value))} />
      </div>
    </>
  );
}
