/*
 * State: an item as JSON for the journal and the annotations, and back.
 *
 * {"type":"figure","decision":"corrected","flagged":false,"note":null,"value":{…},"machine":{…} or null}
 *
 * value and machine are the codec's objects, but `part_of` and `place` hold uids: an index means nothing outside the
 * document's list at that moment. The text is compact and without a newline, as the journal's hash needs it.
 */
#include "model/codec.h"
#include "store/parts.h"

#include <string.h>

enum { JSON_FORM = JSON_COMPACT | JSON_REAL_PRECISION(17) };

/* ---- writing ---- */

static json_t *uid_of(const struct items *items, int32_t ref)
{
	return ref < 0 || (size_t)ref >= items->n ? json_null() : json_string(items->v[ref].uid);
}

static json_t *value_to_json(
	const struct items *items, enum item_type type, const struct place *p, const struct figure *f)
{
	if (type == ITEM_PLACE)
		return codec_place_to_json(p, NULL);
	json_t *j = codec_figure_to_json(f, NULL);
	if (j && json_object_set_new(j, "part_of", uid_of(items, f->part_of)) == 0 &&
		json_object_set_new(j, "place", uid_of(items, f->place)) == 0)
		return j;
	json_decref(j);
	return NULL;
}

char *state_of_item(const struct items *items, const struct item *it)
{
	json_t *machine = it->has_machine
				  ? value_to_json(items, it->type, &it->machine_place, &it->machine_figure)
				  : json_null();
	json_t *j = json_pack("{ss ss sb ss? so so}", "type", it->type == ITEM_PLACE ? "place" : "figure",
		"decision", vocab_name(&vocab_decision, it->decision), "flagged", (int)it->flagged, "note",
		it->note, "value", value_to_json(items, it->type, &it->place, &it->figure), "machine",
		machine);
	char *text = j ? json_dumps(j, JSON_FORM) : NULL;
	json_decref(j);
	return text;
}

/* ---- reading ---- */

static bool damaged(struct err *err, const char *what)
{
	return err_set(err, ERR_DB_DAMAGED, "a stored item is not in the form of this program: %s", what);
}

/* Takes the uid out of a member, so that the codec does not meet it. */
static bool take_uid(json_t *j, const char *key, struct arena *a, const char **out, struct err *err)
{
	json_t *value = json_object_get(j, key);
	*out = "";
	if (!json_is_string(value))
		return true;
	*out = arena_strdup(a, json_string_value(value));
	return (*out && json_object_del(j, key) == 0) || err_memory(err);
}

struct half {
	struct place *place;
	struct figure *figure;
	const char **part_of, **place_uid;
};

static bool read_half(
	json_t *j, enum item_type type, struct arena *a, const struct half *out, struct err *err)
{
	if (type == ITEM_PLACE) {
		if (codec_place_from_json(j, a, out->place, NULL, err))
			return true;
	} else if (!take_uid(j, "part_of", a, out->part_of, err) ||
		   !take_uid(j, "place", a, out->place_uid, err)) {
		return false;
	} else if (codec_figure_from_json(j, a, out->figure, NULL, err)) {
		return true;
	}
	if (err->code == ERR_INPUT)
		err->code = ERR_DB_DAMAGED;
	return err_wrap(err, "a stored item");
}

static bool read_type(const json_t *j, enum item_type *out, struct err *err)
{
	const char *type = json_string_value(json_object_get(j, "type"));
	if (!type || (strcmp(type, "place") != 0 && strcmp(type, "figure") != 0))
		return damaged(err, "its type is missing");
	*out = type[0] == 'p' ? ITEM_PLACE : ITEM_FIGURE;
	return true;
}

static struct loose_item loose_none(void)
{
	return (struct loose_item){
		.item = {.place = place_none(),
			.machine_place = place_none(),
			.figure = figure_none(),
			.machine_figure = figure_none()},
		.part_of = "",
		.place = "",
		.machine_part_of = "",
		.machine_place = "",
	};
}

static bool set_uid(struct item *it, const char *uid, struct err *err)
{
	if (!uid || strlen(uid) >= sizeof it->uid)
		return damaged(err, "its uid is missing or too long");
	memcpy(it->uid, uid, strlen(uid) + 1);
	return true;
}

static bool read_state(json_t *j, const char *uid, struct arena *a, struct loose_item *out, struct err *err)
{
	struct loose_item l = loose_none();
	struct item *it = &l.item;
	const char *decision = json_string_value(json_object_get(j, "decision"));
	const char *note = json_string_value(json_object_get(j, "note"));
	int value = decision ? vocab_find_z(&vocab_decision, decision) : -1;
	if (value < 0)
		return damaged(err, "its decision is unknown");
	if (!set_uid(it, uid, err) || !read_type(j, &it->type, err))
		return false;
	it->decision = (enum decision)value;
	it->flagged = json_is_true(json_object_get(j, "flagged"));
	it->note = note ? arena_strdup(a, note) : NULL;
	if (note && !it->note)
		return err_memory(err);
	json_t *machine = json_object_get(j, "machine");
	it->has_machine = json_is_object(machine);
	const struct half mine = {&it->place, &it->figure, &l.part_of, &l.place};
	const struct half its = {
		&it->machine_place, &it->machine_figure, &l.machine_part_of, &l.machine_place};
	if (!read_half(json_object_get(j, "value"), it->type, a, &mine, err) ||
		(it->has_machine && !read_half(machine, it->type, a, &its, err)))
		return false;
	l.annotated = l.visible = true;
	*out = l;
	return true;
}

bool loose_from_state(
	const char *json, const char *uid, struct arena *a, struct loose_item *out, struct err *err)
{
	json_t *j = json ? json_loads(json, 0, NULL) : NULL;
	if (!j)
		return damaged(err, "it is no JSON");
	bool ok = read_state(j, uid, a, out, err);
	json_decref(j);
	return ok;
}

bool loose_from_suggestion(json_t *j, struct arena *a, struct loose_item *out, struct err *err)
{
	struct loose_item l = loose_none();
	struct item *it = &l.item;
	const struct half its = {
		&it->machine_place, &it->machine_figure, &l.machine_part_of, &l.machine_place};
	if (!set_uid(it, json_string_value(json_object_get(j, "uid")), err) ||
		!read_type(j, &it->type, err) || !read_half(j, it->type, a, &its, err))
		return false;
	it->has_machine = true;
	it->place = it->machine_place;
	it->figure = it->machine_figure;
	l.part_of = l.machine_part_of;
	l.place = l.machine_place;
	*out = l;
	return true;
}
