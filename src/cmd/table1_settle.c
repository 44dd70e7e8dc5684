/*
 * What the levels and the variables of txo table1 are, once all is read.
 */
#include <string.h>

#include "cmd/table1.h"
#include "data/sentinel.h"

#define MOST_LEVELS 1000
#define MOST_VALUES 50		/* of a variable that nobody named */
#define MOST_ONCE 10		/* of one in which they all differ */
#define MOST_ZEROS 1000000	/* rows printed that nothing stands behind */
#define MOST_NAMES 5		/* in a remark */

static enum txo_status settle_levels(struct txo_table1_plan *p,
				     struct txo_frames *fs,
				     struct txo_needs *needs,
				     struct txo_error *err)
{
	const struct txo_schema *s = &needs->schema;
	struct txo_arena *arena = &needs->schema.arena;
	struct txo_text name = s->use[s->projection[0].use[s->by]].name;
	struct txo_items *ls = &p->levels;
	char shown[TXO_SHOWN];
	enum txo_status status;

	*ls = (struct txo_items){ .exact = needs->rules->exact_labels };
	status = txo_items_find(ls, fs, arena, err);
	if (status != TXO_OK)
		return status;
	txo_text_show(name, shown);
	if (ls->n == 0)
		return txo_fail(err, TXO_DATA,
				"no row has a value of column '%s'", shown);
	if (ls->n > MOST_LEVELS)
		return txo_fail(err, TXO_DATA,
				"column '%s' has %zu values, too many for "
				"groups side by side; --by prints them below "
				"each other",
				shown, ls->n);
	for (size_t i = 0; i < ls->n; i++)
		if (txo_text_equal(ls->value[i], p->overall))
			return txo_fail(err, TXO_USAGE,
					"a group of column '%s' is called "
					"'%.*s'; name that of all groups "
					"otherwise, with --overall",
					shown, (int)p->overall.n, p->overall.p);
	return TXO_OK;
}

/* Numbers if all cells are, and there is more to them than a yes and a no. */
static enum txo_status find_numbers(struct txo_table1_variable *v,
				    struct txo_frames *fs,
				    struct txo_needs *needs,
				    struct txo_error *err)
{
	const struct txo_role *role = txo_header_role_of(needs->schema.header,
							 v->column);
	const struct txo_label_reading how = { needs->rules, needs->comma_parts,
					       &needs->schema.arena };
	struct txo_label_numbers *ln = &v->as_numbers;
	enum txo_status status;

	ln->zeros = role && role->type == TXO_NUMBER;
	status = txo_label_numbers_find(ln, fs, &how, err);
	if (status != TXO_OK)
		return status;
	v->number = ln->all && (ln->distinct > 2 || (role && role->outcome));
	if (v->number && ln->code &&
	    !txo_sentinel_allowed(ln->code, needs->allow.item, needs->allow.n))
		return txo_sentinel_fail(v->name, ln->code, err);
	return TXO_OK;
}

static enum txo_status settle_values(struct txo_table1_variable *v,
				     struct txo_frames *fs,
				     struct txo_needs *needs,
				     struct txo_error *err)
{
	enum txo_status status;

	v->items.exact = needs->rules->exact_labels;
	status = txo_items_find(&v->items, fs, &needs->schema.arena, err);
	v->skipped = !v->named &&
		     v->items.n > (v->items.once ? MOST_ONCE : MOST_VALUES);
	return status;
}

static enum txo_status settle_variable(const struct txo_table1_plan *p,
				       struct txo_table1_variable *v, size_t i,
				       struct txo_frames *fs,
				       struct txo_needs *needs,
				       struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	v->items = (struct txo_items){ .projection = i,
				       .column = p->parted,
				       .parted = p->parted,
				       .list = v->list };
	v->as_numbers = (struct txo_label_numbers){ .projection = i,
						    .column = p->parted,
						    .parted = p->parted };
	v->number = v->kind == TXO_TABLE1_NUMBER;
	v->skipped = false;
	if (v->kind == TXO_TABLE1_FOUND)
		status = find_numbers(v, fs, needs, err);
	if (status == TXO_OK && !v->number)
		status = settle_values(v, fs, needs, err);
	return status;
}

/* Of the levels, and of all variables that are categories. */
static enum txo_status order_values(struct txo_table1_plan *p,
				    struct txo_arena *arena,
				    struct txo_error *err)
{
	const struct txo_item_order order = { p->values.item, p->values.n,
					      arena };
	struct txo_items **its = txo_arena_take(arena,
						(p->n + 1) * sizeof(*its));
	enum txo_status status;
	bool any;

	if (!its)
		return txo_fail_memory(err);
	its[p->n] = p->parted ? &p->levels : NULL;
	for (size_t i = 0; i < p->n; i++)
		if (!p->variable[i].number && !p->variable[i].skipped)
			its[i] = &p->variable[i].items;
	status = txo_items_order_all(its, p->n + 1, &order, &any, err);
	if (status == TXO_OK && p->values.n && !any)
		return txo_fail(err, TXO_USAGE,
				"--values: the columns have none of these "
				"values");
	return status;
}

