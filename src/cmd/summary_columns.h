/*
 * summary_columns.h - the output columns of txo summary, and what their numbers
 * come from; for cmd/summary*.c only.
 */
#ifndef TXO_CMD_SUMMARY_COLUMNS_H
#define TXO_CMD_SUMMARY_COLUMNS_H

#include "cmd/command.h"

struct txo_summary_plan {
	struct txo_words variables, stats;
	struct txo_fractions quantiles;
	int quantile_type, skewness_type;
	double trim, level;
	bool *chosen;		/* for each row of the columns */
};

/* What is known of one group's variable. */
struct txo_summary_facts {
	const struct txo_summary_plan *plan;
	struct txo_sample s;
	struct txo_moments k;
	struct txo_estimate mean, geometric;
	double median_low, median_high;
	unsigned note;
};

/* The last three stand behind --quantiles: the two types and the note. */
#define TXO_SUMMARY_COLUMNS 32

extern const struct txo_column txo_summary_columns[TXO_SUMMARY_COLUMNS + 1];

/* For --say. */
void txo_summary_say(const void *plan, struct txo_say *s);

#endif
