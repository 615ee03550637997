/*
 * Vt: a program in a pseudo-terminal, with libvterm as the terminal that it talks to.
 *
 * Tests send keys and wait until the screen shows what they expect; nothing sleeps for a fixed time. Every wait ends after
 * VT_PATIENCE_MS or when the program does, and then gives false. Queries (DA1 and the like) are answered by libvterm.
 */
#ifndef TESTS_LIB_VT_H
#define TESTS_LIB_VT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { VT_PATIENCE_MS = 10000, VT_CELL_CP = 6 };

struct vt;

struct vt_cell {
	uint32_t cp[VT_CELL_CP]; /* ends with 0 */
	bool bold, underline, reverse;
	bool has_fg, has_bg; /* not the terminal's own colours */
	uint32_t fg, bg;     /* 0xRRGGBB */
};

/* argv and env end with NULL; env entries are "NAME=value", "NAME=" removes one. NULL when it could not start. */
struct vt *vt_spawn(int rows, int cols, const char *const argv[], const char *const env[]);
/* Kills the program if it still runs. */
void vt_free(struct vt *v);

void vt_send(struct vt *v, const char *bytes);
void vt_resize(struct vt *v, int rows, int cols);
void vt_signal(struct vt *v, int sig);

/* Until some row contains the text (in screen order, marks and direction controls left out), or none does any more. */
bool vt_wait_text(struct vt *v, const char *text);
bool vt_wait_gone(struct vt *v, const char *text);
bool vt_wait(struct vt *v, bool (*done)(struct vt *v, void *arg), void *arg);
/* Until the program has ended; *status is as waitpid() gives it. */
bool vt_wait_exit(struct vt *v, int *status);

/* The row's letters as UTF-8; the string lives until the next call. */
const char *vt_row(struct vt *v, int row);
/* The first row that contains the text, or -1. */
int vt_find(struct vt *v, const char *text);
struct vt_cell vt_cell(struct vt *v, int row, int col);
void vt_caret(struct vt *v, int *row, int *col);

/* All bytes that the program sent so far. */
const char *vt_output(const struct vt *v, size_t *n);
/* The whole screen on standard error, for a failing test. */
void vt_print(struct vt *v);

#endif
