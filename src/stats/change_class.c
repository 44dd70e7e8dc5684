/*
 * METHOD
 *	better by d = pre - post, or post - pre where higher is better
 *	RCI	d > T: improved; -d > T: deteriorated; T is irrational or 0, so
 *		that d is never equal to it but for no change at all
 *	MCID	d >= X, -d >= X
 *	PERCENT	100 d >= P size, -100 d >= P size, size = |pre|, or |pre - best|
 *		of the scale's best end; never divided, none for size 0
 *	CUTOFF	improved: pre on the bad side, post on the good one; deteriorated:
 *		the other way round
 *	COMBINED as RCI, recovered and harmed as [jacobson1991] has it
 * All in double-double from the decimals' two parts [dekker1971]. a >= b holds
 * where a - b >= -2^-90 times the sum of the sizes of what a and b are made of.
 */
#include "txo/reliable_change.h"

#include <math.h>

#include "base/dd.h"
#include "txo/note.h"

#define TOLERANCE 0x1p-90
#define LARGEST 1e300	/* of scores whose differences are computed with */

static const char *const names[] = {
	[TXO_CLASS_NONE] = "unclassified",   [TXO_RECOVERED] = "recovered",
	[TXO_IMPROVED] = "improved",	     [TXO_UNCHANGED] = "unchanged",
	[TXO_DETERIORATED] = "deteriorated", [TXO_HARMED] = "harmed",
};

const char *txo_class_name(enum txo_class c)
{
	return names[c];
}

static struct txo_dd dd(struct txo_value v)
{
	return txo_dd_fast_sum(v.x, v.lo);
}

static struct txo_dd size(struct txo_dd a)
{
	return a.hi < 0 ? txo_dd_neg(a) : a;
}

static enum txo_class by_sign(bool better, bool worse)
{
	return better ? TXO_IMPROVED : worse ? TXO_DETERIORATED : TXO_UNCHANGED;
}

/* Is |d| as large as `least`, and in which direction? */
static enum txo_class reaches(struct txo_dd d, struct txo_dd least,
			      double scale)
{
	double beyond = txo_dd_sub(size(d), least).hi;
	bool far = beyond >= -TOLERANCE * scale;

	return by_sign(far && d.hi > 0, far && d.hi < 0);
}

static enum txo_class by_rci(const struct txo_class_rule *rule, struct txo_dd d)
{
	bool far = txo_dd_compare(size(d), dd(rule->change)) > 0;

	return by_sign(far && d.hi > 0, far && d.hi < 0);
}

/* -1 bad, 1 good, 0 neither. */
static int side(const struct txo_class_rule *rule, struct txo_value v)
{
	double d = txo_dd_sub(dd(v), dd(rule->cutoff)).hi;
	double near = fmax(rule->slack,
			   TOLERANCE * (fabs(v.x) + fabs(rule->cutoff.x)));

	if (fabs(d) <= near)
		return 0;
	return (d > 0) == rule->higher_better ? 1 : -1;
}

static enum txo_class by_cutoff(const struct txo_class_rule *rule,
				struct txo_value pre, struct txo_value post)
{
	int from = side(rule, pre), to = side(rule, post);

	return by_sign(from < 0 && to > 0, from > 0 && to < 0);
}

static enum txo_class by_percent(const struct txo_class_rule *rule,
				 struct txo_dd d, struct txo_value pre,
				 unsigned *note)
{
	struct txo_dd whole = dd(pre), least, hundred = txo_dd_from(100);
	double scale;

	if (rule->of_possible)
		whole = txo_dd_sub(whole, dd(rule->best));
	whole = size(whole);
	if (whole.hi == 0) {
		*note |= TXO_NOTE_ZEROBASE;
		return TXO_CLASS_NONE;
	}
	least = txo_dd_mul(dd(rule->change), whole);
	scale = 100 * (fabs(pre.x) + fabs(d.hi)) + fabs(least.hi);
	return reaches(txo_dd_mul(hundred, d), least, scale);
}

static enum txo_class combined(enum txo_class change, enum txo_class crossing)
{
	if (change != crossing)
		return change;
	return change == TXO_IMPROVED	  ? TXO_RECOVERED :
	       change == TXO_DETERIORATED ? TXO_HARMED :
					    change;
}

/* Is a threshold that the rule needs unknown? */
static bool is_open(const struct txo_class_rule *rule)
{
	bool change = rule->method != TXO_CLASS_CUTOFF;
	bool cutoff = rule->method == TXO_CLASS_CUTOFF ||
		      rule->method == TXO_CLASS_COMBINED;

	return (change && isnan(rule->change.x)) ||
	       (cutoff && isnan(rule->cutoff.x));
}

enum txo_class txo_class_of(const struct txo_class_rule *rule,
			    struct txo_value pre, struct txo_value post,
			    unsigned *note)
{
	struct txo_dd d;

	if (isnan(pre.x) || isnan(post.x)) {
		*note |= TXO_NOTE_NODATA;
		return TXO_CLASS_NONE;
	}
	if (is_open(rule)) {
		*note |= TXO_NOTE_SMALLN;
		return TXO_CLASS_NONE;
	}
	if (!(fabs(pre.x) + fabs(post.x) < LARGEST)) {
		*note |= TXO_NOTE_OVERFLOW;
		return TXO_CLASS_NONE;
	}
	d = txo_dd_sub(dd(post), dd(pre));
	d = rule->higher_better ? d : txo_dd_neg(d);
	switch (rule->method) {
	case TXO_CLASS_RCI:
		return by_rci(rule, d);
	case TXO_CLASS_MCID:
		return reaches(d, dd(rule->change),
			       fabs(pre.x) + fabs(post.x) +
				       fabs(rule->change.x));
	case TXO_CLASS_PERCENT:
		return by_percent(rule, d, pre, note);
	case TXO_CLASS_CUTOFF:
		return by_cutoff(rule, pre, post);
	case TXO_CLASS_COMBINED:
	default:
		return combined(by_rci(rule, d), by_cutoff(rule, pre, post));
	}
}

double txo_change(struct txo_value pre, struct txo_value post)
{
	return txo_dd_sub(dd(post), dd(pre)).hi;
}

double txo_percent_change(struct txo_value pre, struct txo_value post)
{
	struct txo_dd d = txo_dd_sub(dd(post), dd(pre));

	if (pre.x == 0)
		return NAN;
	d = txo_dd_mul(txo_dd_from(100), d);
	return txo_dd_div(d, size(dd(pre))).hi;
}
