/*
 * txo rate - how often something happens, and whether it does more often in
 * one group than in another.
 *
 * Frames of (event), (level, event), (strata ..., level, event) and (pair,
 * level, event). Formulas: stats/{proportion,difference,ratio,fisher,
 * chi_square,strata,paired_proportions}.c.
 */
#include "cmd/rate.h"

#include <inttypes.h>

#include "base/nearest.h"
#include "cmd/find.h"
#include "cmd/proportion_choice.h"
#include "data/items.h"

#define PLAN struct txo_rate_plan

static const struct txo_choice differences[] = {
	[TXO_RATE_NEWCOMBE] = { "newcombe",
				"from two Wilson intervals (method 10)" },
	[TXO_RATE_MIETTINEN_NURMINEN] = { "miettinen-nurminen",
					  "score interval, with its test" },
	{ NULL, NULL }
};

static const struct txo_choice ratios[] = {
	[TXO_RATE_KOOPMAN] = { "koopman", "score interval and test" },
	[TXO_RATE_KATZ] = { "katz", "normal interval of the logarithm, and "
				    "Wald's test" },
	{ NULL, NULL }
};

static const struct txo_option options[] = {
	TXO_OPTION("event", TXO_EXPR, PLAN, event, "EXPR", NULL,
		   "what is counted, as a condition in the language of "
		   "--where; a row in which it is unknown is missing"),
	TXO_OPTION("between", TXO_COLUMN, PLAN, between, "COL", NULL,
		   "compare the rates of the levels of this column"),
	TXO_OPTION("reference", TXO_WORD, PLAN, reference, "LEVEL", NULL,
		   "the level that others are compared with; default: the "
		   "first one"),
	TXO_OPTION_CI(PLAN, ci),
	TXO_OPTION_CHOICE("diff", TXO_CHOICE, PLAN, diff, "NAME", "newcombe",
			  differences, "the interval of a difference"),
	TXO_OPTION_CHOICE("ratio", TXO_CHOICE, PLAN, ratio, "NAME", "koopman",
			  ratios, "the interval of a ratio"),
	TXO_OPTION("strata", TXO_COLUMNS, PLAN, strata, "COLS", NULL,
		   "compare within the combinations of these columns, and "
		   "pool by Mantel and Haenszel"),
	TXO_OPTION("pair", TXO_COLUMN, PLAN, pair, "COL", NULL,
		   "the two levels are of the same pairs, as patients before "
		   "and after: this column says which"),
	TXO_OPTION_END
};

static const struct txo_example examples[] = {
	{ "txo rate --event \"improved in ('some', 'marked')\" --between "
	  "treatment --reference placebo "
	  "datasets/arthritis_improvement/data.csv",
	  "improvement by treatment: rates, difference, ratio, odds" },
	{ "txo rate --event 'cured == 1' --by wart_type --ci clopper-pearson "
	  "datasets/derm_wart_treatment/data.csv",
	  "how many were cured, for each type of wart" },
	{ "txo rate --event 'cured == 1' --between treatment --strata "
	  "wart_type datasets/derm_wart_treatment/data.csv",
	  "two treatments compared within types of warts" },
	{ "txo rate --event 'moderate_or_severe == 1' --between visit --pair "
	  "patient_id --where 'visit in (1, 7)' "
	  "datasets/derm_toenail/data.csv",
	  "the same patients at their first and last visit" },
	{ NULL, NULL }
};

static enum txo_status wrong_use(const PLAN *p, const struct txo_header *h,
				 struct txo_error *err)
{
	if (!p->event.p)
		return txo_header_fail(h, err,
				       "--event is missing: the condition that "
				       "is counted, such as \"improvement >= "
				       "50\"");
	if (!p->between.p && (p->pair.p || p->strata.n || p->reference.p))
		return txo_header_fail(h, err,
				       "--between is missing: the column of "
				       "the levels that are compared");
	if (p->pair.p && p->strata.n)
		return txo_fail(err, TXO_USAGE,
				"--pair and --strata cannot be combined: each "
				"pair is a stratum already");
	return TXO_OK;
}

/* The uses of the columns of one projection after the other. */
struct uses {
	size_t event, between;
	size_t *first;		/* strata or pair, then room for two */
	size_t n;
};

static enum txo_status use_first(const PLAN *p, struct txo_schema *s,
				 struct uses *u, struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	u->n = p->pair.p ? 1 : p->strata.n;
	u->first = txo_arena_take(&s->arena, (u->n + 2) * sizeof(*u->first));
	if (!u->first)
		return txo_fail_memory(err);
	for (size_t i = 0; i < u->n && status == TXO_OK; i++) {
		struct txo_text name = p->pair.p ? p->pair : p->strata.item[i];

		status = txo_schema_use(s, name, TXO_LABEL, &u->first[i], err);
		if (status == TXO_OK && u->first[i] == u->between)
			status = txo_fail(err, TXO_USAGE,
					  "%s and --between name the same "
					  "column",
					  p->pair.p ? "--pair" : "--strata");
	}
	u->first[u->n] = u->between;
	u->first[u->n + 1] = u->event;
	return status;
}

static enum txo_status use_columns(const PLAN *p, struct txo_schema *s,
				   struct txo_error *err)
{
	struct uses u = { .n = 0 };
	size_t pair[2];
	enum txo_status status;

