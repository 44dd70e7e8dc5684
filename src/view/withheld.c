#include "view/withheld.h"

#include <stdlib.h>
#include <string.h>

#include "base/index.h"
#include "view/lines.h"
#include "view/withheld_note.h"

#define COUNTS (TXO_IS_COUNT | TXO_IS_PART | TXO_IS_REST)

/* What is withheld of some cells, and which is to be next. */
struct sum {
	uint64_t hidden, total;	/* so many, and what they add up to */
	size_t next;		/* the least that is not, or NONE */
	uint64_t least;
};

#define NONE ((size_t)-1)

struct task {
	struct txo_withheld *w;
	const struct txo_sink_rows *rows;
	unsigned char *hidden;	/* each cell: is it withheld? */
	size_t *whole;		/* the count that a column is a part of */
	/* Rows that share a total: a line for each key, along which it differs. */
	struct txo_lines *line;	/* of each column that is a key */
	struct txo_lines same;	/* rows that are equal in all keys */
	struct txo_lines group;	/* those that are about the same people */
	bool *decides;		/* for each column, which lines to find */
	size_t about;		/* column with bits of txo_about, or NONE */
	struct sum *sum;	/* room for one a row */
	bool changed;
};

static const struct txo_sink_cell *cell(const struct task *t, size_t row,
					size_t column)
{
	return &t->rows->cell[row * t->rows->columns + column];
}

static unsigned char *hidden(const struct task *t, size_t row, size_t column)
{
	return &t->hidden[row * t->rows->columns + column];
}

static void hide(struct task *t, size_t row, size_t column)
{
	unsigned char *h = hidden(t, row, column);

	t->changed = t->changed || !*h;
	*h = 1;
}

static bool is(const struct task *t, size_t column, unsigned marks)
{
	return (t->w->marks[column] & marks) != 0;
}

static bool has_count(const struct task *t, size_t row, size_t column)
{
	return is(t, column, COUNTS) &&
	       cell(t, row, column)->kind != TXO_CELL_EMPTY;
}

static bool is_small(const struct task *t, uint64_t n)
{
	return n > 0 && n < t->w->least;
}

static uint64_t about(const struct task *t, size_t row)
{
	return t->about == NONE ? 0 : cell(t, row, t->about)->count;
}

static void hide_counts(struct task *t, size_t row, unsigned marks)
{
	for (size_t c = 0; c < t->rows->columns; c++)
		if (has_count(t, row, c) && is(t, c, marks))
			hide(t, row, c);
}

/* Counts that are small themselves, and parts that leave few. */
static void hide_small(struct task *t, size_t row)
{
	for (size_t c = 0; c < t->rows->columns; c++) {
		uint64_t n = cell(t, row, c)->count, whole = 0;

		if (!has_count(t, row, c))
			continue;
		if (t->whole[c] != NONE)
			whole = cell(t, row, t->whole[c])->count;
		if (is_small(t, n) || (whole > n && is_small(t, whole - n)))
			hide(t, row, c);
		if (is(t, c, TXO_IS_REST) && is_small(t, n) &&
		    about(t, row) & TXO_ABOUT_LOST)
			hide_counts(t, row, TXO_IS_COUNT);
	}
}

/* What is withheld in the row, as bits of txo_about. */
static uint64_t withholds(const struct task *t, size_t row)
{
	uint64_t bits = 0;

	for (size_t c = 0; c < t->rows->columns; c++)
		if (*hidden(t, row, c))
			bits |= is(t, c, TXO_IS_COUNT) ? TXO_ABOUT_COUNTS :
				is(t, c, TXO_IS_PART)  ? TXO_ABOUT_PARTS :
							 TXO_ABOUT_REST;
	return bits;
}

/* Parts of a count that is withheld, and its rest, would lead to it. */
static void hide_beside_count(struct task *t, size_t row)
{
	bool any = withholds(t, row) & TXO_ABOUT_COUNTS;

	for (size_t c = 0; c < t->rows->columns; c++) {
		bool part = t->whole[c] != NONE && *hidden(t, row, t->whole[c]);

		if (has_count(t, row, c) &&
		    (part || (any && is(t, c, TXO_IS_REST))))
			hide(t, row, c);
	}
}

/* A count is one of those that the sum is of; `at` is its place. */
static void add(const struct task *t, struct sum *s, size_t row, size_t column)
{
	uint64_t n = cell(t, row, column)->count;
	size_t at = row * t->rows->columns + column;

	if (*hidden(t, row, column)) {
		s->hidden++;
		s->total += n;
		return;
	}
	/* zeros only if there is nothing else */
	if (s->next == NONE || (n && (!s->least || n < s->least))) {
		s->next = at;
		s->least = n;
	}
}

