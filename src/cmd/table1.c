/*
 * txo table1 - mixed variables side by side for groups, as the first table of
 * a paper has them.
 *
 * One frame in (the factor and a variable, both as labels as a rule), rows out
 * for the variable. Here are the options and output columns; table1_find.c
 * chooses the variables, table1_settle.c finds out what they are,
 * table1_facts.c counts, table1_long.c and table1_wide.c print. Formulas:
 * stats/{moments,order,proportion,smd}.c.
 */
#include <string.h>

#include "cmd/find.h"
#include "cmd/proportion_choice.h"
#include "cmd/table1.h"

static const struct txo_choice rows[] = {
	[TXO_TABLE1_MEAN] = { "mean", "mean (SD)" },
	[TXO_TABLE1_MEDIAN] = { "median", "median [q1, q3]" },
	[TXO_TABLE1_RANGE] = { "range", "min to max" },
	{ NULL, NULL }
};

#define PLAN struct txo_table1_plan

static const struct txo_option options[] = {
	TXO_OPTION("between", TXO_COLUMN, PLAN, between, "COL", NULL,
		   "the groups, side by side; without it all rows are one"),
	TXO_OPTION(
		"variables", TXO_COLUMNS, PLAN, variables, "COLS", NULL,
		"what to describe, in this order; default: all columns, by "
		"name, but those of patients, courses and dates, the groups, "
		"and labels of more than 50 values, or of more than 10 that "
		"all differ"),
	TXO_OPTION("numeric", TXO_COLUMNS, PLAN, numeric, "COLS", NULL,
		   "columns that are numbers; a cell that is none is an error. "
		   "Columns of which nothing is said are numbers if all cells "
		   "are, with more than two values or as role, such as score"),
	TXO_OPTION("labels", TXO_COLUMNS, PLAN, labels, "COLS", NULL,
		   "columns that are categories, also where all are numbers"),
	TXO_OPTION("list", TXO_COLUMNS, PLAN, list, "COLS", NULL,
		   "columns of lists, as 'redness; pain': each item is "
		   "counted by rows; besides the role side_effects and lists "
		   "made by --list-columns"),
	TXO_OPTION("values", TXO_WORDS, PLAN, values, "LIST", NULL,
		   "values that come first, in this order; where only one of "
		   "the columns has any of them, also those that no row has"),
	TXO_OPTION_RANGE("quantile-type", TXO_INTEGER, PLAN, quantile_type,
			 "1..9", "7", 1, 9,
			 "definition of the quartiles by Hyndman and Fan: 7 as "
			 "R, 2 as SAS, 6 as SPSS"),
	TXO_OPTION("overall", TXO_WORD, PLAN, overall, "NAME", "Overall",
		   "what the column of all groups is called"),
	TXO_OPTION("test", TXO_FLAG, PLAN, test, NULL, NULL,
		   "p-values as well: Welch's test of numbers, Pearson's "
		   "chi-square of categories and items, or Fisher's exact test "
		   "where an expected count is below 5; not adjusted for "
		   "their number"),
	TXO_OPTION("wide", TXO_FLAG, PLAN, wide, NULL, NULL,
		   "the form for print: a column for each group, with texts "
		   "such as 43.2 (12.1) and 12 (34.5%)"),
	TXO_OPTION_CHOICE("rows", TXO_CHOICES, PLAN, rows, "LIST",
			  "mean,median", rows,
			  "with --wide: rows of a variable of numbers"),
	TXO_OPTION_RANGE("decimals", TXO_INTEGER, PLAN, decimals, "N", "-1", -1,
			 12,
			 "with --wide: decimals of numbers; -1: so many that "
			 "the standard deviation has three digits"),
	TXO_OPTION_CI(PLAN, ci),
	TXO_OPTION_END
};

