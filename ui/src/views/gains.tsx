// SPDX-License-Identifier: MIT
// Who gained and who lost: every resident beside the same resident of the baseline.
import { useState } from "preact/hooks";
import { useData, type Num, type Study } from "../api";
import { Figure, Plot, provenance, STYLE } from "../chart";
import { amount, number } from "../format";
import { Loading, Pick, Problem } from "../parts";

interface Group { by: string; level: string; people: number; replicates: number; qaly_per_1000: Num; low95: Num; high95: Num; placebo_per_1000: Num; better_share: Num; worse_share: Num; placebo_better_share: Num; placebo_worse_share: Num }
interface GainsData { scenarios: { name: string; title: string; groups: Group[] }[] }
const BY: [string, string][] = [["deprivation_decile", "deprivation"], ["age_band", "age"], ["conditions", "number of long-term conditions"]];
const AXIS: Record<string, string> = { deprivation_decile: "tenths of neighbourhoods", age_band: "years of age", conditions: "long-term conditions" };
/** The first and last tenth say which end is which. */
const level = (by: string, few: boolean) => (t: string) => (by !== "deprivation_decile" ? t : t === "1" ? (few ? "1 most" : "1 most deprived") : t === "10" ? (few ? "10 least" : "10 least deprived") : t);

export function Gains({ s }: { s: Study }) {
  const { data, wrong } = useData<GainsData>(`/api/studies/${encodeURIComponent(s.id)}/gains`);
  const [by, setBy] = useState("deprivation_decile"), [name, setName] = useState("");
  if (wrong) return <Problem wrong={wrong} />;
  if (!data) return <Loading />;
  const k = data.scenarios.find((x) => x.name === name) ?? data.scenarios[0];
  if (!k || k.groups.length === 0) return <p class="empty">People are compared with their twins when the study has ended.</p>;
  const base = s.scenarios.find((x) => x.name === s.baseline)!.title;
  const all = k.groups.find((g) => g.by === "")!;
  const groups = k.groups.filter((g) => g.by === by).map((g) => ({ ...g, level: g.level, mean: g.qaly_per_1000 === null ? null : 100 * g.qaly_per_1000, low: g.low95 === null ? null : 100 * g.low95, high: g.high95 === null ? null : 100 * g.high95, placebo: g.placebo_per_1000 === null ? null : 100 * g.placebo_per_1000 }));
  const options = BY.filter(([b]) => k.groups.some((g) => g.by === b));
  const inAThousand = (v: Num) => (v === null ? "none" : 1000 * v > 0 && 1000 * v < 1 ? `fewer than one (${number(Math.round(v * all.people))} people)` : number(1000 * v, 1000 * v < 10 ? 1 : 0));
  const words = all.better_share === null ? "" : `Of 1,000 people, ${inAThousand(all.better_share)} are better off under ${k.title} than under ${base}, ${inAThousand(all.worse_share)} worse off; for the others nothing differs.` +
    (all.placebo_better_share !== null ? ` That is beside the same luck. The placebo draws care's luck anew for everybody, so it moves more people: ${inAThousand(all.placebo_better_share)} better and ${inAThousand(all.placebo_worse_share)} worse off; it does not mean that the arrangement does less than chance.` : "");
  const colour = (v: number) => (v >= 0 ? "#12436D" : "#F46A25");
  return (
    <>
      <Figure heading={`Who gained, who lost: ${k.title}`} level={2} name={`${s.id}-gains-${k.name}-${by}`} label={provenance(s)} sentence={words}
        deps={[k, by]} alt={`Quality-adjusted life years per 100,000 people by group: ${groups.map((g) => `${g.level}: ${amount(g.mean, "X", true)}`).join("; ")}`}
        controls={<>
          {data.scenarios.length > 1 && <Pick id="gainscenario" label="Under" value={k.name} onPick={setName} options={data.scenarios.map((x): [string, string] => [x.name, x.title])} />}
          <Pick id="gainby" label="By" value={by} onPick={setBy} options={options} />
        </>}
        note={`Quality-adjusted life years per 100,000 people over ${s.months.length} months, against ${base}, with 95% intervals over ${all.replicates} replicates.${all.placebo_per_1000 === null ? " No placebo was run." : " The open circle is the placebo: the baseline again with other luck; of a small group it is mostly chance."} A quality-adjusted life year is a year in full health, or more years in poorer health. People: everybody who lived in the place at any time (${number(all.people)}).`}
        table={{ columns: ["by", "group", "people", "qaly_per_100000", "low95", "high95", "placebo", "better_share", "worse_share", "placebo_better_share", "placebo_worse_share"],
          rows: groups.map((g) => [g.by, g.level, g.people, g.mean, g.low, g.high, g.placebo, g.better_share, g.worse_share, g.placebo_better_share, g.placebo_worse_share]) }}
        draw={(width) => Plot.plot({
          width, height: groups.length * 34 + 74, marginLeft: by === "deprivation_decile" && width >= 500 ? 132 : 84, marginRight: 26, marginTop: 28, marginBottom: 42, style: STYLE as never, x: { label: width < 500 ? "QALYs per 100,000: fewer ←  → more" : "QALYs per 100,000 people: fewer ←  → more", grid: true, labelAnchor: "center", labelArrow: "none" as never, ticks: width < 500 ? 4 : 8, insetLeft: 10, insetRight: 6 },
          y: { label: AXIS[by], labelAnchor: "top", labelArrow: "none" as never, domain: groups.map((g) => g.level), tickFormat: level(by, width < 500) as never, tickSize: 0 },
          marks: [
            Plot.barX(groups, { y: "level", x: "mean", fill: (g: { mean: number }) => colour(g.mean), fillOpacity: 0.82, insetTop: 5, insetBottom: 5 }),
            Plot.ruleY(groups.filter((g) => g.low !== null), { y: "level", x1: "low", x2: "high", stroke: "#222", strokeWidth: 1.6 }),
            Plot.dot(groups.filter((g) => g.placebo !== null), { y: "level", x: "placebo", stroke: "#444", r: 4, fill: "#fff" }),
            Plot.ruleX([0], { stroke: "#3D3D3D" }),
          ],
        })} />
      <BetterWorse s={s} k={k} by={by} />
    </>
  );
}

