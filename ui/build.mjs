// SPDX-License-Identifier: MIT
// Bundles the page: node build.mjs [--outDir DIR]. One script, one stylesheet, one document.
import { build } from "esbuild";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";

const here = path.dirname(fileURLToPath(import.meta.url));
const at = process.argv.indexOf("--outDir");
const out = at > 0 ? path.resolve(process.argv[at + 1]) : path.join(here, "..", "build", "ui");
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({
  entryPoints: { page: path.join(here, "src/main.tsx"), style: path.join(here, "src/style.css") },
  outdir: out, bundle: true, minify: true, format: "esm", target: "es2021", jsx: "automatic", jsxImportSource: "preact",
  legalComments: "linked", logLevel: "warning",
});
await copyFile(path.join(here, "index.html"), path.join(out, "index.html"));
