-- The tables of a Tredegar store. One study a file. docs/store.md explains each column.
CREATE TABLE provenance (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE study (experiment TEXT, title TEXT, claim_id TEXT, claim TEXT, claim_source TEXT, place TEXT, place_name TEXT,
  vintage TEXT, first_day TEXT, last_day TEXT, replicates INTEGER, seed TEXT, baseline INTEGER,
  headline TEXT, headline_goal REAL, headline_up INTEGER, notes TEXT, sentence TEXT, seconds REAL, money_a_head REAL);
CREATE TABLE scenario (scenario INTEGER PRIMARY KEY, name TEXT NOT NULL, title TEXT, timeline TEXT);
CREATE TABLE organisation (organisation INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT, type TEXT, owner TEXT, x_km REAL, y_km REAL);
CREATE TABLE treatment_function (level INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT);
CREATE TABLE measure (measure INTEGER PRIMARY KEY, name TEXT NOT NULL, unit TEXT, over_months TEXT, better TEXT, line TEXT);
CREATE TABLE breakdown (breakdown INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE run (run INTEGER PRIMARY KEY, kind TEXT NOT NULL, scenario INTEGER NOT NULL REFERENCES scenario, replicate INTEGER NOT NULL,
  person_years REAL, residents INTEGER, events INTEGER, stale INTEGER, thinned INTEGER, seconds REAL, bytes INTEGER, events_digest TEXT, needs_digest TEXT);
CREATE TABLE series (run INTEGER NOT NULL REFERENCES run, measure INTEGER NOT NULL, organisation INTEGER NOT NULL,
  breakdown INTEGER NOT NULL, level INTEGER NOT NULL, month INTEGER NOT NULL, value REAL,
  PRIMARY KEY (run, measure, organisation, breakdown, level, month)) WITHOUT ROWID;
CREATE TABLE first_month_stop (run INTEGER NOT NULL REFERENCES run, organisation INTEGER, admitted INTEGER, week INTEGER, pathways INTEGER);
-- What pictures need: A&E by hour of arrival, the place's list by weeks waited at each month's end, who goes where.
CREATE TABLE neighbourhood (neighbourhood INTEGER PRIMARY KEY, code TEXT NOT NULL, x_km REAL, y_km REAL, people INTEGER, decile INTEGER, halo INTEGER);
CREATE TABLE ae_hour (run INTEGER NOT NULL REFERENCES run, organisation INTEGER, hour INTEGER, patients INTEGER, within_target INTEGER, admitted INTEGER,
  minutes INTEGER, PRIMARY KEY (run, organisation, hour)) WITHOUT ROWID;
CREATE TABLE wait_band (run INTEGER NOT NULL REFERENCES run, month INTEGER, week INTEGER, pathways INTEGER, PRIMARY KEY (run, month, week)) WITHOUT ROWID;
CREATE TABLE patient_flow (run INTEGER NOT NULL REFERENCES run, what TEXT, neighbourhood INTEGER, organisation INTEGER, patients INTEGER,
  PRIMARY KEY (run, what, neighbourhood, organisation)) WITHOUT ROWID;
CREATE TABLE ledger (run INTEGER NOT NULL REFERENCES run, year INTEGER, payer TEXT, payee TEXT, service_line TEXT, reason TEXT, category TEXT, pence INTEGER, postings INTEGER);
CREATE TABLE record (run INTEGER NOT NULL REFERENCES run, month INTEGER, organisation INTEGER, question TEXT, what TEXT, why TEXT, pence INTEGER);
CREATE TABLE award (run INTEGER NOT NULL REFERENCES run, number INTEGER NOT NULL, commissioner TEXT, commissioner_name TEXT, service_line TEXT,
  treatment_function TEXT, route TEXT, method TEXT, outcome TEXT, incumbent TEXT, incumbent_name TEXT, winner TEXT, winner_name TEXT,
  notice INTEGER, decided INTEGER, starts INTEGER, ends INTEGER, price REAL, value_pence INTEGER, cost_commissioner INTEGER,
  cost_bidders INTEGER, cost_challenge INTEGER, challenged INTEGER, upheld INTEGER, why TEXT, PRIMARY KEY (run, number)) WITHOUT ROWID;
CREATE TABLE bid (run INTEGER NOT NULL REFERENCES run, award INTEGER NOT NULL, bidder TEXT, bidder_name TEXT, cost REAL, price REAL,
  measured REAL, fit REAL, score REAL);
CREATE TABLE mark (run INTEGER NOT NULL REFERENCES run, award INTEGER NOT NULL, bidder TEXT, criterion TEXT, weight REAL, mark REAL,
  PRIMARY KEY (run, award, bidder, criterion)) WITHOUT ROWID;
CREATE TABLE gain (scenario INTEGER, breakdown INTEGER, level INTEGER, people INTEGER, qaly_per_1000 REAL, placebo_per_1000 REAL,
  better_share REAL, worse_share REAL, placebo_better REAL, placebo_worse REAL, low95 REAL, high95 REAL, replicates INTEGER);
CREATE TABLE parameter (name TEXT PRIMARY KEY, value REAL, low REAL, high REAL, unit TEXT, standing TEXT, source TEXT, set_by TEXT) WITHOUT ROWID;
CREATE TABLE setting (scope TEXT, of TEXT, name TEXT, value REAL);
-- The same figures with words for numbers, as series.csv has them.
CREATE VIEW tidy AS SELECT s.name AS scenario, r.kind, r.replicate, t.month, coalesce(o.code, 'PLACE') AS org_code, m.name AS measure,
  b.name AS breakdown, t.level, t.value, m.unit FROM series t JOIN run r USING (run) JOIN scenario s USING (scenario)
  JOIN measure m USING (measure) JOIN breakdown b USING (breakdown) LEFT JOIN organisation o USING (organisation);
