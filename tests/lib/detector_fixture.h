/* Detector fixture: the shipped detector for a group of tests. Include after cmocka.h. */
#ifndef TESTS_DETECTOR_FIXTURE_H
#define TESTS_DETECTOR_FIXTURE_H

#include "detect/detect.h"

static inline int set_up(void **state)
{
	struct err err = {0};
	struct detector *d = NULL;
	if (!detector_new(NULL, &d, &err)) {
		print_error("%s\n", err.text);
		return -1;
	}
	*state = d;
	return 0;
}

static inline int tear_down(void **state)
{
	detector_free(*state);
	return 0;
}

#endif
