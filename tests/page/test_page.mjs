// SPDX-License-Identifier: MIT
// The page in a real Chromium, as people use it: gallery to experiment to changed answer to finished run to exported CSV, whose figures
// are those of tredegar report; by keyboard alone; on a phone; axe finds no serious fault; first paint and bundle within their budgets.
//   node test_page.mjs PROGRAM ROOT     Exit 77 (skipped, with a word why) where browser, bundle or test libraries are not there.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import os from "node:os";
import path from "node:path";
import assert from "node:assert/strict";

const [program, root] = process.argv.slice(2).map((p) => path.resolve(p));
const skip = (why) => { console.log(`skipped: ${why}`); process.exit(77); };
const bundle = path.join(path.dirname(program), "ui");
if (!existsSync(path.join(bundle, "index.html"))) skip("the page was not built (make page)");
const need = createRequire(path.join(root, "ui/package.json"));
let chromium, axe;
try { ({ chromium } = need("playwright-core")); axe = readFileSync(need.resolve("axe-core/axe.min.js"), "utf8"); } catch { skip("playwright-core or axe-core is not there (npm ci in ui/)"); }
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
if (!executablePath) skip("no Chromium (tools/install_deps.sh --browser)");

const dir = mkdtempSync(path.join(os.tmpdir(), "tredegar-page-"));
const server = spawn(program, ["serve", "--port", "0", "--threads", "1", "--studies", path.join(dir, "studies")], { env: { ...process.env, TREDEGAR_HOME: root }, stdio: ["ignore", "pipe", "ignore"] });
const link = await new Promise((done) => server.stdout.once("data", (d) => done(String(d).trim())));
const home = link.split("#")[0];
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
let passed = 0, failed = 0;
const faults = [];

async function test(name, f, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1180, height: 900 }, acceptDownloads: true, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const said = [];
  page.on("pageerror", (e) => said.push(String(e)));
  page.on("console", (m) => m.type() === "error" && said.push(m.text()));
  try {
    await page.goto(link);
    await page.waitForSelector(".card");
    await f(page, context);
    assert.deepEqual(said, [], "the console is silent");
    passed++;
    console.log(`ok   ${name}`);
  } catch (e) {
    failed++;
    console.log(`FAIL ${name}\n${e.stack ?? e}`);
  }
  await context.close();
}
const go = async (page, hash) => { await page.goto(home + hash); await page.waitForLoadState("networkidle"); };
async function downloaded(page, click) {
  const [d] = await Promise.all([page.waitForEvent("download"), click()]);
  return readFileSync(await d.path(), "utf8");
}

