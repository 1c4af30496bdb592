// SPDX-License-Identifier: MIT
// The page: what stands in the address after # is what is shown. The token of the printed link is taken out of the address at once.
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { unpacked, type Experiment } from "./api";
import { Gallery } from "./views/gallery";
import { Studies } from "./views/studies";
import { StudyView } from "./views/study";
import { Form } from "./views/form";
import { About } from "./views/about";

let given: Experiment | null = null;
let shared = 0;

function takeAddress() {
  const hash = location.hash.slice(1);
  const t = /^token=([0-9a-f]{32})(?:&x=(.*))?$/.exec(hash);
  const x = t ? t[2] : /^x=(.+)$/.exec(hash)?.[1];
  if (t) sessionStorage.setItem("token", t[1]);
  if (x) { given = unpacked(x); shared++; }
  if (t || x) history.replaceState(null, "", x ? "#/try" : "#/");
}
takeAddress();

function usePath(): string[] {
  const [path, set] = useState(location.hash);
  useEffect(() => {
    const changed = () => { takeAddress(); set(location.hash + (shared ? "" : "")); };
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return path.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
}

const PLACES: [string, string][] = [["", "Claims"], ["studies", "Studies"], ["try", "Try it yourself"], ["about", "How to read it"]];

function Page() {
  const path = usePath();
  const [where] = path;
  const fresh = useRef(true);
  useEffect(() => {
    const main = document.getElementById("main");
    if (!fresh.current) main?.focus({ preventScroll: true }); // whoever reads by ear hears that the page is another
    fresh.current = false;
    const h = main?.querySelector("h1");
    document.title = `${h?.textContent ?? "Tredegar"} · Tredegar`;
    scrollTo(0, 0);
  }, [where, path[1]]);
  return (
    <>
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); document.getElementById("main")?.focus(); }}>Skip to the content</a>
      <header class="top">
        <a class="mark" href="#/">Tredegar</a>
        <nav aria-label="The page">
          {PLACES.map(([key, words]) => <a key={key} href={`#/${key}`} aria-current={where === key || (key === "studies" && where === "study") ? "page" : undefined}>{words}</a>)}
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        {where === "" && <Gallery />}
        {where === "studies" && <Studies />}
        {where === "study" && <StudyView key={path[1]} id={path[1]} tab={path[2] ?? "answer"} />}
        {where === "try" && <Form key={`${path[1]}${shared}`} from={path[1]} given={path[1] ? null : given} />}
        {where === "about" && <About />}
        {!["", "studies", "study", "try", "about"].includes(where) && <><h1>There is no such page</h1><p><a href="#/">To the claims</a></p></>}
      </main>
      <footer><p>Everything here is <strong>simulated</strong>, not observed. Claims are neither endorsed nor mocked.</p></footer>
    </>
  );
}

render(<Page />, document.getElementById("page")!);
