#include "data/label_numbers.h"

#include <math.h>
#include <stdlib.h>

#include "data/sentinel.h"

/* One label: not seen, a number, or not. */
struct reading {
	const struct txo_label_reading *how;
	struct txo_number_rules rules;
	struct txo_number_style style;
	bool negative, plain;	/* some number is below 0; is no code */
	double x[3], lo[3];	/* numbers that differ, the first of them */
};

/* Digits behind a zero. */
static bool is_name(struct txo_text t)
{
	size_t sign = t.n && (*t.p == '-' || *t.p == '+');

	return t.n > sign + 1 && t.p[sign] == '0' && t.p[sign + 1] >= '0' &&
	       t.p[sign + 1] <= '9';
}

static void count_distinct(struct reading *r, struct txo_label_numbers *ln,
			   size_t i)
{
	for (size_t k = 0; k < ln->distinct; k++)
		if (r->x[k] == ln->x[i] && r->lo[k] == ln->lo[i])
			return;
	if (ln->distinct < 3) {
		r->x[ln->distinct] = ln->x[i];
		r->lo[ln->distinct++] = ln->lo[i];
	}
}

/* Note a number's part in the search for a code. */
static void look_for_code(struct reading *r, struct txo_label_numbers *ln,
			  struct txo_decimal d, double x)
{
	int place = txo_sentinel_place(d);

	if (place < 0) {
		r->negative = r->negative || x < 0;
		r->plain = true;
	} else if (!ln->code || txo_sentinel_code(place) > ln->code) {
		ln->code = txo_sentinel_code(place);
	}
}

static void read_label(struct reading *r, struct txo_label_numbers *ln,
		       struct txo_text label, size_t i)
{
	struct txo_decimal d;

	if ((is_name(label) && !ln->zeros) ||
	    txo_number_read(&r->style, &r->rules, label, 1, &d, NULL) !=
		    TXO_OK) {
		if (!ln->other.p)
			ln->other = label;
		return;
	}
	ln->n++;
	if (txo_is_missing_number(&r->how->rules->missing, d))
		return;
	txo_decimal_value(d, &ln->x[i], &ln->lo[i]);
	count_distinct(r, ln, i);
	look_for_code(r, ln, d, ln->x[i]);
}

/* Mark the labels that stand in the frames. */
static const struct txo_text *mark(const struct txo_label_numbers *ln,
				   struct txo_frames *fs, bool *seen)
{
	const struct txo_text *labels = NULL;

	for (size_t g = 0; g < fs->groups; g++) {
		struct txo_frame f = txo_frames_get(fs, g, ln->projection);
		const struct txo_vector *v = &f.column[ln->column];

		labels = v->labels;
		for (size_t i = 0; i < f.rows; i++) {
			if (ln->parted && txo_frame_lacks(&f, 0, i))
				break;
			if (v->label[i] != TXO_MISSING)
				seen[v->label[i]] = true;
		}
	}
	return labels;
}

static void read_labels(struct reading *r, struct txo_label_numbers *ln,
			const struct txo_text *label, const bool *seen,
			size_t labels)
{
	for (size_t i = 0; i < labels; i++) {
		ln->x[i] = NAN;
		if (seen[i])
			read_label(r, ln, label[i], i);
	}
	ln->all = ln->n && !ln->other.p;
	if (r->negative || !r->plain)
		ln->code = 0;
}

enum txo_status txo_label_numbers_find(struct txo_label_numbers *ln,
				       struct txo_frames *fs,
				       const struct txo_label_reading *how,
				       struct txo_error *err)
{
	const struct txo_schema *s = fs->intake->schema;
	const size_t *use = s->projection[ln->projection].use;
	size_t labels = fs->intake->dictionary[use[s->by + ln->column]].n;
	struct reading r = { .how = how, .rules = how->rules->number };
	bool *seen = calloc(labels + 1, sizeof(*seen));
	struct txo_error why = { 0 };
	char shown[TXO_SHOWN];

	*ln = (struct txo_label_numbers){ .projection = ln->projection,
					  .column = ln->column,
					  .parted = ln->parted,
					  .zeros = ln->zeros };
	r.rules.comma_parts = how->comma_parts;
	ln->x = txo_arena_take(how->arena, 2 * (labels + 1) * sizeof(*ln->x));
	if (!seen || !ln->x) {
		free(seen);
		return txo_fail_memory(err);
	}
	ln->lo = ln->x + labels;
	read_labels(&r, ln, mark(ln, fs, seen), seen, labels);
	free(seen);
	if (!ln->all || txo_number_settle(&r.style, &why) == TXO_OK)
		return TXO_OK;
	txo_text_show(s->use[use[s->by + ln->column]].name, shown);
	return txo_fail(err, TXO_DATA, "column '%s': %s", shown, why.text);
}
