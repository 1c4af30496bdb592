// SPDX-License-Identifier: MIT
// Where every pound went: from Treasury, patients and insurers through commissioners and providers to what it was used for.
import { sankey, sankeyLinkHorizontal, sankeyLeft } from "d3-sankey";
import { useMemo, useState } from "preact/hooks";
import { useData, type Study } from "../api";
import { Figure, provenance } from "../chart";
import { amount, number } from "../format";
import { Loading, Pick, Problem, Switch } from "../parts";

interface Flow { payer: string; payee: string; line: string; reason: string; category: string; pence: number; postings: number }
interface MoneyData { replicates: number; scenarios: { name: string; title: string; runs: number; flows: Flow[] }[] }
const COLOUR: Record<string, string> = { care: "#12436D", capital: "#3D3D3D", market: "#801650", agency: "#F46A25", profit: "#A285D1", reorganisation: "#c0392b", private: "#28A197", transfer: "#9aa7b1" };
const WORDS: Record<string, string> = { care: "care", capital: "capital and PFI", market: "running the market", agency: "agency premium", profit: "profit to investors", reorganisation: "reorganisation", private: "private care" };
const RANK: Record<string, number> = { treasury: 0, persons: 0, insurer: 0, insurers: 0, investors: 0, commissioner: 1, council: 1, practice: 2, provider: 2 };
const PARTY: Record<string, string> = { treasury: "Treasury", persons: "patients", insurer: "insurers", insurers: "insurers", investors: "investors", commissioner: "commissioners", council: "councils", practice: "practices", provider: "providers", firm: "firms that hold lines", staff: "staff", suppliers: "suppliers", advisers: "advisers" };
const party = (p: string) => PARTY[p] ?? p;

interface Node { id: string; name: string; column: number; colour: string }
interface Link { source: string; target: string; value: number; colour: string; words: string }

/** Transfers go from left to right between parties; what is used up ends in its category; what is left over, or paid back, in a node of its own. */
function diagram(flows: Flow[]) {
  const nodes = new Map<string, Node>(), links = new Map<string, Link>(), balance = new Map<string, number>();
  const node = (id: string, name: string, column: number, colour = "#5b6b78") => { if (!nodes.has(id)) nodes.set(id, { id, name, column, colour }); return id; };
  const link = (a: string, b: string, v: number, colour: string, words: string) => {
    const k = `${a}>${b}`, l = links.get(k);
    if (l) l.value += v; else links.set(k, { source: a, target: b, value: v, colour, words });
    balance.set(a, (balance.get(a) ?? 0) - v); balance.set(b, (balance.get(b) ?? 0) + v);
  };
  for (const f of flows) {
    let { payer, payee, pence } = f;
    if (pence < 0) { [payer, payee] = [payee, payer]; pence = -pence; }
    if (pence === 0) continue;
    const from = RANK[payer] ?? 2, to = RANK[payee] ?? 3;
    const a = node(payer, party(payer), from);
    if (f.category !== "transfer") link(a, node(`=${f.category}`, WORDS[f.category] ?? f.category, 3, COLOUR[f.category]), pence, COLOUR[f.category] ?? "#777", WORDS[f.category] ?? f.category);
    else if (to > from && to < 3) link(a, node(payee, party(payee), to), pence, COLOUR.transfer, `${party(payer)} to ${party(payee)}`);
    else link(a, node("=back", "paid back", 3, "#9aa7b1"), pence, COLOUR.transfer, "paid back");
  }
  for (const n of [...nodes.values()]) {
    const b = balance.get(n.id) ?? 0;
    if (n.column > 0 && n.column < 3 && b > 0) link(n.id, node("=left", "left in balances", 3, "#c9d2d9"), b, "#c9d2d9", "left in balances");
    if (n.column > 0 && n.column < 3 && b < 0) link(node("=owed", "from balances", 0, "#c9d2d9"), n.id, -b, "#c9d2d9", "from balances");
  }
  return { nodes: [...nodes.values()], links: [...links.values()] };
}

