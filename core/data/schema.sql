-- The database of rasid, version 1. Made by the program when a file is opened that does not exist; docs/database.md tells
-- how to read it with sqlite3. STRICT tables; WAL; times are UTC, "2026-01-31T23:59:59.123Z".
--
-- What is said of an item (a place or a figure) is one JSON object in the form of docs/formats.md, in which `part_of` and
-- `place` are uids. Generated columns show its members, so that they can be queried and checked like any column.

-- One imported article. Never deleted; the text never changes.
CREATE TABLE document (
	id INTEGER PRIMARY KEY,         -- rises in the order of import
	sha256 TEXT NOT NULL UNIQUE     -- of the text as UTF-8: the same article has the same hash everywhere
		CHECK (length(sha256) = 64),
	name TEXT NOT NULL,             -- file name or external id: what people call it
	title TEXT,
	outlet TEXT,                    -- who published it
	url TEXT,
	published TEXT,                 -- ISO 8601 day; "yesterday" in the text is relative to it
	language TEXT,                  -- BCP 47
	len_cp INTEGER NOT NULL         -- length in code points, the unit of all offsets
		CHECK (len_cp >= 0),
	imported_at TEXT NOT NULL,
	detector TEXT,                  -- version that made the suggestions; null before the first detection
	n_suggestions INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The text, apart from what lists need, so that listing documents does not read articles.
CREATE TABLE document_text (
	document_id INTEGER PRIMARY KEY REFERENCES document (id),
	text TEXT NOT NULL
) STRICT;

CREATE TRIGGER document_text_stays BEFORE UPDATE ON document_text
BEGIN SELECT raise(ABORT, 'the text of a document never changes'); END;

-- The machine's layer: all suggestions of one document in one row, because they are made, replaced and read together.
-- Arrays of {"uid", "type", members of the item}; members that are null or have their commonest value are left out.
CREATE TABLE reading (
	document_id INTEGER PRIMARY KEY REFERENCES document (id),
	superseded TEXT NOT NULL,       -- of earlier versions, kept because somebody decided on them or refers to them
	items TEXT NOT NULL             -- of the document's detector version
) STRICT;

-- Every act, for ever: who, when, on what, what it was and what it became. docs/database.md gives the hash's recipe.
CREATE TABLE journal (
	seq INTEGER PRIMARY KEY,        -- 1, 2, 3 … without gaps
	uid TEXT NOT NULL UNIQUE        -- UUID version 7
		CHECK (length(uid) = 36),
	at TEXT NOT NULL CHECK (length(at) = 24),
	annotator TEXT NOT NULL         -- '' for imports and detection runs
		CHECK (instr(annotator, char(10)) = 0),
	act TEXT NOT NULL               -- not IN (…): for each row SQLite would build a table of the names
		CHECK (act = 'confirm' OR act = 'correct' OR act = 'reject' OR act = 'skip' OR act = 'reset' OR
		       act = 'add' OR act = 'flag' OR act = 'note' OR act = 'undo' OR act = 'redo' OR
		       act = 'import' OR act = 'detect'),
	document_sha256 TEXT NOT NULL REFERENCES document (sha256),
	item TEXT CHECK (item <> ''),   -- uid of the item acted on; null for imports and detection runs
	detector TEXT                   -- version of the detector at work
		CHECK (detector <> '' AND instr(detector, char(10)) = 0),
	dwell_ms INTEGER NOT NULL,      -- how long the item was in focus
	target TEXT CHECK (target <> ''), -- undo, redo: uid of the row that was undone or done again
	old_value TEXT                  -- the item's state before; null: this annotator had said nothing of it
		CHECK (old_value <> '' AND instr(old_value, char(10)) = 0),
	new_value TEXT                  -- the item's state after
		CHECK (new_value <> '' AND instr(new_value, char(10)) = 0),
	prev_hash TEXT NOT NULL         -- hash of the row before; 64 zeros in the first
		CHECK (length(prev_hash) = 64),
	hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE TRIGGER journal_update BEFORE UPDATE ON journal
BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_delete BEFORE DELETE ON journal
BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;

-- Each annotator's layer: the current state of each item they said something of. Follows from the journal.
CREATE TABLE annotation (
	document_id INTEGER NOT NULL REFERENCES document (id),
	annotator TEXT NOT NULL CHECK (annotator <> ''),
	uid TEXT NOT NULL,              -- of the item; the same for all annotators of a suggestion
	seq INTEGER NOT NULL REFERENCES journal (seq), -- the last act on it
	extra INTEGER NOT NULL          -- 1: not among the document's current suggestions (added, or superseded)
		CHECK (extra IN (0, 1)),
	state TEXT NOT NULL,            -- {"type", "decision", "flagged", "note", "value": {…}, "machine": {…} or null}

	type TEXT NOT NULL GENERATED ALWAYS AS (state ->> '$.type') VIRTUAL
		CHECK (type IN ('place', 'figure')),
	decision TEXT NOT NULL GENERATED ALWAYS AS (state ->> '$.decision') VIRTUAL
		CHECK (decision IN ('undecided', 'confirmed', 'corrected', 'rejected', 'added', 'skipped')),
	flagged INTEGER NOT NULL GENERATED ALWAYS AS (state ->> '$.flagged') VIRTUAL
		CHECK (flagged IN (0, 1)),
	note TEXT GENERATED ALWAYS AS (state ->> '$.note') VIRTUAL,
	beg_cp INTEGER NOT NULL GENERATED ALWAYS AS (state ->> '$.value.start') VIRTUAL
		CHECK (beg_cp >= 0),
	end_cp INTEGER NOT NULL GENERATED ALWAYS AS (state ->> '$.value.end') VIRTUAL
		CHECK (end_cp > beg_cp),

	-- places
	kind TEXT GENERATED ALWAYS AS (state ->> '$.value.kind') VIRTUAL,
	role TEXT GENERATED ALWAYS AS (state ->> '$.value.role') VIRTUAL,
	direction TEXT GENERATED ALWAYS AS (state ->> '$.value.direction') VIRTUAL,
	name TEXT GENERATED ALWAYS AS (state ->> '$.value.name') VIRTUAL,
	country TEXT GENERATED ALWAYS AS (state ->> '$.value.country') VIRTUAL
		CHECK (length(country) = 2),
	admin1 TEXT GENERATED ALWAYS AS (state ->> '$.value.admin1') VIRTUAL,
	lat REAL GENERATED ALWAYS AS (state ->> '$.value.lat') VIRTUAL
		CHECK (lat BETWEEN -90 AND 90),
	lon REAL GENERATED ALWAYS AS (state ->> '$.value.lon') VIRTUAL
		CHECK (lon BETWEEN -180 AND 180),
	gazetteer TEXT GENERATED ALWAYS AS (state ->> '$.value.gazetteer') VIRTUAL, -- null: not in the gazetteer

	-- figures
	harm TEXT GENERATED ALWAYS AS (state ->> '$.value.harm') VIRTUAL, -- '["killed","injured"]'
	value INTEGER GENERATED ALWAYS AS (state ->> '$.value.value') VIRTUAL -- the number the words give
		CHECK (value >= 0),
	low INTEGER GENERATED ALWAYS AS (state ->> '$.value.low') VIRTUAL
		CHECK (low >= 0),
	best INTEGER GENERATED ALWAYS AS (state ->> '$.value.best') VIRTUAL
		CHECK (best >= 0),
	high INTEGER GENERATED ALWAYS AS (state ->> '$.value.high') VIRTUAL
		CHECK (high >= 0),
	approximator TEXT GENERATED ALWAYS AS (state ->> '$.value.approximator') VIRTUAL,
	unit TEXT GENERATED ALWAYS AS (state ->> '$.value.unit') VIRTUAL,
	victim TEXT GENERATED ALWAYS AS (state ->> '$.value.victim') VIRTUAL,
	status TEXT GENERATED ALWAYS AS (state ->> '$.value.status') VIRTUAL
		CHECK (status IN ('unknown', 'civilian', 'combatant', 'mixed')),
	part_of TEXT GENERATED ALWAYS AS (state ->> '$.value.part_of') VIRTUAL -- uid of a figure
		CHECK (part_of <> uid),
	relation TEXT GENERATED ALWAYS AS (state ->> '$.value.relation') VIRTUAL
		CHECK (relation IN ('included_in', 'exhaustive_part_of', 'restates')),
	place TEXT GENERATED ALWAYS AS (state ->> '$.value.place') VIRTUAL, -- uid of a place
	count_type TEXT GENERATED ALWAYS AS (state ->> '$.value.count_type') VIRTUAL
		CHECK (count_type IN ('incident', 'aggregate', 'cumulative', 'superseded')),
	polarity TEXT GENERATED ALWAYS AS (state ->> '$.value.polarity') VIRTUAL
		CHECK (polarity IN ('asserted', 'unconfirmed', 'denied', 'negated', 'unknown')),
	date_from TEXT GENERATED ALWAYS AS (state ->> '$.value.date_from') VIRTUAL,
	date_to TEXT GENERATED ALWAYS AS (state ->> '$.value.date_to') VIRTUAL,
	date_precision INTEGER GENERATED ALWAYS AS (state ->> '$.value.date_precision') VIRTUAL
		CHECK (date_precision BETWEEN 1 AND 5), -- UCDP: 1 is an exact day

	CHECK (low <= best AND best <= high AND low <= high),
	CHECK (type = 'place' OR harm <> '[]'),
	CHECK ((lat IS NULL) = (lon IS NULL)),
	CHECK ((part_of IS NULL) = (relation IS NULL)),
	CHECK (type = 'place' OR approximator <> 'vague' OR (value IS NULL AND best IS NULL)),
	PRIMARY KEY (document_id, annotator, uid)
) STRICT, WITHOUT ROWID;

-- How far each annotator is in each document: sums over annotation, kept so that listing 100,000 documents is one scan.
CREATE TABLE progress (
	annotator TEXT NOT NULL,
	document_id INTEGER NOT NULL REFERENCES document (id),
	n_extra INTEGER NOT NULL CHECK (n_extra >= 0),     -- items beside the current suggestions
	n_decided INTEGER NOT NULL CHECK (n_decided >= 0), -- neither undecided nor skipped
	PRIMARY KEY (annotator, document_id)
) STRICT, WITHOUT ROWID;

-- Each annotator's acts that can be undone (undone = 0, the highest position first) or done again (undone = 1, the lowest
-- first). Follows from the journal.
CREATE TABLE undo (
	annotator TEXT NOT NULL,
	undone INTEGER NOT NULL CHECK (undone IN (0, 1)),
	position INTEGER NOT NULL,
	seq INTEGER NOT NULL REFERENCES journal (seq),
	PRIMARY KEY (annotator, undone, position)
) STRICT, WITHOUT ROWID;

-- The machine's places and figures, one a row; what is left out of the JSON is filled in.
CREATE VIEW suggestion AS
SELECT r.document_id, d.name AS document, d.detector, i.value ->> '$.uid' AS uid, i.value ->> '$.type' AS type,
	i.value ->> '$.start' AS beg_cp, i.value ->> '$.end' AS end_cp, i.value ->> '$.score' AS score,
	i.value ->> '$.rule' AS rule, i.value ->> '$.why' AS why, i.value AS item
FROM reading r JOIN document d ON d.id = r.document_id, json_each(r.items) i;

CREATE VIEW suggested_place AS
SELECT document_id, document, uid, beg_cp, end_cp, score, rule, why,
	coalesce(item ->> '$.kind', 'other') AS kind, coalesce(item ->> '$.role', 'event_location') AS role,
	item ->> '$.direction' AS direction, item ->> '$.name' AS name, item ->> '$.country' AS country,
	item ->> '$.admin1' AS admin1, item ->> '$.lat' AS lat, item ->> '$.lon' AS lon, item ->> '$.gazetteer' AS gazetteer
FROM suggestion WHERE type = 'place';

CREATE VIEW suggested_figure AS
SELECT document_id, document, uid, beg_cp, end_cp, score, rule, why,
	item ->> '$.harm' AS harm, item ->> '$.value' AS value, item ->> '$.low' AS low, item ->> '$.best' AS best,
	item ->> '$.high' AS high, coalesce(item ->> '$.approximator', 'exact') AS approximator,
	coalesce(item ->> '$.unit', 'person') AS unit, coalesce(item ->> '$.victim', 'person') AS victim,
	coalesce(item ->> '$.status', 'unknown') AS status, item ->> '$.part_of' AS part_of,
	item ->> '$.relation' AS relation, item ->> '$.place' AS place,
	coalesce(item ->> '$.count_type', 'incident') AS count_type, coalesce(item ->> '$.polarity', 'asserted') AS polarity
FROM suggestion WHERE type = 'figure';

-- What each annotator's record says now: neither rejected nor undecided, with the words in the text.
CREATE VIEW place_current AS
SELECT a.document_id, d.name AS document, a.annotator, a.uid, a.decision, a.flagged, a.note,
	substr(t.text, a.beg_cp + 1, a.end_cp - a.beg_cp) AS surface, a.beg_cp, a.end_cp, a.kind, a.role, a.direction,
	a.name, a.country, a.admin1, a.lat, a.lon, a.gazetteer
FROM annotation a JOIN document d ON d.id = a.document_id JOIN document_text t ON t.document_id = a.document_id
WHERE a.type = 'place' AND a.decision IN ('confirmed', 'corrected', 'added');

CREATE VIEW figure_current AS
SELECT a.document_id, d.name AS document, a.annotator, a.uid, a.decision, a.flagged, a.note,
	substr(t.text, a.beg_cp + 1, a.end_cp - a.beg_cp) AS surface, a.beg_cp, a.end_cp, a.harm, a.value, a.low, a.best,
	a.high, a.approximator, a.unit, a.victim, a.status, a.part_of, a.relation, a.place, p.name AS place_name,
	p.lat, p.lon, a.count_type, a.polarity, a.date_from, a.date_to, a.date_precision
FROM annotation a JOIN document d ON d.id = a.document_id JOIN document_text t ON t.document_id = a.document_id
	LEFT JOIN annotation p ON p.document_id = a.document_id AND p.annotator = a.annotator AND p.uid = a.place
WHERE a.type = 'figure' AND a.decision IN ('confirmed', 'corrected', 'added');
