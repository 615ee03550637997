#!/usr/bin/env bash
# The bench table: speed and memory, as ratios to a peer in the same run where there is one.
# usage: RASID_PROGRAM=build/rasid tests/bench/run.sh BENCH-FOLDER     (make bench)
# Size of the big text in bytes: BENCH_BYTES (default 50,000,000); documents of the big database: BENCH_DOCUMENTS (10,000).
set -euo pipefail
dir=$1 program=$RASID_PROGRAM
bytes=${BENCH_BYTES:-50000000} documents=${BENCH_DOCUMENTS:-10000}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
export XDG_DATA_HOME=$room/data XDG_CONFIG_HOME=$room/config XDG_CACHE_HOME=$room/cache RASID_ANNOTATOR=bench LC_ALL=C.UTF-8

# whole: leaves out a character that was cut at the end
whole() { iconv -c -f UTF-8 -t UTF-8 2>/dev/null || true; }
# rows NAME: prints the figure lines of a measurement, aligned
rows() { awk -F'\t' -v what="$1" '{printf "  %-34s %-26s %12s  %s\n", what, $1, $2, $3}'; }

"$dir/corpus" "$bytes" >"$room/big.txt"
printf 'bench: %s bytes of text, %s documents, %s cores, %s\n' "$bytes" "$documents" "$(nproc)" "$(uname -m)"

"$dir/bench" detect "$room/big.txt" 5 | rows "detection, one thread"
# What only looks the names up: grep over the shipped names, and an Aho-Corasick automaton where Python has one.
cut -f 2 core/data/gazetteer/*.tsv | grep -v '^\(name\|#.*\)$' | sort -u >"$room/names"
peer() { local name=$1; shift; /usr/bin/env time -f "$name\t%U\ts of CPU" -o "$room/time" "$@" >/dev/null && rows "names alone, by others" <"$room/time"; }
# (into a pipe: grep stops at the first match when it writes to /dev/null)
peer grep.oF env LC_ALL=C sh -c 'grep -oF -f "$1" "$2" | wc -l' - "$room/names" "$room/big.txt"
if python3 -c 'import ahocorasick' 2>/dev/null; then
	peer ahocorasick python3 -c 'import ahocorasick, sys
a = ahocorasick.Automaton()
for n in open(sys.argv[1]): a.add_word(n.rstrip("\n"), 1)
a.make_automaton()
print(sum(1 for _ in a.iter(open(sys.argv[2]).read())))' "$room/names" "$room/big.txt"
fi
if command -v valgrind >/dev/null; then
	head -c 2000000 "$room/big.txt" | whole >"$room/small.txt"
	printf 'x\n' >"$room/one.txt"
	count() { valgrind --tool=callgrind --callgrind-out-file=/dev/null "$dir/bench" once "$1" 2>&1 | awk '/Collected/ {print $NF}'; }
	whole=$(count "$room/small.txt") empty=$(count "$room/one.txt") chars=$(wc -m <"$room/small.txt")
	awk -v a="$whole" -v b="$empty" -v n="$chars" 'BEGIN {printf "detect.instructions\t%.0f\tper character (callgrind)\n", (a - b) / n}' | rows "detection, one thread"
	printf 'detect.load\t%.1f\tmillion instructions\n' "$(awk -v b="$empty" 'BEGIN {print b / 1e6}')" | rows "detection, loading"
fi

# The start: one line is read with the shipped gazetteer, then with names of one's own, which the first run compiles.
head -n 1 "$room/big.txt" >"$room/line.txt"
"$dir/bench" run "$program" detect "$room/line.txt" | rows "start, the shipped gazetteer"
for n in 10000 100000; do
	awk -v n="$n" 'function word(k, w) { for (; k > 0; k = int(k / 23)) w = w c[k % 23 + 1]; return w }
		BEGIN {
			split("ا ب ت ج ح د ر ز س ش ص ط ع غ ف ق ك ل م ن ه و ي", c, " "); OFS = "\t"
			print "id", "name", "kind", "country", "admin1", "lat", "lon", "rank"
			for (i = 0; i < n; i++)
				print "own-" i, word(12167 + i % 1000) " " word(12167 + int(i / 1000) * 97), "village", "SY",
					word(600 + int(i / 5000)), 32 + i % 500 / 100, 36 + i % 600 / 100, 5
		}' >"$room/names-$n.tsv"
	"$dir/bench" run "$program" detect --gazetteer "$room/names-$n.tsv" "$room/line.txt" | rows "start, $n names more"
done

for n in 1000 100000 1000000; do
	head -c $((n * 2)) "$room/big.txt" | whole | tr '\n' ' ' >"$room/$n.txt"
	"$dir/bench" keys "$program" --db "$room/$n.db" review "$room/$n.txt" | rows "one paragraph of about $n characters"
done

"$dir/corpus" --articles "$documents" >"$room/articles.jsonl"
/usr/bin/env time -f 'import.wall\t%e\ts' -o "$room/ours" "$program" --db "$room/many.db" import "$room/articles.jsonl" >/dev/null 2>&1
if command -v sqlite3 >/dev/null; then
	printf 'create table t(line text);\n.mode ascii\n.separator "\\037" "\\n"\n.import %s t\n' "$room/articles.jsonl" >"$room/import.sql"
	/usr/bin/env time -f 'import.sqlite3\t%e\ts' -o "$room/peer" sqlite3 "$room/peer.db" <"$room/import.sql" >/dev/null
	cat "$room/ours" "$room/peer" | rows "import of $documents articles"
	awk -F'\t' 'NR == FNR {a = $2; next} {printf "import.ratio\t%.1f\ttimes sqlite3 .import\n", a / ($2 > 0 ? $2 : 0.01)}' \
		"$room/ours" "$room/peer" | rows "import of $documents articles"
fi
"$dir/bench" start "$program" --db "$room/many.db" review | rows "start, $documents documents"
"$dir/bench" start "$program" --db "$room/many.db" review | rows "start again"
