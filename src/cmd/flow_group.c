/*
 * flow_group.c - the units of one frame, counted by how far they came.
 */
#include <math.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "cmd/flow.h"
#include "cmd/freq.h"

static bool is_word(struct txo_text t, const char *word)
{
	return txo_text_equal_nocase(t, txo_text(word));
}

/* *odd: a word that txo courses does not write. */
static bool says_completed(const struct txo_frame *f, size_t column,
			   struct txo_text *odd)
{
	const struct txo_vector *v = &f->column[column];

	for (size_t i = 0; i < f->rows; i++) {
		struct txo_text t;

		if (v->label[i] == TXO_MISSING)
			continue;
		t = v->labels[v->label[i]];
		if (is_word(t, "completed"))
			return true;
		if (!is_word(t, "dropped") && !is_word(t, "ongoing"))
			*odd = t;
	}
	return false;
}

enum txo_status txo_flow_settle(void *plan, struct txo_frames *frames,
				struct txo_needs *needs, struct txo_error *err)
{
	const struct txo_flow_plan *p = plan;
	struct txo_text odd = { NULL, 0 };
	char shown[TXO_SHOWN];

	if (p->reason_at == TXO_NO_COLUMN || !p->by_status)
		return TXO_OK;
	for (size_t g = 0; g < frames->groups; g++) {
		struct txo_frame f = txo_frames_get(frames, g, 0);

		if (says_completed(&f, p->reason_at, &odd))
			return TXO_OK;
	}
	if (!odd.p)
		return TXO_OK;
	return txo_fail(err, TXO_USAGE,
			"the column status never says completed, but %s%s%s: "
			"say with --finished EXPR who finished",
			needs->rules->redact ? "" : "'",
			needs->rules->redact ? "other words" :
					       txo_text_show(odd, shown),
			needs->rules->redact ? "" : "'");
}

/* Units that left before a stage, with a reason; p is NULL for none. */
struct reason {
	int stage;
	struct txo_text text;
	uint64_t n;
};

struct count {
	const struct txo_flow_plan *p;
	const struct txo_frame *f;
	struct txo_arena arena;		/* of texts that are made */
	struct reason *reason;
	size_t reasons, reason_room;
	uint32_t *label;	/* of the unit at hand */
	size_t label_room;
	uint64_t n[TXO_FLOW_STAGES], unknown[TXO_FLOW_STAGES];
	bool told[TXO_FLOW_STAGES];	/* not withheld by --min-cell */
};

/* Rows of one unit: from begin to before end; w units are so. */
struct unit {
	size_t begin, end;
	uint64_t w;
};

static bool is_whole(const struct count *c, size_t i)
{
	for (size_t k = 0; k < c->p->units; k++)
		if (c->f->column[k].label[i] == TXO_MISSING)
			return false;
	return true;
}

static bool are_one(const struct count *c, size_t i, size_t j)
{
	for (size_t k = 0; k < c->p->units; k++)
		if (c->f->column[k].label[i] != c->f->column[k].label[j])
			return false;
	return true;
}

/* The next unit, from u->end on. */
static bool next_unit(const struct count *c, struct unit *u)
{
	size_t i = u->end;

	if (c->p->by_rows) {
		*u = (struct unit){ i, i + 1, 0 };
		if (i < c->f->rows)
			u->w = c->f->weight[i];
		return i < c->f->rows;
	}
	while (i < c->f->rows && !is_whole(c, i))
		i++;
	*u = (struct unit){ i, i + 1, 1 };
	while (u->end < c->f->rows && are_one(c, i, u->end))
		u->end++;
	return i < c->f->rows;
}

/* 1 if a row of the unit says yes, else TXO_MISSING if one does not know. */
static uint32_t judge(const struct count *c, const struct unit *u,
		      size_t column)
{
	const uint32_t *label = c->f->column[column].label;
	uint32_t truth = 0;

	for (size_t i = u->begin; i < u->end; i++) {
		if (label[i] == 1)
			return 1;
		if (label[i] == TXO_MISSING)
			truth = TXO_MISSING;
	}
	return truth;
}