let study = "";
await test("gallery, a claim, a changed answer, a run, a CSV as tredegar report has it", async (page) => {
  assert.equal(await page.locator(".card").count(), 45);
  assert.ok(!page.url().includes("token"), "the token leaves the address");
  await page.selectOption("#side", "market and choice");
  const some = await page.locator(".card").count();
  assert.ok(some > 5 && some < 45);
  await page.click("#claim-8 >> text=Run it yourself");
  await page.waitForSelector("#xplace");
  await page.fill("#xtitle", "Operations bought: a test");
  await page.locator("#xmonths").fill("2");
  await page.locator(".scenarios button[aria-pressed]").last().click();
  await page.selectOption("#q-payment", "block");
  await page.waitForSelector(".ten li.changed");
  const lever = page.locator("#q-payment").locator("xpath=ancestor::li").locator(".lever input").first();
  if (await lever.count()) assert.ok(await lever.locator("xpath=ancestor::div").locator(".cite").first().textContent());
  await page.waitForSelector("text=simulations of");
  const yaml = await downloaded(page, () => page.click("text=Save as YAML"));
  assert.ok(yaml.includes("answer: block") && yaml.includes("like:"));
  await page.click("text=Run the twins");
  await page.waitForSelector("text=Open the study", { timeout: 240000 });
  await page.click("text=Open the study");
  await page.waitForSelector(".verdict");
  study = decodeURIComponent(page.url().split("/").pop());
  await page.waitForSelector("figure svg");
  const csv = await downloaded(page, () => page.click("button[aria-label^='Save as CSV']"));
  const store = path.join(dir, "studies", `${study}.sqlite`);
  const printed = execFileSync(program, ["report", store, "--format", "csv"], { encoding: "utf8", maxBuffer: 1 << 28 }).split("\n").map((l) => l.split(","));
  const rows = csv.trim().split("\n").map((l) => l.split(","));
  assert.ok(csv.includes("Simulated. Tredegar"));
  const last = rows.filter((r) => r[0] === rows.at(-1)[0]);
  const measure = await page.inputValue("#measure");
  assert.equal(execFileSync("python3", ["-c", "import sqlite3,sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT over_months FROM measure WHERE name=?', (sys.argv[2],)).fetchone()[0])", store, measure], { encoding: "utf8" }).trim(), "last");
  let compared = 0;
  for (const r of last) { // a measure that is told by its last month: the page's last month is the report's figure
    const found = printed.find((p) => p[0] === measure && p[2] === "place" && p[3] === r[1] && p[4] === "level");
    assert.ok(found, r.join());
    for (const [mine, its] of [[r[3], found[5]], [r[4], found[6]], [r[7], found[9]]]) assert.ok(Math.abs(Number(mine) - Number(its)) <= 1e-8 * Math.abs(Number(its)), `${mine} is ${its}`);
    compared++;
  }
  assert.ok(compared >= 2);
  const whole = await (await page.request.get(`${home}api/studies/${study}/report.csv`)).text();
  assert.equal(whole, printed.map((l) => l.join(",")).join("\n"));
});

await test("every view of the study draws, with its table and its files", async (page) => {
  for (const [tab, least] of [["answer", 1], ["patients", 2], ["map", 1], ["money", 1], ["gains", 2]]) {
    await go(page, `#/study/${study}/${tab}`);
    await page.waitForFunction((t) => document.querySelector(".tabs [aria-current]")?.getAttribute("href").endsWith(t), tab);
    await page.waitForFunction((n) => document.querySelectorAll("figure .picture svg").length >= n, least);
    assert.ok((await page.locator("figure").count()) >= least, tab);
    const svg = await downloaded(page, () => page.locator("button[aria-label^='Save as SVG']").first().click());
    assert.ok(svg.startsWith("<svg") && svg.includes("Simulated. Tredegar") && svg.includes("seed"), tab);
    for (const key of await page.locator("figure").first().locator(".legend li").allInnerTexts()) assert.ok(svg.includes(key.replace(/&/g, "&amp;")), `${tab}: the picture alone says what ${key} looks like`);
    const [png] = await Promise.all([page.waitForEvent("download"), page.locator("button[aria-label^='Save as PNG']").first().click()]);
    assert.ok(statSync(await png.path()).size > 3000, tab);
    await page.locator("summary:has-text('The figures as a table')").first().click();
    await page.waitForFunction(() => document.querySelectorAll("figure td").length > 3); // it is made when asked for
    assert.ok((await page.locator("figure svg[role=img]").first().getAttribute("aria-label")).length > 10, tab);
  }
  await go(page, `#/study/${study}/answer`);
  await page.check("input[value=differences]");
  await page.waitForSelector("text=Each line is what differs");
  await page.check("input[value=people]");
  await page.waitForSelector("h2:has-text('Of 1,000 people')");
  await go(page, `#/study/${study}/evidence`);
  await page.fill("#word", "day_case_C_100");
  await page.waitForSelector("th code:has-text('day_case_C_100')");
  assert.match(await page.locator("td.cited").first().textContent(), /^NHS England, National Cost Collection 2024\/25: .*, 2025\. activity-weighted/);
});

