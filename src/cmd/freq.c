/*
 * txo freq - how often each value of a column occurs, or each pair of two.
 *
 * One frame in (a column of labels, or two), one row out for each value.
 * Counting: data/item_counts.c; intervals: stats/proportion.c. Here are options
 * and columns; freq_alone.c and freq_cross.c print.
 */
#include "cmd/freq.h"

#include <string.h>

#include "cmd/find.h"
#include "cmd/proportion_choice.h"
#include "data/canon.h"
#include "data/scale_use.h"

#define MOST_ZEROS 1000000	/* rows printed that nothing stands behind */

static const struct txo_choice missings[] = {
	[TXO_FREQ_ROW] = { "row",
			   "in a row of their own, with an empty value" },
	[TXO_FREQ_LEFT_OUT] = { "left-out", "in n_missing alone" },
	{ NULL, NULL }
};

static const struct txo_choice sorts[] = {
	[TXO_FREQ_BY_VALUE] = { "value",
				"numbers by size, then text by bytes" },
	[TXO_FREQ_BY_COUNT] = { "count", "the most frequent value first" },
	{ NULL, NULL }
};

static const struct txo_choice percents[] = {
	[TXO_FREQ_OF_ROW] = { "row", "of the rows with the value of the first "
				     "column" },
	[TXO_FREQ_OF_COLUMN] = { "column",
				 "of those with the level of the second" },
	[TXO_FREQ_OF_ALL] = { "total", "of those with both" },
	{ NULL, NULL }
};

static const struct txo_option options[] = {
	TXO_OPERAND("columns", TXO_COLUMNS, struct txo_freq_plan, columns,
		    "COLS",
		    "the columns to count: two are a cross table, more are "
		    "counted one after the other"),
	TXO_OPTION("separate", TXO_FLAG, struct txo_freq_plan, separate, NULL,
		   NULL, "two columns are counted one after the other, too"),
	TXO_OPTION("wide", TXO_FLAG, struct txo_freq_plan, wide, NULL, NULL,
		   "a cross table with a column for each level of the second "
		   "column"),
	TXO_OPTION_CHOICE("percent", TXO_CHOICES, struct txo_freq_plan,
			  percents, "LIST", NULL, percents,
			  "percentages of a cross table; default: all, with "
			  "--wide none"),
	TXO_OPTION("list", TXO_COLUMNS, struct txo_freq_plan, list, "COLS",
		   NULL,
		   "columns whose cells are lists, as 'redness; pain', of "
		   "which each item counts; besides the role side_effects, "
		   "columns called adjuncts or contraindications, and lists "
		   "made by --list-columns"),
	TXO_OPTION("values", TXO_WORDS, struct txo_freq_plan, values, "LIST",
		   NULL,
		   "values that come first, in this order; where only one of "
		   "the columns has any of them, also those that no row has"),
	TXO_OPTION_CHOICE("sort", TXO_CHOICE, struct txo_freq_plan, sort,
			  "WHAT", "value", sorts, "order of the values"),
	TXO_OPTION_CHOICE("missing", TXO_CHOICE, struct txo_freq_plan, missing,
			  "WHERE", "row", missings,
			  "where rows without a value are"),
	TXO_OPTION_CI(struct txo_freq_plan, ci),
	TXO_OPTION_END
};

static const struct txo_column columns[] = {
	{ "variable", "", "name of the column, of a cross table the first",
	  NULL, TXO_IS_SUBJECT },
	{ "value", "", "its value, of a list an item; empty: missing", NULL,
	  TXO_IS_KEY | TXO_IS_VALUE },
	{ "across", "", "cross table: name of the second column", NULL,
	  TXO_IS_EXTRA | TXO_IS_SUBJECT },
	{ "level", "", "cross table: its value; empty: missing", NULL,
	  TXO_IS_EXTRA | TXO_IS_KEY | TXO_IS_VALUE },
	{ "n", "rows", "rows with the value, or with both", NULL, TXO_IS_PART },
	{ "n_missing", "rows", "rows without a value, or without one or both",
	  NULL, TXO_IS_REST },
	{ "n_row", "rows", "cross table: rows with the value, and any level",
	  NULL, TXO_IS_EXTRA | TXO_IS_COUNT },
	{ "n_column", "rows", "cross table: rows with the level, and any value",
	  NULL, TXO_IS_EXTRA | TXO_IS_COUNT },
	{ "total", "rows", "rows with any value, or any of both", NULL,
	  TXO_IS_COUNT },
	{ "row_percent", "percent",
	  "cross table: n of n_row; row_low and row_high: its interval", NULL,
	  TXO_IS_EXTRA },
	{ "column_percent", "percent",
	  "cross table: n of n_column; column_low and column_high: its "
	  "interval",
	  NULL, TXO_IS_EXTRA },
	{ "percent", "percent", "n of total", NULL, 0 },
	{ "conf_low", "percent", "its interval, low end", NULL, 0 },
	{ "conf_high", "percent", "its interval, high end", NULL, 0 },
	{ "percent_all", "percent", "n of all rows, total and n_missing", NULL,
	  TXO_IS_OF_REST },
	{ "cumulative", "rows",
	  "n of this row and those above; empty for lists, whose items overlap",
	  NULL, 0 },
	{ "cumulative_percent", "percent", "cumulative of total", NULL, 0 },
	{ "mentions", "mentions",
	  "lists: how often the item is named; twice in a row is two", NULL,
	  TXO_IS_EXTRA },
	{ "total_mentions", "mentions", "lists: how often any item is named",
	  NULL, TXO_IS_EXTRA },
	{ "percent_mentions", "percent", "lists: mentions of total_mentions",
	  NULL, TXO_IS_EXTRA },
	{ "conf_level", "", "level of the intervals", NULL, TXO_IS_PLAIN },
	{ "method", "", "the interval in words", NULL, 0 },
	{ "note", "", "why a cell is empty, or what to know", NULL, 0 },
	{ NULL, NULL, NULL, NULL, 0 }
};