static int by_number(const void *p, const void *q)
{
	uint32_t a = *(const uint32_t *)p, b = *(const uint32_t *)q;

	return (a > b) - (a < b);
}

/* The distinct reasons of the unit's rows, in order, in c->label; *n of them. */
static enum txo_status find_labels(struct count *c, const struct unit *u,
				   size_t *n, struct txo_error *err)
{
	const uint32_t *label = c->f->column[c->p->reason_at].label;
	uint32_t *all = txo_grow(c->label, &c->label_room, u->end - u->begin,
				 sizeof(*all));
	size_t found = 0;

	*n = 0;
	if (!all)
		return txo_fail_memory(err);
	c->label = all;
	for (size_t i = u->begin; i < u->end; i++)
		if (label[i] != TXO_MISSING)
			all[found++] = label[i];
	if (found > 1)
		qsort(all, found, sizeof(*all), by_number);
	for (size_t i = 0; i < found; i++)
		if (!*n || all[*n - 1] != all[i])
			all[(*n)++] = all[i];
	return TXO_OK;
}

/* Its reasons as one text: as it stands, or parted by ';'. */
static enum txo_status find_reason(struct count *c, const struct unit *u,
				   struct txo_text *text, struct txo_error *err)
{
	const struct txo_text *labels = c->f->column[c->p->reason_at].labels;
	struct txo_buffer b = { 0 };
	enum txo_status status;
	size_t n;

	*text = (struct txo_text){ NULL, 0 };
	status = find_labels(c, u, &n, err);
	if (status != TXO_OK || n == 0)
		return status;
	*text = labels[c->label[0]];
	if (n == 1)
		return TXO_OK;
	for (size_t i = 0; i < n; i++) {
		txo_buffer_add_text(&b, i ? "; " : "");
		txo_buffer_add(&b, labels[c->label[i]].p,
			       labels[c->label[i]].n);
	}
	*text = (struct txo_text){ txo_arena_copy(&c->arena, b.p, b.n), b.n };
	if (b.failed || !text->p)
		status = txo_fail_memory(err);
	txo_buffer_release(&b);
	return status;
}

/* The unit did not come to the stage. */
static enum txo_status leave(struct count *c, const struct unit *u, int stage,
			     struct txo_error *err)
{
	struct reason r = { .stage = stage, .n = u->w }, *all;
	enum txo_status status;

	if (c->p->reason_at == TXO_NO_COLUMN ||
	    (!c->p->all_reasons && stage != TXO_FLOW_FINISHED))
		return TXO_OK;
	status = find_reason(c, u, &r.text, err);
	if (status != TXO_OK)
		return status;
	all = txo_grow(c->reason, &c->reason_room, c->reasons + 1,
		       sizeof(*all));
	if (!all)
		return txo_fail_memory(err);
	c->reason = all;
	all[c->reasons++] = r;
	return TXO_OK;
}

static enum txo_status count_unit(struct count *c, const struct unit *u,
				  struct txo_error *err)
{
	c->n[TXO_FLOW_RECORDED] += u->w;
	for (int k = TXO_FLOW_ELIGIBLE; k < TXO_FLOW_STAGES; k++) {
		uint32_t truth;

		if (c->p->at[k] == TXO_NO_COLUMN)
			continue;
		truth = judge(c, u, c->p->at[k]);
		if (truth == TXO_MISSING)
			c->unknown[k] += u->w;
		if (truth != 1)
			return leave(c, u, k, err);
		c->n[k] += u->w;
	}
	return TXO_OK;
}

/* By stage, then text, those without one last. */
static int by_text(const void *p, const void *q)
{
	const struct reason *a = p, *b = q;

	if (a->stage != b->stage)
		return a->stage < b->stage ? -1 : 1;
	if (!a->text.p || !b->text.p)
		return !a->text.p - !b->text.p;
	return txo_text_compare(a->text, b->text);
}