await test("the headlines are those of tredegar report", async (page) => {
  await go(page, `#/study/${study}/why`);
  await page.click("text=The headlines as a table");
  await page.waitForSelector("tr[data-head]");
  const store = path.join(dir, "studies", `${study}.sqlite`);
  const h = Object.values(JSON.parse(execFileSync(program, ["report", store, "--format", "json"], { encoding: "utf8", maxBuffer: 1 << 28 })).headlines)[0];
  for (const [key, e] of Object.entries(h)) {
    const shown = Number((await page.locator(`tr[data-head=${key}] td`).first().textContent()).replace("\u2212", "-").replace(/[,+]/g, ""));
    const scale = key.endsWith("pounds") ? 1e-6 : key.endsWith("share") ? 100 : 1;
    assert.ok(Math.abs(shown - scale * e.mean) <= 0.0051, `${key}: ${shown} is ${scale * e.mean}`);
  }
});

await test("which answer did it, and one at a time, are those of tredegar report", async (page, context) => {
  // A library study with one answer at a time and Shapley, cut to a small town: two answers differ.
  const yaml = ["experiment: why", "title: Why it differs", "place: barnsley", "vintage: 2026-01-31", "start: 2026-02-01", "end: 2026-03-31", "circumstances: england-2026", "replicates: 1", "seed: 3",
    "baseline: now", "scenarios:", "  - {name: now, title: as it is, regime: england-2026}", "  - {name: other, title: another way, regime: any-qualified-provider-2009}",
    "one_answer_at_a_time: true", "shapley: true", "placebo: true", "headline: {measure: rtt_clock_starts}"].join("\n");
  const file = path.join(dir, "why.yaml"), store = path.join(dir, "studies", "why.sqlite");
  writeFileSync(file, yaml + "\n");
  execFileSync(program, ["run", file, "--store", store, "--quiet", "--threads", "1"], { env: { ...process.env, TREDEGAR_HOME: root } });
  const told = JSON.parse(execFileSync(program, ["report", store, "--format", "json"], { encoding: "utf8", maxBuffer: 1 << 28 }));
  await go(page, "#/study/why/why");
  await page.waitForSelector("h2:has-text('Which answer did it')");
  const words = (q) => { const t = q.replace(/_/g, " "); return t[0].toUpperCase() + t.slice(1); };
  const figures = async (heading) => { // the table behind the picture, as CSV: what its bars are drawn from
    const csv = await downloaded(page, () => page.click(`button[aria-label^='Save as CSV: ${heading}']`));
    return new Map(csv.trim().split("\n").slice(1).map((l) => l.match(/("[^"]*"|[^,]*)(,|$)/g).map((c) => c.replace(/,$/, "").replace(/^"|"$/g, ""))).map((r) => [r[0], Number(r[2])]));
  };
  const close = (mine, its, what) => assert.ok(Math.abs(mine - its) <= 1e-8 * (1 + Math.abs(its)), `${what}: ${mine} is ${its}`);
  const values = told.shapley_by_measure.rtt_clock_starts.other;
  assert.ok(Object.keys(values).length >= 3, "two answers and the residual");
  const shared = await figures("Which answer did it");
  for (const [q, v] of Object.entries(values)) close(shared.get(q === "residual" ? "Three or more together" : words(q)), v, `Shapley, ${q}`);
  const alone = await figures("One answer at a time");
  assert.ok(told.one_at_a_time.length >= 2);
  for (const row of told.one_at_a_time) close(alone.get(words(row.question)), row.change, `alone, ${row.question}`);
  const whole = told.replicate_1.as_it_stands.other - told.replicate_1.as_it_stands.now;
  close(alone.get("All at once"), whole, "all at once");
  close([...shared.values()].reduce((a, v) => a + v, 0), whole, "the shares sum to the whole");
  // And what is written in the picture: every bar's figure, as rounded
  const drawn = await page.locator("figure:has(h2:has-text('Which answer did it')) svg[role=img] text").allTextContents();
  for (const [q, v] of Object.entries(values)) if (q !== "residual") {
    const shown = `${v < 0 ? "\u2212" : v > 0 ? "+" : ""}${Math.abs(v).toLocaleString("en-GB", { minimumFractionDigits: Math.abs(v) >= 100 || v === 0 ? 0 : Math.abs(v) >= 1 ? 1 : 2, maximumFractionDigits: Math.abs(v) >= 100 ? 0 : Math.abs(v) >= 1 ? 1 : 2 })}`;
    assert.ok(drawn.includes(shown), `${shown} stands in the picture: ${drawn.join(" ")}`);
  }
  // The same store by the text report, which prints the same rounded shares
  const table = execFileSync(program, ["report", store], { encoding: "utf8", maxBuffer: 1 << 26 });
  assert.ok(/Shapley/.test(table));
});

await test("a claim holds or does not as its figures go; badge, picture and sentence are of one pair", async (page) => {
  const { claims } = await (await page.request.get(`${home}api/claims`)).json();
  assert.equal(claims.find((c) => c.id === "8").answer.from, "table", "an experiment that was changed answers no claim");
  let told = 0;
  for (const c of claims.filter((x) => x.answer)) {
    const card = page.locator(`#claim-${c.id}`), a = c.answer;
    if (a.verdict === "not one direction") { assert.ok((await card.locator(".told").textContent()).toLowerCase().includes(c.says.reading.toLowerCase())); continue; }
    const badge = (await card.locator(".verdict-badge").textContent()).trim();
    if (["holds", "does not hold"].includes(a.verdict)) {
      const up = ["up", "not down"].includes(c.says.direction);
      assert.equal(a.verdict === "holds", a.found.mean > 0 === up, c.experiment);
      assert.ok(a.found.low80 > 0 || a.found.high80 < 0, c.experiment);
      assert.equal(badge, a.verdict + (a.found.low95 > 0 || a.found.high95 < 0 ? "" : ", probably"), c.experiment);
      told++;
    } else assert.equal(badge, "cannot tell", c.experiment);
    const reads = await card.locator(".effect .reads").textContent();
    assert.ok(reads.includes(a.pair.title) && reads.includes(a.pair.against_title), c.experiment);
    assert.ok(a.sentence.includes(` under ${a.pair.title}`) && a.sentence.includes(` under ${a.pair.against_title}`), c.experiment);
    assert.ok(!(await card.locator(".answer").textContent()).includes("not the experiment as written"), c.experiment);
    assert.equal((await card.locator(".answer .badge").textContent()).trim(), a.strength, c.experiment);
  }
  assert.ok(told > 5);
  await page.selectOption("#verdict", "holds");
  assert.equal(await page.locator(".card").count(), claims.filter((c) => c.answer?.verdict === "holds").length);
});

await test("money of one replicate adds up to the penny", async (page) => {
  await go(page, `#/study/${study}/money`);
  await page.waitForSelector("tr.total");
  const cells = (await page.locator("tbody tr td:first-of-type.n").allTextContents()).map((t) => Math.round(Number(t.replace(/[£,]/g, "")) * 100));
  const total = cells.pop();
  assert.equal(cells.reduce((a, v) => a + v, 0), total);
});

await test("one person, side by side", async (page) => {
  await go(page, `#/study/${study}/person`);
  await page.selectOption("#pick", "frail");
  await page.click("text=Follow them");
  await page.waitForSelector(".timeline", { timeout: 240000 });
  assert.ok((await page.locator(".timeline thead th").count()) >= 3);
});

await test("a link carries the whole experiment", async (page, context) => {
  await go(page, "#/try");
  await page.waitForSelector("#xplace");
  await page.fill("#xtitle", "Carried: ü and 漢");
  await page.selectOption("#q-risk", "pooled_budget");
  await page.click("text=The link and the YAML");
  const href = await page.locator(".long a").getAttribute("href");
  const other = await context.newPage();
  await other.goto(href);
  await other.waitForSelector("#q-risk");
  assert.equal(await other.inputValue("#xtitle"), "Carried: ü and 漢");
  assert.equal(await other.inputValue("#q-risk"), "pooled_budget");
});

await test("by keyboard alone", async (page) => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
  const reach = async (what, most = 300) => {
    for (let i = 0; i < most; i++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((w) => (document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent ?? "").includes(w) || document.activeElement.id === w, what)) {
        const seen = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== "none");
        assert.ok(seen, `focus is seen on ${what}`);
        return;
      }
    }
    assert.fail(`${what} is not reached`);
  };
  await reach("Studies");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".studies a");
  await reach("a test", 40);
  await page.keyboard.press("Enter");
  await page.waitForSelector("figure svg");
  await reach("measure", 40);
  await page.keyboard.press("ArrowDown");
  await reach("scrub", 80);
  await page.keyboard.press("ArrowLeft");
  await page.waitForSelector("text=February 2026");
});