static const struct txo_column columns[] = {
	{ "variable", "", "name of the column", NULL, TXO_IS_SUBJECT },
	{ "value", "", "category, or item of a list; empty for numbers", NULL,
	  TXO_IS_KEY | TXO_IS_VALUE },
	{ "level", "", "the group, first all of them (see --overall)", NULL,
	  TXO_IS_KEY },
	{ "contrast", "", "the two groups of a standardised difference", NULL,
	  TXO_IS_SUBJECT },
	{ "n", "rows",
	  "of categories: rows with the value; else: rows with any", NULL,
	  TXO_IS_COUNT },
	{ "n_missing", "rows", "rows without any value", NULL, TXO_IS_REST },
	{ "total", "rows", "categories: rows with any value", NULL,
	  TXO_IS_COUNT },
	{ "percent", "percent", "categories: n of total", NULL, 0 },
	{ "mean", "variable", "numbers: arithmetic mean", NULL, 0 },
	{ "sd", "variable", "standard deviation, divisor n - 1", NULL, 0 },
	{ "median", "variable", "median", NULL, 0 },
	{ "q1", "variable", "first quartile", NULL, 0 },
	{ "q3", "variable", "third quartile", NULL, 0 },
	{ "min", "variable", "smallest value", NULL, 0 },
	{ "max", "variable", "largest value", NULL, 0 },
	{ "smd", "",
	  "standardised difference of the two groups, without sign; of more "
	  "than two the largest of all pairs",
	  NULL, 0 },
	{ "p_value", "", "with --test: do all groups have the same in common?",
	  NULL, TXO_IS_EXTRA },
	{ "conf_low", "as what it is of",
	  "interval of percent, mean or smd, low end", NULL, 0 },
	{ "conf_high", "as what it is of", "the same, high end", NULL, 0 },
	{ "conf_level", "", "level of the interval", NULL, TXO_IS_PLAIN },
	{ "method", "", "the procedure in words", NULL, 0 },
	{ "statistic", "", "--wide: what the cells are, as mean (SD)", NULL,
	  TXO_IS_EXTRA | TXO_IS_SUBJECT },
	{ "note", "", "why a cell is empty, or what to know", NULL, 0 },
	{ NULL, NULL, NULL, NULL, 0 }
};

static const struct txo_example examples[] = {
	{ "txo table1 --between treatment --wide "
	  "datasets/derm_wart_treatment/data.csv",
	  "the two arms of the wart trials, for print" },
	{ "txo table1 --between treatment --variables age,sex,improved "
	  "--values none,some,marked datasets/arthritis_improvement/data.csv",
	  "the same for the arthritis trial, with all numbers" },
	{ "txo table1 --between device --wide --rows median "
	  "datasets/synthetic_clinic/courses.csv",
	  "courses by device: three groups, and a list of side effects" },
	{ NULL, NULL }
};

static enum txo_status table1_bind(void *plan, struct txo_needs *needs,
				   struct txo_error *err)
{
	struct txo_table1_plan *p = plan;
	enum txo_status status;

	if (p->test && !p->between.p)
		return txo_fail(err, TXO_USAGE,
				"--test compares the groups of --between, "
				"which is not given");
	p->level = needs->level;
	p->min_cell = (uint64_t)needs->min_cell;
	status = txo_table1_find(p, needs, err);
	if (status != TXO_OK)
		return status;
	if (txo_find_patients(&needs->schema))
		txo_needs_remark(needs,
				 "rows count; where a patient has several, "
				 "they are no counts of patients%s",
				 p->test ? ", and p-values are too small" : "");
	for (const struct txo_column *c = columns;
	     c->name && !p->wide && status == TXO_OK; c++) {
		bool p_value = strcmp(c->name, "p_value") == 0;

		if (p_value ? p->test : !(c->marks & TXO_IS_EXTRA))
			status = txo_needs_output(needs, txo_text(c->name),
						  err);
	}
	return status;
}

static enum txo_status table1_settle(void *plan, struct txo_frames *fs,
				     struct txo_needs *needs,
				     struct txo_error *err)
{
	struct txo_table1_plan *p = plan;
	enum txo_status status = txo_table1_settle(p, fs, needs, err);

	if (status == TXO_OK && p->wide)
		status = txo_table1_name_wide(p, needs, err);
	return status;
}

static enum txo_status table1_group(const void *plan, const struct txo_frame *f,
				    struct txo_out *out, struct txo_error *err)
{
	const struct txo_table1_plan *p = plan;
	const struct txo_table1_variable *v = &p->variable[f->projection];
	struct txo_table1_facts facts;
	enum txo_status status;

	if (v->skipped && f->projection > 0)
		return TXO_OK;
	status = txo_table1_facts_init(&facts, p, v, f, err);
	if (status == TXO_OK && p->wide && f->projection == 0)
		txo_table1_wide_rows(&facts, out);
	if (status == TXO_OK && !v->skipped)
		status = (p->wide ? txo_table1_wide :
				    txo_table1_long)(&facts, out, err);
	txo_table1_facts_release(&facts);
	return status;
}

const struct txo_command txo_cmd_table1 = {
	.name = "table1",
	.brief = "mixed variables side by side for groups, as in a paper",
	.about =
		"Describes each variable for all rows and for each group: "
		"numbers by mean, spread and quartiles, categories by counts "
		"and percentages, lists by their items; and how far the groups "
		"are apart, as a standardised difference. Nothing is tested "
		"unless --test asks for it. Rows "
		"without a group are left out and counted. --wide is for "
		"print; the long form has every number in a cell of its own.",
	.examples = examples,
	.options = options,
	.columns = columns,
	.plan_size = sizeof(struct txo_table1_plan),
	.bind = table1_bind,
	.settle = table1_settle,
	.group = table1_group,
	.say = txo_table1_say,
};
