#!/usr/bin/env bash
# Learning as a user meets it: too little to learn from, learning, what it changes, the way back; calibration on gold.
# usage: RASID_PROGRAM=build/rasid tests/e2e/learn.sh
set -u
cd "$(dirname "$0")/../.." || exit 2
rasid=${RASID_PROGRAM:-build/rasid}
. tests/lib/program.sh
db=$room/work.db learned=$room/data/rasid/learned

# ---- calibration and fitting on gold ----
status 0 "$rasid" evaluate --calibration "$fixtures/articles.jsonl"
prints "scores of rasid "
prints "cross-validated over these documents"
same "rows of bins" "$(grep -cE '^0\.[0-9] to [01]\.[0-9] ' "$out")" 20
ece=$(grep -m 1 -o 'expected calibration error [0-9.]*' "$out" | grep -o '[0-9.]*$')
checks=$((checks + 1)); awk -v e="$ece" 'BEGIN {exit !(e > 0 && e < 0.1)}' || fail "calibration error $ece"
status 64 "$rasid" evaluate --calibration --against x.jsonl "$fixtures/articles.jsonl"; says "without --against"
status 0 "$rasid" learn --from-gold --write "$room/model.tsv" "$fixtures/articles.jsonl"; prints "log-loss"
same "header of a table of weights" "$(head -n 1 "$room/model.tsv")" "$(printf 'item\tfeature\tweight')"
checks=$((checks + 1)); [ "$(grep -c '^figure' "$room/model.tsv")" -gt 5 ] || fail "weights of figures"
status 64 "$rasid" learn --from-gold; says "needs gold files"
status 64 "$rasid" learn "$fixtures/articles.jsonl"; says "only with --from-gold"
status 64 "$rasid" learn --reset --dry-run; says "--reset goes alone"
status 64 "$rasid" learn --write x.tsv; says "goes with --from-gold"

# ---- too little ----
status 66 "$rasid" --db "$room/none.db" learn; says "no database"
status 0 "$rasid" --db "$db" import -q "$fixtures/articles.jsonl" "$fixtures/seed.txt"
status 0 "$rasid" --db "$db" learn; prints "nothing was changed"
checks=$((checks + 1)); [ ! -e "$learned" ] || fail "something was written"

if ! command -v sqlite3 >/dev/null; then
	printf '%d checks, %d failed (sqlite3 is missing: learning itself was not tested)\n' "$checks" "$failed"
	[ "$failed" = 0 ]
	exit
fi

# ---- decisions: names that nothing introduces are rejected, all else confirmed; one place is added ----
text='وقع القصف على طرنبيلة مساء أمس.'
printf '%s\n' "$text" >"$room/added.txt"
printf 'قتل خمسة مدنيين في طرنبيلة صباح اليوم.\n' >"$room/next.txt"
status 0 "$rasid" --db "$db" import -q "$room/added.txt"
status 0 "$rasid" detect "$room/next.txt"; lacks '"surface":"طرنبيلة"'
sqlite3 "$db" "
insert into annotation (document_id, annotator, uid, seq, extra, state)
select r.document_id, 'maha', i.value ->> '\$.uid', 1, 0, json_object('type', i.value ->> '\$.type', 'decision',
	case when i.value ->> '\$.rule' in ('place.gazetteer', 'place.list') then 'rejected' else 'confirmed' end,
	'flagged', json('false'), 'note', null, 'value', json_remove(i.value, '\$.uid', '\$.type'),
	'machine', json_remove(i.value, '\$.uid', '\$.type'))
from reading r, json_each(r.items) i;
insert into annotation (document_id, annotator, uid, seq, extra, state)
select id, 'maha', '01890000-0000-7000-8000-000000000001', 1, 1, json_object('type', 'place', 'decision', 'added',
	'flagged', json('false'), 'note', null, 'value', json_object('start', 14, 'end', 21, 'kind', 'village',
	'country', 'SY', 'admin1', 'إدلب', 'lat', 35.7, 'lon', 36.6), 'machine', null)
from document where name = 'added.txt';" 2>"$err" || fail "decisions by SQL"
same "the added words" "${text:14:7}" "طرنبيلة"
before=$("$rasid" detect --format jsonl "$fixtures/seed.txt")

status 0 "$rasid" --db "$db" learn --dry-run; prints "kept"
checks=$((checks + 1)); [ ! -e "$learned" ] || fail "a dry run wrote something"
status 0 "$rasid" --db "$db" learn
prints "held out"
prints "shipped weights (before)"
same "what is kept" "$(grep '  kept$' "$out" | cut -c 1-8)" "refitted"
losses=$(awk '/^shipped/ {a = $4} /^refitted/ {b = $5} END {print (b < a)}' "$out")
same "log-loss falls" "$losses" 1
for file in model gazetteer rejected; do
	checks=$((checks + 1)); [ -s "$learned/$file.tsv" ] || fail "$file.tsv is missing"
done
same "the added place" "$(grep -c 'طرنبيلة.*village.*SY.*إدلب.*35.70000.*added by maha in added.txt' "$learned/gazetteer.tsv")" 1

# ---- what it changes ----
status 0 "$rasid" detect "$room/next.txt"; prints '"surface":"طرنبيلة"'; prints '"gazetteer":"learned-'
status 0 "$rasid" detect --no-learned "$room/next.txt"; lacks '"surface":"طرنبيلة"'
status 0 "$rasid" detect "$fixtures/seed.txt"; prints "rejected here"
status 0 "$rasid" --no-learned detect "$fixtures/seed.txt"; lacks "rejected here"
same "--no-learned" "$(cat "$out")" "$before"
if command -v python3 >/dev/null; then
	checks=$((checks + 1))
	"$rasid" detect "$fixtures/seed.txt" >"$room/after.jsonl"
	printf '%s\n' "$before" >"$room/before.jsonl"
	python3 - "$room/before.jsonl" "$room/after.jsonl" <<'P' || fail "rejected words keep their scores"
import json, sys
a, b = (json.loads(open(p).read())["places"] for p in sys.argv[1:])
after = {(p["start"], p["end"]): p for p in b}
rejected = [p for p in a if p["rule"] == "place.gazetteer"]
assert rejected
for p in rejected:
    q = after[(p["start"], p["end"])]
    assert q["score"] < p["score"] - 0.2, (p, q)
P
fi
status 0 "$rasid" --db "$db" import "$fixtures/seed.txt"
same "models in the journal" "$(sqlite3 "$db" "select count(distinct detector) from journal where detector like '% model %'")" 2
same "the model at work" "$(sqlite3 "$db" "select detector like '% learned' from document where name = 'seed.txt'")" 1
status 0 "$rasid" --db "$db" learn; prints "kept" # learning again, beginning with the shipped weights

# ---- a damaged table is told, and the way back ----
printf 'item\tfeature\tweight\nplace\tno row\tmuch\n' >"$learned/model.tsv"
status 65 "$rasid" detect "$fixtures/seed.txt"; says "model.tsv:2"; says "learn --reset"
status 0 "$rasid" learn --reset; prints "removed"
for file in model gazetteer rejected; do
	checks=$((checks + 1)); [ ! -e "$learned/$file.tsv" ] || fail "$file.tsv is still there"
done
same "after a reset" "$("$rasid" detect "$fixtures/seed.txt")" "$before"
status 0 "$rasid" learn --reset

printf '%d checks, %d failed\n' "$checks" "$failed"
[ "$failed" = 0 ]
