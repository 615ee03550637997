/*
 * Compile: a program of the build. Writes the image of the shipped tables (detect/shipped.h) to the file that it is given.
 *
 * It is linked from the same objects as the product, without the image, and runs on the machine that builds.
 */
#include "base/fs.h"
#include "detect/shipped.h"

#include <stdio.h>

int main(int argc, char **argv)
{
	struct err err = {0};
	struct bytes image = {0};
	if (argc != 2) {
		fputs("usage: compile FILE\n", stderr);
		return 64;
	}
	bool ok = shipped_compile(&image, &err) && fs_replace(argv[1], image.data, image.n, false, &err);
	bytes_release(&image);
	if (!ok)
		fprintf(stderr, "compile: %s\n", err.text);
	return ok ? 0 : 1;
}
