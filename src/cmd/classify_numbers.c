/*
 * classify_numbers.c - numbers given by options, or by the scale.
 */
#include <math.h>

#include "base/format.h"
#include "cmd/classify.h"
#include "txo/decimal.h"

#define RCI (1u << TXO_CLASS_RCI)
#define MCID (1u << TXO_CLASS_MCID)
#define PERCENT (1u << TXO_CLASS_PERCENT)
#define CUTOFF (1u << TXO_CLASS_CUTOFF)
#define COMBINED (1u << TXO_CLASS_COMBINED)

static const char *const methods[] = { "rci", "mcid", "percent", "cutoff",
				       "combined" };

const char *txo_classify_method_name(const struct txo_classify *p)
{
	return methods[p->method];
}

static const struct {
	const char *name;
	unsigned methods;	/* that use it */
	double low, high;	/* both within */
	bool positive;		/* not 0 */
	const char *must;
} numbers[] = {
	[TXO_CLASSIFY_RELIABILITY] = { "reliability", RCI | COMBINED, 0, 1,
				       false, "is not a number from 0 to 1" },
	[TXO_CLASSIFY_SEM] = { "sem", RCI | COMBINED, 0, 1e300, false,
			       "is not a number from 0 on" },
	[TXO_CLASSIFY_SD] = { "sd", RCI | CUTOFF | COMBINED, 0, 1e300, false,
			      "is not a number from 0 on" },
	[TXO_CLASSIFY_MCID] = { "mcid", MCID, 0, 1e300, true,
				"is not a number above 0" },
	[TXO_CLASSIFY_PERCENT_LEAST] = { "percent", PERCENT, 0, 1e6, true,
					 "is not a number above 0" },
	[TXO_CLASSIFY_CUT] = { "cutoff", CUTOFF | COMBINED, -1e300, 1e300,
			       false, "is neither a number nor a, b or c" },
	[TXO_CLASSIFY_FUNCTIONAL_MEAN] = { "functional-mean", CUTOFF | COMBINED,
					   -1e300, 1e300, false,
					   "is not a number" },
	[TXO_CLASSIFY_FUNCTIONAL_SD] = { "functional-sd", CUTOFF | COMBINED, 0,
					 1e300, false,
					 "is not a number from 0 on" },
	[TXO_CLASSIFY_CLINICAL_MEAN] = { "clinical-mean", CUTOFF | COMBINED,
					 -1e300, 1e300, false,
					 "is not a number" },
};

static enum txo_status not_used(const struct txo_classify *p, const char *name,
				struct txo_error *err)
{
	return txo_fail(err, TXO_USAGE, "--%s is of no use to --method %s",
			name, txo_classify_method_name(p));
}

static enum txo_status read_number(struct txo_classify *p, size_t i,
				   struct txo_error *err)
{
	struct txo_classify_number *n = &p->number[i];
	struct txo_text t = p->text[i];
	struct txo_decimal d;
	char shown[TXO_SHOWN];

	if (txo_decimal_parse(t.p, t.n, &d, NULL) == TXO_OK) {
		txo_decimal_value(d, &n->value.x, &n->value.lo);
		n->given = n->value.x >= numbers[i].low &&
			   n->value.x <= numbers[i].high &&
			   (n->value.x != 0 || !numbers[i].positive);
	}
	if (n->given)
		return TXO_OK;
	return txo_fail(err, TXO_USAGE, "--%s: '%s' %s", numbers[i].name,
			txo_text_show(t, shown), numbers[i].must);
}

/* --cutoff a, b or c. */
static bool read_cutoff_kind(struct txo_classify *p)
{
	struct txo_text t = p->text[TXO_CLASSIFY_CUT];
	char c = t.n == 1 ? (char)(*t.p | 0x20) : 0;

	p->cutoff_kind = c >= 'a' && c <= 'c' ? c - 'a' : -1;
	return p->cutoff_kind >= 0;
}