/* A table that is nearly all zeros is refused. */
static enum txo_status check_size(const struct txo_table1_plan *p,
				  struct txo_frames *fs, struct txo_error *err)
{
	char shown[TXO_SHOWN];

	for (size_t i = 0; i < p->n; i++) {
		const struct txo_table1_variable *v = &p->variable[i];
		double cells = (double)fs->groups * (double)v->items.n *
			       (double)(1 + p->levels.n),
		       rows = 0;

		if (v->number || v->skipped)
			continue;
		for (size_t g = 0; g < fs->groups; g++)
			rows += (double)txo_frames_get(fs, g, i).rows;
		if (cells > 2 * rows + MOST_ZEROS)
			return txo_fail(err, TXO_DATA,
					"column '%s' has %zu values, whose "
					"table would be nearly all zeros; txo "
					"tally counts what occurs",
					txo_text_show(v->name, shown),
					v->items.n);
	}
	return TXO_OK;
}

/* Which remark a variable is named in. */
enum part { NUMBERS, LABELS, SKIPPED, PARTS };

static enum part part_of(const struct txo_table1_variable *v)
{
	return v->skipped ? SKIPPED : v->number ? NUMBERS : LABELS;
}

/* "as numbers: age, score and 3 more" of those of whom nothing was said. */
static void name_part(const struct txo_table1_plan *p, enum part part,
		      const char *what, struct txo_buffer *b)
{
	char shown[TXO_SHOWN];
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct txo_table1_variable *v = &p->variable[i];

		if (part_of(v) != part ||
		    (part != SKIPPED && v->kind != TXO_TABLE1_FOUND))
			continue;
		if (n++ < MOST_NAMES)
			txo_buffer_printf(b, "%s%s",
					  n > 1 ? ", " :
					  b->n	? "; " :
						  "",
					  n > 1 ? "" : what);
		if (n <= MOST_NAMES)
			txo_buffer_add_text(b, txo_text_show(v->name, shown));
	}
	if (n > MOST_NAMES)
		txo_buffer_printf(b, " and %zu more", n - MOST_NAMES);
}

/* Why a column with numbers in it is none of numbers. */
static void name_mixed(const struct txo_table1_plan *p, struct txo_buffer *b)
{
	char shown[TXO_SHOWN], other[TXO_SHOWN];

	for (size_t i = 0; i < p->n; i++) {
		const struct txo_label_numbers *ln = &p->variable[i].as_numbers;
		size_t labels = p->variable[i].items.n;

		if (ln->all || !ln->other.p || 2 * ln->n < labels || !ln->n)
			continue;
		txo_buffer_clear(b);
		txo_buffer_printf(b, "column '%s' is not of numbers, for ",
				  txo_text_show(p->variable[i].name, shown));
		txo_buffer_printf(b, "'%s' is none",
				  txo_text_show(ln->other, other));
		return;
	}
}

static void remark(const struct txo_table1_plan *p, struct txo_needs *needs)
{
	struct txo_buffer b = { 0 };

	name_part(p, NUMBERS, "as numbers: ", &b);
	name_part(p, LABELS, "as categories: ", &b);
	name_part(p, SKIPPED, "left out, with too many values: ", &b);
	if (b.p)
		txo_needs_line(needs, (struct txo_text){ b.p, b.n });
	txo_buffer_clear(&b);
	name_mixed(p, &b);
	if (b.n)
		txo_needs_line(needs, (struct txo_text){ b.p, b.n });
	needs->remark.failed = needs->remark.failed || b.failed;
	txo_buffer_release(&b);
	if (p->levels.n > 2)
		txo_needs_line(needs, txo_text("smd is the largest difference "
					       "of any two groups"));
}

static bool prints_any(const struct txo_table1_plan *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (!p->variable[i].skipped)
			return true;
	return false;
}

enum txo_status txo_table1_settle(struct txo_table1_plan *p,
				  struct txo_frames *fs,
				  struct txo_needs *needs,
				  struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	p->levels.n = 0;
	if (p->parted)
		status = settle_levels(p, fs, needs, err);
	for (size_t i = 0; i < p->n && status == TXO_OK; i++)
		status = settle_variable(p, &p->variable[i], i, fs, needs, err);
	if (status == TXO_OK && !prints_any(p))
		return txo_fail(err, TXO_DATA,
				"every column has too many values that are no "
				"numbers; name some with --variables");
	if (status == TXO_OK)
		status = order_values(p, &needs->schema.arena, err);
	if (status == TXO_OK)
		status = check_size(p, fs, err);
	if (status == TXO_OK)
		remark(p, needs);
	return status;
}
