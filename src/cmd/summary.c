/*
 * txo summary - what the values of a column are like, for each group.
 *
 * One variable's values in, one row out. Formulas: stats/{moments,order}.c.
 */
#include <math.h>
#include <stdlib.h>

#include "base/format.h"
#include "cmd/choose.h"
#include "cmd/command.h"
#include "txo/note.h"

struct plan {
	struct txo_words variables, stats;
	struct txo_fractions quantiles;
	int quantile_type, skewness_type;
	double trim, level;
	bool *chosen;		/* for each row of `columns` */
};

static const struct txo_option options[] = {
	TXO_OPTION("variables", TXO_COLUMNS, struct plan, variables, "COLS",
		   NULL,
		   "columns to summarise; default: those that fill the roles "
		   "sessions, session, score, baseline, improvement, "
		   "satisfaction and grade"),
	TXO_OPTION("stats", TXO_WORDS, struct plan, stats, "LIST", "default",
		   "output columns to print, in a fixed order; 'default' "
		   "stands for those not marked (*) below, 'all' for all"),
	TXO_OPTION("quantiles", TXO_FRACTIONS, struct plan, quantiles, "LIST",
		   NULL,
		   "further quantiles, as 0.1,0.9 for columns q10 and q90"),
	TXO_OPTION_RANGE("quantile-type", TXO_INTEGER, struct plan,
			 quantile_type, "1..9", "7", 1, 9,
			 "definition of all quantiles by Hyndman and Fan: 7 "
			 "as R, 2 as SAS, 6 as SPSS"),
	TXO_OPTION_RANGE("skewness-type", TXO_INTEGER, struct plan,
			 skewness_type, "1..3", "3", 1, 3,
			 "definition of skewness and kurtosis by Joanes and "
			 "Gill: 2 as SAS and SPSS, 3 as R's e1071"),
	TXO_OPTION_RANGE("trim", TXO_FRACTION, struct plan, trim, "P", "0.1", 0,
			 0.5, "part cut off at each end for trimmed_mean"),
	TXO_OPTION_END
};

/* What is known of one group's variable. */
struct facts {
	const struct plan *plan;
	struct txo_sample s;
	struct txo_moments k;
	struct txo_estimate mean, geometric;
	double median_low, median_high;
	unsigned note;
};

#define VALUE(name, expression) \
	static double name(const void *facts) \
	{ \
		const struct facts *f = facts; \
\
		return expression; \
	}

VALUE(get_sum, f->k.sum)
VALUE(get_mean, f->mean.estimate)
VALUE(get_std_error, f->mean.std_error)
VALUE(get_conf_low, f->mean.conf_low)
VALUE(get_conf_high, f->mean.conf_high)
VALUE(get_sd, txo_sd(&f->k))
VALUE(get_var, txo_var(&f->k))
VALUE(get_cv, f->k.mean == 0 ? NAN : txo_sd(&f->k) / f->k.mean)
VALUE(get_min, f->s.m ? f->s.x[0] : NAN)
VALUE(get_q1, txo_quantile(&f->s, 0.25, f->plan->quantile_type))
VALUE(get_median, txo_quantile(&f->s, 0.5, f->plan->quantile_type))
VALUE(get_q3, txo_quantile(&f->s, 0.75, f->plan->quantile_type))
VALUE(get_max, f->s.m ? f->s.x[f->s.m - 1] : NAN)
VALUE(get_iqr, txo_iqr(&f->s, f->plan->quantile_type))
VALUE(get_median_low, f->median_low)
VALUE(get_median_high, f->median_high)
VALUE(get_mad, 1.4826 * txo_mad(&f->s))
VALUE(get_mad_raw, txo_mad(&f->s))
VALUE(get_skewness, txo_skewness(&f->k, f->plan->skewness_type))
VALUE(get_kurtosis, txo_kurtosis(&f->k, f->plan->skewness_type))
VALUE(get_geometric_mean, f->geometric.estimate)
VALUE(get_geometric_low, f->geometric.conf_low)
VALUE(get_geometric_high, f->geometric.conf_high)
VALUE(get_trimmed_mean, txo_trimmed_mean(&f->s, f->plan->trim))
VALUE(get_n_distinct, f->s.m ? (double)f->s.m : NAN)
VALUE(get_quantile_type, f->plan->quantile_type)
VALUE(get_skewness_type, f->plan->skewness_type)

static double get_mode(const void *facts)
{
	const struct facts *f = facts;
	size_t count;

	return txo_mode(&f->s, &count);
}

