/*
 * profile_say.c - a row of txo profile as a sentence.
 */
#include <math.h>

#include "cmd/profile.h"

/* "level A, courses of length 6, session 5: " */
static void say_subject(struct txo_say *s, const char *end)
{
	bool any = false;

	if (txo_say_has(s, "level")) {
		txo_say_text(s, "level ");
		txo_say_value(s, "level");
		any = true;
	}
	if (txo_say_has(s, "contrast")) {
		txo_say_value(s, "contrast");
		any = true;
	}
	if (txo_say_has(s, "length")) {
		txo_say_text(s, any ? ", courses of length " :
				      "courses of length ");
		txo_say_value(s, "length");
		any = true;
	}
	if (txo_say_has(s, "session")) {
		txo_say_text(s, any ? ", session " : "session ");
		txo_say_value(s, "session");
		any = true;
	}
	txo_say_text(s, any ? end : "");
}

static double number(const struct txo_say *s, const char *name)
{
	const struct txo_sink_cell *c = txo_say_cell(s, name);

	return c->kind == TXO_CELL_EMPTY ? NAN : c->number;
}

/* "a fall of 5.4" */
static void say_signed(struct txo_say *s, double x)
{
	if (x != 0)
		txo_say_text(s, x < 0 ? "a fall of " : "a rise of ");
	txo_say_number(s, fabs(x));
}

/* " (95 % interval 0.8 to 3.4; p = 0.002)", of a change that fell or rose. */
static void say_limits(struct txo_say *s, bool falls, const char *p)
{
	double low = number(s, "conf_low"), high = number(s, "conf_high");

	if (!isfinite(low))
		return;
	txo_say_text(s, " (");
	txo_say_percent(s, s->level);
	txo_say_text(s, " interval ");
	if (low <= 0 && high >= 0) {
		say_signed(s, low);
		txo_say_text(s, " to ");
		say_signed(s, high);
	} else {
		txo_say_number(s, falls ? -high : low);
		txo_say_text(s, " to ");
		txo_say_number(s, falls ? -low : high);
	}
	txo_say_text(s, *p ? "; " : "");
	txo_say_text(s, p);
	txo_say_text(s, ")");
}

/* "fell by another 2.1 (95 % interval 0.8 to 3.4; p = 0.002)" */
static void say_change(struct txo_say *s, const char *more)
{
	double x = number(s, "estimate");
	char p[TXO_SAY_P];

	txo_say_p(s, "p_value", p);
	if (!isfinite(x)) {
		txo_say_text(s, "changed by a number that is not known");
		return;
	}
	if (x == 0) {
		txo_say_text(s, "did not change on average");
	} else {
		txo_say_text(s, x < 0 ? "fell by " : "rose by ");
		txo_say_text(s, more);
		txo_say_number(s, fabs(x));
	}
	say_limits(s, x < 0, p);
}

static void say_mean(struct txo_say *s, const char *of)
{
	txo_say_text(s, "mean of ");
	txo_say_count(s, "n", "course", "courses");
	txo_say_text(s, of);
	txo_say_text(s, " ");
	if (txo_say_has(s, "estimate")) {
		txo_say_value(s, "estimate");
		txo_say_interval(s, NULL);
	} else {
		txo_say_text(s, "not known");
	}
}

/* "; of 90 that began 36 had left, 6 of them responders" */
static void say_left(struct txo_say *s)
{
	if (txo_say_has(s, "length") || !txo_say_has(s, "left"))
		return;
	txo_say_text(s, "; of ");
	txo_say_value(s, "n_in");
	txo_say_text(s, " that began ");
	txo_say_value(s, "left");
	txo_say_text(s, " had left");
	if (txo_say_has(s, "left_responders") && !txo_say_is_zero(s, "left")) {
		txo_say_text(s, ", ");
		txo_say_value(s, "left_responders");
		txo_say_text(s, " of them responders");
	}
	if (txo_say_has(s, "ongoing") && !txo_say_is_zero(s, "ongoing")) {
		txo_say_text(s, ", ");
		txo_say_value(s, "ongoing");
		txo_say_text(s, " were not so far yet");
	}
	if (!txo_say_is_zero(s, "absent")) {
		txo_say_text(s, ", and ");
		txo_say_value(s, "absent");
		txo_say_text(s, " came back later");
	}
}

