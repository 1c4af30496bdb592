#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The page's server as programs and bad clients meet it: every route answers; what is wrong gets a clear answer; the
server lives on and stores stay whole.  Usage: test_serve.py PROGRAM ROOT"""
import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PROGRAM, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
SMALL = {"experiment": "small", "title": "A small one: what if?", "place": "barnsley", "vintage": "2026-01-31", "start": "2026-02-01", "end": "2026-03-31",
         "circumstances": "england-2026", "replicates": 2, "seed": 7, "baseline": "now",
         "scenarios": [{"name": "now", "title": "as it is", "regime": "england-2026"},
                       {"name": "mine", "title": "mine", "regime": {"regime": "mine", "title": "block for all", "source": "this test", "like": "england-2026",
                        "answers": {"payment": {"answer": "block", "source": "this test"}}}}],
         "headline": {"measure": "rtt_incomplete", "better": "down"}}


class Server:
    def __init__(self, *words, program=PROGRAM):
        self.dir = pathlib.Path(tempfile.mkdtemp())
        self.studies = self.dir / "studies"
        env = {**os.environ, "TREDEGAR_HOME": str(ROOT)}
        self.process = subprocess.Popen([program, "serve", "--port", "0", "--threads", "1", "--studies", str(self.studies), *words], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True, env=env)
        link = self.process.stdout.readline().strip()
        address, self.token = link.split("/#token=")
        self.port = int(address.rsplit(":", 1)[1])

    def ask(self, path, method="GET", body=None, token=False, headers=None, raw=False):
        """Status and JSON (or bytes)."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as c:
            head = dict(headers or {})
            if body is not None:
                head.setdefault("Content-Type", "application/json")
            if token:
                head["X-Tredegar-Token"] = self.token
            c.request(method, path, body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode(), head)
            r = c.getresponse()
            data = r.read()
            self.head = r.headers
            return r.status, data if raw else json.loads(data)

    def start(self, body):
        status, o = self.ask("/api/runs", "POST", body, token=True)
        assert status == 202, o
        return o["run"], o["study"]

    def wait(self, run, until=lambda o: o["state"] not in ("waiting", "running"), seconds=120):
        end = time.time() + seconds
        while time.time() < end:
            _, o = self.ask("/api/runs/" + run)
            if until(o):
                return o
            time.sleep(0.05)
        raise AssertionError(o)

    def close(self):
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(30)
        self.process.stdout.close()
        self.process.stderr.close()
        shutil.rmtree(self.dir, True)
        return code


