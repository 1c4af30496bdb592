// SPDX-License-Identifier: MIT
// The place from the coordinates in its tables: neighbourhoods by deprivation, providers by owner and load, who goes where. No tiles.
import { useMemo, useState } from "preact/hooks";
import { useData, type Place, type Study } from "../api";
import { Figure, Plot, provenance, STYLE, type Key } from "../chart";
import { amount, number, title } from "../format";
import { Loading, Pick, Problem, Switch } from "../parts";

interface Flows { what: string; areas: string[]; providers: string[]; scenarios: { name: string; title: string; flows: [number, number, number][] }[] }
// deprivation: one hue, darkest most deprived
const DECILES = ["#0b2a45", "#12436D", "#1f5a8f", "#2f71ab", "#4a8bc2", "#6ba3d2", "#8dbbdf", "#aecfe9", "#cbe0f1", "#e2eef8"];
const OWNER: Record<string, [string, string]> = { FOUNDATION_TRUST: ["NHS foundation trust", "#28A197"], PUBLIC: ["NHS trust, and others", "#A285D1"], PRIVATE: ["private", "#F46A25"],
  SOCIAL_ENTERPRISE: ["social enterprise", "#801650"], PARTNERSHIP: ["partnership", "#3D3D3D"], COUNCIL: ["council", "#3D3D3D"] };
const MORE = "#801650", FEWER = "#3D3D3D"; // lines of a difference
const ownerWord = (o: string) => OWNER[o.toUpperCase()]?.[0] ?? o.toLowerCase().replace(/_/g, " ");
const ownerColour = (o: string) => OWNER[o.toUpperCase()]?.[1] ?? "#3D3D3D";
const WHAT: [string, string][] = [["starts", "planned referrals"], ["attendances", "A&E attendances"], ["emergencies", "emergency admissions"]];