/*
 * Could what is withheld be got by subtraction? Then withhold one more. If only
 * zeros are left, one will do, and zeros alone need nothing.
 */
static void settle(struct task *t, const struct sum *s)
{
	if (!s->total || s->next == NONE ||
	    (s->hidden > 1 && (s->total >= t->w->least || !s->least)))
		return;
	t->hidden[s->next] = 1;
	t->changed = true;
}

/* All parts of the count in one column. */
static void settle_parts(struct task *t, size_t row, size_t count)
{
	struct sum s = { .next = NONE };

	for (size_t c = 0; c < t->rows->columns; c++)
		if (t->whole[c] == count && has_count(t, row, c))
			add(t, &s, row, c);
	settle(t, &s);
}

/* The counts of a column along all lines of one kind. */
static void settle_lines(struct task *t, const struct txo_lines *l,
			 size_t column)
{
	for (uint32_t i = 0; i < l->n; i++)
		t->sum[i] = (struct sum){ .next = NONE };
	for (size_t r = 0; r < t->rows->rows; r++)
		if (has_count(t, r, column))
			add(t, &t->sum[l->of[r]], r, column);
	for (uint32_t i = 0; i < l->n; i++)
		settle(t, &t->sum[i]);
}

/*
 * A count and its rest add up to a total, which is the same in all rows that are
 * equal in their keys. Where the rest alone is withheld, no row may show both.
 */
static void settle_rest(struct task *t, size_t column)
{
	const struct txo_lines *l = &t->same;

	for (uint32_t i = 0; i < l->n; i++)
		t->sum[i].hidden = 0;
	for (size_t r = 0; r < t->rows->rows; r++)
		if (*hidden(t, r, column) &&
		    !(withholds(t, r) & TXO_ABOUT_COUNTS))
			t->sum[l->of[r]].hidden++;
	for (size_t r = 0; r < t->rows->rows; r++)
		if (t->sum[l->of[r]].hidden && has_count(t, r, column))
			hide(t, r, column);
}

static void settle_column(struct task *t, size_t column)
{
	if (!is(t, column, COUNTS))
		return;
	if (is(t, column, TXO_IS_REST))
		settle_rest(t, column);
	for (size_t k = 0; k < t->rows->columns; k++)
		if (is(t, k, TXO_IS_KEY))
			settle_lines(t, &t->line[k], column);
}

/* Rows that are about several others, or together with them. */
static void settle_about(struct task *t)
{
	const struct txo_lines *l = &t->group;

	for (uint32_t i = 0; i < l->n; i++)
		t->sum[i].total = 0;
	for (size_t r = 0; r < t->rows->rows && l->n; r++)
		t->sum[l->of[r]].total |= withholds(t, r);
	for (size_t r = 0; r < t->rows->rows && l->n; r++) {
		uint64_t bits = about(t, r) & t->sum[l->of[r]].total;

		if (bits & (TXO_ABOUT_COUNTS | TXO_ABOUT_PARTS))
			hide_counts(t, r, COUNTS);
		else if (bits & TXO_ABOUT_REST)
			hide_counts(t, r, TXO_IS_REST);
	}
}

/* Until nothing more has to be withheld. */
static void settle_all(struct task *t)
{
	for (size_t r = 0; r < t->rows->rows; r++)
		hide_small(t, r);
	do {
		t->changed = false;
		for (size_t r = 0; r < t->rows->rows; r++) {
			hide_beside_count(t, r);
			for (size_t c = 0; c < t->rows->columns; c++)
				if (is(t, c, TXO_IS_COUNT))
					settle_parts(t, r, c);
		}
		for (size_t c = 0; c < t->rows->columns; c++)
			settle_column(t, c);
		settle_about(t);
	} while (t->changed);
}

/* Rows equal in columns with marks, from one on; of keys alone no values. */
static bool find_lines(const struct task *t, size_t from, size_t but,
		       unsigned marks, struct txo_lines *l)
{
	for (size_t c = 0; c < t->rows->columns; c++)
		t->decides[c] = c >= from && c != but && is(t, c, marks) &&
				(marks != TXO_IS_KEY ||
				 !is(t, c, TXO_IS_VALUE));
	return txo_lines_find(l, t->rows, t->decides);
}

/* Those that are equal in the groups, and in what stands before the bits. */
static bool find_group(struct task *t)
{
	size_t columns = t->rows->columns;

	t->about = NONE;
	for (size_t r = 0; r < t->rows->rows && t->about == NONE; r++)
		for (size_t c = columns; c-- > 0;)
			if (is(t, c, TXO_IS_SUBJECT) && cell(t, r, c)->count)
				t->about = c;
	for (size_t c = 0; c < columns; c++)
		t->decides[c] = c < t->w->by ||
				(c < t->about && is(t, c, TXO_IS_SUBJECT));
	return t->about == NONE ||
	       txo_lines_find(&t->group, t->rows, t->decides);
}