	status = txo_condition_use(s, "event", p->event, &u.event, err);
	if (status == TXO_OK && !p->between.p)
		return txo_schema_project(s, &u.event, 1, true, err);
	if (status == TXO_OK)
		status = txo_schema_use(s, p->between, TXO_LABEL, &u.between,
					err);
	if (status == TXO_OK && u.between < s->by)
		status = txo_fail(err, TXO_USAGE,
				  "--between and --by name the same column");
	if (status == TXO_OK)
		status = use_first(p, s, &u, err);
	if (status != TXO_OK)
		return status;
	txo_schema_need(s, u.between);
	pair[0] = u.between;
	pair[1] = u.event;
	status = txo_schema_project(s, pair, 2, true, err);
	if (status == TXO_OK && u.n)
		status = txo_schema_project(s, u.first, u.n + 2, true, err);
	return status;
}

static enum txo_status rate_bind(void *plan, struct txo_needs *needs,
				 struct txo_error *err)
{
	static const char *const patient[] = { "patient", NULL };
	PLAN *p = plan;
	const struct txo_header *h = needs->schema.header;
	const struct txo_column *c = txo_rate_columns;
	struct txo_text none = { NULL, 0 };
	size_t column;
	enum txo_status status = wrong_use(p, h, err);

	p->level = needs->level;
	if (status == TXO_OK)
		status = use_columns(p, &needs->schema, err);
	for (; c->name && status == TXO_OK; c++)
		if (!(c->marks & TXO_IS_EXTRA) || p->between.p)
			status = txo_needs_output(needs, txo_text(c->name),
						  err);
	if (status == TXO_OK && !p->pair.p &&
	    txo_find_column(h, none, patient, &column, NULL) == TXO_OK &&
	    column != TXO_NO_COLUMN)
		txo_needs_remark(needs,
				 "rows count as independent; where a patient "
				 "has several, intervals and p-values are "
				 "rough");
	return status;
}

static enum txo_status no_level(const PLAN *p, const struct txo_items *its,
				bool redact, struct txo_error *err)
{
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN], column[TXO_SHOWN];
	enum txo_status status;

	if (!redact)
		txo_nearest_say(&b, p->reference, "levels", its->value, its->n);
	status = txo_fail(err, TXO_USAGE,
			  "--reference: '%s' has no level '%s'%s",
			  txo_text_show(p->between, column),
			  txo_text_show(p->reference, shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}

/* Pairs must be of two levels, and say the same at each. */
static enum txo_status settle_pairs(const PLAN *p, struct txo_frames *frames,
				    struct txo_needs *needs, size_t levels,
				    struct txo_error *err)
{
	bool redact = frames->intake->rules.redact;
	uint64_t repeated = 0;
	enum txo_status status = TXO_OK;
	char shown[TXO_SHOWN];

	if (levels > 2)
		return txo_fail(err, TXO_DATA,
				"--pair compares two levels, and '%s' has %zu; "
				"choose two with --where",
				txo_text_show(p->between, shown), levels);
	for (size_t g = 0; g < frames->groups && status == TXO_OK; g++) {
		struct txo_frame f = txo_frames_get(frames, g, 1);

		status = txo_rate_look(p, &f, redact, &repeated, err);
	}
	if (txo_needs_hides(needs, repeated))
		txo_needs_remark(needs,
				 "some pairs have several rows at a level, "
				 "which agree and count once");
	else if (repeated)
		txo_needs_remark(needs,
				 "%" PRIu64 " pair%s several rows at a level, "
				 "which agree and count once",
				 repeated, repeated == 1 ? " has" : "s have");
	return status;
}

static enum txo_status rate_settle(void *plan, struct txo_frames *frames,
				   struct txo_needs *needs,
				   struct txo_error *err)
{
	PLAN *p = plan;
	struct txo_items its = { .projection = 0, .column = 0 };
	bool any = true;
	enum txo_status status;

	if (!p->between.p)
		return TXO_OK;
	status = txo_items_find(&its, frames, &needs->schema.arena, err);
	if (status == TXO_OK && p->reference.p)
		status = txo_items_order(&its, &p->reference, 1,
					 &needs->schema.arena, &any, err);
	if (status == TXO_OK && !any)
		status = no_level(p, &its, frames->intake->rules.redact, err);
	if (status != TXO_OK)
		return status;
	if (its.n > 0)
		p->base = its.value[0];
	if (!p->pair.p)
		return TXO_OK;
	if (its.n > 1)
		p->other = its.value[1];
	return settle_pairs(p, frames, needs, its.n, err);
}

static enum txo_status rate_group(const void *plan, const struct txo_frame *f,
				  struct txo_out *out, struct txo_error *err)
{
	const PLAN *p = plan;
	struct txo_rate_task t = {
		.plan = p,
		.frame = f,
		.out = out,
		.event = f->column[f->columns - 1].name,
	};
	enum txo_status status = TXO_OK;

	if (f->projection == 0)
		status = txo_rate_levels(&t, err);
	else if (p->pair.p)
		txo_rate_pairs(&t);
	else
		status = txo_rate_strata(&t, err);
	if (status == TXO_OK && t.contrast.failed)
		status = txo_fail_memory(err);
	txo_buffer_release(&t.contrast);
	return status;
}

const struct txo_command txo_cmd_rate = {
	.name = "rate",
	.brief = "how often an event occurs, in all and between groups",
	.about =
		"Prints the share of rows with the event, for each group, and "
		"with --between for each level, followed by the contrasts of each level with the "
		"reference and tests of equal rates. Rows in which it is not "
		"known whether the event is there are no part of the rate; rate_min "
		"and rate_max say how far they could move it. Nothing is added to "
		"counts of zero, and no test has a continuity correction.",
	.examples = examples,
	.options = options,
	.columns = txo_rate_columns,
	.plan_size = sizeof(PLAN),
	.bind = rate_bind,
	.settle = rate_settle,
	.group = rate_group,
	.say = txo_rate_say,
};