def raw(port, data, seconds=10):
    """Sends bytes, gives what comes back until the other side closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as s:
        with contextlib.suppress(OSError):
            s.sendall(data)
        got = b""
        with contextlib.suppress(OSError):
            while True:
                piece = s.recv(65536)
                if not piece:
                    break
                got += piece
        return got


class Serve(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.s = Server()
        run, cls.study = cls.s.start({"experiment": SMALL})
        done = cls.s.wait(run)
        assert done["state"] == "done", done
        assert done["finished"] == 4 and done["sentence"], done

    @classmethod
    def tearDownClass(cls):
        assert cls.s.close() == 0

    def get(self, path, code=200):
        status, o = self.s.ask(path)
        self.assertEqual(status, code, o)
        return o

    def refused(self, code, word, path, *more, **named):
        status, o = self.s.ask(path, *more, **named)
        self.assertEqual((status, o["error"]["code"]), (code, word), o)
        self.assertGreater(len(o["error"]["message"]), 8)
        self.assertEqual(self.s.ask("/api/about")[0], 200)
        return o["error"]

    # ---- every route ----

    def test_about_and_library(self):
        self.assertEqual(self.get("/api/about")["label"], "simulated")
        names = [e["name"] for e in self.get("/api/experiments")["experiments"]]
        self.assertIn("template", names)
        one = self.get("/api/experiments/37-eighteen-weeks-2029")
        self.assertEqual(one["experiment"]["claim"]["id"], "37")
        self.assertIn("experiment: 37-", one["yaml"])
        self.assertIn("pooled-2026", [r["name"] for r in self.get("/api/regimes")["regimes"]])
        regime = self.get("/api/regimes/pooled-2026")
        self.assertEqual(regime["answers"]["risk"]["lines"]["community"]["answer"], "pooled_budget")
        self.assertEqual(len(self.get("/api/questions")["questions"]), 10)
        self.assertIn("england-2026", [c["name"] for c in self.get("/api/circumstances")["circumstances"]])
        self.assertGreater(len(self.get("/api/measures")["measures"]), 30)
        found = self.get("/api/parameters?q=planned.")
        some, cited = found["parameters"], found["sources"]
        cost = self.get("/api/parameters?q=day_case_C_100")["sources"]
        self.assertEqual([s["author"] for s in cost.values()], ["NHS England"])
        self.assertTrue(all(s["title"] and s["author"] and s["year"] for s in cited.values()))
        self.assertLessEqual(set(cited), {p["source"] for p in some})
        self.assertTrue(all("planned." in p["name"] and p["low"] <= p["value"] <= p["high"] for p in some) and some)

    def test_questions_have_evidence(self):
        for q in self.get("/api/questions")["questions"]:
            self.assertTrue(q["asks"].endswith("?") and q["answers"], q["name"])
            for a in q["answers"]:
                self.assertTrue(a["line"], a["name"])
                for p in a["parameters"]:
                    self.assertTrue(p["source"] and p["standing"] and p["unit"], (a["name"], p))

    def test_claims(self):
        claims = self.get("/api/claims")["claims"]
        self.assertEqual([int(c["id"]) for c in claims], list(range(1, 46)))
        for c in claims:
            self.assertNotEqual(c["subject"], "other", c["experiment"])
            self.assertTrue(c["claim"] and c["source"] and c["headline"]["line"])
            a = c["answer"]
            if a is None:
                continue
            self.assertTrue(a["sentence"] and a["effects"])
            self.assert_one_pair(c)

    def assert_one_pair(self, c):
        """Badge, picture and sentence are of one pair: the sentence says "LEVEL under THE BEST against LEVEL under THE NEXT"."""
        a, p = c["answer"], c["answer"]["pair"]
        titles = [re.escape(t) + "(, cut before [\\w-]+)?" for t in (p["title"], p["against_title"])]
        self.assertRegex(a["sentence"], f" under {titles[0]} against .* under {titles[1]}, a difference of ", c["experiment"])
        told = "Cannot tell which" not in a["sentence"] and "next to no difference" not in a["sentence"]
        self.assertEqual(a["strength"] == "clear", (p["low95"] > 0 or p["high95"] < 0) and told, c["experiment"])
        self.assertTrue(p["low95"] <= p["low80"] <= p["mean"] <= p["high80"] <= p["high95"], c["experiment"])

    def test_a_claim_holds_as_its_figures_go(self):
        sys.path.insert(0, str(ROOT / "tools"))
        import claims as tool
        said, kept = tool.says(str(ROOT)), tool.kept_rows(str(ROOT))
        told = set()
        for c in self.get("/api/claims")["claims"]:
            a, says = c["answer"], c["says"]
            if not a or a["from"] != "table":
                continue
            verdict, why, found = tool.verdict(said[c["experiment"]], kept[c["experiment"]])
            self.assertEqual((a["verdict"], a["why"]), (verdict, why if verdict == "cannot tell" else ""), c["experiment"])
            told.add(verdict)
            if verdict in ("holds", "does not hold") and not found["doubt"]:
                self.assertAlmostEqual(a["found"]["mean"], found["mean"], delta=1e-6 * abs(found["mean"]))
                self.assertTrue(a["found"]["low80"] > 0 or a["found"]["high80"] < 0, c["experiment"])
                self.assertEqual(verdict == "holds", (a["found"]["mean"] > 0) == (says["direction"] in ("up", "not down")), c["experiment"])
        self.assertEqual(told, {"holds", "does not hold", "cannot tell", "not one direction"})

    def test_a_claim_is_answered_by_the_users_own_study(self):
        run, study = self.s.start({"name": "08-buy-private-operations", "place": "barnsley", "months": 1, "replicates": 2})
        self.s.wait(run)
        claim = [c for c in self.get("/api/claims")["claims"] if c["id"] == "8"][0]
        self.assertEqual((claim["answer"]["from"], claim["answer"]["study"]), ("study", study))
        compared = self.get(f"/api/studies/{study}/comparison")
        row = [m for m in compared["measures"] if m["name"] == compared["headline"] and m["group"] == "place"][0]
        for e in claim["answer"]["effects"]:
            self.assertAlmostEqual(e["mean"], row["differences"][e["scenario"]]["mean"], delta=1e-6 * (1 + abs(e["mean"])))
            self.assertAlmostEqual(e["high95"], row["differences"][e["scenario"]]["high95"], delta=1e-6 * (1 + abs(e["high95"])))
        self.assert_one_pair(claim)
        self.assertEqual((claim["answer"]["pair"]["scenario"], claim["answer"]["pair"]["against"]), tuple(compared["contest"].values()))
        pair = [p for p in compared["pairs"] if {p["scenario"], p["against"]} == {"as-today", "private-lists"}][0]
        found = claim["answer"]["found"]
        self.assertEqual(found["scenario"], "private-lists")
        self.assertAlmostEqual(abs(found["mean"]), abs(pair["difference"]["mean"]), delta=1e-6 * (1 + abs(found["mean"])))
        self.assertEqual(claim["answer"]["why"], pair["doubt"])
        self.assertEqual(claim["answer"]["verdict"], "cannot tell" if pair["doubt"] else "holds" if found["mean"] < 0 else "does not hold")
        self.assertEqual(self.s.ask("/api/studies/" + study, "DELETE", token=True)[0], 200)

    def test_place(self):
        p = self.get("/api/places/barnsley")
        n = len(p["areas"]["code"])
        self.assertTrue(all(len(v) == n for v in p["areas"].values()))
        inside = sum(k for k, h in zip(p["areas"]["people"], p["areas"]["halo"]) if not h)
        self.assertEqual(inside, p["people"])
        self.assertTrue(any(o["acute"] and o["beds"] > 100 for o in p["providers"]))

    def test_study(self):
        item = [s for s in self.get("/api/studies")["studies"] if s["id"] == self.study][0]
        self.assertEqual((item["status"], item["done"], item["own"], item["seed"]), ("done", 2, True, "7"))
        o = self.get("/api/studies/" + self.study)
        self.assertEqual(o["months"], ["2026-02", "2026-03"])
        self.assertEqual([s["name"] for s in o["scenarios"]], ["now", "mine"])
        self.assertTrue(o["has"]["hours"] and o["has"]["weeks"] and o["has"]["flows"] and o["has"]["gains"])
        self.assertEqual(len(o["levels"]["deprivation_decile"]), 10)
        self.assertEqual(sum(x["people"] for x in o["levels"]["age_band"]), sum(x["people"] for x in o["levels"]["conditions"]))
        self.assertEqual(self.get(f"/api/studies/{self.study}/experiment")["experiment"]["scenarios"][1]["regime"]["like"], "england-2026")

    def store(self):
        return sqlite3.connect(f"file:{self.s.studies / self.study}.sqlite?mode=ro", uri=True)

    def test_comparison_is_that_of_the_command_line(self):
        path = str(self.s.studies / self.study) + ".sqlite"
        for kind, route in (("json", "comparison"), ("csv", "report.csv")):
            printed = subprocess.run([PROGRAM, "report", path, "--format", kind], capture_output=True, check=True).stdout
            for _ in range(2):  # read, and then remembered
                status, served = self.s.ask(f"/api/studies/{self.study}/{route}", raw=True)
                self.assertEqual((status, served == printed), (200, True), route)

    def test_series(self):
        o = self.get(f"/api/studies/{self.study}/series?measure=rtt_incomplete")
        now, mine = o["series"][0]["scenarios"]
        with self.store() as db:
            rows = dict(((s, r, m), v) for s, r, m, v in db.execute(
                "SELECT scenario, replicate, month, value FROM tidy WHERE measure='rtt_incomplete' AND org_code='PLACE' AND breakdown='' AND kind='main'"))
        self.assertEqual(now["runs"], [[rows["now", r, m] for m in (0, 1)] for r in (1, 2)])
        difference = [(rows["mine", 1, m] - rows["now", 1, m] + rows["mine", 2, m] - rows["now", 2, m]) / 2 for m in (0, 1)]
        for a, b in zip(mine["difference"]["mean"], difference):
            self.assertAlmostEqual(a, b)
        self.assertIsNone(now["difference"])
        self.assertEqual(len(self.get(f"/api/studies/{self.study}/series?measure=ae_attendances&by=age_band")["series"]), 7)
        self.assertEqual(len(self.get(f"/api/studies/{self.study}/series?measure=ae_attendances&by=age_band&level=6")["series"]), 1)
        orgs = [x["org"] for x in self.get(f"/api/studies/{self.study}/series?measure=rtt_incomplete&org=*")["series"]]
        self.assertIn("RFF", orgs)
        self.assertEqual([x["org"] for x in self.get(f"/api/studies/{self.study}/series?measure=rtt_incomplete&org=RFF")["series"]], ["RFF"])
        for query, code in (("measure=nothing", "unknown_measure"), ("measure=qaly&org=ZZZ", "unknown_organisation"), ("measure=qaly&by=sex", "unknown_breakdown"),
                            ("", "unknown_measure")):
            self.refused(404, code, f"/api/studies/{self.study}/series?{query}")
        self.refused(400, "level", f"/api/studies/{self.study}/series?measure=qaly&level=x")

    def test_gains(self):
        o = self.get(f"/api/studies/{self.study}/gains")["scenarios"]
        self.assertEqual([s["name"] for s in o], ["mine"])
        self.assertEqual({g["by"] for g in o[0]["groups"]}, {"", "deprivation_decile", "age_band", "conditions"})

    def test_money_to_the_penny(self):
        for replicate in (1, 2):
            o = self.get(f"/api/studies/{self.study}/money?replicate={replicate}")
            with self.store() as db:
                for k, s in enumerate(o["scenarios"]):
                    total = db.execute("SELECT sum(pence) FROM ledger JOIN run USING (run) WHERE kind='main' AND scenario=? AND replicate=?", (k, replicate)).fetchone()[0]
                    self.assertEqual(sum(f["pence"] for f in s["flows"]), total)
        self.refused(400, "replicate", f"/api/studies/{self.study}/money?replicate=3")
        self.assertEqual(self.get(f"/api/studies/{self.study}/money")["replicates"], 2)

    def test_patients(self):
        o = self.get(f"/api/studies/{self.study}/hours")
        seen = self.get(f"/api/studies/{self.study}/series?measure=ae_attendances")["series"][0]["scenarios"]
        for k in (0, 1):  # those who came by hour are those who were counted, for a place without a second hospital
            self.assertAlmostEqual(sum(o["scenarios"][k]["arrivals"]) * o["days"], sum(seen[k]["mean"]), delta=0.5)
        w = self.get(f"/api/studies/{self.study}/weeks")
        waiting = self.get(f"/api/studies/{self.study}/series?measure=rtt_incomplete")["series"][0]["scenarios"]
        for k in (0, 1):
            for m in (0, 1):
                self.assertEqual(len(w["scenarios"][k]["pathways"][m]), 105)
                self.assertAlmostEqual(sum(w["scenarios"][k]["pathways"][m]), waiting[k]["mean"][m])
        self.assertEqual(self.get(f"/api/studies/{self.study}/weeks?month=1")["months"], ["2026-03"])
        f = self.get(f"/api/studies/{self.study}/flows?what=attendances")
        self.assertAlmostEqual(sum(x[2] for x in f["scenarios"][0]["flows"]), sum(seen[0]["mean"]), delta=0.5)
        self.assertTrue(all(x[0] < len(f["areas"]) and x[1] < len(f["providers"]) for x in f["scenarios"][0]["flows"]))
        self.refused(404, "unknown_flow", f"/api/studies/{self.study}/flows?what=money")
        self.refused(404, "unknown_organisation", f"/api/studies/{self.study}/hours?org=nobody")
        self.refused(400, "month", f"/api/studies/{self.study}/weeks?month=2")

    def test_check(self):
        status, o = self.s.ask("/api/check", "POST", {"experiment": SMALL})
        self.assertEqual((status, o["runs"], o["months"], o["too_large"]), (200, 4, 2, None))
        status, again = self.s.ask("/api/check", "POST", {"yaml": o["yaml"]})
        self.assertEqual((status, again["experiment"]), (200, SMALL))
        e = self.refused(400, "experiment", "/api/check", "POST", {"yaml": o["yaml"].replace("replicates: 2", "replicats: 2")})
        self.assertEqual(o["yaml"].splitlines()[e["line"] - 1], "replicates: 2")
        e = self.refused(400, "experiment", "/api/check", "POST", {"experiment": {**SMALL, "headline": {"measure": "rtt_incomplet"}}})
        self.assertIn("rtt_incomplete", e["message"])

    def test_the_page_or_what_to_install(self):
        status, text = self.s.ask("/", raw=True)
        self.assertEqual(status, 200)
        self.assertIn(b"<title>", text)
        self.assertIn("default-src 'none'", self.s.head["Content-Security-Policy"])
        self.assertEqual(self.s.head["X-Content-Type-Options"], "nosniff")
        self.assertEqual(self.s.ask("/no-such-file.js", raw=True)[0], 404)

    # ---- bad clients ----

    def test_unknown_ids(self):
        for path, code in (("/api/studies/nobody", "unknown_study"), ("/api/studies/nobody/series?measure=qaly", "unknown_study"), ("/api/runs/r0", "unknown_run"),
                           ("/api/runs/r0/events", "unknown_run"), ("/api/places/atlantis", "unknown_place"), ("/api/regimes/none", "unknown_regime"),
                           ("/api/experiments/none", "unknown_experiment"), ("/api/none", "unknown"), ("/api", "unknown"), ("/none", "unknown")):
            self.refused(404, code, path)
        self.refused(405, "method", "/api/about", "POST", {}, token=True)
        self.refused(405, "method", "/api/about", "PUT", {}, token=True)

    def test_path_tricks(self):
        for path in ("/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/api/studies/..%2f..%2fetc%2fpasswd", "/api/experiments/../regimes", "/api/experiments/%2e%2e",
                     "/api/regimes/..%2fexperiments%2ftemplate", "/api/places/barnsley.yaml", "/api/experiments/template.yaml", "/api/places/%00", "/api/studies/a%00b",
                     "//etc/passwd", "/api//about", "/api/studies/" + "a" * 300, "/.git/config", "/api/experiments/template%2f", "/ui/../x"):
            status, data = self.s.ask(path, raw=True)
            self.assertEqual(status, 404, path)
            self.assertNotIn(b"root:", data)
        secret = self.s.dir / "secret.yaml"
        secret.write_text("key: SECRET\n")
        for trick in ({"name": str(secret)}, {"name": "../places/barnsley"}, {"name": "template", "place": str(secret)}, {"name": "template.yaml"},
                      {"experiment": {**SMALL, "place": str(secret)}}, {"experiment": {**SMALL, "circumstances": "../../secret"}},
                      {"experiment": {**SMALL, "scenarios": [{"name": "a", "regime": str(secret)}], "baseline": "a"}},
                      {"experiment": {**SMALL, "scenarios": [{"name": "a", "regime": {"regime": "x", "title": "x", "source": "x", "like": "../x", "answers": {}}}], "baseline": "a"}}):
            status, o = self.s.ask("/api/runs", "POST", trick, token=True)
            self.assertEqual((status, o["error"]["code"]), (400, "experiment"), (trick, o))
            self.assertNotIn("SECRET", json.dumps(o))
            self.assertNotIn(str(self.s.dir), o["error"]["message"].replace(str(secret), ""))

    def test_bad_bodies(self):
        self.refused(413, "too_large", "/api/runs", "POST", b"x" * 300000, token=True)
        self.refused(413, "too_large", "/api/runs", "POST", b"x" * 300000)
        self.refused(400, "json", "/api/runs", "POST", b"{", token=True)
        self.refused(400, "json", "/api/runs", "POST", b"[]", token=True)
        self.refused(400, "json", "/api/runs", "POST", b'{"a":1,"a":2}', token=True)
        self.refused(400, "json", "/api/check", "POST", b"[" * 100000)
        self.refused(400, "experiment", "/api/runs", "POST", {}, token=True)
        self.refused(400, "experiment", "/api/runs", "POST", {"name": 7}, token=True)
        self.refused(400, "experiment", "/api/runs", "POST", {"yaml": "a: &x [*x]"}, token=True)
        self.refused(400, "experiment", "/api/runs", "POST", {"name": "template", "replicates": 0}, token=True)
        self.refused(415, "type", "/api/runs", "POST", b"{}", token=True, headers={"Content-Type": "text/plain"})
        chunk = b"1000\r\n" + b"x" * 4096 + b"\r\n"
        head = f"POST /api/check HTTP/1.1\r\nHost: 127.0.0.1:{self.s.port}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
        self.assertIn(b" 413 ", raw(self.s.port, head + chunk * 100 + b"0\r\n\r\n", 20))
        raw(self.s.port, head + chunk * 2000, 20)  # without end: the server hangs up
        for data in (b"\x00\xff\n\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"A" * 100000, b"GET /" + b"a" * 60000 + b" HTTP/1.1\r\n\r\n"):
            raw(self.s.port, data, 2)
        self.assertEqual(self.s.ask("/api/about?" + "&".join(f"k{i}=v" for i in range(40)))[0], 400)
        self.assertEqual(self.s.ask("/api/about")[0], 200)

    def test_who_may(self):
        self.refused(403, "token", "/api/runs", "POST", {"experiment": SMALL})
        self.refused(403, "token", "/api/runs", "POST", {"experiment": SMALL}, headers={"X-Tredegar-Token": "0" * 32})
        self.refused(403, "token", "/api/studies/" + self.study, "DELETE")
        self.refused(403, "host", "/api/about", headers={"Host": "evil.example"})
        self.refused(403, "host", "/api/about", headers={"Host": f"evil.example:{self.s.port}"})
        self.refused(403, "origin", "/api/runs", "POST", {}, token=True, headers={"Origin": "http://evil.example"})
        self.refused(403, "origin", "/api/runs", "POST", {}, token=True, headers={"Origin": "null"})
        self.refused(403, "origin", "/api/about", "GET", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"})
        status, _ = self.s.ask("/api/about", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"})
        self.assertEqual(status, 200)
        status, _ = self.s.ask("/api/about", headers={"Host": f"localhost:{self.s.port}", "Origin": f"http://localhost:{self.s.port}"})
        self.assertEqual(status, 200)

    def test_loopback_alone(self):
        with subprocess.Popen(["sh", "-c", "cat /proc/net/tcp"], stdout=subprocess.PIPE, text=True) as p:
            lines = [line.split()[1] for line in p.stdout if line.split()[1].endswith(f":{self.s.port:04X}")]
        self.assertTrue(lines and all(x.startswith("0100007F") for x in lines if not x.startswith("00000000:0000")), lines)

    def test_a_hundred_idle_connections(self):
        idle = [socket.create_connection(("127.0.0.1", self.s.port), timeout=5) for _ in range(100)]
        for s in idle[:50]:
            s.sendall(b"GET /api/about HTTP/1.1\r\nHost: ")  # never ends
        begun = time.time()
        self.assertEqual(self.s.ask("/api/about")[0], 200)
        self.assertLess(time.time() - begun, 2)
        for s in idle:
            s.close()

    def test_a_client_that_drips_is_hung_up_on(self):
        seconds = self.get("/api/about")["limits"]["idle_seconds"]
        slow, begun, ended = [], time.time(), {}
        for head in (b"GET /api/about HTTP/1.1\r\n", b"POST /api/check HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n" % self.s.port):
            s = socket.create_connection(("127.0.0.1", self.s.port), timeout=0.05)
            s.sendall(head)
            slow.append(s)
        while len(ended) < 2 and time.time() - begun < seconds + 10:
            for s in slow:
                if s in ended:
                    continue
                try:
                    s.sendall(b"a: b\r\n")  # a header the more, or a piece of the body
                    if s.recv(100) == b"":
                        ended[s] = time.time() - begun
                except TimeoutError:
                    pass
                except OSError:
                    ended[s] = time.time() - begun
            time.sleep(0.5)
        for s in slow:
            s.close()
        self.assertEqual(len(ended), 2)
        self.assertGreater(min(ended.values()), seconds - 2)
        self.assertEqual(self.s.ask("/api/about")[0], 200)

    def test_followers_are_not_without_number(self):
        most = self.get("/api/about")["limits"]["followers"]
        run, study = self.s.start({"experiment": {**SMALL, "end": "2026-07-31", "replicates": 20}})
        follow = [socket.create_connection(("127.0.0.1", self.s.port), timeout=5) for _ in range(most)]
        for s in follow:
            s.sendall(f"GET /api/runs/{run}/events HTTP/1.1\r\nHost: 127.0.0.1:{self.s.port}\r\n\r\n".encode())
            self.assertIn(b" 200 ", s.recv(4096))
        self.refused(429, "too_many_followers", f"/api/runs/{run}/events")
        for s in follow:
            s.close()
        self.s.ask("/api/runs/" + run, "DELETE", token=True)
        self.assertEqual(self.s.wait(run)["state"], "stopped")
        self.s.ask("/api/studies/" + study, "DELETE", token=True)

    def test_too_large_a_run(self):
        status, o = self.s.ask("/api/runs", "POST", {"experiment": {**SMALL, "replicates": 500}}, token=True)
        self.assertEqual((status, o["error"]["code"]), (413, "too_large_a_run"), o)
        status, o = self.s.ask("/api/check", "POST", {"experiment": {**SMALL, "place": "bath-swindon-wiltshire", "end": "2036-01-31", "replicates": 20}})
        self.assertEqual(status, 200)
        self.assertIn("billion", o["too_large"])

    def test_too_many_runs(self):
        body, ids = {"experiment": {**SMALL, "end": "2027-01-31", "replicates": 10}}, []
        for _ in range(5):
            ids.append(self.s.start(body))
        self.refused(429, "too_many_runs", "/api/runs", "POST", body, token=True)
        self.refused(409, "under_way", "/api/studies/" + self.running(ids), "DELETE", token=True)
        for run, _ in reversed(ids):
            self.assertEqual(self.s.ask("/api/runs/" + run, "DELETE", token=True)[0], 200)
        states = [self.s.wait(run)["state"] for run, _ in ids]
        self.assertEqual(states, ["stopped"] * 5)
        for _, study in ids:
            self.s.ask("/api/studies/" + study, "DELETE", token=True)

    def running(self, ids):
        self.s.wait(ids[0][0], lambda o: o["state"] == "running" and o["runs"] > 0)
        return ids[0][1]

    def test_a_killed_run(self):
        run, study = self.s.start({"experiment": {**SMALL, "end": "2026-07-31", "replicates": 20}})
        self.s.wait(run, lambda o: o["finished"] >= 2)
        pids = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.s.process.pid)], capture_output=True, text=True, check=True).stdout.split()
        self.assertEqual(len(pids), 1)
        os.kill(int(pids[0]), signal.SIGKILL)
        o = self.s.wait(run)
        self.assertEqual(o["state"], "failed")
        self.assertIn("killed", o["message"])
        head = self.get("/api/studies/" + study)
        self.assertEqual(head["status"], "unfinished")
        self.assertGreaterEqual(head["done"], 1)
        series = self.get(f"/api/studies/{study}/series?measure=rtt_incomplete")["series"][0]["scenarios"]
        self.assertGreaterEqual(len(series[0]["runs"]), 1)
        with sqlite3.connect(f"file:{self.s.studies / study}.sqlite?mode=ro", uri=True) as db:
            self.assertEqual(db.execute("PRAGMA integrity_check").fetchone()[0], "ok")
        self.assertEqual(self.s.ask("/api/studies/" + study, "DELETE", token=True)[0], 200)

    def test_events_and_a_closed_browser(self):
        run, study = self.s.start({"experiment": {**SMALL, "end": "2026-05-31", "replicates": 2}})
        with socket.create_connection(("127.0.0.1", self.s.port), timeout=5) as s:  # listens a moment, and is gone
            s.sendall(f"GET /api/runs/{run}/events HTTP/1.1\r\nHost: 127.0.0.1:{self.s.port}\r\n\r\n".encode())
            self.assertIn(b"text/event-stream", s.recv(4096))
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.s.port, timeout=60)) as c:
            c.request("GET", f"/api/runs/{run}/events")
            text = c.getresponse().read().decode()
        events = [block.split("\n") for block in text.strip().split("\n\n")]
        self.assertEqual(events[-1][0], "event: end")
        last = json.loads(events[-1][1][6:])
        self.assertEqual((last["state"], last["finished"]), ("done", 4))
        shares = [json.loads(e[1][6:])["done"] for e in events if e[0].startswith("event")]
        self.assertEqual(shares, sorted(shares))
        self.assertEqual(self.get("/api/studies/" + study)["status"], "done")
        self.s.ask("/api/studies/" + study, "DELETE", token=True)

    def test_one_person(self):
        for body in ({"study": self.study, "pick": "frail"}, {"experiment": SMALL, "id": 17}):
            status, o = self.s.ask("/api/person", "POST", body, token=True)
            self.assertEqual(status, 202, o)
            self.assertEqual(self.s.wait(o["run"])["state"], "done")
            story = self.get(f"/api/runs/{o['run']}/story")
            self.assertEqual(set(story["regimes"]), {"now", "mine"})
            self.assertEqual(story["person"]["id"] == 17, "id" in body)
        printed = json.loads(subprocess.run([PROGRAM, "person", str(self.s.studies / self.study) + ".yaml", "--id", "17", "--format", "json", "--quiet"],
                                            capture_output=True, check=True, env={**os.environ, "TREDEGAR_HOME": str(ROOT)}).stdout)
        self.assertEqual(story, printed)
        self.refused(403, "token", "/api/person", "POST", {"study": self.study})
        self.refused(400, "pick", "/api/person", "POST", {"study": self.study, "pick": "tall"}, token=True)
        self.refused(400, "pick", "/api/person", "POST", {"study": self.study, "id": -1}, token=True)
        self.refused(404, "unknown_study", "/api/person", "POST", {"study": "nobody"}, token=True)
        self.refused(404, "unknown_run", "/api/runs/r0/story")
        status, o = self.s.ask("/api/person", "POST", {"experiment": SMALL, "id": 4000000000}, token=True)
        o = self.s.wait(o["run"])
        self.assertEqual(o["state"], "failed")
        self.assertIn("4000000000", o["message"])
        self.assertFalse([p for p in self.s.studies.iterdir() if p.name.startswith(".")])

    def test_many_at_once(self):
        wrong = []

        def ask():
            for path in ("/api/claims", f"/api/studies/{self.study}/series?measure=qaly&by=age_band", f"/api/studies/{self.study}/comparison", "/api/places/barnsley"):
                status, _ = self.s.ask(path)
                if status != 200:
                    wrong.append(path)
        threads = [threading.Thread(target=ask) for _ in range(12)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(wrong, [])


class Ends(unittest.TestCase):
    def test_ctrl_c_with_a_run_under_way(self):
        s = Server()
        run, study = s.start({"experiment": {**SMALL, "end": "2026-07-31", "replicates": 20}})
        s.wait(run, lambda o: o["finished"] >= 1)
        store = s.studies / (study + ".sqlite")
        copy = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, copy, True)
        follower = socket.create_connection(("127.0.0.1", s.port), timeout=5)
        follower.sendall(f"GET /api/runs/{run}/events HTTP/1.1\r\nHost: 127.0.0.1:{s.port}\r\n\r\n".encode())
        follower.recv(4096)
        s.process.send_signal(signal.SIGINT)
        self.assertEqual(s.process.wait(30), 0)
        follower.close()
        shutil.copy(store, copy)
        done = subprocess.run([PROGRAM, "report", copy / store.name, "--format", "json"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        s.process.stdout.close()
        s.process.stderr.close()
        shutil.rmtree(s.dir, True)

    def test_a_port_in_use_and_a_wrong_store(self):
        s = Server()
        self.addCleanup(s.close)
        env = {**os.environ, "TREDEGAR_HOME": str(ROOT)}
        for words, says in ((["--port", str(s.port)], "port"), ([str(s.dir / "none.sqlite")], "none.sqlite"), (["--port", "x"], "--port"), (["--studies", "/proc/none"], "none")):
            done = subprocess.run([PROGRAM, "serve", "--studies", str(s.studies), *words], capture_output=True, text=True, env=env, timeout=30, check=False)
            self.assertIn(done.returncode, (1, 2, 4), done.stderr)
            self.assertIn(says, done.stderr)

    def test_a_story_has_the_settings_of_its_study(self):
        folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder, True)
        path, store = folder / "small.yaml", folder / "set.sqlite"
        path.write_text(json.dumps({**SMALL, "replicates": 1, "set": {"planned.removal_multiplier": 0.5}}), encoding="utf-8")
        by_hand = ["--set", "primary.departments_tenths=0.1", "--set", "planned.removal_multiplier=1.3"]
        env = {**os.environ, "TREDEGAR_HOME": str(ROOT)}

        def told(command, *words):
            return subprocess.run([PROGRAM, command, path, "--quiet", "--threads", "1", *words], capture_output=True, text=True, check=True, env=env).stdout
        told("run", "--no-extras", "--store", store, *by_hand)
        s = Server(str(store))
        self.addCleanup(s.close)
        status, o = s.ask("/api/person", "POST", {"study": "set", "pick": "waiting"}, token=True)
        self.assertEqual(status, 202, o)
        self.assertEqual(s.wait(o["run"])["state"], "done")
        story = s.ask(f"/api/runs/{o['run']}/story")[1]
        self.assertEqual(story, json.loads(told("person", "--pick", "waiting", "--format", "json", *by_hand)))
        self.assertNotEqual(story, json.loads(told("person", "--pick", "waiting", "--format", "json")))
        for wrong in ({"nonsense.x": 1}, {"planned.removal_multiplier": "1"}, {"planned.removal_multiplier": -1}, [1]):
            status, o = s.ask("/api/person", "POST", {"experiment": SMALL, "id": 17, "set": wrong}, token=True)
            self.assertEqual((status, o["error"]["code"]), (400, "experiment"), o)

    def test_the_newest_studies_each_once(self):
        s = Server()
        self.addCleanup(s.close)
        for k in range(300):  # none can be read; which are listed is all that is asked
            path = s.studies / f"study-{k:03}.sqlite"
            path.write_bytes(b"")
            os.utime(path, (1000000 + k, 1000000 + k))
        os.link(s.studies / "study-299.sqlite", s.studies / "again.sqlite")
        os.symlink("study-298.sqlite", s.studies / "a-link.sqlite")
        status, o = s.ask("/api/studies")
        ids = [x["id"] for x in o["studies"]]
        self.assertEqual((status, len(ids), o["left_out"]), (200, 256, 44))
        self.assertEqual(ids, ["again", "a-link"] + [f"study-{k:03}" for k in range(297, 43, -1)])
        for k in range(44):
            (s.studies / f"study-{k:03}.sqlite").unlink()
        self.assertEqual(s.ask("/api/studies")[1]["left_out"], 0)

    def test_a_run_that_cannot_be_started_leaves_nothing(self):
        folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder, True)
        s = Server(program=shutil.copy(PROGRAM, folder / "tredegar"))
        self.addCleanup(s.close)
        self.assertEqual(s.ask("/api/about")[0], 200)
        (folder / "tredegar").unlink()
        opened = []
        for _ in range(3):
            status, o = s.ask("/api/person", "POST", {"experiment": SMALL, "id": 17}, token=True)
            self.assertEqual(status, 202, o)
            o = s.wait(o["run"])
            self.assertEqual(o["state"], "failed")
            self.assertIn("cannot be started", o["message"])
            for f in pathlib.Path(f"/proc/{s.process.pid}/fd").iterdir():
                with contextlib.suppress(OSError):  # a connection that has gone
                    opened.append(os.readlink(f))
        self.assertFalse([name for name in opened if "story" in name])
        self.assertEqual(list(s.studies.iterdir()), [])

    def test_a_named_store_is_not_deleted(self):
        one = Server()
        self.addCleanup(one.close)
        run, study = one.start({"experiment": SMALL})
        one.wait(run)
        two = Server(str(one.studies / (study + ".sqlite")))
        self.addCleanup(two.close)
        status, o = two.ask("/api/studies/" + study, "DELETE", token=True)
        self.assertEqual((status, o["error"]["code"]), (403, "not_own"))
        self.assertEqual([x["id"] for x in two.ask("/api/studies")[1]["studies"]], [study])
        os.link(one.studies / (study + ".sqlite"), two.studies / "linked.sqlite")  # named and in the folder: one study, as it was named
        self.assertEqual([(x["id"], x["own"]) for x in two.ask("/api/studies")[1]["studies"]], [(study, False)])
        self.assertTrue((one.studies / (study + ".sqlite")).exists())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