await test("360 pixels wide", async (page) => {
  for (const hash of ["#/", "#/studies", "#/try", "#/about", ...["answer", "why", "patients", "map", "money", "gains", "person", "evidence"].map((t) => `#/study/${study}/${t}`), "#/study/why/why"]) {
    await go(page, hash);
    await page.waitForSelector("h1");
    await page.waitForFunction(() => !document.querySelector(".loading"));
    await page.waitForTimeout(150);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${hash} is ${wide} px too wide`);
    const cut = await page.evaluate(() => [...document.querySelectorAll("figure .picture svg text")].map((t) => [t.textContent, t.getBoundingClientRect()]).filter(([, r]) => r.width && (r.left < 0 || r.right > innerWidth + 1)).map(([t]) => t));
    assert.deepEqual(cut, [], `${hash}: words are cut off`);
  }
}, { viewport: { width: 360, height: 760 } });

await test("axe finds no serious fault", async (page) => {
  for (const hash of ["#/", "#/studies", "#/try", "#/about", ...["answer", "why", "patients", "map", "money", "gains", "person", "evidence"].map((t) => `#/study/${study}/${t}`)]) {
    await go(page, hash);
    await page.waitForSelector("h1");
    await page.waitForTimeout(150);
    await page.evaluate(axe + ";0"); // not a script element: the page's policy would refuse it
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    for (const v of found.violations) if (["serious", "critical"].includes(v.impact)) faults.push(`${hash}: ${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 160)).join(" | ")}`);
  }
  assert.deepEqual(faults, []);
});

