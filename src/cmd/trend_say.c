/*
 * trend_say.c - rows of txo trend as sentences.
 */
#include "cmd/trend.h"

/* A term in words, and what its n counts; the others are as they stand. */
struct wording {
	const char *term, *words;
	const char *one, *many;		/* of n; NULL: rows */
	const char *lost_one, *lost_many, *lost;	/* of n_missing */
};

#define SLOPES \
	"patient with a slope", "patients with a slope", "patient", \
		"patients", " without a slope."
#define BLOCKS \
	"complete block", "complete blocks", "block", "blocks", \
		" left out, without a value at each place."
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
static void say_estimate(struct txo_say *s, const struct wording *w)
{
	char p[TXO_SAY_P];

	txo_say_p(s, "p_value", p);
	if (w->words)
		txo_say_text(s, w->words);
	else
		txo_say_value(s, "term");
	if (txo_say_has(s, "estimate")) {
		txo_say_text(s, " ");
		txo_say_value(s, "estimate");
		txo_say_interval(s, *p ? p : NULL);
	} else if (*p) {
		txo_say_text(s, " ");
		txo_say_text(s, p);
	} else {
		txo_say_text(s, " not known,");
	}
}

/* "bdi by month: slope -1.2 (95 % interval ...) from 380 rows; ..." */
void txo_trend_say(const void *plan, struct txo_say *s)
{
	const struct wording *w = wording_of(s);

	(void)plan;
	txo_say_value(s, "y");
	txo_say_text(s, " by ");
	txo_say_value(s, "x");
	txo_say_text(s, ": ");
	say_estimate(s, w);
	txo_say_text(s, " from ");
	txo_say_count(s, "n", w->one ? w->one : "row",
		      w->many ? w->many : "rows");
	if (txo_say_has(s, "method")) {
		txo_say_text(s, ", by ");
		txo_say_value(s, "method");
	}
	txo_say_text(s, "; ");
	txo_say_count(s, "n_missing", w->lost_one ? w->lost_one : "row",
		      w->lost_many ? w->lost_many : "rows");
	txo_say_text(s, w->lost ? w->lost : " without one or both values.");
}
