/*
 * survival_say.c - a row of txo survival as a sentence.
 */
#include <string.h>

#include "cmd/survival.h"
#include "txo/decimal.h"

#define PLAN struct txo_survival_plan

static bool begins(const struct txo_say *s, const char *with)
{
	struct txo_text term = txo_say_cell(s, "term")->text;
	size_t n = strlen(with);

	return term.n >= n && memcmp(term.p, with, n) == 0;
}

static void say_name(struct txo_say *s, struct txo_text t)
{
	txo_buffer_add(s->line, t.p, t.n);
}

/* "device manual: " */
static void say_level(const PLAN *p, struct txo_say *s)
{
	if (!txo_say_has(s, "level"))
		return;
	say_name(s, p->between);
	txo_say_text(s, " ");
	txo_say_value(s, "level");
	txo_say_text(s, ": ");
}

/* " from 19 courses, 6 events until then; 0 courses of which ...." */
static void say_counts(const PLAN *p, struct txo_say *s, const char *until)
{
	const char *one = p->sessions ? "course" : "row";
	const char *many = p->sessions ? "courses" : "rows";
	bool response = p->sessions;

	txo_say_text(s, ", from ");
	txo_say_count(s, "n", one, many);
	txo_say_text(s, ", ");
	txo_say_count(s, "events", response ? "response" : "event",
		      response ? "responses" : "events");
	txo_say_text(s, until);
	txo_say_text(s, "; ");
	txo_say_count(s, "n_missing", one, many);
	txo_say_text(s, " of which time or end is not known.");
}

static void say_unit(const PLAN *p, struct txo_say *s)
{
	say_name(s, p->unit);
	txo_say_text(s, " ");
}

/* "half", "25 %", of the share in the name of the term */
static void say_share(struct txo_say *s, bool begin)
{
	struct txo_text term = txo_say_cell(s, "term")->text;
	const size_t head = strlen("quantile_");
	struct txo_decimal d;
	double x = 0.5, lo;

	if (begins(s, "quantile_") &&
	    txo_decimal_parse(term.p + head, term.n - head, &d, NULL) == TXO_OK)
		txo_decimal_value(d, &x, &lo);
	if (x == 0.5)
		txo_say_text(s, begin ? "half" : "than half");
	else {
		txo_say_text(s, begin ? "" : "than ");
		txo_say_percent(s, x);
	}
}

static const char *happened(const PLAN *p)
{
	return p->sessions ? " have responded" : " have had the event";
}

/* "half have responded by session 4 (95 % interval 3 to 5)" */
static void say_quantile(const PLAN *p, struct txo_say *s)
{
	bool none = txo_say_is_zero(s, "n");

	if (txo_say_has(s, "estimate")) {
		say_share(s, true);
		txo_say_text(s, happened(p));
		txo_say_text(s, " by ");
		say_unit(p, s);
		txo_say_value(s, "estimate");
	} else if (none || !txo_say_has(s, "events")) {
		txo_say_text(s, "not known by when ");
		say_share(s, true);
		txo_say_text(s, happened(p));
	} else {
		txo_say_text(s, "fewer ");
		say_share(s, false);
		txo_say_text(s, happened(p));
		txo_say_text(s, " as long as they were observed");
	}
	txo_say_interval(s, NULL);
	say_counts(p, s, "");
}

/* " (95 % interval 42 % to 93 %)" */
static void say_share_interval(struct txo_say *s)
{
	if (!txo_say_has(s, "conf_low") || !txo_say_has(s, "conf_high"))
		return;
	txo_say_text(s, " (");
	txo_say_percent(s, s->level);
	txo_say_text(s, " interval ");
	txo_say_percent(s, txo_say_cell(s, "conf_low")->number);
	txo_say_text(s, " to ");
	txo_say_percent(s, txo_say_cell(s, "conf_high")->number);
	txo_say_text(s, ")");
}

/* "62 % have not responded by session 3" */
static void say_curve(const PLAN *p, struct txo_say *s)
{
	bool with = begins(s, "events"), hazard = begins(s, "hazard");
	bool known = txo_say_has(s, "estimate");
	size_t n = txo_say_cell(s, "term")->text.n;
	bool at = begins(s, "survival_at") || n == strlen("events_at") ||
		  n == strlen("hazard_at");

	if (!known)
		txo_say_text(s, "not known what share");
	else if (hazard)
		txo_say_text(s, "cumulative hazard ");
	if (known && hazard)
		txo_say_value(s, "estimate");
	else if (known)
		txo_say_percent(s, txo_say_cell(s, "estimate")->number);
	if (!hazard)
		txo_say_text(s, with	    ? happened(p) :
				p->sessions ? " have not responded" :
					      " have not had the event");
	txo_say_text(s, " by ");
	say_unit(p, s);
	txo_say_value(s, "time");
	if (hazard)
		txo_say_interval(s, NULL);
	else
		say_share_interval(s);
	say_counts(p, s, at ? " until then" : " at that time");
}