await test("wrong turns are told", async (page) => {
  const said = [];
  await go(page, "#/nothing");
  await page.waitForSelector("text=There is no such page");
  await go(page, "#/try");
  await page.waitForSelector("#xplace");
  await page.locator("#xmonths").fill("60");
  await page.selectOption("#xplace", "england");
  await page.locator("#xreps").fill("12");
  await page.waitForSelector("text=billion person-months", { timeout: 60000 });
  assert.ok(await page.locator("text=Run the twins").isDisabled());
  assert.deepEqual(said, []);
});

await test("first paint under a second, bundle under 400 KB compressed", async (page) => {
  let paint = Infinity; // the least of three visits: what else the machine does is not the page's
  for (let i = 0; i < 3; i++) {
    await page.reload();
    await page.waitForSelector(".card");
    paint = Math.min(paint, await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Infinity));
  }
  const size = readdirSync(bundle).filter((f) => /\.(js|css|html)$/.test(f)).reduce((a, f) => a + gzipSync(readFileSync(path.join(bundle, f))).length, 0);
  console.log(`     first paint ${Math.round(paint)} ms, ${Math.round(size / 1024)} KB compressed`);
  assert.ok(paint < 1000, `${paint} ms`);
  assert.ok(size < 400 * 1024, `${size} bytes`);
});

await browser.close();
server.kill("SIGINT");
await new Promise((done) => server.once("exit", done));
rmSync(dir, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
