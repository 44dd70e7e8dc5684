/*
 * txo flow - how many were recorded, eligible, started, finished and analysed,
 * and why the others were not.
 *
 * One frame in: what makes a unit, a column of no and yes for each stage, the
 * reason. Rows out for each stage. Here are options and columns;
 * flow_group.c counts and prints.
 */
#include "cmd/flow.h"

#include <stdio.h>
#include <string.h>

#include "cmd/condition.h"
#include "cmd/find.h"

#define PLAN struct txo_flow_plan

static const struct txo_option options[] = {
	TXO_OPTION("unit", TXO_COLUMNS, PLAN, unit, "COLS", NULL,
		   "what is counted: each combination of these columns once, "
		   "which is at a stage if one of its rows is; default: rows, "
		   "in a file of sessions the courses: the role patient, and "
		   "course, or concern where there is none"),
	TXO_OPTION("eligible", TXO_EXPR, PLAN, condition[TXO_FLOW_ELIGIBLE],
		   "EXPR", NULL, "who is eligible"),
	TXO_OPTION("started", TXO_EXPR, PLAN, condition[TXO_FLOW_STARTED],
		   "EXPR", NULL,
		   "who started; default: sessions >= 1, of sessions: session "
		   ">= 1"),
	TXO_OPTION("finished", TXO_EXPR, PLAN, condition[TXO_FLOW_FINISHED],
		   "EXPR", NULL,
		   "who finished; default: as --complete says, else status == "
		   "'completed' where there is a column status"),
	TXO_OPTION("analysed", TXO_EXPR, PLAN, condition[TXO_FLOW_ANALYSED],
		   "EXPR", NULL,
		   "who can be analysed; default: improvement is not missing, "
		   "or score is not"),
	TXO_OPTION_RANGE("complete", TXO_INTEGER, PLAN, complete, "N", NULL, 1,
			 1000000, "so many sessions are a finished course"),
	TXO_OPTION("reason", TXO_COLUMN, PLAN, reason, "COL", NULL,
		   "why somebody went no further; default: for those who did "
		   "not finish the column status, if that decides"),
	TXO_OPTION_END
};

static const struct txo_column columns[] = {
	{ "stage", "", "recorded, eligible, started, finished, analysed", NULL,
	  TXO_IS_SUBJECT },
	{ "n", "units", "how many came to this stage and all before", NULL,
	  TXO_IS_COUNT },
	{ "left", "units", "how many of the stage before did not", NULL, 0 },
	{ "unknown", "units",
	  "of those who left: it is not known, as a value is missing", NULL,
	  0 },
	{ "percent_of_recorded", "percent", "n of the first stage", NULL, 0 },
	{ "percent_of_previous", "percent", "n of the stage before", NULL, 0 },
	{ "reason", "",
	  "why they left, a row for each reason, the most frequent first; "
	  "empty: nobody left, or no reason is told",
	  NULL, TXO_IS_KEY },
	{ "n_reason", "units", "of those who left: with this reason", NULL,
	  TXO_IS_REST },
	{ NULL, NULL, NULL, NULL, 0 }
};

static const struct txo_example examples[] = {
	{ "txo flow --complete 6 datasets/synthetic_clinic/courses.csv",
	  "how many courses had six sessions" },
	{ "txo flow --unit patient --started 'month >= 2 and bdi is not "
	  "missing' --finished 'month == 8 and bdi is not missing' "
	  "--by treatment datasets/psy_btheb/data.csv",
	  "how many patients were seen to the end, by treatment" },
	{ "txo flow --unit patient,concern --eligible \"concern != 'melasma'\" "
	  "--started 'session >= 1' --finished 'session >= 5' --analysed "
	  "'improvement is not missing' --reason practitioner "
	  "datasets/synthetic_clinic/sessions.csv",
	  "of rows of sessions, each course once" },
	{ NULL, NULL }
};

const char *const txo_flow_stage[TXO_FLOW_STAGES] = {
	[TXO_FLOW_RECORDED] = "recorded", [TXO_FLOW_ELIGIBLE] = "eligible",
	[TXO_FLOW_STARTED] = "started",	  [TXO_FLOW_FINISHED] = "finished",
	[TXO_FLOW_ANALYSED] = "analysed",
};

/* Uses of the frame, in their order. */
struct layout {
	size_t use[TXO_FLOW_STAGES + 1];	/* without the unit */
	size_t n;
};