/* "mean time without a response up to session 5: 4.2 (...)" */
static void say_mean(const PLAN *p, struct txo_say *s)
{
	char text[TXO_SAY_P];

	txo_say_text(s, p->sessions ? "mean time without a response up to " :
				      "mean time without the event up to ");
	say_unit(p, s);
	txo_say_value(s, "time");
	if (txo_say_has(s, "contrast")) {
		txo_say_text(s, ", ");
		txo_say_value(s, "contrast");
	}
	txo_say_text(s, ": ");
	if (txo_say_has(s, "estimate"))
		txo_say_value(s, "estimate");
	else
		txo_say_text(s, "not known");
	txo_say_p(s, "p_value", text);
	txo_say_interval(s, *text ? text : NULL);
	say_counts(p, s, "");
}

/* "died_melanoma: 39 % (95 % interval 30 % to 50 %) by time_days 1825" */
static void say_incidence(const PLAN *p, struct txo_say *s)
{
	bool at = begins(s, "incidence_at");

	if (txo_say_has(s, "estimate"))
		txo_say_percent(s, txo_say_cell(s, "estimate")->number);
	else
		txo_say_text(s, "not known what share");
	say_share_interval(s);
	txo_say_text(s, " by ");
	say_unit(p, s);
	txo_say_value(s, "time");
	say_counts(p, s, at ? " until then" : " at that time");
}

/* "hazard ratio of ulcer, present / absent: 3.2 (...; p = 0.0002)" */
static void say_ratio(const PLAN *p, struct txo_say *s)
{
	char text[TXO_SAY_P];

	txo_say_text(s, "hazard ratio of ");
	txo_say_value(s, "variable");
	if (txo_say_has(s, "contrast")) {
		txo_say_text(s, ", ");
		txo_say_value(s, "contrast");
	} else {
		txo_say_text(s, ", for one more of it");
	}
	txo_say_text(s, ": ");
	if (txo_say_has(s, "estimate"))
		txo_say_value(s, "estimate");
	else
		txo_say_text(s, "not known");
	txo_say_p(s, "p_value", text);
	txo_say_interval(s, *text ? text : NULL);
	if (txo_say_has(s, "method")) {
		txo_say_text(s, ", by ");
		txo_say_value(s, "method");
	}
	say_counts(p, s, "");
}

/* "concordance 0.76 (0.5 is that of chance)" */
static void say_concordance(const PLAN *p, struct txo_say *s)
{
	txo_say_text(s, "concordance ");
	if (txo_say_has(s, "estimate")) {
		txo_say_value(s, "estimate");
		txo_say_text(s, " (chance is 0.5)");
	} else {
		txo_say_text(s, "not known");
	}
	say_counts(p, s, "");
}

static void say_test(const PLAN *p, struct txo_say *s)
{
	txo_say_words(s, "term");
	if (txo_say_has(s, "variable")) {
		txo_say_text(s, " of ");
		txo_say_value(s, "variable");
	}
	txo_say_test(s, "");
	if (txo_say_has(s, "method")) {
		txo_say_text(s, ", by ");
		txo_say_value(s, "method");
	}
	say_counts(p, s, "");
}

void txo_survival_say(const void *plan, struct txo_say *s)
{
	const PLAN *p = plan;

	say_level(p, s);
	if (txo_say_has(s, "variable") &&
	    (begins(s, "median") || begins(s, "quantile_") ||
	     begins(s, "incidence"))) {
		txo_say_value(s, "variable");
		txo_say_text(s, ": ");
	}
	if (begins(s, "hazard_ratio"))
		say_ratio(p, s);
	else if (begins(s, "incidence"))
		say_incidence(p, s);
	else if (begins(s, "concordance"))
		say_concordance(p, s);
	else if (begins(s, "median") || begins(s, "quantile_"))
		say_quantile(p, s);
	else if (begins(s, "survival") || begins(s, "events") ||
		 begins(s, "hazard"))
		say_curve(p, s);
	else if (begins(s, "mean_until"))
		say_mean(p, s);
	else
		say_test(p, s);
}