export function Money({ s }: { s: Study }) {
  const [replicate, setReplicate] = useState("mean"), [scenario, setScenario] = useState(s.baseline), [show, setShow] = useState<"one" | "compare">("one");
  const { data, wrong } = useData<MoneyData>(`/api/studies/${encodeURIComponent(s.id)}/money${replicate === "mean" ? "" : `?replicate=${replicate}`}`);
  const k = data?.scenarios.find((x) => x.name === scenario);
  const d = useMemo(() => (k ? diagram(k.flows) : null), [k]);
  if (wrong) return <Problem wrong={wrong} />;
  if (!data || !k || !d) return <Loading />;
  if (k.flows.length === 0) return <p class="empty">No run of this scenario has finished yet.</p>;
  const pounds = (p: number) => `£${number(p / 100, 2)}`;
  const sums = (f: Flow[]) => { const m = new Map<string, number>(); for (const x of f) if (x.category !== "transfer") m.set(x.category, (m.get(x.category) ?? 0) + x.pence); return m; };
  const mine = sums(k.flows), base = sums(data.scenarios.find((x) => x.name === s.baseline)!.flows);
  const spent = [...mine.values()].reduce((a, v) => a + v, 0), care = mine.get("care") ?? 0;
  const categories = [...new Set([...mine.keys(), ...base.keys()])].sort((a, b) => (mine.get(b) ?? 0) - (mine.get(a) ?? 0));
  const draw = (width: number) => picture(d, width);
  const small = categories.filter((c) => c !== "care" && (mine.get(c) ?? 0) > 0);
  return (
    <>
      <Figure heading={`Where every pound went: ${k.title}`} level={2} name={`${s.id}-money-${scenario}`} label={provenance(s)} deps={[d]} draw={draw}
        sentence={`Of every pound used up, ${number((100 * care) / spent, 1)}p was care; ${small.slice(0, 4).map((c) => `${number((100 * mine.get(c)!) / spent, 1)}p ${WORDS[c] ?? c}`).join(", ")}.`}
        alt={`Flow diagram: ${d.links.filter((l) => l.value > 0).sort((a, b) => b.value - a.value).slice(0, 8).map((l) => `${l.words} ${amount(l.value / 100, "POUNDS")}`).join("; ")}`}
        controls={<>
          <Pick id="moneyscenario" label="Under" value={scenario} onPick={setScenario} options={s.scenarios.map((x): [string, string] => [x.name, x.title])} />
          <Pick id="moneyrep" label="Replicate" value={replicate} onPick={setReplicate} options={[["mean", "mean of all"], ...Array.from({ length: s.done }, (_, i): [string, string] => [`${i + 1}`, `${i + 1}, to the penny`])]} />
          <Switch name="moneyshow" label="Table" value={show} onPick={setShow} options={[["one", "this scenario"], ["compare", "beside the others"]]} />
        </>}
        note="Bars are as wide as the money. The table behind the figure has every flow. Left out of the model: wards for mental health, prescribing, specialised, dental and public health. Paid back: loans and surpluses returned; from balances: spent beyond what came in; running the market: contracts, bills, tenders and their staff. What investors build with is counted here, and not in the measure of spending."
        table={{ columns: ["payer", "payee", "service_line", "reason", "category", "pounds", "postings"], rows: k.flows.map((f) => [f.payer, f.payee, f.line, f.reason, f.category, (f.pence / 100).toFixed(2), f.postings]) }} />
      <div class="scroll" tabIndex={0} role="region" aria-label="What the money was used for">
        <table>
          <caption>What it was used for over {s.months.length} months{replicate === "mean" ? ", mean of replicates" : `, replicate ${replicate}, to the penny`}</caption>
          {show === "one" ? (
            <>
              <thead><tr><th scope="col">Used for</th><th scope="col">{k.title}</th><th scope="col">Pence in the pound</th></tr></thead>
              <tbody>{categories.map((c) => <tr key={c}><th scope="row"><span class="swatch" style={{ background: COLOUR[c] }} />{WORDS[c] ?? c}</th><td class="n">{pounds(mine.get(c) ?? 0)}</td><td class="n">{number((100 * (mine.get(c) ?? 0)) / spent, 2)}</td></tr>)}
                <tr class="total"><th scope="row">All</th><td class="n">{pounds(spent)}</td><td class="n">100.00</td></tr></tbody>
            </>
          ) : (
            <>
              <thead><tr><th scope="col">Used for</th>{data.scenarios.map((x) => <th scope="col" key={x.name}>{x.title}</th>)}</tr></thead>
              <tbody>{categories.map((c) => <tr key={c}><th scope="row"><span class="swatch" style={{ background: COLOUR[c] }} />{WORDS[c] ?? c}</th>{data.scenarios.map((x) => <td class="n" key={x.name}>{pounds(sums(x.flows).get(c) ?? 0)}</td>)}</tr>)}</tbody>
            </>
          )}
        </table>
      </div>
    </>
  );
}