static enum txo_status find_role(const struct txo_header *h, const char *role,
				 size_t *column, struct txo_error *err)
{
	const char *const roles[] = { role, NULL };
	const struct txo_text none = { NULL, 0 };

	return txo_find_column(h, none, roles, column, err);
}

/* Is there a column of this name, or that fills the role of it? */
static bool has(const struct txo_header *h, const char *name)
{
	size_t column;

	return txo_header_find(h, txo_text(name), &column, NULL) == TXO_OK;
}

/* The condition of a stage: the one said, else the usual one, else nothing. */
static struct txo_text condition(struct txo_flow_plan *p,
				 const struct txo_header *h, int stage)
{
	bool course = has(h, "sessions"), session = has(h, "session");
	const char *count = course ? "sessions" : "session";
	char *made = p->made[stage];

	if (p->condition[stage].p)
		return p->condition[stage];
	*made = '\0';
	if (stage == TXO_FLOW_STARTED && (course || session))
		snprintf(made, TXO_FLOW_MADE, "%s >= 1", count);
	if (stage == TXO_FLOW_FINISHED && p->complete && (course || session))
		snprintf(made, TXO_FLOW_MADE, "%s >= %d", count, p->complete);
	else if (stage == TXO_FLOW_FINISHED && has(h, "status"))
		snprintf(made, TXO_FLOW_MADE, "status == 'completed'");
	if (stage == TXO_FLOW_ANALYSED &&
	    (has(h, "improvement") || has(h, "score")))
		snprintf(made, TXO_FLOW_MADE, "%s is not missing",
			 has(h, "improvement") ? "improvement" : "score");
	return (struct txo_text){ *made ? made : NULL, strlen(made) };
}

static enum txo_status use_label(struct txo_needs *needs, size_t column,
				 size_t *use, struct txo_error *err)
{
	return txo_schema_use_column(&needs->schema, column, TXO_LABEL, use,
				     err);
}

/* In a file of sessions the courses are counted, not the rows. */
static enum txo_status find_unit(const struct txo_flow_plan *p,
				 const struct txo_schema *s, size_t *column,
				 size_t *n, struct txo_error *err)
{
	const struct txo_header *h = s->header;
	enum txo_status status = TXO_OK;
	size_t patient;

	*n = 0;
	for (size_t i = 0; i < p->unit.n && status == TXO_OK; i++)
		status = txo_header_find(h, p->unit.item[i], &column[(*n)++],
					 err);
	if (p->unit.n || has(h, "sessions") || !has(h, "session"))
		return status;
	status = find_role(h, "patient", &patient, err);
	if (status != TXO_OK || patient == TXO_NO_COLUMN ||
	    patient == s->weight)
		return status;
	column[(*n)++] = patient;
	status = find_role(h, "course", &column[*n], err);
	if (status == TXO_OK && column[*n] == TXO_NO_COLUMN)
		status = find_role(h, "concern", &column[*n], err);
	*n += status == TXO_OK && column[*n] != TXO_NO_COLUMN;
	return status;
}

static bool is_group(const struct txo_schema *s, size_t column)
{
	for (size_t i = 0; i < s->by; i++)
		if (s->use[i].column == column)
			return true;
	return false;
}

/* Take the columns of the unit into the frame, and name them for the remark. */
static enum txo_status bind_unit(struct txo_flow_plan *p,
				 struct txo_needs *needs, size_t *use,
				 struct txo_buffer *line, struct txo_error *err)
{
	const struct txo_header *h = needs->schema.header;
	size_t *column = txo_arena_take(&needs->schema.arena,
					(p->unit.n + 2) * sizeof(*column));
	char shown[TXO_SHOWN];
	enum txo_status status;
	size_t n;

	p->units = 0;
	p->least = (uint64_t)needs->min_cell;
	if (!column)
		return txo_fail_memory(err);
	status = find_unit(p, &needs->schema, column, &n, err);
	p->by_rows = n == 0;
	txo_buffer_add_text(line, p->by_rows ? "counted: rows" : "counted: ");
	for (size_t i = 0; i < n && status == TXO_OK; i++) {
		txo_buffer_printf(line, "%s%s", i ? ", " : "",
				  txo_text_show(h->name[column[i]], shown));
		if (is_group(&needs->schema, column[i]))
			continue;
		status = use_label(needs, column[i], &use[p->units], err);
		if (status == TXO_OK)
			txo_schema_need(&needs->schema, use[p->units++]);
	}
	return status;
}

