// SPDX-License-Identifier: MIT
// Figures and words as people read them.
import type { Num } from "./api";

export const COLOURS = ["#12436D", "#F46A25", "#28A197", "#801650", "#A285D1", "#3D3D3D", "#2073BC", "#6BACE6"];
export const colourOf = (k: number) => COLOURS[k % COLOURS.length];
/** A line's dashes: who does not see its colour sees which it is. The first is whole. */
const DASHES = ["", "8 3", "2.5 2.5", "10 3 2 3", "5 2", "1.5 3", "12 4", "6 2 1.5 2 1.5 2"];
export const dashOf = (k: number) => DASHES[k % DASHES.length];

const plain = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
export function number(v: number, digits = 0): string {
  return new Intl.NumberFormat("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(v);
}

/** Places after the point that a figure of this size deserves. */
function places(v: number): number {
  const a = Math.abs(v);
  return a >= 100 || a === 0 ? 0 : a >= 10 ? 1 : a >= 1 ? 1 : 2;
}

/** A figure with its sign, unless it is nought to these places: no "-0.0". */
export function signed(v: number, digits: number): string {
  return nought(`${v < 0 ? "−" : v > 0 ? "+" : ""}${number(Math.abs(v), digits)}`);
}
/** Nought has no sign, and no place after the point. */
const nought = (text: string) => (/[1-9]/.test(text) ? text : text.replace(/^[−+]/, "").replace(/0\.0+/, "0"));

export function amount(v: Num, unit: string, signed = false): string {
  if (v === null || v === undefined || Number.isNaN(v)) return "none";
  return nought(signedAmount(v, unit, signed));
}

function signedAmount(v: number, unit: string, signed: boolean): string {
  const sign = v < 0 ? "−" : signed && v > 0 ? "+" : "";
  const a = Math.abs(v);
  if (unit === "SHARE") return `${sign}${number(100 * a, signed && a < 0.00095 ? 2 : 1)}${signed ? " points" : "%"}`;
  if (unit === "POUNDS") {
    if (a >= 1e9) return `${sign}£${number(a / 1e9, 2)}bn`;
    if (a >= 1e6) return `${sign}£${number(a / 1e6, 1)}m`;
    if (a >= 1e3) return `${sign}£${number(a / 1e3, 0)}k`;
    return `${sign}£${plain.format(a)}`;
  }
  if (a >= 1e6) return `${sign}${number(a / 1e6, 2)}m`;
  return `${sign}${number(a, places(a))}`;
}

/** A figure on an axis: no more places than it needs; points stand on the axis itself. */
export function tick(v: number, unit: string, signed = false): string {
  if (unit === "SHARE" && signed && Math.abs(v * 1e3 - Math.round(v * 1e3)) > 1e-6) return (v < 0 ? "−" : "+") + number(Math.abs(100 * v), 2);
  return amount(v, unit, signed).replace(/\.0+(?=\D|$)/, "").replace(/(\.\d)0(?=\D|$)/, "$1").replace(" points", "");
}
/** What an axis counts, where its figures do not say so themselves. */
export const axisUnit = (unit: string, signed = false): string | null => (unit === "POUNDS" || (unit === "SHARE" && !signed) ? null : unit === "SHARE" ? "percentage points" : unitWord(unit));

const UNITS: Record<string, string> = { SHARE: "per cent", POUNDS: "pounds", QALY: "quality-adjusted life years", PER_YEAR: "a year", RATIO: "ratio" };
export const unitWord = (unit: string) => UNITS[unit] ?? unit.toLowerCase().replace(/_/g, " ");
const CAPITALS = /\b(icb|ccg|gp|hmu|pfi|nhs|hrg|pct|ics|ae)(s?)\b/g;
/** A name of the files as words: "icb_allocation" is "ICB allocation". */
export const words = (name: string) => name.replace(/[-_]/g, " ").replace(CAPITALS, (_, x: string, s: string) => (x === "ae" ? "A&E" : x.toUpperCase()) + s);
export const sentenceCase = (s: string) => s.charAt(0).toUpperCase() + s.slice(1);
/** A date for a month "2026-02". */
export const monthDate = (m: string) => new Date(`${m}-15T00:00:00Z`);
export const monthWord = (m: string) => monthDate(m).toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
export const dayWord = (d: string) => new Date(`${d}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** The first sentence, and the rest. "3.2 per cent" ends no sentence. */
export function lead(text: string): [string, string] {
  const m = /[.?!]\s+(?=[A-Z])/.exec(text);
  return m ? [text.slice(0, m.index + 1), text.slice(m.index + m[0].length)] : [text, ""];
}

const CUT = "This is not the experiment as written";
/** The answer without its first sentence where that says what was cut of the experiment. */
export const withoutCut = (text: string) => (text.startsWith(CUT) ? lead(text)[1] : text);

/** The first sentence, the next when the first is short, what was cut before both; and the rest. */
export function verdict(text: string): [string, string] {
  if (text.startsWith(CUT)) {
    const [cut, answer] = lead(text), [told, after] = verdict(answer);
    return [`${cut} ${told}`, after];
  }
  let [said, rest] = lead(text);
  if (said.length < 90 && rest) {
    const [next, after] = lead(rest);
    said += ` ${next}`;
    rest = after;
  }
  return [said, rest];
}

export const title = (s: string) =>
  s === s.toUpperCase() ? s.toLowerCase().replace(/(^|[\s(-])([a-z])/g, (_, a, b) => a + b.toUpperCase()).replace(/\bNhs\b/g, "NHS").replace(/\bAnd\b/g, "and").replace(/\bOf\b/g, "of") : s;
