#!/usr/bin/env bash
# The command line as a user meets it: each sub-command, each bad input, each exit status.
# usage: RASID_PROGRAM=build/rasid tests/e2e/cli.sh
set -u
cd "$(dirname "$0")/../.." || exit 2
rasid=${RASID_PROGRAM:-build/rasid}
. tests/lib/program.sh

# Rights are not checked for root, who may hand the work to nobody.
person=() may_test_rights=yes
if [ "$(id -u)" = 0 ]; then
	person=(setpriv --reuid=65534 --regid=65534 --clear-groups)
	chmod 755 "$room"
	cp "$rasid" "$room/rasid"
	"${person[@]}" "$room/rasid" --version >"$out" 2>"$err" || may_test_rights=no
fi
own=$rasid
[ "$(id -u)" = 0 ] && own=$room/rasid

# ---- help and options ----
status 0 "$rasid" --version; prints "rasid "; quiet
status 0 "$rasid" --help; prints "verify-log"
status 64 "$rasid"; says "no command given"
status 64 "$rasid" reveiw; says "did you mean 'review'?"
status 64 "$rasid" frobnicate; says "there is no command 'frobnicate'"
status 64 "$rasid" detect --fromat jsonl; says "did you mean --format?"
status 64 "$rasid" detect --format xml; says "'xml' is none of jsonl, table, text"
status 64 "$rasid" detect --format; says "needs an argument"
status 64 "$rasid" detect --published 2019-02-29; says "is no day"
status 64 "$rasid" detect --jobs 0; says "no number from 1"
status 64 "$rasid" list -x; says "unknown option -x"
status 64 "$rasid" list something; says "list takes no 'something'"
status 64 "$rasid" import; says "import needs files"
status 64 "$rasid" evaluate; says "evaluate needs a gold file"
status 64 "$rasid" --as '' list; says "--as needs a name"
status 64 "$rasid" --db '' list; says "--db needs the name of a file"
for command in $("$rasid" help | sed -n '/^commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p'); do
	status 0 "$rasid" "$command" --help; prints "usage: rasid [--db FILE] [--as NAME] $command"; quiet
	cp "$out" "$room/help"
	status 0 "$rasid" help "$command"
	same "help of $command" "$(cat "$out")" "$(cat "$room/help")"
	if [ -f docs/rasid.1 ]; then
		checks=$((checks + 1))
		grep -q "^\.SS $command" docs/rasid.1 || fail "the manual lacks $command"
		for option in $(sed -n '/^options:/,/^global/s/.* --\([a-z-]*\).*/\1/p' "$room/help"); do
			checks=$((checks + 1))
			sed -n "/^\.SS $command/,/^\.S/p" docs/rasid.1 | sed 's/\\-/-/g' | grep -q -- "--$option" || fail "the manual lacks $command --$option"
		done
	fi
done
status 0 "$rasid" completions bash
checks=$((checks + 1)); bash -n "$out" || fail "completions are no bash"
status 64 "$rasid" completions tcsh; says "bash"

# ---- detect ----
status 0 "$rasid" detect "$fixtures/seed.txt"; quiet
same "lines of detect" "$(wc -l <"$out")" 1
prints '"id":"seed.txt","text":"'
prints '"figures":[{"start":'
cp "$out" "$room/seed.jsonl"
for name in '' -; do
	# shellcheck disable=SC2086 # no operand at all is one of the two
	"$rasid" detect $name <"$fixtures/seed.txt" >"$out" 2>"$err"
	quiet; prints '"id":"stdin"'
done
status 65 "$rasid" detect -; says "standard input: the file is empty"
same "detection of a file and of its own output" "$("$rasid" detect "$room/seed.jsonl")" "$(cat "$room/seed.jsonl")"
same "threads change nothing" "$("$rasid" detect -j 4 "$fixtures/articles.jsonl" | sha256sum)" \
	"$("$rasid" detect -j 1 "$fixtures/articles.jsonl" | sha256sum)"
if command -v python3 >/dev/null; then
	checks=$((checks + 1))
	python3 - "$room/seed.jsonl" <<'P' || fail "the spans of detect"