/*
 * What is withheld of a rest in all groups is the rest of all rows, which may be
 * known from elsewhere: it must not be small either.
 */
static bool judge_total(struct task *t)
{
	const unsigned marks = TXO_IS_KEY | TXO_IS_SUBJECT;
	struct txo_lines l = { NULL, 0 };
	bool good = find_lines(t, t->w->by, NONE, marks, &l);

	for (size_t c = 0; c < t->rows->columns && good; c++) {
		for (uint32_t i = 0; i < l.n; i++)
			t->sum[i].total = 0;
		for (size_t r = 0; r < t->rows->rows; r++)
			if (is(t, c, TXO_IS_REST) && *hidden(t, r, c))
				t->sum[l.of[r]].total += cell(t, r, c)->count;
		for (uint32_t i = 0; i < l.n; i++)
			t->w->total |= is_small(t, t->sum[i].total);
	}
	txo_lines_release(&l);
	return good;
}

/* Empty what is withheld in a row and what follows from it, and say so. */
static bool apply(struct task *t, size_t row)
{
	struct txo_sink_cell *all = &t->rows->cell[row * t->rows->columns];
	uint64_t bits = withholds(t, row);
	bool count = bits & (TXO_ABOUT_COUNTS | TXO_ABOUT_PARTS);
	bool rest = bits & TXO_ABOUT_REST, any = bits != 0;

	for (size_t c = 0; c < t->rows->columns; c++)
		any = any || (all[c].kind == TXO_CELL_EMPTY && all[c].count);
	if (!any)
		return true;
	for (size_t c = 0; c < t->rows->columns; c++) {
		bool follows = rest && is(t, c, TXO_IS_OF_REST);

		if (count && c != t->w->note)
			follows = follows ||
				  !is(t, c,
				      COUNTS | TXO_IS_PLAIN | TXO_IS_KEY |
					      TXO_IS_SUBJECT);
		if (follows || *hidden(t, row, c))
			all[c] = (struct txo_sink_cell){
				.kind = TXO_CELL_EMPTY
			};
	}
	t->w->rows++;
	return t->w->note >= t->w->n ||
	       txo_withheld_note(&t->w->arena, &all[t->w->note], count);
}

/* A part is one of the count before it, else of the first one behind. */
static void find_wholes(struct task *t)
{
	size_t before = NONE, columns = t->rows->columns;

	for (size_t c = 0; c < columns; c++) {
		size_t k = c;

		t->whole[c] = NONE;
		if (is(t, c, TXO_IS_COUNT))
			before = c;
		else if (is(t, c, TXO_IS_PART))
			t->whole[c] = before;
		if (!is(t, c, TXO_IS_PART) || before != NONE)
			continue;
		while (k < columns && !is(t, k, TXO_IS_COUNT))
			k++;
		t->whole[c] = k < columns ? k : NONE;
	}
}

static bool prepare(struct task *t)
{
	size_t rows = t->rows->rows + 1, columns = t->rows->columns + 1;
	bool good;

	t->hidden = calloc(rows, columns);
	t->line = calloc(columns, sizeof(*t->line));
	t->sum = calloc(rows, sizeof(*t->sum));
	t->decides = calloc(columns, sizeof(*t->decides));
	t->whole = calloc(columns, sizeof(*t->whole));
	good = t->hidden && t->line && t->sum && t->whole && t->decides &&
	       find_lines(t, 0, NONE, TXO_IS_KEY, &t->same) && find_group(t);
	if (good)
		find_wholes(t);
	for (size_t c = 0; c < t->rows->columns && good; c++)
		if (is(t, c, TXO_IS_KEY))
			good = find_lines(t, 0, c, TXO_IS_KEY | TXO_IS_SUBJECT,
					  &t->line[c]);
	return good;
}

enum txo_status txo_withhold(void *ctx, const struct txo_sink_rows *rows,
			     struct txo_error *err)
{
	struct task t = { .w = ctx, .rows = rows };
	bool good = rows->rows < TXO_INDEX_NONE && prepare(&t);

	if (good)
		settle_all(&t);
	good = good && judge_total(&t);
	for (size_t r = 0; r < rows->rows && good; r++)
		good = apply(&t, r);
	for (size_t c = 0; c < rows->columns && t.line; c++)
		txo_lines_release(&t.line[c]);
	txo_lines_release(&t.same);
	txo_lines_release(&t.group);
	free(t.decides);
	free(t.hidden);
	free(t.line);
	free(t.sum);
	free(t.whole);
	return good ? TXO_OK : txo_fail_memory(err);
}

void txo_withheld_release(struct txo_withheld *w)
{
	txo_arena_release(&w->arena);
}