static const struct txo_example examples[] = {
	{ "txo freq concern --sort count datasets/qslaser_concerns/data.csv",
	  "what the patients were treated for" },
	{ "txo freq side_effects datasets/synthetic_clinic/courses.csv",
	  "side effects, each counted by courses and by mentions" },
	{ "txo freq treatment,improved --values none,some,marked --percent row "
	  "datasets/arthritis_improvement/data.csv",
	  "improvement by treatment, with intervals" },
	{ "txo freq study,level --wide --where 'outcome == \"response\"' "
	  "datasets/mn_response_series/data.csv",
	  "the responses that eight articles report, side by side" },
	{ NULL, NULL }
};

/* The output columns of values counted alone. */
static enum txo_status name_alone(const struct txo_freq_plan *p,
				  struct txo_needs *needs,
				  struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (const struct txo_column *c = columns; c->name && status == TXO_OK;
	     c++) {
		bool of_lists = strstr(c->name, "mentions") != NULL;
		bool summed = strstr(c->name, "cumulative") != NULL;

		if (summed && p->withholds)
			continue;
		if (of_lists ? p->lists : !(c->marks & TXO_IS_EXTRA))
			status = txo_needs_output(needs, txo_text(c->name),
						  err);
	}
	return status;
}

/* What --list names must be among the columns; their lists are marked. */
static enum txo_status mark_lists(struct txo_freq_plan *p,
				  const struct txo_schema *s,
				  const size_t *column, struct txo_error *err)
{
	char shown[TXO_SHOWN];

	for (size_t i = 0; i < p->list.n; i++) {
		size_t named, k = 0;
		enum txo_status status = txo_header_find(
			s->header, p->list.item[i], &named, err);

		if (status != TXO_OK)
			return status;
		while (k < p->columns.n && column[k] != named)
			k++;
		if (k == p->columns.n)
			return txo_fail(err, TXO_USAGE,
					"--list names column '%s', which is "
					"not among COLS",
					txo_text_show(s->header->name[named],
						      shown));
		p->items[k].list = true;
	}
	return TXO_OK;
}

/* Use the columns, each once; the uses in use[], the columns in column[]. */
static enum txo_status bind_columns(struct txo_freq_plan *p,
				    struct txo_schema *s, size_t *use,
				    size_t *column, struct txo_error *err)
{
	char shown[TXO_SHOWN];
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < p->columns.n && status == TXO_OK; i++) {
		status = txo_header_find(s->header, p->columns.item[i],
					 &column[i], err);
		for (size_t k = 0; k < i && status == TXO_OK; k++)
			if (column[k] == column[i])
				return txo_fail(
					err, TXO_USAGE,
					"column '%s' is named twice",
					txo_text_show(
						s->header->name[column[i]],
						shown));
		if (status == TXO_OK)
			status = txo_schema_use_column(s, column[i], TXO_LABEL,
						       &use[i], err);
		if (status == TXO_OK)
			p->items[i].list = txo_canon_is_list(s->header,
							     column[i]);
	}
	for (size_t i = 0; i < p->columns.n && status == TXO_OK; i++)
		status = txo_schema_use_if_scaled(s, column[i], err);
	return status;
}

static enum txo_status project(struct txo_freq_plan *p, struct txo_schema *s,
			       const size_t *use, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	if (p->cross) {
		p->items[1].column = 1;
		return txo_schema_project(s, use, 2, true, err);
	}
	for (size_t i = 0; i < p->columns.n && status == TXO_OK; i++) {
		p->items[i].projection = i;
		status = txo_schema_project(s, &use[i], 1, true, err);
	}
	return status;
}

static enum txo_status freq_bind(void *plan, struct txo_needs *needs,
				 struct txo_error *err)
{
	struct txo_freq_plan *p = plan;
	struct txo_schema *s = &needs->schema;
	size_t n = p->columns.n;
	size_t *use = txo_arena_take(&s->arena, 2 * (n + 1) * sizeof(*use));
	enum txo_status status;