export function MapView({ s }: { s: Study }) {
  const place = useData<Place>(`/api/places/${encodeURIComponent(s.place)}`, true);
  const [what, setWhat] = useState("starts"), [scenario, setScenario] = useState(s.baseline), [show, setShow] = useState<"levels" | "differences">("levels");
  const [halo, setHalo] = useState<"place" | "halo">("place");
  const flows = useData<Flows>(s.has.flows ? `/api/studies/${encodeURIComponent(s.id)}/flows?what=${what}` : null);
  const p = place.data;
  const drawn = useMemo(() => {
    if (!p) return null;
    const areas = p.areas.code.map((code, i) => ({ code, x: p.areas.x[i], y: p.areas.y[i], people: p.areas.people[i], decile: p.areas.decile[i], halo: p.areas.halo[i] })).filter((a) => halo === "halo" || !a.halo);
    const at = new Map(areas.map((a) => [a.code, a]));
    const providers = new Map(p.providers.map((o) => [o.code, o]));
    const chosen = flows.data?.scenarios.find((k) => k.name === scenario), base = flows.data?.scenarios.find((k) => k.name === s.baseline);
    const before = new Map((base?.flows ?? []).map(([a, o, n]) => [`${a} ${o}`, n]));
    const all = new Map<string, number>();
    for (const [a, o, n] of chosen?.flows ?? []) all.set(`${a} ${o}`, n);
    if (show === "differences") for (const k of new Set([...all.keys(), ...before.keys()])) all.set(k, (all.get(k) ?? 0) - (before.get(k) ?? 0));
    const links: { a: (typeof areas)[0]; o: Place["providers"][0]; n: number }[] = [];
    const load = new Map<string, number>();
    for (const [k, n] of all) {
      const [i, j] = k.split(" ").map(Number);
      const a = at.get(flows.data!.areas[i]), o = providers.get(flows.data!.providers[j]);
      if (o) load.set(o.code, (load.get(o.code) ?? 0) + n);
      if (a && o && n !== 0) links.push({ a, o, n });
    }
    links.sort((x, y) => Math.abs(y.n) - Math.abs(x.n));
    return { areas, links: links.slice(0, 260), load };
  }, [p, flows.data, scenario, show, halo]);
  if (place.wrong) return <p class="empty">{place.wrong.message} The map is drawn for places of the library.</p>;
  if (!p || !drawn) return <Loading what="Drawing the place" />;
  const inside = p.providers.filter((o) => !o.outside);
  const busiest = [...inside].sort((a, b) => (drawn.load.get(b.code) ?? 0) - (drawn.load.get(a.code) ?? 0)).slice(0, 12);
  const xs = drawn.areas.map((a) => a.x), ys = drawn.areas.map((a) => a.y);
  const raw = [Math.min(...xs) - 2.5, Math.max(...xs) + 2.5, Math.min(...ys) - 2.5, Math.max(...ys) + 2.5];
  const span = raw;
  const heaviest = Math.max(1, ...inside.map((o) => Math.abs(drawn.load.get(o.code) ?? 0)));
  const near = p.providers.filter((o) => o.x >= span[0] && o.x <= span[1] && o.y >= span[2] && o.y <= span[3]);
  const words = WHAT.find((w) => w[0] === what)![1];
  const most = Math.max(1e-9, ...drawn.links.map((l) => Math.abs(l.n)));
  const label = (o: Place["providers"][0]) => title(o.name).replace(/ (NHS )?(Foundation )?Trust$/i, "").replace(/ \(.*\)$/, "").replace(/ Hospitals?$/i, "");
  const named = near.filter((o) => o.acute || busiest.slice(0, 5).includes(o)).sort((a, b) => Number(b.acute) - Number(a.acute) || busiest.indexOf(a) - busiest.indexOf(b));
  /** Names that leave one another room, A&E hospitals first; km is the ground under a pixel. */
  const roomy = (km: number) => named.reduce<typeof named>((kept, o) => (kept.some((k) => Math.abs(k.x - o.x) < 165 * km && Math.abs(k.y - o.y) < 34 * km) ? kept : [...kept, o]), []);
  const first = busiest[0];
  const sentence = flows.data && first ? (show === "levels"
    ? `${number(p.people)} people in ${drawn.areas.filter((a) => !a.halo).length} neighbourhoods. Most ${words} go to ${label(first)}: ${number(drawn.load.get(first.code) ?? 0)} in ${s.months.length} months.`
    : `What differs from the baseline: ${busiest.slice(0, 1).map((o) => `${label(o)} sees ${amount(drawn.load.get(o.code) ?? 0, "X", true)}`).join("")} (${words}, ${s.months.length} months).`)
    : `${number(p.people)} people in ${drawn.areas.filter((a) => !a.halo).length} neighbourhoods.`;
  const keys: Key[] = [...[...new Set(near.map((o) => o.owner))].map((o) => ({ name: ownerWord(o), colour: ownerColour(o) })),
    ...(show === "differences" ? [{ name: "more patients", colour: MORE }, { name: "fewer patients", colour: FEWER }] : []),
    ...([[0, "most deprived tenth"], [4, "middle"], [9, "least deprived tenth"]] as [number, string][]).map(([i, name]) => ({ name, colour: DECILES[i], round: true }))];
  const draw = (width: number) => {
    // one scale for both directions: the side with room to spare shows more of the country
    const height = Math.min(720, Math.max(300, (width * (span[3] - span[2])) / (span[1] - span[0])));
    const km = Math.max((span[1] - span[0]) / (width - 28), (span[3] - span[2]) / (height - 28));
    const mx = (span[0] + span[1]) / 2, my = (span[2] + span[3]) / 2, hx = (km * (width - 28)) / 2, hy = (km * (height - 28)) / 2;
    const scale = hx > 30 ? 20 : hx > 12 ? 10 : 5, left = mx - hx, low = my - hy;
    /** A name near an edge is written inwards. */
    const sideOf = (o: { x: number }) => (o.x < left + 80 * km ? "start" : o.x > mx + hx - 80 * km ? "end" : "middle");
    return Plot.plot({
    width, height, margin: 14, style: STYLE as never,
    x: { axis: null, domain: [mx - hx, mx + hx] }, y: { axis: null, domain: [my - hy, my + hy] }, r: { range: [2, Math.max(5, width / 75)] },
    marks: [
      Plot.dot(drawn.areas, { x: "x", y: "y", r: (a: { people: number }) => a.people, fill: (a: { decile: number }) => DECILES[a.decile - 1] ?? "#bbb", stroke: "#fff", strokeWidth: 0.6, fillOpacity: (a: { halo: boolean }) => (a.halo ? 0.45 : 1),
        title: (a: { code: string; people: number; decile: number }) => `${a.code}\n${number(a.people)} people\ndeprivation ${a.decile} of 10` } as never),
      ...[true, false].map((up) => Plot.link(drawn.links.filter((l) => l.n > 0 === up), { x1: (l: { a: { x: number } }) => l.a.x, y1: (l: { a: { y: number } }) => l.a.y, x2: (l: { o: { x: number } }) => l.o.x, y2: (l: { o: { y: number } }) => l.o.y,
        strokeWidth: (l: { n: number }) => 0.3 + 3.2 * Math.sqrt(Math.abs(l.n) / most), stroke: (l: { o: { owner: string } }) => (show === "levels" ? ownerColour(l.o.owner) : up ? MORE : FEWER), strokeDasharray: up ? undefined : "5 4", strokeOpacity: show === "levels" ? 0.34 : 0.5, clip: true } as never)),
      ...[false, true].map((acute) => Plot.dot(near.filter((o) => o.acute === acute), { x: "x", y: "y", symbol: acute ? "square" : "diamond", r: { value: (o: Place["providers"][0]) => 5 + 7 * Math.sqrt(Math.abs(drawn.load.get(o.code) ?? 0) / heaviest), scale: null }, fill: (o: { owner: string }) => ownerColour(o.owner), stroke: "#fff", strokeWidth: 1.4,
        title: (o: Place["providers"][0]) => `${title(o.name)}\n${ownerWord(o.owner)}\n${number(o.incomplete)} waiting at the start${o.beds ? `\n${number(o.beds)} beds` : ""}\n${amount(drawn.load.get(o.code) ?? 0, "X", show === "differences")} ${words}` } as never)),
      ...(["start", "middle", "end"] as const).map((side) => Plot.text(roomy(km).filter((o) => sideOf(o) === side && (o.acute || width >= 500)), { x: "x", y: "y", text: label, dy: -11, lineAnchor: "bottom", fontWeight: 600, fontSize: width < 500 ? 11 : 12.5, stroke: "#fff", strokeWidth: 4, fill: "#222", lineWidth: 14, textAnchor: side, dx: side === "start" ? -8 : side === "end" ? 8 : 0 } as never)),
      Plot.link([0], { x1: left, x2: left + scale, y1: low, y2: low, stroke: "#333", strokeWidth: 2 }),
      Plot.text([0], { x: left, y: low, text: () => `${scale} km`, textAnchor: "start", dy: -9, fill: "#333", stroke: "#fff", strokeWidth: 3 } as never),
    ],
    });
  };
  return (
    <>
      {flows.wrong && <Problem wrong={flows.wrong} />}
      <Figure heading={`${p.title}: who lives where, and where they go`} level={2} name={`${s.id}-map-${what}`} label={provenance(s)} sentence={sentence} alt={sentence} deps={[drawn]} draw={draw} legend={keys}
        controls={<>
          <Pick id="mapwhat" label="Patients" value={what} onPick={setWhat} options={WHAT} />
          <Pick id="mapscenario" label="Under" value={scenario} onPick={setScenario} options={s.scenarios.map((k): [string, string] => [k.name, k.title])} />
          <Switch name="mapshow" label="Show" value={show} onPick={setShow} options={[["levels", "patients"], ["differences", "differences"]]} />
          <Switch name="maphalo" label="Of" value={halo} onPick={setHalo} options={[["place", "the place"], ["halo", "neighbours too"]]} />
        </>}
        note={!s.has.flows ? "This study was stored by an earlier Tredegar, which did not keep who goes where." : show === "differences" ? "Symbols are larger, and lines wider, for a larger difference, more or fewer; lines: where more of them go than in the baseline, or fewer (dashed)." : "Squares: this place's hospitals with A&E; diamonds: other providers, those outside the place included; larger for more of these patients. Lines: the 260 largest flows, wider for more patients, in the colour of the provider's owner; those that leave the picture go to providers outside it."}
        table={{ columns: ["provider", "name", "owner", "waiting_at_start", "beds", what], rows: p.providers.map((o) => [o.code, o.name, o.owner, o.incomplete, o.beds, drawn.load.get(o.code) ?? 0]) }} />
    </>
  );
}
