/*
 * txo summary - what the values of a column are like, for each group.
 *
 * One variable's values in, one row out. Formulas: stats/{moments,order}.c.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "cmd/choose.h"
#include "cmd/command.h"
#include "cmd/summary_columns.h"
#include "txo/note.h"

static const struct txo_option options[] = {
	TXO_OPTION("variables", TXO_COLUMNS, struct txo_summary_plan, variables,
		   "COLS", NULL,
		   "columns to summarise; default: those that fill the roles "
		   "sessions, session, score, baseline, improvement, "
		   "satisfaction and grade"),
	TXO_OPTION("stats", TXO_WORDS, struct txo_summary_plan, stats, "LIST",
		   "default",
		   "output columns to print, in a fixed order; 'default' "
		   "stands for those not marked (*) below, 'all' for all"),
	TXO_OPTION("quantiles", TXO_FRACTIONS, struct txo_summary_plan,
		   quantiles, "LIST", NULL,
		   "further quantiles, as 0.1,0.9 for columns q10 and q90"),
	TXO_OPTION_RANGE("quantile-type", TXO_INTEGER, struct txo_summary_plan,
			 quantile_type, "1..9", "7", 1, 9,
			 "definition of all quantiles by Hyndman and Fan: 7 "
			 "as R, 2 as SAS, 6 as SPSS"),
	TXO_OPTION_RANGE("skewness-type", TXO_INTEGER, struct txo_summary_plan,
			 skewness_type, "1..3", "3", 1, 3,
			 "definition of skewness and kurtosis by Joanes and "
			 "Gill: 2 as SAS and SPSS, 3 as R's e1071"),
	TXO_OPTION_RANGE("trim", TXO_FRACTION, struct txo_summary_plan, trim,
			 "P", "0.1", 0, 0.5,
			 "part cut off at each end for trimmed_mean"),
	TXO_OPTION_END
};

#define COLUMNS TXO_SUMMARY_COLUMNS
#define TAIL (COLUMNS - 3)	/* the types and the note, behind --quantiles */
#define R_QUANTILES 7
#define R_SKEWNESS 3

static const struct txo_example examples[] = {
	{ "txo summary --variables bdi --by treatment,month "
	  "datasets/psy_btheb/data.csv",
	  "depression scores by treatment and month, with drop-out" },
	{ "txo summary --variables month --by visit,treatment "
	  "datasets/derm_toenail/data.csv",
	  "when the visits of the toenail trial really took place" },
	{ "txo summary --variables thickness_mm --by sex,ulcer --stats "
	  "median,median_low,median_high,geometric_mean --quantiles 0.1,0.9 "
	  "datasets/surv_melanoma/data.csv",
	  "tumour thickness, which is skewed" },
	{ NULL, NULL }
};

static bool chosen(const struct txo_summary_plan *p, const char *name)
{
	for (size_t i = 0; i < COLUMNS; i++)
		if (strcmp(txo_summary_columns[i].name, name) == 0)
			return p->chosen[i];
	return false;
}

/* Name the columns from `from` to before `to` that are printed. */
static enum txo_status name_columns(const struct txo_summary_plan *p,
				    size_t from, size_t to,
				    struct txo_needs *needs,
				    struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (size_t i = from; i < to && status == TXO_OK; i++)
		if (p->chosen[i])
			status = txo_needs_output(
				needs, txo_text(txo_summary_columns[i].name),
				err);
	return status;
}

static enum txo_status name_quantiles(const struct txo_summary_plan *p,
				      struct txo_needs *needs,
				      struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < p->quantiles.n && status == TXO_OK; i++) {
		char name[TXO_NUMBER_SIZE + 1] = "q";
		struct txo_text t;

		t.n = 1 + txo_format_number(100 * p->quantiles.item[i], 12,
					    name + 1);
		t.p = txo_arena_copy(&needs->schema.arena, name, t.n);
		status = t.p ? txo_needs_output(needs, t, err) :
			       txo_fail_memory(err);
	}
	return status;
}

/* Which columns to print, and their names. */
static enum txo_status bind_outputs(struct txo_summary_plan *p,
				    struct txo_needs *needs,
				    struct txo_error *err)
{
	enum txo_status status;

	p->chosen = txo_arena_take(&needs->schema.arena, COLUMNS);
	if (!p->chosen)
		return txo_fail_memory(err);
	status = txo_choose_columns(txo_summary_columns, &p->stats, p->chosen,
				    err);
	if (status != TXO_OK)
		return status;
	if (p->quantiles.n || p->quantile_type != R_QUANTILES)
		p->chosen[TAIL] = true;
	if (p->skewness_type != R_SKEWNESS)
		p->chosen[TAIL + 1] = true;
	status = name_columns(p, 0, TAIL, needs, err);
	if (status == TXO_OK)
		status = name_quantiles(p, needs, err);
	if (status == TXO_OK)
		status = name_columns(p, TAIL, COLUMNS, needs, err);
	return status;
}

/* Tell which definitions stand behind the numbers. */
static void bind_remark(const struct txo_summary_plan *p,
			struct txo_needs *needs)
{
	if (p->quantiles.n || chosen(p, "q1") || chosen(p, "median") ||
	    chosen(p, "q3") || chosen(p, "iqr"))
		txo_needs_remark(needs,
				 "quantiles of type %d (Hyndman and Fan)",
				 p->quantile_type);
	if (chosen(p, "skewness") || chosen(p, "kurtosis"))
		txo_needs_remark(needs,
				 "skewness and kurtosis of type %d (Joanes "
				 "and Gill)",
				 p->skewness_type);
}

