# Prints each include that goes to a layer above its own, or sideways where that is not allowed.
BEGIN {
	level["base"] = 1; level["text"] = 2; level["model"] = 3; level["detect"] = 4; level["store"] = 5
	level["formats"] = 6; level["review"] = 6
}
FNR == 1 { split(FILENAME, at, "/"); mine = at[2] }
/^#include "/ {
	path = $0; sub(/^#include "/, "", path); sub(/".*/, "", path)
	split(path, to, "/")
	if (!(to[1] in level))
		print FILENAME ":" FNR ": " path " is not in core"
	else if (level[to[1]] > level[mine] || (level[to[1]] == level[mine] && to[1] != mine))
		print FILENAME ":" FNR ": " mine " includes " path
	else if (mine == "formats" && to[1] == "store")
		print FILENAME ":" FNR ": formats never sees the store"
}