const NS = "http://www.w3.org/2000/svg";
function el(name: string, attributes: Record<string, string | number>, text?: string): SVGElement {
  const e = document.createElementNS(NS, name);
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, String(v));
  if (text !== undefined) e.textContent = text;
  return e;
}

function picture(d: { nodes: Node[]; links: Link[] }, width: number): SVGSVGElement {
  const narrow = width < 620, height = narrow ? 600 : 480, pad = narrow ? 4 : 8, left = narrow ? 2 : 4, right = narrow ? 126 : 225;
  const svg = el("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "font-size": narrow ? 10.5 : 13 }) as SVGSVGElement;
  const graph = sankey<Node, Link>().nodeId((n) => n.id).nodeAlign(sankeyLeft).nodeWidth(narrow ? 9 : 14).nodePadding(narrow ? 31 : 26).extent([[left, pad + 12], [width - right, height - pad - 8]])
    .nodeAlign((n) => (n as unknown as Node).column)({ nodes: d.nodes.map((n) => ({ ...n })), links: d.links.filter((l) => l.value > 0).map((l) => ({ ...l })) });
  const path = sankeyLinkHorizontal<Node, Link>();
  for (const l of graph.links) {
    const p = el("path", { d: path(l) ?? "", fill: "none", stroke: l.colour, "stroke-opacity": 0.42, "stroke-width": Math.max(1, l.width ?? 1) });
    p.append(el("title", {}, `${(l.source as unknown as Node).name} → ${(l.target as unknown as Node).name}: ${amount(l.value / 100, "POUNDS")}`));
    svg.append(p);
  }
  for (const n of graph.nodes) {
    const h = Math.max(1.5, n.y1! - n.y0!);
    svg.append(el("rect", { x: n.x0!, y: n.y0!, width: n.x1! - n.x0!, height: h, fill: n.colour }));
    const inside = n.column < 3;
    const upright = narrow && inside && h > 150; // no room beside the bar: the name runs along it
    const beneath = narrow && !upright && n.column !== 1; // on a phone its figure stands below its name
    const x = upright ? n.x1! + 12 : n.x1! + 5, y = (n.y0! + n.y1!) / 2 - (beneath ? 6 : 0);
    const t = el("text", { x, y, ...(upright ? { transform: `rotate(-90 ${x} ${y})`, "text-anchor": "middle" } : {}), "dominant-baseline": "middle", fill: "#222", stroke: "#fff", "stroke-width": inside ? 3 : 0, "paint-order": "stroke" });
    t.append(el("tspan", { "font-weight": 600 }, narrow && n.column === 2 ? n.name.split(" ")[0] : n.name));
    t.append(el("tspan", beneath ? { x, dy: "1.15em", fill: "#444" } : { dx: 5, fill: "#444" }, amount(n.value! / 100, "POUNDS")));
    svg.append(t);
  }
  return svg;
}