static enum txo_status bind_stages(struct txo_flow_plan *p,
				   struct txo_needs *needs, struct layout *l,
				   struct txo_buffer *line,
				   struct txo_error *err)
{
	const struct txo_header *h = needs->schema.header;
	enum txo_status status = TXO_OK;
	char shown[TXO_SHOWN];

	for (int k = TXO_FLOW_ELIGIBLE; k < TXO_FLOW_STAGES; k++) {
		struct txo_text t = condition(p, h, k);

		p->at[k] = TXO_NO_COLUMN;
		if (!t.p || status != TXO_OK)
			continue;
		p->at[k] = p->units + l->n;
		status = txo_condition_use(&needs->schema, txo_flow_stage[k], t,
					   &l->use[l->n++], err);
		if (!p->condition[k].p)
			txo_buffer_printf(line, "; %s: %s", txo_flow_stage[k],
					  txo_text_show(t, shown));
	}
	if (status == TXO_OK && l->n == 0)
		return txo_header_fail(
			h, err,
			"no column is known as sessions, session, "
			"improvement or score: say who came to "
			"which stage with --started EXPR and the "
			"like");
	for (int k = TXO_FLOW_ELIGIBLE; k < TXO_FLOW_STAGES; k++)
		if (p->at[k] == TXO_NO_COLUMN)
			txo_buffer_printf(line,
					  "; no row for %s: say --%s EXPR",
					  txo_flow_stage[k], txo_flow_stage[k]);
	return status;
}

static enum txo_status bind_reason(struct txo_flow_plan *p,
				   struct txo_needs *needs, struct layout *l,
				   struct txo_error *err)
{
	const struct txo_header *h = needs->schema.header;
	struct txo_text name = p->reason;
	enum txo_status status;
	size_t column;

	p->reason_at = TXO_NO_COLUMN;
	p->all_reasons = name.p != NULL;
	if (!name.p && !p->condition[TXO_FLOW_FINISHED].p && !p->complete &&
	    p->at[TXO_FLOW_FINISHED] != TXO_NO_COLUMN)
		name = txo_text("status");
	p->by_status = name.p && !p->all_reasons;
	if (!name.p)
		return TXO_OK;
	p->reason_at = p->units + l->n;
	status = txo_header_find(h, name, &column, err);
	if (status == TXO_OK)
		status = use_label(needs, column, &l->use[l->n++], err);
	return status;
}

static enum txo_status flow_bind(void *plan, struct txo_needs *needs,
				 struct txo_error *err)
{
	struct txo_flow_plan *p = plan;
	size_t room = p->unit.n + 2 + TXO_FLOW_STAGES + 1;
	size_t *use = txo_arena_take(&needs->schema.arena, room * sizeof(*use));
	struct txo_buffer line = { 0 };
	struct layout l = { .n = 0 };
	enum txo_status status;

	if (!use)
		return txo_fail_memory(err);
	status = bind_unit(p, needs, use, &line, err);
	if (status == TXO_OK)
		status = bind_stages(p, needs, &l, &line, err);
	if (status == TXO_OK)
		status = bind_reason(p, needs, &l, err);
	memcpy(use + p->units, l.use, l.n * sizeof(*use));
	if (status == TXO_OK)
		status = txo_schema_project(&needs->schema, use, p->units + l.n,
					    true, err);
	if (status == TXO_OK)
		status = txo_needs_columns(needs, columns, err);
	if (status == TXO_OK)
		txo_needs_line(needs, (struct txo_text){ line.p, line.n });
	needs->remark.failed |= line.failed;
	txo_buffer_release(&line);
	return status;
}

const struct txo_command txo_cmd_flow = {
	.name = "flow",
	.brief = "how many started, finished, were analysed, and why not",
	.about =
		"Prints rows for each stage: how many came so far, how many of "
		"the stage before did not, and why. To be at a stage is to be "
		"at all stages before it as well. Where a condition cannot be "
		"judged, as a value is missing, it counts as not met, and as "
		"unknown. A stage of which nothing is said has no row. Reads "
		"rows of courses, as txo courses writes them, or of sessions. "
		"A unit with several reasons has them all, parted by ';'.",
	.examples = examples,
	.options = options,
	.columns = columns,
	.plan_size = sizeof(struct txo_flow_plan),
	.bind = flow_bind,
	.settle = txo_flow_settle,
	.group = txo_flow_group,
	.say = txo_flow_say,
};