import json, sys
d = json.loads(open(sys.argv[1]).read())
assert list(d) == ["id", "text", "places", "figures"], list(d)
assert d["places"] and d["figures"]
for kind, keys in (("places", "start end surface kind role name country admin1 lat lon gazetteer score rule"),
		("figures", "start end surface harm value low best high approximator unit victim status part_of relation "
		"place count_type polarity score rule")):
	for item in d[kind]:
		assert d["text"][item["start"]:item["end"]] == item["surface"]
		assert not set(keys.split()) - set(item), set(keys.split()) - set(item)
for f in d["figures"]:
	assert f["place"] is None or f["place"] < len(d["places"])
	assert f["part_of"] is None or f["part_of"] < len(d["figures"])
P
fi
status 0 "$rasid" detect --format table "$fixtures/seed.txt"; prints "kind or number"
status 0 "$rasid" detect --format text "$fixtures/seed.txt"; prints "["; prints "{"
same "brackets aside, the text is unchanged" "$(tr -d '[]{}' <"$out")" "$(tr -d '[]{}' <"$fixtures/seed.txt")"
status 0 "$rasid" detect --format text --color=always "$fixtures/seed.txt"; prints $'\e[0;'
status 0 env NO_COLOR=1 "$rasid" detect --format text "$fixtures/seed.txt"
checks=$((checks + 1)); ! grep -q $'\e' "$out" || fail "colour in a pipe"
printf '\xd9\x82\xd8\xaa\xd9\x84 7\e[31m\xe2\x80\xae' >"$room/controls.txt"
status 0 "$rasid" detect --format text "$room/controls.txt"
checks=$((checks + 1)); ! grep -qP '\e|\x{202E}' "$out" || fail "control characters reach the terminal"

# ---- bad input ----
: >"$room/empty.txt"
head -c 4000 /dev/urandom >"$room/binary"; printf '\0' >>"$room/binary"
printf 'hello world\n' >"$room/latin.txt"
printf '\xd9\x82\xd8\xaa\xff\xd9\x84\n' >"$room/ill.txt"
printf '{"id":"a","text":"\xd9\x82\xd8\xaa\xd9\x84 7"}\nbroken\n{"id":"b","text":"\xd9\x82\xd8\xaa\xd9\x84 8"}\n' >"$room/half.jsonl"
cp "$fixtures/seed.txt" "$room/secret.txt"; chmod 000 "$room/secret.txt"
mkdir "$room/folder"
for command in detect "--db $room/bad.db import"; do
	# shellcheck disable=SC2086 # a command with its options
	{
		status 66 "$rasid" $command "$room/none.txt"; says "none.txt"
		status 65 "$rasid" $command "$room/empty.txt"; says "empty"
		status 65 "$rasid" $command "$room/binary"; says "binary"
		status 65 "$rasid" $command "$room/latin.txt"; says "no Arabic text in $room/latin.txt"
		status 65 "$rasid" $command --encoding UTF-8 "$room/ill.txt"; says "ill.txt"
		status 0 "$rasid" $command --encoding UTF-8 --lossy "$room/ill.txt"
		status 65 "$rasid" $command "$room/folder"; says "is a directory"
		status 65 "$rasid" $command "$room/half.jsonl"; says "half.jsonl:2: not well-formed JSON"
		status 66 "$rasid" $command "$room/none.txt" "$fixtures/seed.txt"
	}
done
if [ "$may_test_rights" = yes ]; then
	status 77 "${person[@]}" "$own" detect "$room/secret.txt"; says "Permission denied"
fi
"$rasid" detect "$room/half.jsonl" >"$out" 2>/dev/null
same "good records beside a bad one" "$(wc -l <"$out")" 2
status 66 "$rasid" --db "$room/bad.db" import "$room/none.txt" "$room/binary" "$fixtures/articles.jsonl"
same "sentences, one a bad file" "$(grep -c '^rasid: .*\(none.txt\|binary\)' "$err")" 2
prints "document"
status 66 "$rasid" detect --gazetteer "$room/none.tsv" "$fixtures/seed.txt"; says "none.tsv"
printf 'no\theader\n1\t2\n' >"$room/wrong.tsv"
status 65 "$rasid" detect --gazetteer "$room/wrong.tsv" "$fixtures/seed.txt"; says "wrong.tsv"

