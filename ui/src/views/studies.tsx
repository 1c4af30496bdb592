// SPDX-License-Identifier: MIT
// The studies that are there, and runs under way.
import { useEffect, useState } from "preact/hooks";
import { ask, useData, follow, token, type Run, type StudyItem } from "../api";
import { dayWord, verdict } from "../format";
import { Loading, Problem } from "../parts";

export function Progress({ run, onStop }: { run: Run; onStop?: () => void }) {
  const words: Record<string, string> = {
    waiting: "In line; another study is running", done: "Done", stopped: "Stopped; what was finished is kept", failed: `Failed: ${run.message}`,
    running: run.runs ? `Run ${run.run} of ${run.runs}` + (run.seconds_left !== null ? `, about ${Math.ceil(run.seconds_left)} s left` : "") : "Setting up the place and its people",
  };
  return (
    <div class="progress">
      <progress max="1" value={run.done} aria-label={`Progress of ${run.title}`} />
      <p role="status">{words[run.state]}</p>
      {onStop && (run.state === "running" || run.state === "waiting") && token() && <button onClick={onStop}>Stop</button>}
    </div>
  );
}

export function Studies() {
  const { data, wrong, again } = useData<{ studies: StudyItem[]; left_out: number }>("/api/studies");
  const [run, setRun] = useState<Run | null>(null);
  const [said, say] = useState<string>("");
  const id = data?.studies.find((s) => s.status === "running")?.run;
  useEffect(() => (id ? follow(id, (r) => { setRun(r); if (r.state !== "running" && r.state !== "waiting") again(); }) : undefined), [id]);
  const remove = async (s: StudyItem) => {
    if (!confirm(`Delete the study "${s.title}" of ${s.written}?`)) return;
    try { await ask(`/api/studies/${s.id}`, "DELETE"); again(); } catch (e) { say((e as Error).message); }
  };
  return (
    <>
      <h1>Studies</h1>
      <p class="standfirst">What has been run on this machine. Each is one file that any statistics program reads.</p>
      {wrong && <Problem wrong={wrong} again={again} />}
      {said && <p role="alert" class="problem">{said}</p>}
      {!data && !wrong && <Loading />}
      {data?.studies.length === 0 && <p class="empty">None yet. <a href="#/try">Run one</a>, or begin from <a href="#/">a claim</a>.</p>}
      <ul class="studies">
        {data?.studies.map((s) => (
          <li key={s.id}>
            {s.status === "damaged" ? <><h2>{s.id}</h2><p class="problem">{s.message}</p></> : (
              <>
                <h2><a href={`#/study/${s.id}`}>{s.title}</a></h2>
                <p class="meta">{s.place_name}, {dayWord(s.start)} to {dayWord(s.end)}; {s.done} of {s.replicates} replicates{s.status === "unfinished" ? "; not finished" : ""}{s.written && `; run on ${dayWord(s.written.slice(0, 10))}${s.written.length > 15 ? ` at ${s.written.slice(11, 16)}` : ""}`}</p>
                {s.status === "running" && run && run.id === s.run && <Progress run={run} onStop={() => ask(`/api/runs/${run.id}`, "DELETE")} />}
                {s.sentence && <p>{verdict(s.sentence)[0]}</p>}
                {s.own && s.status !== "running" && token() && <button class="quiet" onClick={() => remove(s)} aria-label={`Delete ${s.title}`}>Delete</button>}
              </>
            )}
          </li>
        ))}
      </ul>
      {!!data?.left_out && <p class="caution">{data.left_out === 1 ? "One older study is" : `${data.left_out.toLocaleString("en-GB")} older studies are`} left out. To see one, name its file: <code>tredegar serve FILE</code>.</p>}
    </>
  );
}
