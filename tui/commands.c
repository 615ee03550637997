/* Commands: the table of what the keys can do; the form, the help and the program itself. */
#include "commands.h"

#include "commands_parts.h"
#include "state.h"

#include <string.h>

/* ---- the form ---- */

static void cmd_edit(struct app *app, int arg)
{
	(void)arg;
	struct err err;
	if (form_open(app, &err))
		app_set_mode(app, MODE_FORM);
	else
		app_fail(app, &err);
}

static void cmd_form_save(struct app *app, int arg)
{
	(void)arg;
	struct err err;
	const struct item *it = app_item(app);
	bool was_open = it && (it->decision == DECISION_NONE || it->decision == DECISION_SKIPPED);
	if (!form_save(app, &err)) {
		app_fail(app, &err);
		return;
	}
	app_set_mode(app, MODE_READ);
	app_items_changed(app);
	it = app_item(app);
	app_say_item(app,
		it && it->decision == DECISION_CONFIRMED ? "confirmed, as it was read:" : "corrected to",
		app->focus);
	if (was_open)
		app_advance(app);
}

static void cmd_form_cancel(struct app *app, int arg)
{
	(void)arg;
	app_set_mode(app, MODE_READ);
	app_say(app, "nothing was changed");
}

static void cmd_field(struct app *app, int arg)
{
	struct err err = {0};
	if (!form_move(app, arg, &err))
		app_fail(app, &err);
}

static void cmd_field_key(struct app *app, int arg)
{
	form_key(app, (enum form_key)arg);
}

/* ---- the rest ---- */

static void cmd_cancel(struct app *app, int arg)
{
	(void)arg;
	search_clear(&app->search);
	app_set_mode(app, MODE_READ);
	app_move_caret(app, app->caret_cp);
}

static void cmd_help(struct app *app, int arg)
{
	(void)arg;
	app->mode_before_help = app->mode;
	app->mode = MODE_HELP;
	app->help_top = 0;
}

static void cmd_help_close(struct app *app, int arg)
{
	(void)arg;
	app->mode = app->mode_before_help;
}

enum { HELP_PAGE = 1000 };

static void cmd_help_scroll(struct app *app, int arg)
{
	int page = app->surface.rows - 4 > 1 ? app->surface.rows - 4 : 1;
	int most = help_rows(app) - (app->surface.rows - 2);
	app->help_top += arg == HELP_PAGE ? page : arg == -HELP_PAGE ? -page : arg;
	if (app->help_top > most)
		app->help_top = most;
	if (app->help_top < 0)
		app->help_top = 0;
}

static void cmd_quit(struct app *app, int arg)
{
	(void)arg;
	app->quit = true;
}

static void cmd_redraw(struct app *app, int arg)
{
	(void)arg;
	app->term->ops->redraw(app->term);
}

static void cmd_bidi(struct app *app, int arg)
{
	(void)arg;
	app_say(app, "right-to-left mode %s: press it until the text reads from right to left, joined",
		app->term->ops->next_bidi(app->term));
}

static void cmd_reveal(struct app *app, int arg)
{
	(void)arg;
	reader_set_reveal(&app->reader, !app->reader.reveal);
	app_say(app,
		app->reader.reveal ? "invisible characters are shown" : "invisible characters are hidden");
}

static void cmd_suspend(struct app *app, int arg)
{
	(void)arg;
	app->term->ops->suspend(app->term);
}

