/* Cli: the database, and in whose name it is used. */
#include "cli.h"

#include "base/fs.h"

#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

const char *cli_annotator(const struct cli *cli)
{
	const char *names[] = {cli->as, getenv("RASID_ANNOTATOR"), getenv("USER")};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i] && *names[i])
			return names[i];
	const struct passwd *pw = getpwuid(getuid());
	return pw && pw->pw_name && *pw->pw_name ? pw->pw_name : "annotator";
}

bool cli_store(struct cli *cli, bool read_only, struct store **out, struct err *err)
{
	struct str path = {0};
	const char *db = cli->db ? cli->db : getenv("RASID_DB");
	struct store_options opt = {.read_only = read_only};
	bool ok;
	if (db && *db)
		ok = store_open(db, &opt, out, err);
	else if (cli->db)
		ok = err_set(err, ERR_USAGE, "--db needs the name of a file");
	else
		ok = fs_data_path("rasid.db", &path, err) && store_open(str_text(&path), &opt, out, err);
	str_release(&path);
	return ok;
}