enum txo_status txo_classify_read_numbers(struct txo_classify *p,
					  struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	p->cutoff_kind = -1;
	for (size_t i = 0; i < TXO_CLASSIFY_NUMBERS && status == TXO_OK; i++) {
		p->number[i] = (struct txo_classify_number){ { NAN, 0 },
							     false };
		if (!p->text[i].p)
			continue;
		if (!(numbers[i].methods & 1u << p->method))
			status = not_used(p, numbers[i].name, err);
		else if (i != TXO_CLASSIFY_CUT || !read_cutoff_kind(p))
			status = read_number(p, i, err);
	}
	if (status == TXO_OK && p->retest.p && !txo_classify_uses_rci(p))
		status = not_used(p, "retest", err);
	if (status == TXO_OK && p->percent_of && p->method != TXO_CLASS_PERCENT)
		status = not_used(p, "percent-of", err);
	return status;
}

/* A scale's reliability such as "ICC 0.816": one word and one number. */
static bool scale_reliability(struct txo_classify *p)
{
	static const char *const words[] = { "ICC", "alpha" };
	struct txo_classify_number *n = &p->number[TXO_CLASSIFY_RELIABILITY];
	struct txo_text t = txo_text(p->scale ? p->scale->reliability : "");
	struct txo_decimal d;

	for (size_t i = 0; i < 2; i++) {
		struct txo_text w = txo_text(words[i]), rest = t;

		if (t.n <= w.n ||
		    !txo_text_equal((struct txo_text){ t.p, w.n }, w))
			continue;
		rest.p += w.n;
		rest.n -= w.n;
		if (txo_decimal_parse(rest.p, rest.n, &d, NULL) != TXO_OK)
			continue;
		txo_decimal_value(d, &n->value.x, &n->value.lo);
		n->given = n->value.x >= 0 && n->value.x <= 1;
		p->reliability_word = words[i];
	}
	return n->given;
}

static enum txo_status settle_rci(struct txo_classify *p, struct txo_error *err)
{
	const struct txo_classify_number *n = p->number;
	bool r = n[TXO_CLASSIFY_RELIABILITY].given,
	     retest = p->retest.p != NULL;
	bool sd = n[TXO_CLASSIFY_SD].given && p->cutoff_kind < 0;

	if (n[TXO_CLASSIFY_SEM].given && (r || retest || sd))
		return txo_fail(err, TXO_USAGE,
				"--sem already says how much scores vary by "
				"chance; leave out --reliability, --retest "
				"and --sd, or --sem");
	if (r && retest)
		return txo_fail(err, TXO_USAGE,
				"--reliability and --retest both say how "
				"reliable the score is; leave out one of them");
	if (r || retest || n[TXO_CLASSIFY_SEM].given || scale_reliability(p))
		return TXO_OK;
	return txo_fail(err, TXO_USAGE,
			"--method %s needs to know how reliable the score is: "
			"--reliability R, --retest COL, or --sem S",
			txo_classify_method_name(p));
}

static enum txo_status settle_cutoff(struct txo_classify *p,
				     struct txo_error *err)
{
	const struct txo_classify_number *n = p->number;
	bool mean = n[TXO_CLASSIFY_FUNCTIONAL_MEAN].given;
	bool sd = n[TXO_CLASSIFY_FUNCTIONAL_SD].given;