/* clang-format off */
const struct command commands[] = {
	{"add-figure",         cmd_add, ITEM_FIGURE, "figure", "make the selected words a casualty figure"},
	{"add-place",          cmd_add, ITEM_PLACE, "place", "make the selected words a place"},
	{"begin-back",         cmd_edge, EDGE_BEG, NULL, "move the item's beginning one letter back"},
	{"begin-forward",      cmd_edge, EDGE_BEG | EDGE_FORWARD, NULL, "move the item's beginning one letter forward"},
	{"begin-word-back",    cmd_edge, EDGE_BEG | EDGE_WORD, NULL, "move the item's beginning one word back"},
	{"begin-word-forward", cmd_edge, EDGE_BEG | EDGE_WORD | EDGE_FORWARD, NULL, "move the item's beginning one word forward"},
	{"cancel",             cmd_cancel, 0, "cancel", "leave the selection, or forget the search"},
	{"candidate-1",        cmd_candidate, 1, NULL, "take that row of the gazetteer for the place"},
	{"candidate-2",        cmd_candidate, 2, NULL, "take that row of the gazetteer for the place"},
	{"candidate-3",        cmd_candidate, 3, NULL, "take that row of the gazetteer for the place"},
	{"candidate-4",        cmd_candidate, 4, NULL, "take that row of the gazetteer for the place"},
	{"candidate-5",        cmd_candidate, 5, NULL, "take that row of the gazetteer for the place"},
	{"candidate-6",        cmd_candidate, 6, NULL, "take that row of the gazetteer for the place"},
	{"candidate-7",        cmd_candidate, 7, NULL, "take that row of the gazetteer for the place"},
	{"candidate-8",        cmd_candidate, 8, NULL, "take that row of the gazetteer for the place"},
	{"candidate-9",        cmd_candidate, 9, NULL, "take that row of the gazetteer for the place"},
	{"confirm",            cmd_confirm, 0, "accept", "confirm the item as it was read, and go on"},
	{"delete",             cmd_delete, 0, "delete", "delete an item that you added"},
	{"edit",               cmd_edit, 0, "edit", "edit the item's fields"},
	{"end-back",           cmd_edge, EDGE_END, NULL, "move the item's end one letter back"},
	{"end-forward",        cmd_edge, EDGE_END | EDGE_FORWARD, NULL, "move the item's end one letter forward"},
	{"end-word-back",      cmd_edge, EDGE_END | EDGE_WORD, NULL, "move the item's end one word back"},
	{"end-word-forward",   cmd_edge, EDGE_END | EDGE_WORD | EDGE_FORWARD, NULL, "move the item's end one word forward"},
	{"field-backspace",    cmd_field_key, FORM_BACKSPACE, NULL, "delete the letter before the caret"},
	{"field-begin",        cmd_field_key, FORM_BEGIN, NULL, "go to the beginning of the field"},
	{"field-clear",        cmd_field_key, FORM_CLEAR, NULL, "empty the field"},
	{"field-delete",       cmd_field_key, FORM_DELETE, NULL, "delete the letter at the caret"},
	{"field-end",          cmd_field_key, FORM_END, NULL, "go to the end of the field"},
	{"field-left",         cmd_field_key, FORM_LEFT, NULL, "the value before; in typed fields, left on the screen"},
	{"field-next",         cmd_field, 1, "next field", "go to the next field"},
	{"field-prev",         cmd_field, -1, NULL, "go to the field before"},
	{"field-right",        cmd_field_key, FORM_RIGHT, "next value", "the next value; in typed fields, right on the screen"},
	{"flag",               cmd_flag, 0, "flag", "mark the item for a second reader, or take the mark away"},
	{"form-cancel",        cmd_form_cancel, 0, "cancel", "leave the form, nothing is changed"},
	{"form-save",          cmd_form_save, 0, "save", "save the fields"},
	{"help",               cmd_help, 0, "help", "show this help"},
	{"help-close",         cmd_help_close, 0, "back", "back to the text"},
	{"help-down",          cmd_help_scroll, 1, "down", "one line down"},
	{"help-page-down",     cmd_help_scroll, HELP_PAGE, NULL, "one page down"},
	{"help-page-up",       cmd_help_scroll, -HELP_PAGE, NULL, "one page up"},
	{"help-up",            cmd_help_scroll, -1, NULL, "one line up"},
	{"left",               cmd_visual, -1, NULL, "left on the screen"},
	{"letter-back",        cmd_letter, -1, NULL, "one letter back in reading order"},
	{"letter-forward",     cmd_letter, 1, NULL, "one letter forward in reading order"},
	{"line-begin",         cmd_line_begin, 0, NULL, "to the beginning of the line"},
	{"line-cancel",        cmd_line_cancel, 0, "cancel", "leave the line"},
	{"line-done",          cmd_line_done, 0, "done", "take the line: find the words, whatever their harakat, or save the note"},
	{"line-down",          cmd_line, 1, NULL, "one line down"},
	{"line-end",           cmd_line_end, 0, NULL, "to the end of the line"},
	{"line-up",            cmd_line, -1, NULL, "one line up"},
	{"next-bidi",          cmd_bidi, 0, NULL, "write right-to-left text in another way, if it reads wrong"},
	{"next-document",      cmd_document, 1, NULL, "open the next document"},
	{"next-item",          cmd_item, 1, NULL, "go to the next item, decided or not"},
	{"next-undecided",     cmd_undecided, 1, "next", "go to the next item to decide"},
	{"note",               cmd_note, 0, "note", "write a note about the item"},
	{"page-down",          cmd_page, 1, NULL, "one page down"},
	{"page-up",            cmd_page, -1, NULL, "one page up"},
	{"prev-document",      cmd_document, -1, NULL, "open the document before"},
	{"prev-item",          cmd_item, -1, NULL, "go to the item before, decided or not"},
	{"prev-undecided",     cmd_undecided, -1, NULL, "go back to an item to decide"},
	{"quit",               cmd_quit, 0, "quit", "leave; every decision is saved already"},
	{"redo",               cmd_redo, 0, NULL, "do again what was undone"},
	{"redraw",             cmd_redraw, 0, NULL, "draw the screen anew"},
	{"reject",             cmd_reject, 0, "reject", "reject the item: it is no place or figure, and go on"},
	{"reveal",             cmd_reveal, 0, NULL, "show invisible characters as dots, or hide them"},
	{"right",              cmd_visual, 1, NULL, "right on the screen"},
	{"search",             cmd_search, 0, "find", "search in the text"},
	{"search-next",        cmd_search_step, 1, NULL, "go to the next hit"},
	{"search-prev",        cmd_search_step, -1, NULL, "go to the hit before"},
	{"select",             cmd_select, 0, "select", "select words, to add an item"},
	{"skip",               cmd_skip, 0, "skip", "leave the item for later, and go on"},
	{"suspend",            cmd_suspend, 0, NULL, "stop the program; fg in the shell brings it back"},
	{"text-begin",         cmd_text_edge, 0, NULL, "to the beginning of the text"},
	{"text-end",           cmd_text_edge, 1, NULL, "to the end of the text"},
	{"type-backspace",     cmd_type, FORM_BACKSPACE, NULL, "delete the letter before the caret"},
	{"type-begin",         cmd_type, FORM_BEGIN, NULL, "to the beginning of the line"},
	{"type-clear",         cmd_type, FORM_CLEAR, NULL, "empty the line"},
	{"type-delete",        cmd_type, FORM_DELETE, NULL, "delete the letter at the caret"},
	{"type-end",           cmd_type, FORM_END, NULL, "to the end of the line"},
	{"type-left",          cmd_type, FORM_LEFT, NULL, "left on the screen"},
	{"type-right",         cmd_type, FORM_RIGHT, NULL, "right on the screen"},
	{"undo",               cmd_undo, 0, "undo", "undo the last act, also one of an earlier day"},
	{"word-back",          cmd_word, -1, NULL, "one word back in reading order"},
	{"word-forward",       cmd_word, 1, "word", "one word forward in reading order"},
};
/* clang-format on */
const size_t n_commands = sizeof commands / sizeof *commands;

int command_find(const char *name, size_t len)
{
	size_t lo = 0, hi = n_commands;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int order = strncmp(commands[mid].name, name, len);
		if (order == 0 && commands[mid].name[len])
			order = 1;
		if (order == 0)
			return (int)mid;
		if (order < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return -1;
}
