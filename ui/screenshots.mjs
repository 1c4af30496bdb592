// SPDX-License-Identifier: MIT
// Pictures of the running page: node screenshots.mjs LINK OUTDIR [STUDY] (the link that tredegar serve printed). Small PNGs, for docs/.
import { chromium } from "playwright-core";
import { existsSync } from "node:fs";
import path from "node:path";

const [link, out, study = ""] = process.argv.slice(2);
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const shots = [
  ["page-claims", "#/", 1180, 860], ["page-answer", `#/study/${study}`, 1180, 1000], ["page-patients", `#/study/${study}/patients`, 1180, 1000], ["page-map", `#/study/${study}/map`, 1180, 1120],
  ["page-money", `#/study/${study}/money`, 1180, 1000], ["page-gains", `#/study/${study}/gains`, 1180, 1000], ["page-evidence", `#/study/${study}/evidence`, 1180, 900], ["page-try", "#/try", 1180, 1500],
  ["page-about", "#/about", 1180, 900], ["page-studies", "#/studies", 1180, 700], ["phone-claims", "#/", 360, 900], ["phone-answer", `#/study/${study}`, 360, 1100], ["phone-map", `#/study/${study}/map`, 360, 1100],
  ["phone-money", `#/study/${study}/money`, 360, 1100], ["phone-try", "#/try", 360, 1200],
].filter(([name, hash]) => (study || !hash.includes("/study/")) && (process.env.ONLY ? new RegExp(process.env.ONLY).test(name) : true));
for (const [name, hash, width, height] of shots) {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1 });
  const said = [];
  page.on("console", (m) => m.type() === "error" && said.push(m.text()));
  page.on("pageerror", (e) => said.push(String(e)));
  await page.goto(link);
  await page.waitForSelector("h1");
  await page.goto(link.split("#")[0] + hash);
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(500);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await page.screenshot({ path: path.join(out, `${name}.png`), fullPage: !!process.env.FULL });
  console.log(name, wide > 0 ? `wider than the window by ${wide}` : "", said.join(" | "));
  await page.close();
}
await browser.close();
