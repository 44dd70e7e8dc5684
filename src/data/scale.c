#include "data/scale.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/dd.h"
#include "base/nearest.h"

#define ROOM 64			/* of a folded key */
#define STEP_TOLERANCE 1e-9	/* part of a step */

#define BETTER_lower TXO_BETTER_LOWER
#define BETTER_higher TXO_BETTER_HIGHER
#define BETTER_none TXO_BETTER_NONE
#define TXO_ROW(scale, name, minimum, maximum, step, better, kind, concern, \
		mcid, mcid_basis, reliability, confidence, source) \
	{ scale,	   name,       minimum, maximum, step, \
	  BETTER_##better, #kind,      concern, mcid,	 mcid_basis, \
	  reliability,	   confidence, source },

static const struct txo_scale scales[] = {
#include "scales.inc"
};

#define SCALES (sizeof(scales) / sizeof(scales[0]))

const struct txo_scale *txo_scales(size_t *n)
{
	*n = SCALES;
	return scales;
}

const char *txo_better_name(enum txo_better better)
{
	return better == TXO_BETTER_LOWER  ? "lower" :
	       better == TXO_BETTER_HIGHER ? "higher" :
					     "none";
}

const char *txo_scale_range(const struct txo_scale *s, char *buf)
{
	char low[TXO_NUMBER_SIZE], high[TXO_NUMBER_SIZE];

	txo_format_number(s->minimum, 0, low);
	txo_format_number(s->maximum, 0, high);
	snprintf(buf, TXO_SCALE_TEXT, "%s to %s", low, high);
	return buf;
}

const char *txo_scale_sense(const struct txo_scale *s, char *buf)
{
	size_t n = strlen(txo_scale_range(s, buf));

	if (s->better != TXO_BETTER_NONE)
		snprintf(buf + n, TXO_SCALE_TEXT - n, ", %s is better",
			 txo_better_name(s->better));
	return buf;
}

/* Is `want` what the key has before its first dash, folded? */
static bool is_family(const struct txo_scale *s, const char *want)
{
	size_t n = strcspn(s->scale, "-");
	char have[ROOM];

	txo_text_fold((struct txo_text){ s->scale, n }, have, sizeof(have));
	return s->scale[n] && strcmp(have, want) == 0;
}

/* TXO_USAGE: the key is what one or several keys begin with. */
static enum txo_status which_of(struct txo_text key, const char *want,
				struct txo_error *err)
{
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN], sense[TXO_SCALE_TEXT];
	enum txo_status status;

	for (size_t i = 0; i < SCALES; i++) {
		const struct txo_scale *s = &scales[i];

		if (!is_family(s, want))
			continue;
		txo_buffer_printf(&b, "%s %s (%s: %s)", b.n ? "; or" : "",
				  s->scale, s->name, txo_scale_sense(s, sense));
	}
	status = txo_fail(err, TXO_USAGE,
			  "'%s' alone does not say which scale is meant; it "
			  "could be%s",
			  txo_text_show(key, shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}

static enum txo_status unknown(struct txo_text key, struct txo_error *err)
{
	struct txo_text keys[SCALES];
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];
	enum txo_status status;

	for (size_t i = 0; i < SCALES; i++)
		keys[i] = txo_text(scales[i].scale);
	txo_nearest_say(&b, key, "scales", keys, SCALES);
	status = txo_fail(err, TXO_USAGE, "there is no scale '%s'%s",
			  txo_text_show(key, shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}

enum txo_status txo_scale_find(struct txo_text key,
			       const struct txo_scale **scale,
			       struct txo_error *err)
{
	char want[ROOM], have[ROOM];
	size_t family = 0;

	txo_text_fold(key, want, sizeof(want));
	for (size_t i = 0; i < SCALES; i++) {
		txo_text_fold(txo_text(scales[i].scale), have, sizeof(have));
		if (strcmp(have, want) == 0) {
			*scale = &scales[i];
			return TXO_OK;
		}
		family += is_family(&scales[i], want);
	}
	return family ? which_of(key, want, err) : unknown(key, err);
}

static struct txo_dd value_of(struct txo_decimal d)
{
	struct txo_dd x;

	txo_decimal_value(d, &x.hi, &x.lo);
	return x;
}

bool txo_scale_holds(const struct txo_scale *s, struct txo_decimal d)
{
	struct txo_dd x = value_of(d);

	return txo_dd_compare(x, txo_dd_from(s->minimum)) >= 0 &&
	       txo_dd_compare(x, txo_dd_from(s->maximum)) <= 0;
}

bool txo_scale_on_step(const struct txo_scale *s, struct txo_decimal d)
{
	struct txo_dd steps, whole;

	if (isnan(s->step))
		return true;
	steps = txo_dd_sub(value_of(d), txo_dd_from(s->minimum));
	steps = txo_dd_div(steps, txo_dd_from(s->step));
	whole = txo_dd_floor(txo_dd_add(steps, txo_dd_from(0.5)));
	return fabs(txo_dd_sub(steps, whole).hi) <= STEP_TOLERANCE;
}