# ---- output that cannot be written ----
if [ -w /dev/full ]; then
	checks=$((checks + 1))
	"$rasid" detect "$fixtures/seed.txt" >/dev/full 2>"$err"
	[ $? = 74 ] || fail "full disk"; says "No space left"
fi
checks=$((checks + 1))
"$rasid" detect "$fixtures/seed.txt" >&- 2>"$err"
[ $? = 74 ] || fail "closed standard output"; says "standard output"
checks=$((checks + 1))
"$rasid" detect "$fixtures/articles.jsonl" 2>"$err" | head -c 10 >/dev/null
quiet

# ---- the database ----
db=$room/work.db
status 66 "$rasid" --db "$db" list; says "no database"
status 0 "$rasid" --db "$db" import --published 2019-05-28 --outlet SMART --title 'a title' "$fixtures/seed.txt"; prints "document 1"
same "what the README says of the bundled article" "$(cat "$out")" \
	"$(sed -n 's/^build\/rasid import .*# "\(.*\)"$/\1/p' "$fixtures/../README.md")"
status 0 "$rasid" --db "$db" import "$fixtures/seed.txt"; prints "already there as document 1"
status 0 "$rasid" --db "$db" import "$fixtures/articles.jsonl"; prints "document 2"
documents=$(("$(wc -l <"$fixtures/articles.jsonl")" + 1))
status 0 "$rasid" --db "$db" list; quiet
same "rows of list" "$(wc -l <"$out")" $((documents + 1))
prints "$(printf '1\tseed.txt\t0/')"
prints "a title"
status 0 "$rasid" --db "$db" list --format table; prints "decided"
status 0 "$rasid" --db "$db" list --format jsonl; prints '"document":1,'
status 0 env RASID_DB="$db" "$rasid" list; prints "seed.txt"
status 0 "$rasid" --db "$db" verify-log; prints "whole and in order"
status 0 "$rasid" --db "$db" export; quiet
same "lines of export" "$(wc -l <"$out")" "$documents"
prints '"decision":"undecided"'
cp "$out" "$room/export.jsonl"
status 0 "$rasid" --db "$room/again.db" import "$room/export.jsonl"
same "texts after export and import" \
	"$("$rasid" --db "$db" list -f jsonl | grep -o '"sha256":"[^"]*"')" \
	"$("$rasid" --db "$room/again.db" list -f jsonl | grep -o '"sha256":"[^"]*"')"
status 0 "$rasid" --db "$db" export --document 1 --format csv; prints '"start_utf16"'
checks=$((checks + 1)); [ "$(grep -c $'\r$' "$out")" = "$(wc -l <"$out")" ] || fail "lines of CSV end in CR LF"
status 0 "$rasid" --db "$db" export --decided
checks=$((checks + 1)); ! grep -q undecided "$out" || fail "--decided leaves undecided items in"
status 66 "$rasid" --db "$db" export --document 999; says "there is no document 999"

