/*
 * trend_say.c - rows of txo trend as sentences.
 */
#include "cmd/trend.h"
#include "cmd/trend_series.h"

/* A term in words, and what its n counts; the others are as they stand. */
struct wording {
	const char *term, *words;
	const char *one, *many;		/* of n; NULL: rows */
	const char *lost_one, *lost_many, *lost;	/* of n_missing */
};

#define SLOPES \
	"patient with a slope", "patients with a slope", "patient", \
		"patients", " without a slope"
#define BLOCKS \
	"complete block", "complete blocks", "block", "blocks", \
		" left out, without a value at each place"
#define ROWS NULL, NULL, NULL, NULL, NULL

static const struct wording wordings[] = {
	{ "jonckheere_j", "Jonckheere's J", ROWS },
	{ "somers_d", "Somers' d", ROWS },
	{ "share_slope", "slope of the share", ROWS },
	{ "score_correlation", "correlation of the scores", ROWS },
	{ "page_l", "Page's L", BLOCKS },
	{ "mean_rho", "mean rank correlation with the order", BLOCKS },
	{ "mean_slope", "mean of the slopes", SLOPES },
	{ "median_slope", "median of the slopes", SLOPES },
	{ "pseudo_median_slope", "pseudo-median of the slopes", SLOPES },
	{ "variance_factor", "factor of the variance", ROWS },
	{ "seasonal_tau", "seasonal tau", ROWS },
	{ "slope_a_year", "slope a year", ROWS },
	{ "same_in_months", "test of the same trend in all months", ROWS },
	{ NULL, NULL, ROWS }
};

static const struct wording *wording_of(const struct txo_say *s)
{
	const struct wording *w = wordings;

	while (w->term && !txo_say_is(s, "term", w->term))
		w++;
	return w;
}

/* "slope -1.2 (95 % interval ...)" */
static void say_estimate(const struct txo_trend_plan *plan, struct txo_say *s,
			 const struct wording *w)
{
	char p[TXO_SAY_P];

	txo_say_p(s, "p_value", p);
	if (w->words)
		txo_say_text(s, w->words);
	else
		txo_say_words(s, "term");
	if (txo_say_has(s, "estimate")) {
		txo_say_text(s, " ");
		txo_say_value(s, "estimate");
		if (!w->words)
			txo_trend_say_unit(plan, s);
		txo_say_interval(s, *p ? p : NULL);
	} else if (*p) {
		txo_say_text(s, " ");
		txo_say_text(s, p);
	} else {
		txo_say_text(s, " not known,");
	}
}

/* " from 380 rows, by ols; no row without ..." */
static void say_end(const struct txo_trend_plan *plan, struct txo_say *s,
		    const struct wording *w)
{
	if (!w->one) {
		txo_trend_say_end(plan, s);
		return;
	}
	txo_say_text(s, " from ");
	txo_say_count(s, "n", w->one, w->many);
	if (txo_say_has(s, "method")) {
		txo_say_text(s, ", by ");
		txo_say_value(s, "method");
	}
	txo_say_missing(s, w->lost_one, w->lost_many, w->lost);
}

/* "bdi by month: slope -1.2 (95 % interval ...) from 380 rows; ..." */
void txo_trend_say(const void *plan, struct txo_say *s)
{
	const struct wording *w = wording_of(s);

	if (txo_trend_say_series(plan, s))
		return;
	txo_say_value(s, "y");
	txo_say_text(s, " by ");
	txo_say_value(s, "x");
	if (txo_say_has(s, "at")) {
		txo_say_text(s, " at ");
		txo_say_value(s, "at");
	}
	txo_say_text(s, ": ");
	say_estimate(plan, s, w);
	say_end(plan, s, w);
}