	p->level = needs->level;
	p->withholds = needs->min_cell > 0;
	if (p->withholds)
		p->missing = TXO_FREQ_LEFT_OUT;
	p->method = txo_proportion(1, 2, (enum txo_proportion_ci)p->ci,
				   p->level)
			    .method;
	p->cross = n == 2 && !p->separate;
	p->lists = false;
	p->items = txo_arena_take(&s->arena, (n + 1) * sizeof(*p->items));
	if (!use || !p->items)
		return txo_fail_memory(err);
	if (!p->cross && (p->wide || p->percents))
		return txo_fail(err, TXO_USAGE,
				"--%s is for a cross table of two columns",
				p->wide ? "wide" : "percent");
	status = bind_columns(p, s, use, use + n, err);
	if (status == TXO_OK)
		status = mark_lists(p, s, use + n, err);
	if (status == TXO_OK)
		status = project(p, s, use, err);
	for (size_t i = 0; i < n; i++) {
		p->items[i].exact = needs->rules->exact_labels;
		p->lists = p->lists || p->items[i].list;
	}
	if (txo_find_patients(s))
		txo_needs_remark(needs,
				 "rows count as independent; where a patient "
				 "has several, intervals are too narrow");
	if (status != TXO_OK || p->wide)
		return status;
	return p->cross ? txo_freq_cross_name(p, needs, err) :
			  name_alone(p, needs, err);
}

/* Distinct rows of all frames of a projection. */
static double count_rows(struct txo_frames *fs, size_t projection)
{
	double n = 0;

	for (size_t g = 0; g < fs->groups; g++)
		n += (double)txo_frames_get(fs, g, projection).rows;
	return n;
}

/* What is nearly all zeros is refused. */
static enum txo_status check_size(const struct txo_freq_plan *p,
				  struct txo_frames *fs, struct txo_error *err)
{
	const struct txo_items *a = &p->items[0];
	double groups = (double)fs->groups;

	if (p->cross && groups * (double)a->n * (double)a[1].n >
				count_rows(fs, 0) + MOST_ZEROS)
		return txo_fail(err, TXO_DATA,
				"a table of %zu by %zu values%s would be "
				"nearly all zeros; txo tally counts what "
				"occurs",
				a[0].n, a[1].n,
				fs->groups > 1 ? " in each group" : "");
	for (size_t i = 0; i < p->columns.n && !p->cross; i++)
		if (groups * (double)a[i].n >
		    count_rows(fs, i) + (double)a[i].n + MOST_ZEROS)
			return txo_fail(err, TXO_DATA,
					"%zu values in each of %zu groups "
					"would be nearly all zeros; txo tally "
					"counts what occurs",
					a[i].n, fs->groups);
	return TXO_OK;
}

static enum txo_status order_values(struct txo_freq_plan *p,
				    struct txo_arena *arena,
				    struct txo_error *err)
{
	const struct txo_item_order order = { p->values.item, p->values.n,
					      arena };
	size_t n = p->columns.n;
	struct txo_items **its = txo_arena_take(arena, (n + 1) * sizeof(*its));
	enum txo_status status;
	bool any;

	if (!its)
		return txo_fail_memory(err);
	for (size_t i = 0; i < n; i++)
		its[i] = &p->items[i];
	status = txo_items_order_all(its, n, &order, &any, err);
	if (status == TXO_OK && p->values.n && !any)
		return txo_fail(err, TXO_USAGE,
				"--values: the columns have none of these "
				"values");
	return status;
}

static enum txo_status freq_settle(void *plan, struct txo_frames *fs,
				   struct txo_needs *needs,
				   struct txo_error *err)
{
	struct txo_freq_plan *p = plan;
	struct txo_arena *arena = &needs->schema.arena;
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < p->columns.n && status == TXO_OK; i++)
		status = txo_items_find(&p->items[i], fs, arena, err);
	if (status == TXO_OK)
		status = order_values(p, arena, err);
	if (status == TXO_OK)
		status = check_size(p, fs, err);
	if (status == TXO_OK && p->wide)
		status = txo_freq_cross_name_wide(p, fs, needs, err);
	return status;
}

static enum txo_status freq_group(const void *plan, const struct txo_frame *f,
				  struct txo_out *out, struct txo_error *err)
{
	const struct txo_freq_plan *p = plan;

	return (p->cross ? txo_freq_cross : txo_freq_alone)(p, f, out, err);
}

const struct txo_command txo_cmd_freq = {
	.name = "freq",
	.brief = "how often each value occurs, alone or in a cross table",
	.about =
		"Prints one row for each value of a column, with its percentage "
		"and the interval of that, or for each pair of values of two. "
		"A value of any group has a row in all groups. Percentages are "
		"of the rows with a value (percent) and of all rows "
		"(percent_all). Items of a list are counted in two ways: n is "
		"rows that name the item, mentions is how often it is named; "
		"none is an empty list, and the word means nothing beside an "
		"item. An interval is about its own row, not about all at "
		"once. --wide prints the values of the first column with "
		"total, a column for each level of the second, and n_missing. "
		"With --min-cell there are no cumulated counts and no rows of "
		"missing values, which would tell what is withheld.",
	.examples = examples,
	.options = options,
	.columns = columns,
	.plan_size = sizeof(struct txo_freq_plan),
	.bind = freq_bind,
	.settle = freq_settle,
	.group = freq_group,
	.say = txo_freq_say,
};
