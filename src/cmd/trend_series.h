/*
 * trend_series.h - the parts of txo trend that go along x, as a rule along time:
 * change points, a split, a smooth curve, periods of the calendar.
 */
#ifndef TXO_CMD_TREND_SERIES_H
#define TXO_CMD_TREND_SERIES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "cmd/command.h"
#include "data/period.h"
#include "txo/estimate.h"

struct txo_trend_plan;
struct txo_trend_task;
struct txo_trend_row;

/* The choices of --period. */
enum { TXO_BY_NO_PERIOD, TXO_BY_MONTH, TXO_BY_QUARTER, TXO_BY_YEAR };

/* Options, and what comes of them. */
struct txo_trend_series {
	struct txo_text split, as_of;
	int by;			/* --period */
	int lags, df, points;
	/* from bind */
	double at, at_lo;	/* --split */
	int as_of_day;
	struct txo_text x, y;	/* "quarter of date", "mean score" */
	/* from settle, over all groups */
	bool any;		/* is there a date at all? */
	int first, last;	/* periods of the data */
	bool open;		/* the last one is not over */
	bool shares;		/* y is 0 or 1 */
};

static inline enum txo_period txo_trend_kind(const struct txo_trend_series *s)
{
	return (enum txo_period)(s->by - TXO_BY_MONTH);
}

/* One period of one group. */
struct txo_trend_period {
	int period;
	uint64_t n, missing;
	struct txo_estimate e;
};

/* All of them, of one group. */
struct txo_trend_periods {
	struct txo_trend_period *item;
	size_t n;
};

/* Put what --method default stands for; refuse options that do not meet. */
TXO_NODISCARD
enum txo_status txo_trend_choose(struct txo_trend_plan *p,
				 struct txo_error *err);

/* Read --split and --as-of, once it is known whether x is a date. */
TXO_NODISCARD
enum txo_status txo_trend_bind_series(struct txo_trend_plan *p,
				      struct txo_needs *needs,
				      struct txo_text x, struct txo_text y,
				      struct txo_error *err);

/* Does the plan need dates? Then x is one by default. */
bool txo_trend_needs_date(const struct txo_trend_plan *p);

/* What all groups have in common: the range of periods. */
TXO_NODISCARD
enum txo_status txo_trend_settle_periods(struct txo_trend_plan *p,
					 struct txo_frames *frames,
					 struct txo_error *err);

/* Run the methods over the means of the periods of the task's frame. */
typedef enum txo_status txo_trend_runner(const struct txo_trend_task *t,
					 struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_trend_by_period(const struct txo_trend_task *t,
				    txo_trend_runner *run,
				    struct txo_error *err);

/* Where along x a row is: the text or number of its column `at`. */
#define TXO_TREND_AT 32
void txo_trend_set_at(const struct txo_trend_task *t, double x, double lo,
		      struct txo_trend_row *row, char *buf);

/* A row of these methods as a sentence; false if it is of another one. */
bool txo_trend_say_series(const struct txo_trend_plan *p, struct txo_say *s);

/* " from 9 rows, by ols; no row without one or both values.", or periods. */
void txo_trend_say_end(const struct txo_trend_plan *p, struct txo_say *s);

/* Behind the estimate of a slope along dates: " a day, -3.65 a year". */
void txo_trend_say_unit(const struct txo_trend_plan *p, struct txo_say *s);

#endif