	if (p->cutoff_kind < 0 && !n[TXO_CLASSIFY_CUT].given)
		return txo_fail(err, TXO_USAGE,
				"--method %s needs --cutoff: a number, or a, b "
				"or c, which make it from the scores of "
				"clinical and functional people",
				txo_classify_method_name(p));
	if (p->cutoff_kind > TXO_CUTOFF_A && !(mean && sd))
		return txo_fail(err, TXO_USAGE,
				"--cutoff %c needs --functional-mean and "
				"--functional-sd, of people who need no "
				"treatment",
				'a' + p->cutoff_kind);
	if (p->cutoff_kind <= TXO_CUTOFF_A && (mean || sd))
		return txo_fail(err, TXO_USAGE,
				"--functional-mean and --functional-sd are of "
				"use to --cutoff b and --cutoff c alone");
	if (n[TXO_CLASSIFY_CLINICAL_MEAN].given &&
	    p->cutoff_kind != TXO_CUTOFF_A && p->cutoff_kind != TXO_CUTOFF_C)
		return txo_fail(err, TXO_USAGE,
				"--clinical-mean is of use to --cutoff a and "
				"--cutoff c alone");
	return TXO_OK;
}

static enum txo_status settle_better(struct txo_classify *p,
				     struct txo_error *err)
{
	enum txo_better by_scale = p->scale ? p->scale->better :
					      TXO_BETTER_NONE;
	bool higher = p->better == TXO_CLASSIFY_HIGHER;

	if (p->better == TXO_CLASSIFY_BY_SCALE && by_scale == TXO_BETTER_NONE)
		return txo_fail(err, TXO_USAGE,
				"it is not known which direction is better; "
				"say --better lower or --better higher, or "
				"name the scale with --scale");
	p->higher_better = p->better == TXO_CLASSIFY_BY_SCALE ?
				   by_scale == TXO_BETTER_HIGHER :
				   higher;
	if (by_scale == TXO_BETTER_NONE ||
	    p->higher_better == (by_scale == TXO_BETTER_HIGHER))
		return TXO_OK;
	return txo_fail(err, TXO_USAGE,
			"--better %s is not what the scale %s says, on which "
			"%s is better",
			higher ? "higher" : "lower", p->scale->scale,
			txo_better_name(by_scale));
}

/* The scale's least difference, as the decimal that its file has. */
static void take_mcid(struct txo_classify *p)
{
	struct txo_classify_number *n = &p->number[TXO_CLASSIFY_MCID];
	char text[TXO_NUMBER_SIZE];
	struct txo_decimal d;
	size_t length = txo_format_number(p->scale->mcid, 0, text);

	if (txo_decimal_parse(text, length, &d, NULL) != TXO_OK)
		return;
	txo_decimal_value(d, &n->value.x, &n->value.lo);
	n->given = p->scale_mcid = true;
}

static enum txo_status settle_least(struct txo_classify *p,
				    struct txo_error *err)
{
	struct txo_classify_number *n = &p->number[TXO_CLASSIFY_MCID];

	if (p->method == TXO_CLASS_PERCENT) {
		if (!p->number[TXO_CLASSIFY_PERCENT_LEAST].given)
			return txo_fail(err, TXO_USAGE,
					"--method percent needs --percent, the "
					"least percentage that matters");
		if (p->percent_of && !p->scale)
			return txo_fail(err, TXO_USAGE,
					"--percent-of possible needs --scale, "
					"which has the best score there is");
		return TXO_OK;
	}
	if (!n->given && p->scale && p->scale->mcid > 0)
		take_mcid(p);
	if (n->given)
		return TXO_OK;
	return txo_fail(err, TXO_USAGE,
			"--method mcid needs --mcid, the least difference that "
			"matters%s%s",
			p->scale ? "; none is known for the scale " : "",
			p->scale ? p->scale->scale : "");
}

enum txo_status txo_classify_complete(struct txo_classify *p,
				      struct txo_error *err)
{
	enum txo_status status = settle_better(p, err);

	p->reliability_word = NULL;
	p->scale_mcid = false;
	if (status == TXO_OK && txo_classify_uses_rci(p))
		status = settle_rci(p, err);
	if (status == TXO_OK && txo_classify_uses_cutoff(p))
		status = settle_cutoff(p, err);
	if (status == TXO_OK &&
	    (p->method == TXO_CLASS_MCID || p->method == TXO_CLASS_PERCENT))
		status = settle_least(p, err);
	return status;
}