/* By stage, then number, the most first, then text; those without one last. */
static int by_count(const void *p, const void *q)
{
	const struct reason *a = p, *b = q;

	if (a->stage == b->stage && a->text.p && b->text.p && a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return by_text(p, q);
}

/* Bring equal reasons together. */
static void unite_reasons(struct count *c)
{
	size_t n = 0;

	if (!c->reasons)
		return;
	qsort(c->reason, c->reasons, sizeof(*c->reason), by_text);
	for (size_t i = 0; i < c->reasons; i++) {
		if (n && by_text(&c->reason[n - 1], &c->reason[i]) == 0)
			c->reason[n - 1].n += c->reason[i].n;
		else
			c->reason[n++] = c->reason[i];
	}
	c->reasons = n;
	qsort(c->reason, n, sizeof(*c->reason), by_count);
}

/* May a count be told beside another that it is subtracted from? */
static bool is_enough(const struct count *c, uint64_t n, uint64_t whole)
{
	uint64_t least = c->p->least;

	return (n == 0 || n >= least) &&
	       (whole == n || (whole > n && whole - n >= least));
}

/*
 * With --min-cell: what is told of the stages may differ by nothing or by many,
 * or those who left would be few. The first stage is left to txo_withhold().
 */
static void settle_told(struct count *c)
{
	uint64_t last = c->n[TXO_FLOW_RECORDED];

	c->told[TXO_FLOW_RECORDED] = true;
	for (int k = TXO_FLOW_ELIGIBLE; k < TXO_FLOW_STAGES; k++) {
		if (c->p->at[k] == TXO_NO_COLUMN)
			continue;
		c->told[k] = is_enough(c, c->n[k], last);
		last = c->told[k] ? c->n[k] : last;
	}
}

static void print_count(struct txo_out *out, bool told, uint64_t n)
{
	if (told)
		txo_out_count(out, n);
	else
		txo_out_withheld(out);
}

static void print_percent(struct txo_out *out, bool told, double x)
{
	if (told)
		txo_out_number(out, x);
	else
		txo_out_withheld(out);
}

static void print_row(const struct count *c, struct txo_out *out,
		      const int stage[2], const struct reason *r)
{
	uint64_t n = c->n[stage[1]], before = c->n[stage[0]], left = before - n;
	uint64_t unknown = c->unknown[stage[1]];
	bool first = stage[1] == TXO_FLOW_RECORDED, told = c->told[stage[1]];
	bool both = told && c->told[stage[0]];

	txo_out_about(out, txo_flow_stage[stage[1]], TXO_ABOUT_COUNTS);
	print_count(out, told, n);
	print_count(out, both, left);
	print_count(out, both && is_enough(c, unknown, left), unknown);
	print_percent(out, told, txo_freq_percent(n, c->n[TXO_FLOW_RECORDED]));
	print_percent(out, both, first ? NAN : txo_freq_percent(n, before));
	if (r && r->text.p)
		txo_out_text(out, r->text);
	else
		txo_out_empty(out);
	if (r)
		print_count(out, both, r->n);
	else
		txo_out_empty(out);
	txo_out_end_row(out);
}

static void print(struct count *c, struct txo_out *out)
{
	int stage[2] = { TXO_FLOW_RECORDED, TXO_FLOW_RECORDED };
	size_t r = 0;

	settle_told(c);
	print_row(c, out, stage, NULL);
	for (int k = TXO_FLOW_ELIGIBLE; k < TXO_FLOW_STAGES; k++) {
		size_t from = r;

		if (c->p->at[k] == TXO_NO_COLUMN)
			continue;
		stage[1] = k;
		for (; r < c->reasons && c->reason[r].stage == k; r++)
			print_row(c, out, stage, &c->reason[r]);
		if (r == from)
			print_row(c, out, stage, NULL);
		stage[0] = k;
	}
}

enum txo_status txo_flow_group(const void *plan, const struct txo_frame *f,
			       struct txo_out *out, struct txo_error *err)
{
	struct count c = { .p = plan, .f = f };
	struct unit u = { 0 };
	enum txo_status status = TXO_OK;

	while (status == TXO_OK && next_unit(&c, &u))
		status = count_unit(&c, &u, err);
	unite_reasons(&c);
	if (status == TXO_OK)
		print(&c, out);
	free(c.reason);
	free(c.label);
	txo_arena_release(&c.arena);
	return status;
}
