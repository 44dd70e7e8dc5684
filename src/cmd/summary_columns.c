#include "cmd/summary_columns.h"

#include <math.h>

#define VALUE(name, expression) \
	static double name(const void *facts) \
	{ \
		const struct txo_summary_facts *f = facts; \
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
	const struct txo_summary_facts *f = facts;
	size_t count;

	return txo_mode(&f->s, &count);
}

const struct txo_column txo_summary_columns[TXO_SUMMARY_COLUMNS + 1] = {
	{ "variable", "", "name of the column", NULL, TXO_IS_SUBJECT },
	{ "n", "rows", "rows with a value", NULL, TXO_IS_COUNT },
	{ "n_missing", "rows", "rows without", NULL, TXO_IS_REST },
	{ "sum", "variable", "sum", get_sum, TXO_IS_EXTRA },
	{ "mean", "variable", "arithmetic mean", get_mean, 0 },
	{ "std_error", "variable", "standard error of the mean", get_std_error,
	  0 },
	{ "conf_low", "variable", "t interval of the mean, low end",
	  get_conf_low, 0 },
	{ "conf_high", "variable", "t interval of the mean, high end",
	  get_conf_high, 0 },
	{ "sd", "variable", "standard deviation, divisor n - 1", get_sd, 0 },
	{ "var", "variable^2", "variance, divisor n - 1", get_var,
	  TXO_IS_EXTRA },
	{ "cv", "", "coefficient of variation, sd / mean", get_cv,
	  TXO_IS_EXTRA },
	{ "min", "variable", "smallest value", get_min, 0 },
	{ "q1", "variable", "first quartile", get_q1, 0 },
	{ "median", "variable", "median", get_median, 0 },
	{ "q3", "variable", "third quartile", get_q3, 0 },
	{ "max", "variable", "largest value", get_max, 0 },
	{ "iqr", "variable", "interquartile range, q3 - q1", get_iqr,
	  TXO_IS_EXTRA },
	{ "median_low", "variable",
	  "interval of the median from order statistics, low end",
	  get_median_low, TXO_IS_EXTRA },
	{ "median_high", "variable", "the same, high end", get_median_high,
	  TXO_IS_EXTRA },
	{ "mad", "variable", "1.4826 times mad_raw, as R's mad()", get_mad,
	  TXO_IS_EXTRA },
	{ "mad_raw", "variable", "median distance from the median", get_mad_raw,
	  TXO_IS_EXTRA },
	{ "skewness", "", "skewness, see --skewness-type", get_skewness,
	  TXO_IS_EXTRA },
	{ "kurtosis", "", "excess kurtosis, see --skewness-type", get_kurtosis,
	  TXO_IS_EXTRA },
	{ "geometric_mean", "variable", "geometric mean of values above 0",
	  get_geometric_mean, TXO_IS_EXTRA },
	{ "geometric_low", "variable", "its interval, low end",
	  get_geometric_low, TXO_IS_EXTRA },
	{ "geometric_high", "variable", "its interval, high end",
	  get_geometric_high, TXO_IS_EXTRA },
	{ "trimmed_mean", "variable", "mean without the ends, see --trim",
	  get_trimmed_mean, TXO_IS_EXTRA },
	{ "mode", "variable", "most frequent value, the smallest of several",
	  get_mode, TXO_IS_EXTRA },
	{ "n_distinct", "values", "distinct values", get_n_distinct,
	  TXO_IS_EXTRA },
	{ "quantile_type", "",
	  "definition of the quantiles; printed when asked for",
	  get_quantile_type, TXO_IS_EXTRA | TXO_IS_PLAIN },
	{ "skewness_type", "",
	  "definition of skewness and kurtosis; printed when asked for",
	  get_skewness_type, TXO_IS_EXTRA | TXO_IS_PLAIN },
	{ "note", "", "why a cell is empty, or what to know", NULL, 0 },
	{ NULL, NULL, NULL, NULL, 0 }
};