/** Counts of the same person better off and worse off, by group. */
function BetterWorse({ s, k, by }: { s: Study; k: GainsData["scenarios"][0]; by: string }) {
  const groups = k.groups.filter((g) => g.by === by);
  const rows = groups.flatMap((g) => [
    { level: g.level, side: "worse off", v: -1000 * (g.worse_share ?? 0), people: Math.round(g.people * (g.worse_share ?? 0)) },
    { level: g.level, side: "better off", v: 1000 * (g.better_share ?? 0), people: Math.round(g.people * (g.better_share ?? 0)) },
  ]);
  const total = (side: string) => rows.filter((r) => r.side === side).reduce((a, r) => a + r.people, 0);
  return (
    <Figure heading="The same person, better or worse off" level={2} name={`${s.id}-better-worse-${k.name}-${by}`} label={provenance(s)} deps={[k, by]}
      sentence={`${number(total("better off"))} people are better off than their twin in the baseline, ${number(total("worse off"))} worse off.`}
      alt={`People better and worse off per 1,000, by group`} legend={[{ name: "worse off", colour: "#F46A25" }, { name: "better off", colour: "#12436D" }]}
      table={{ columns: ["group", "side", "per_1000", "people"], rows: rows.map((r) => [r.level, r.side, Math.abs(r.v), r.people]) }}
      draw={(width) => Plot.plot({
        width, height: groups.length * 30 + 74, marginLeft: by === "deprivation_decile" && width >= 500 ? 132 : 84, marginRight: 40, marginTop: 28, marginBottom: 42, style: STYLE as never,
        x: { label: "of 1,000 people", grid: true, tickFormat: (v: number) => String(Math.abs(v)), labelArrow: "none" as never, labelAnchor: "center", insetLeft: 8 }, y: { label: AXIS[by], labelAnchor: "top", labelArrow: "none" as never, domain: groups.map((g) => g.level), tickFormat: level(by, width < 500) as never, tickSize: 0 },
        marks: [
          Plot.barX(rows, { y: "level", x: "v", fill: (r: { side: string }) => (r.side === "worse off" ? "#F46A25" : "#12436D"), insetTop: 4, insetBottom: 4 }),
          Plot.ruleX([0], { stroke: "#222" }),
        ],
      })} />
  );
}