static void say_share(struct txo_say *s, const char *of, const char *more)
{
	const struct txo_say_share share = {
		.part = "responders",
		.whole = "n",
		.one = "course",
		.many = "courses",
		.share = "estimate",
		.low = "conf_low",
		.high = "conf_high",
		.percent = 100,
	};

	txo_say_text(s, of);
	txo_say_share(s, &share);
	txo_say_text(s, more);
}

static void say_trend(struct txo_say *s)
{
	double r = number(s, "estimate");
	char p[TXO_SAY_P];

	txo_say_p(s, "p_value", p);
	if (isnan(r)) {
		txo_say_text(s, "whether longer courses respond more often is "
				"not known");
		return;
	}
	txo_say_text(s, r < 0 ? "the longer a course, the less often it "
				"responds: correlation " :
			r > 0 ? "the longer a course, the more often it "
				"responds: correlation " :
				"responses do not go with the length: "
				"correlation ");
	txo_say_value(s, "estimate");
	txo_say_interval(s, *p ? p : NULL);
	txo_say_text(s, " of ");
	txo_say_count(s, "n", "course", "courses");
}

/* "session 6 was had by 54 courses; the score of 53 ... fell by another 2.1" */
static void say_step(struct txo_say *s)
{
	txo_say_text(s, " was had by ");
	txo_say_count(s, "seen", "course", "courses");
	if (txo_say_is_zero(s, "n_missing")) {
		txo_say_text(s, "; their score ");
	} else {
		txo_say_text(s, "; the score of ");
		txo_say_count(s, "n", "course", "courses");
		txo_say_text(s, " with one at the session before ");
	}
	say_change(s, "another ");
}

static void say_contrast(struct txo_say *s)
{
	char p[TXO_SAY_P];

	txo_say_p(s, "p_value", p);
	txo_say_text(s, "difference of ");
	txo_say_words(s, "term");
	txo_say_text(s, " ");
	if (txo_say_has(s, "estimate")) {
		txo_say_value(s, "estimate");
		txo_say_interval(s, *p ? p : NULL);
	} else {
		txo_say_text(s, "not known");
	}
	txo_say_text(s, " of ");
	txo_say_count(s, "n", "course", "courses");
}

void txo_profile_say(const void *plan, struct txo_say *s)
{
	(void)plan;
	say_subject(s, txo_say_is(s, "term", "step") &&
				       !txo_say_has(s, "contrast") ?
			       "" :
			       ": ");
	if (txo_say_has(s, "contrast")) {
		say_contrast(s);
	} else if (txo_say_is(s, "term", "step")) {
		say_step(s);
	} else if (txo_say_is(s, "term", "change")) {
		txo_say_text(s,
			     "from the baseline to the last score, that of ");
		txo_say_count(s, "n", "course", "courses");
		txo_say_text(s, " ");
		say_change(s, "");
	} else if (txo_say_is(s, "term", "responders_of_seen")) {
		say_share(s, "of those seen ",
			  " respond; naive, as those who left are not in it");
	} else if (txo_say_is(s, "term", "responders_of_all")) {
		say_share(
			s, "of all who began ",
			" respond by now; honest, as those who left are in it");
	} else if (txo_say_is(s, "term", "responders")) {
		say_share(s, "", " respond");
	} else if (txo_say_is(s, "term", "trend")) {
		say_trend(s);
	} else if (txo_say_is(s, "term", "mean_completers")) {
		say_mean(s, " completed");
	} else if (txo_say_is(s, "term", "mean_carried")) {
		say_mean(s, ", with the last score carried forward,");
	} else {
		say_mean(s, " seen");
		say_left(s);
	}
	if (txo_say_is_zero(s, "n_missing"))
		txo_say_text(s, ".");
	else
		txo_say_missing(s, "course", "courses", " without the value");
}
