/* Commands, parts: what the table in commands.c names and other files define. */
#ifndef TUI_COMMANDS_PARTS_H
#define TUI_COMMANDS_PARTS_H

struct app;

/* The argument of cmd_edge. */
enum { EDGE_BEG = 0, EDGE_END = 1, EDGE_WORD = 2, EDGE_FORWARD = 4 };

/* ---- commands_decide.c ---- */

void cmd_confirm(struct app *app, int arg);
void cmd_reject(struct app *app, int arg);
void cmd_skip(struct app *app, int arg);
void cmd_delete(struct app *app, int arg);
void cmd_flag(struct app *app, int arg);
void cmd_undo(struct app *app, int arg);
void cmd_redo(struct app *app, int arg);
void cmd_candidate(struct app *app, int arg);
void cmd_edge(struct app *app, int arg);
void cmd_select(struct app *app, int arg);
void cmd_add(struct app *app, int arg);

/* ---- commands_move.c ---- */

void cmd_undecided(struct app *app, int arg);
void cmd_item(struct app *app, int arg);
void cmd_document(struct app *app, int arg);
void cmd_visual(struct app *app, int arg);
void cmd_letter(struct app *app, int arg);
void cmd_word(struct app *app, int arg);
void cmd_line(struct app *app, int arg);
void cmd_page(struct app *app, int arg);
void cmd_line_begin(struct app *app, int arg);
void cmd_line_end(struct app *app, int arg);
void cmd_text_edge(struct app *app, int arg);
void cmd_search(struct app *app, int arg);
void cmd_note(struct app *app, int arg);
void cmd_search_step(struct app *app, int arg);
void cmd_line_done(struct app *app, int arg);
void cmd_line_cancel(struct app *app, int arg);
void cmd_type(struct app *app, int arg);

#endif