static const struct txo_column columns[] = {
	{ "variable", "", "name of the column", NULL, false },
	{ "n", "rows", "rows with a value", NULL, false },
	{ "n_missing", "rows", "rows without", NULL, false },
	{ "sum", "variable", "sum", get_sum, true },
	{ "mean", "variable", "arithmetic mean", get_mean, false },
	{ "std_error", "variable", "standard error of the mean", get_std_error,
	  false },
	{ "conf_low", "variable", "t interval of the mean, low end",
	  get_conf_low, false },
	{ "conf_high", "variable", "t interval of the mean, high end",
	  get_conf_high, false },
	{ "sd", "variable", "standard deviation, divisor n - 1", get_sd,
	  false },
	{ "var", "variable^2", "variance, divisor n - 1", get_var, true },
	{ "cv", "", "coefficient of variation, sd / mean", get_cv, true },
	{ "min", "variable", "smallest value", get_min, false },
	{ "q1", "variable", "first quartile", get_q1, false },
	{ "median", "variable", "median", get_median, false },
	{ "q3", "variable", "third quartile", get_q3, false },
	{ "max", "variable", "largest value", get_max, false },
	{ "iqr", "variable", "interquartile range, q3 - q1", get_iqr, true },
	{ "median_low", "variable",
	  "interval of the median from order statistics, low end",
	  get_median_low, true },
	{ "median_high", "variable", "the same, high end", get_median_high,
	  true },
	{ "mad", "variable", "1.4826 times mad_raw, as R's mad()", get_mad,
	  true },
	{ "mad_raw", "variable", "median distance from the median", get_mad_raw,
	  true },
	{ "skewness", "", "skewness, see --skewness-type", get_skewness, true },
	{ "kurtosis", "", "excess kurtosis, see --skewness-type", get_kurtosis,
	  true },
	{ "geometric_mean", "variable", "geometric mean of values above 0",
	  get_geometric_mean, true },
	{ "geometric_low", "variable", "its interval, low end",
	  get_geometric_low, true },
	{ "geometric_high", "variable", "its interval, high end",
	  get_geometric_high, true },
	{ "trimmed_mean", "variable", "mean without the ends, see --trim",
	  get_trimmed_mean, true },
	{ "mode", "variable", "most frequent value, the smallest of several",
	  get_mode, true },
	{ "n_distinct", "values", "distinct values", get_n_distinct, true },
	{ "quantile_type", "",
	  "definition of the quantiles; printed when asked for",
	  get_quantile_type, true },
	{ "skewness_type", "",
	  "definition of skewness and kurtosis; printed when asked for",
	  get_skewness_type, true },
	{ "note", "", "why a cell is empty, or what to know", NULL, false },
	{ NULL, NULL, NULL, NULL, false }
};

#define COLUMNS (sizeof(columns) / sizeof(columns[0]) - 1)
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

static bool chosen(const struct plan *p, double (*value)(const void *))
{
	for (size_t i = 0; i < COLUMNS; i++)
		if (columns[i].value == value)
			return p->chosen[i];
	return false;
}

/* Name the columns from `from` to before `to` that are printed. */
static enum txo_status name_columns(const struct plan *p, size_t from,
				    size_t to, struct txo_needs *needs,
				    struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (size_t i = from; i < to && status == TXO_OK; i++)
		if (p->chosen[i])
			status = txo_needs_output(
				needs, txo_text(columns[i].name), err);
	return status;
}

static enum txo_status name_quantiles(const struct plan *p,
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
static enum txo_status bind_outputs(struct plan *p, struct txo_needs *needs,
				    struct txo_error *err)
{
	enum txo_status status;

	p->chosen = txo_arena_take(&needs->schema.arena, COLUMNS);
	if (!p->chosen)
		return txo_fail_memory(err);
	status = txo_choose_columns(columns, &p->stats, p->chosen, err);
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
static void bind_remark(const struct plan *p, struct txo_needs *needs)
{
	if (p->quantiles.n || chosen(p, get_q1) || chosen(p, get_median) ||
	    chosen(p, get_q3) || chosen(p, get_iqr))
		txo_needs_remark(needs,
				 "quantiles of type %d (Hyndman and Fan)",
				 p->quantile_type);
	if (chosen(p, get_skewness) || chosen(p, get_kurtosis))
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
	struct plan *p = plan;
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

static void find_facts(const struct plan *p, struct facts *f)
{
	size_t count = 0;

	f->k = txo_moments(&f->s);
	f->mean = txo_mean(&f->k, p->level);
	f->note = f->mean.note;
	f->geometric = txo_estimate_none("");
	f->median_low = f->median_high = NAN;
	if (chosen(p, get_geometric_mean) || chosen(p, get_geometric_low) ||
	    chosen(p, get_geometric_high)) {
		f->geometric = txo_geometric_mean(&f->s, p->level);
		f->note |= f->geometric.note;
	}
	if (chosen(p, get_median_low) || chosen(p, get_median_high)) {
		txo_median_interval(&f->s, p->level, &f->median_low,
				    &f->median_high);
		f->note |= isnan(f->median_low) && f->k.n ? TXO_NOTE_SMALLN : 0;
	}
	if (chosen(p, get_mode) && (txo_mode(&f->s, &count), count > 1))
		f->note |= TXO_NOTE_TIES;
	if (chosen(p, get_cv) && f->k.mean == 0)
		f->note |= TXO_NOTE_ZEROMEAN;
	if (f->k.n && !isfinite(f->k.sum + f->k.m2))
		f->note |= TXO_NOTE_OVERFLOW;
}

static enum txo_status summary_group(const void *plan,
				     const struct txo_frame *frame,
				     struct txo_out *out, struct txo_error *err)
{
	const struct plan *p = plan;
	struct facts f = { .plan = p };
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
		if (columns[i].value && p->chosen[i])
			txo_out_number(out, columns[i].value(&f));
	for (size_t i = 0; i < p->quantiles.n; i++)
		txo_out_number(out, txo_quantile(&f.s, p->quantiles.item[i],
						 p->quantile_type));
	for (size_t i = TAIL; i < COLUMNS; i++)
		if (columns[i].value && p->chosen[i])
			txo_out_number(out, columns[i].value(&f));
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
	.columns = columns,
	.plan_size = sizeof(struct plan),
	.bind = summary_bind,
	.group = summary_group,
};
