/*
 * rate_say.c - a row of txo rate as a sentence.
 */
#include "cmd/rate.h"

enum says { A_RATE, POINTS, A_RATIO, A_TEST, A_KIND };

/* What the terms are called. */
static const struct {
	const char *term;
	enum says says;
	const char *words, *one, *many;
} terms[] = {
	{ "rate", A_RATE, "", "row", "rows" },
	{ "difference", POINTS, "", "row", "rows" },
	{ "ratio", A_RATIO, "ratio of rates", "row", "rows" },
	{ "odds_ratio", A_RATIO, "odds ratio", "row", "rows" },
	{ "fisher", A_TEST, "Fisher's exact test", "row", "rows" },
	{ "chi_square", A_TEST, "chi-square test of equal rates", "row",
	  "rows" },
	{ "common_difference", POINTS, "within strata, ", "row", "rows" },
	{ "common_ratio", A_RATIO, "within strata, ratio of rates", "row",
	  "rows" },
	{ "common_odds_ratio", A_RATIO, "within strata, odds ratio", "row",
	  "rows" },
	{ "homogeneity", A_TEST, "test of equal odds ratios in the strata",
	  "row", "rows" },
	{ "paired_both", A_KIND, "in both", "pair", "pairs" },
	{ "paired_one", A_KIND, "alone", "pair", "pairs" },
	{ "paired_neither", A_KIND, "in neither", "pair", "pairs" },
	{ "paired_difference", POINTS, "in pairs, ", "pair", "pairs" },
	{ "paired_odds_ratio", A_RATIO, "in pairs, odds ratio", "pair",
	  "pairs" },
	{ "mcnemar_exact", A_TEST, "McNemar's exact test", "pair", "pairs" },
	{ "mcnemar_mid_p", A_TEST, "McNemar's test with mid-p", "pair",
	  "pairs" },
	{ "mcnemar", A_TEST, "McNemar's test", "pair", "pairs" },
};

static size_t find_term(const struct txo_say *s)
{
	size_t n = sizeof(terms) / sizeof(terms[0]);

	for (size_t i = 0; i < n; i++)
		if (txo_say_is(s, "term", terms[i].term))
			return i;
	return 0;	/* without --between all rows are rates */
}

static void say_events(struct txo_say *s, size_t term)
{
	struct txo_say_share share = { "events",	"n",
				       terms[term].one, terms[term].many,
				       "estimate",	"conf_low",
				       "conf_high",	100 };

	txo_say_share(s, &share);
}

/* "26 percentage points more (95 % interval 12 to 38; p = 0.001)"; of what is
 * less the interval is turned round. */
static void say_points(struct txo_say *s)
{
	const struct txo_sink_cell *e = txo_say_cell(s, "estimate"),
				   *low = txo_say_cell(s, "conf_low"),
				   *high = txo_say_cell(s, "conf_high");
	double x = 100 * e->number;
	char p[TXO_SAY_P];
	bool interval = low->kind == TXO_CELL_NUMBER &&
			high->kind == TXO_CELL_NUMBER;

	if (e->kind != TXO_CELL_NUMBER) {
		txo_say_text(s, "difference not known");
		return;
	}
	txo_say_number(s, x < 0 ? -x : x);
	txo_say_text(s, " percentage points");
	txo_say_text(s, x > 0 ? " more" : x < 0 ? " less" : "");
	txo_say_p(s, "p_value", p);
	if (!interval && !*p)
		return;
	txo_say_text(s, " (");
	if (interval) {
		txo_say_percent(s, s->level);
		txo_say_text(s, " interval ");
		txo_say_number(s,
			       x < 0 ? -100 * high->number : 100 * low->number);
		txo_say_text(s, " to ");
		txo_say_number(s,
			       x < 0 ? -100 * low->number : 100 * high->number);
		txo_say_text(s, *p ? "; " : "");
	}
	txo_say_text(s, p);
	txo_say_text(s, ")");
}

/* What is said of it: "cryotherapy: ", "A - B: " */
static void say_levels(struct txo_say *s, const char *name)
{
	if (!txo_say_has(s, name))
		return;
	txo_say_value(s, name);
	txo_say_text(s, ": ");
}

void txo_rate_say(const void *plan, struct txo_say *s)
{
	size_t i = find_term(s);

	(void)plan;
	if (terms[i].says == A_RATE) {
		say_levels(s, "level");
		txo_say_value(s, "variable");
		txo_say_text(s, " in ");
		say_events(s, i);
	} else if (terms[i].says == A_KIND) {
		txo_say_value(s, "variable");
		txo_say_text(s, txo_say_has(s, "level") ? " at " : " ");
		txo_say_value(s, "level");
		txo_say_text(s, txo_say_has(s, "level") ? " " : "");
		txo_say_text(s, terms[i].words);
		txo_say_text(s, ": ");
		say_events(s, i);
	} else {
		say_levels(s, "contrast");
		if (terms[i].says == POINTS) {
			txo_say_text(s, terms[i].words);
			say_points(s);
		} else {
			(terms[i].says == A_TEST ?
				 txo_say_test :
				 txo_say_estimate)(s, terms[i].words);
		}
		txo_say_text(s, ", from ");
		txo_say_count(s, "n", terms[i].one, terms[i].many);
	}
	txo_say_missing(s, terms[i].one, terms[i].many, " without an answer");
}