# detection and export agree, so an untouched export scores like the detector
status 0 "$rasid" evaluate "$fixtures/articles.jsonl"; prints "place mentions"; prints "place of a figure"
cp "$out" "$room/scores"
status 0 "$rasid" evaluate --against "$room/export.jsonl" "$fixtures/articles.jsonl"
same "scores of detector and export" "$(cat "$out")" "$(cat "$room/scores")"
status 0 "$rasid" evaluate --against "$fixtures/articles.jsonl" "$fixtures/articles.jsonl"
checks=$((checks + 1)); ! grep -qE ' [0-9]{1,2}\.[0-9] %' "$out" || fail "gold against itself is not perfect"
status 0 "$rasid" evaluate --errors --by-document "$fixtures/articles.jsonl"
printf 'id\tname\tlatin\talt\tkind\tcountry\tadmin1\tadmin2\tadmin3\tlat\tlon\trank\tcommon\nmy-1\tكفرزنبقان\t\t\tvillage\tSY\tإدلب\t\t\t35.75\t36.3\t5\t0\n' >"$room/share.tsv"
printf '{"id":"s","text":"قتل مدني. كفرزنبقان هادئة.","places":[{"start":10,"end":19,"surface":"كفرزنبقان"}],"figures":[]}\n' >"$room/share.jsonl"
status 0 "$rasid" evaluate -g "$room/share.tsv" "$room/share.jsonl"; prints "place mentions                              1/1  100.0 %"
prints "  with the shipped gazetteer alone          0/1    0.0 %"
status 65 "$rasid" evaluate "$room/half.jsonl"; says "it is no gold document"
status 64 "$rasid" evaluate "$fixtures/seed.txt"; says "is no gold file"
printf 'text\tvalue\tkind\n7\t7\tcardinal\n12\t13\tcardinal\nx\t3\tordinal\n' >"$room/numerals.tsv"
status 0 "$rasid" evaluate --errors --numerals "$room/numerals.tsv"; prints "1/2"; prints "13, not 12"

# ---- databases that are none of ours, or cannot be used ----
printf 'this is no database, it is a text that is long enough to look at its first bytes\n%.0s' {1..20} >"$room/text.db"
status 65 "$rasid" --db "$room/text.db" list; says "text.db"
cp "$db" "$room/cut.db"
truncate -s 5000 "$room/cut.db"
status 65 "$rasid" --db "$room/cut.db" verify-log; says "cut.db"
status 65 "$rasid" --db "$room/folder" list
if command -v sqlite3 >/dev/null; then
	sqlite3 "$room/foreign.db" 'create table t(x); insert into t values(1);'
	status 78 "$rasid" --db "$room/foreign.db" list; says "foreign.db"
	cp "$db" "$room/newer.db"; sqlite3 "$room/newer.db" 'pragma user_version = 9999;' >/dev/null
	status 78 "$rasid" --db "$room/newer.db" list; says "newer"
	cp "$db" "$room/tampered.db"
	table=$(sqlite3 "$room/tampered.db" "select name from sqlite_master where type = 'table' and name like 'journal%' limit 1")
	triggers=$(sqlite3 "$room/tampered.db" "select name from sqlite_master where type = 'trigger'")
	for trigger in $triggers; do sqlite3 "$room/tampered.db" "drop trigger $trigger"; done
	sqlite3 "$room/tampered.db" "update $table set annotator = 'somebody else' where seq = 1"
	status 65 "$rasid" --db "$room/tampered.db" verify-log; says "1"
	(echo 'begin exclusive;'; sleep 4; echo 'rollback;') | sqlite3 "$db" &
	sleep 0.5
	status 75 "$rasid" --db "$db" import "$room/controls.txt"; says "work.db"
	wait
fi
if [ "$may_test_rights" = yes ]; then
	mkdir "$room/locked"; cp "$db" "$room/locked/readonly.db"
	chmod 444 "$room/locked/readonly.db"; chmod 555 "$room/locked"
	status 0 "${person[@]}" "$own" --db "$room/locked/readonly.db" list; prints "seed.txt"
	status 77 "${person[@]}" "$own" --db "$room/locked/readonly.db" import "$room/controls.txt"; says "readonly.db"
	status 77 "${person[@]}" "$own" --db "$room/locked/new.db" import "$room/controls.txt"; says "Permission denied"
fi
status 66 "$rasid" --db "$room/nowhere/new.db" import "$room/controls.txt"; says "its folder does not exist"

# ---- no terminal ----
status 69 "$rasid" --db "$db" review; says "needs a terminal"
status 69 env LC_ALL=C "$rasid" --db "$db" review; says "needs a terminal"
status 0 env LC_ALL=C "$rasid" detect "$fixtures/seed.txt"
same "the locale changes nothing" "$(sha256sum <"$out")" "$(sha256sum <"$room/seed.jsonl")"

printf '%d checks, %d failed\n' "$checks" "$failed"
[ "$failed" = 0 ]
