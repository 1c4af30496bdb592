// SPDX-License-Identifier: MIT
// Pictures of the running page: node screenshots.mjs LINK OUTDIR [STUDY] (the link that tredegar serve printed). Small PNGs, for docs/.
import { chromium } from "playwright-core";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { crc32, deflateSync } from "node:zlib";

// A PNG of 256 colours: a screen of text and lines loses nothing that is seen, and is a third as large.
function small(page, shot) {
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = data;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width; canvas.height = image.height;
    const at = canvas.getContext("2d");
    at.drawImage(image, 0, 0);
    const px = at.getImageData(0, 0, image.width, image.height).data, n = image.width * image.height;
    const count = new Map();
    const key = (i) => ((px[4 * i] >> 3) << 10) | ((px[4 * i + 1] >> 3) << 5) | (px[4 * i + 2] >> 3);
    for (let i = 0; i < n; i++) { const k = key(i), c = count.get(k) ?? [0, 0, 0, 0]; c[0]++; c[1] += px[4 * i]; c[2] += px[4 * i + 1]; c[3] += px[4 * i + 2]; count.set(k, c); }
    const palette = [...count.values()].sort((a, b) => b[0] - a[0]).slice(0, 256).map((c) => [1, 2, 3].map((j) => Math.round(c[j] / c[0])));
    const nearest = new Map();
    const find = (k, i) => {
      if (nearest.has(k)) return nearest.get(k);
      let best = 0, least = 1e9;
      palette.forEach((p, j) => { const d = (p[0] - px[4 * i]) ** 2 + (p[1] - px[4 * i + 1]) ** 2 + (p[2] - px[4 * i + 2]) ** 2; if (d < least) { least = d; best = j; } });
      nearest.set(k, best);
      return best;
    };
    let index = "";
    const row = new Uint8Array(image.width), rows = [];
    for (let y = 0; y < image.height; y++) { for (let x = 0; x < image.width; x++) { const i = y * image.width + x; row[x] = find(key(i), i); } rows.push(btoa(String.fromCharCode(...row))); }
    index = rows.join(",");
    return { width: image.width, height: image.height, palette: palette.flat(), index };
  }, "data:image/png;base64," + shot.toString("base64"));
}
function encode({ width, height, palette, index }) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]), head = Buffer.alloc(4), tail = Buffer.alloc(4);
    head.writeUInt32BE(data.length); tail.writeUInt32BE(crc32(body));
    return Buffer.concat([head, body, tail]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0); size.writeUInt32BE(height, 4); size.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.concat(index.split(",").flatMap((r) => [Buffer.from([0]), Buffer.from(r, "base64")]));
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), chunk("IHDR", size), chunk("PLTE", Buffer.from(palette)), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

const [link, out, study = ""] = process.argv.slice(2);
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const shots = [
  ["page-claims", "#/", 1180, 1180], ["page-answer", `#/study/${study}`, 1180, 1180], ["page-why", `#/study/${study}/why`, 1180, 1420], ["page-patients", `#/study/${study}/patients`, 1180, 1000], ["page-map", `#/study/${study}/map`, 1180, 1420],
  ["page-money", `#/study/${study}/money`, 1180, 1280], ["page-gains", `#/study/${study}/gains`, 1180, 1000], ["page-evidence", `#/study/${study}/evidence`, 1180, 900], ["page-try", "#/try", 1180, 1300],
  ["page-about", "#/about", 1180, 900], ["page-studies", "#/studies", 1180, 700], ["phone-claims", "#/", 360, 900], ["phone-answer", `#/study/${study}`, 360, 1100], ["phone-why", `#/study/${study}/why`, 360, 1100], ["phone-map", `#/study/${study}/map`, 360, 1100],
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
  await page.waitForFunction(() => !document.querySelector(".loading"), null, { timeout: 60000 }); // a large store is read for seconds
  await page.waitForTimeout(500);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const shot = await page.screenshot({ fullPage: !!process.env.FULL });
  writeFileSync(path.join(out, `${name}.png`), encode(await small(page, shot)));
  console.log(name, wide > 0 ? `wider than the window by ${wide}` : "", said.join(" | "));
  await page.close();
}
await browser.close();