/* A projection of the variable alone. */
static enum txo_status bind_variable(struct txo_needs *needs, size_t column,
				     struct txo_error *err)
{
	size_t use;
	enum txo_status status;

	status = txo_schema_use_column(&needs->schema, column, TXO_NUMBER, &use,
				       err);
	if (status != TXO_OK)
		return status;
	txo_schema_outcome(&needs->schema, use);
	return txo_schema_project(&needs->schema, &use, 1, false, err);
}

static bool is_group(const struct txo_schema *s, size_t column)
{
	for (size_t i = 0; i < s->by; i++)
		if (s->use[i].column == column)
			return true;
	return column == s->weight;
}

/* The columns that are outcomes by their role. */
static enum txo_status bind_roles(struct txo_needs *needs,
				  struct txo_error *err)
{
	const struct txo_schema *s = &needs->schema;

	for (const struct txo_role *r = txo_roles(); r->name; r++) {
		size_t column = TXO_NO_COLUMN;
		enum txo_status status = TXO_OK;

		if (r->outcome)
			status = txo_header_role(s->header, r, &column, err);
		if (status == TXO_OK && column != TXO_NO_COLUMN &&
		    !is_group(s, column))
			status = bind_variable(needs, column, err);
		if (status != TXO_OK)
			return status;
	}
	if (s->projections)
		return TXO_OK;
	return txo_header_fail(s->header, err,
			       "no column is known to hold numbers (sessions, "
			       "score, improvement ...); name some with "
			       "--variables");
}

static enum txo_status summary_bind(void *plan, struct txo_needs *needs,
				    struct txo_error *err)
{
	struct txo_summary_plan *p = plan;
	enum txo_status status;

	p->level = needs->level;
	status = bind_outputs(p, needs, err);
	if (status != TXO_OK)
		return status;
	bind_remark(p, needs);
	if (!p->variables.n)
		return bind_roles(needs, err);
	for (size_t i = 0; i < p->variables.n && status == TXO_OK; i++) {
		size_t column;

		status = txo_header_find(needs->schema.header,
					 p->variables.item[i], &column, err);
		if (status == TXO_OK)
			status = bind_variable(needs, column, err);
	}
	return status;
}

static void find_facts(const struct txo_summary_plan *p,
		       struct txo_summary_facts *f)
{
	size_t count = 0;

	f->k = txo_moments(&f->s);
	f->mean = txo_mean(&f->k, p->level);
	f->note = f->mean.note;
	f->geometric = txo_estimate_none("");
	f->median_low = f->median_high = NAN;
	if (chosen(p, "geometric_mean") || chosen(p, "geometric_low") ||
	    chosen(p, "geometric_high")) {
		f->geometric = txo_geometric_mean(&f->s, p->level);
		f->note |= f->geometric.note;
	}
	if (chosen(p, "median_low") || chosen(p, "median_high")) {
		txo_median_interval(&f->s, p->level, &f->median_low,
				    &f->median_high);
		f->note |= isnan(f->median_low) && f->k.n ? TXO_NOTE_SMALLN : 0;
	}
	if (chosen(p, "mode") && (txo_mode(&f->s, &count), count > 1))
		f->note |= TXO_NOTE_TIES;
	if (chosen(p, "cv") && f->k.mean == 0)
		f->note |= TXO_NOTE_ZEROMEAN;
	if (f->k.n && !isfinite(f->k.sum + f->k.m2))
		f->note |= TXO_NOTE_OVERFLOW;
}

static enum txo_status summary_group(const void *plan,
				     const struct txo_frame *frame,
				     struct txo_out *out, struct txo_error *err)
{
	const struct txo_summary_plan *p = plan;
	struct txo_summary_facts f = { .plan = p };
	uint64_t missing, *cum = malloc((frame->rows + 1) * sizeof(*cum));

	if (!cum)
		return txo_fail_memory(err);
	f.s = txo_frame_sample(frame, 0, &missing);
	txo_cumulate(f.s.w, f.s.m, cum);
	f.s.cum = cum;
	find_facts(p, &f);
	txo_out_text(out, frame->column[0].name);
	txo_out_count(out, f.k.n);
	txo_out_count(out, missing);
	for (size_t i = 0; i < TAIL; i++)
		if (txo_summary_columns[i].value && p->chosen[i])
			txo_out_number(out, txo_summary_columns[i].value(&f));
	for (size_t i = 0; i < p->quantiles.n; i++)
		txo_out_number(out, txo_quantile(&f.s, p->quantiles.item[i],
						 p->quantile_type));
	for (size_t i = TAIL; i < COLUMNS; i++)
		if (txo_summary_columns[i].value && p->chosen[i])
			txo_out_number(out, txo_summary_columns[i].value(&f));
	txo_out_note(out, f.note);
	txo_out_end_row(out);
	free(cum);
	return TXO_OK;
}

const struct txo_command txo_cmd_summary = {
	.name = "summary",
	.brief = "what the values of a column are like, for each group",
	.about = "Prints one row for each group and variable: how many values, "
		 "their mean with its t interval, spread and quartiles. "
		 "Missing values are counted, never filled in. A statistic "
		 "that is not defined is an empty cell, and the note says why.",
	.examples = examples,
	.options = options,
	.columns = txo_summary_columns,
	.plan_size = sizeof(struct txo_summary_plan),
	.bind = summary_bind,
	.group = summary_group,
	.say = txo_summary_say,
};
