/*
 * rate_strata.c - each level against the reference over all strata. The frame
 * has the columns (strata ..., level, event), so that a stratum is a run of
 * rows, and so is a level in it.
 */
#include <stdlib.h>

#include "cmd/rate.h"
#include "txo/note.h"
#include "txo/strata.h"

#define NO_STRATUM SIZE_MAX

/* The rows of one level in one stratum. */
struct part {
	uint32_t level;
	size_t stratum;		/* or NO_STRATUM: it is not known */
	struct txo_counts count;
};

struct parts {
	struct part *part;	/* n of them; by level when all are there */
	size_t n;
	struct txo_counts *base;	/* of the reference, by stratum */
	size_t strata;
	struct txo_two *table;	/* room for a table a stratum */
};

/* Strata columns first, then level and event. */
static size_t level_column(const struct txo_frame *f)
{
	return f->columns - 2;
}

static bool same_stratum(const struct txo_frame *f, size_t i, size_t j)
{
	for (size_t c = 0; c < level_column(f); c++)
		if (f->column[c].label[i] != f->column[c].label[j])
			return false;
	return true;
}

static bool has_stratum(const struct txo_frame *f, size_t i)
{
	for (size_t c = 0; c < level_column(f); c++)
		if (f->column[c].label[i] == TXO_MISSING)
			return false;
	return true;
}

static bool is_base(const struct txo_rate_task *t, uint32_t level)
{
	const struct txo_vector *v = &t->frame->column[level_column(t->frame)];

	return txo_text_equal(v->labels[level], t->plan->base);
}

/* Book the rows of one level in one stratum, from begin to before end. */
static void book(struct parts *k, const struct txo_rate_task *t, size_t begin,
		 size_t end)
{
	const struct txo_frame *f = t->frame;
	struct part p = { .level = f->column[level_column(f)].label[begin],
			  .stratum = NO_STRATUM };

	if (p.level == TXO_MISSING)
		return;
	if (has_stratum(f, begin))
		p.stratum = k->strata - 1;
	p.count = txo_frame_yes_no(f, f->columns - 1, begin, end);
	k->part[k->n++] = p;
	if (p.stratum != NO_STRATUM && is_base(t, p.level))
		k->base[p.stratum] = p.count;
}

static int by_level(const void *a, const void *b)
{
	const struct part *x = a, *y = b;

	if (x->level != y->level)
		return x->level < y->level ? -1 : 1;
	return (x->stratum > y->stratum) - (x->stratum < y->stratum);
}

static enum txo_status find_parts(struct parts *k,
				  const struct txo_rate_task *t,
				  struct txo_error *err)
{
	const struct txo_frame *f = t->frame;
	const uint32_t *level = f->column[level_column(f)].label;
	size_t begin = 0;

	k->part = calloc(f->rows + 1, sizeof(*k->part));
	k->base = calloc(f->rows + 1, sizeof(*k->base));
	k->table = calloc(f->rows + 1, sizeof(*k->table));
	if (!k->part || !k->base || !k->table)
		return txo_fail_memory(err);
	for (size_t i = 1; i <= f->rows; i++) {
		bool ends = i == f->rows || !same_stratum(f, i - 1, i);

		if (!ends && level[i] == level[i - 1])
			continue;
		if (begin == 0 || !same_stratum(f, begin - 1, begin))
			k->strata++;
		book(k, t, begin, i);
		begin = i;
	}
	if (k->n)
		qsort(k->part, k->n, sizeof(*k->part), by_level);
	return TXO_OK;
}

static uint64_t known(struct txo_counts c)
{
	return c.yes + c.no;
}

static void add(struct txo_counts *sum, struct txo_counts c)
{
	sum->yes += c.yes;
	sum->no += c.no;
	sum->missing += c.missing;
}

/* The tables of one level. */
struct pooled {
	const struct txo_two *table;
	size_t n;
	struct txo_counts used;
	unsigned note;		/* INCOMPLETE if rows were lost */
};

static void print(struct txo_rate_task *t, const struct pooled *k,
		  struct txo_text level)
{
	double conf = t->plan->level;
	struct txo_rate_row r[] = {
		txo_rate_row("common_difference", k->used,
			     txo_mantel_haenszel_difference(k->table, k->n,
							    conf)),
		txo_rate_row("common_ratio", k->used,
			     txo_mantel_haenszel_ratio(k->table, k->n, conf)),
		txo_rate_row("common_odds_ratio", k->used,
			     txo_mantel_haenszel_odds(k->table, k->n, conf)),
		txo_rate_row("homogeneity", k->used,
			     txo_breslow_day(k->table, k->n)),
	};

	for (size_t i = 0; i < sizeof(r) / sizeof(*r); i++) {
		r[i].of = level;
		r[i].over = t->plan->base;
		r[i].sign = i == 0 ? " - " : " / ";
		r[i].e.note |= k->note;
		r[i].about = TXO_RATE_JOINT | TXO_ABOUT_LOST;
		txo_rate_print(t, &r[i]);
	}
}

/*
 * One level, whose parts are from begin to before end, against the reference,
 * of which there is *base in all. Rows in strata that lack one of them are
 * missing.
 */
static void compare(struct txo_rate_task *t, struct parts *k, size_t begin,
		    size_t end, const struct txo_counts *base)
{
	const struct txo_vector *v = &t->frame->column[level_column(t->frame)];
	struct txo_counts all = *base, used = { 0, 0, 0 };
	struct pooled pooled = { .table = k->table };

	for (size_t i = begin; i < end; i++) {
		const struct part *p = &k->part[i];
		struct txo_counts other = { 0, 0, 0 };

		add(&all, p->count);
		if (p->stratum != NO_STRATUM)
			other = k->base[p->stratum];
		if (!known(p->count) || !known(other))
			continue;
		k->table[pooled.n++] = (struct txo_two){
			{ p->count.yes, other.yes },
			{ known(p->count), known(other) },
		};
		used.yes += p->count.yes + other.yes;
		used.no += p->count.no + other.no;
	}
	if (known(all) > known(used))
		pooled.note = TXO_NOTE_INCOMPLETE;
	used.missing = all.missing + known(all) - known(used);
	pooled.used = used;
	print(t, &pooled, v->labels[k->part[begin].level]);
}

static void compare_all(struct txo_rate_task *t, struct parts *k)
{
	struct txo_counts base = { 0, 0, 0 };
	size_t next;

	for (size_t i = 0; i < k->n; i++)
		if (is_base(t, k->part[i].level))
			add(&base, k->part[i].count);
	for (size_t i = 0; i < k->n; i = next) {
		next = i + 1;
		while (next < k->n && k->part[next].level == k->part[i].level)
			next++;
		if (!is_base(t, k->part[i].level))
			compare(t, k, i, next, &base);
	}
}

enum txo_status txo_rate_strata(struct txo_rate_task *t, struct txo_error *err)
{
	struct parts k = { .n = 0 };
	enum txo_status status = find_parts(&k, t, err);

	if (status == TXO_OK)
		compare_all(t, &k);
	free(k.part);
	free(k.base);
	free(k.table);
	return status;
}
