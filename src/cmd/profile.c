/*
 * txo profile - a course of treatment, session by session, read in two ways.
 *
 * One frame in, sorted by key, date, session and score; rows out for each session
 * and length. See profile.h for the parts.
 */
#include "cmd/profile.h"

#include <stdlib.h>

static const struct txo_choice takes[] = {
	[TXO_PROFILE_ONE] = { "one", "there must be no two that differ" },
	[TXO_PROFILE_MEAN] = { "mean", "their mean" },
	[TXO_PROFILE_LOWEST] = { "lowest", "the lowest" },
	[TXO_PROFILE_HIGHEST] = { "highest", "the highest" },
	[TXO_PROFILE_BEST] = { "best", "the best, see --better" },
	[TXO_PROFILE_WORST] = { "worst", "the worst" },
	{ NULL, NULL }
};

static const struct txo_choice betters[] = {
	[TXO_BETTER_NONE] = { "scale", "as --scale says" },
	[TXO_BETTER_LOWER] = { "lower", "lower scores are better" },
	[TXO_BETTER_HIGHER] = { "higher", "higher scores are better" },
	{ NULL, NULL }
};

static const struct txo_choice lengths[] = {
	[TXO_PROFILE_FINAL] = { "final", "the number of its last session" },
	[TXO_PROFILE_PLANNED] = { "planned", "that of --planned" },
	{ NULL, NULL }
};

static const struct txo_choice responders[] = {
	[TXO_PROFILE_FROM_FIRST] = { "first", "from the first session on at "
					      "which it holds" },
	[TXO_PROFILE_AT_LAST] = { "last", "while it holds, by the last session "
					  "of which it is known" },
	{ NULL, NULL }
};

static const struct txo_choice seens[] = {
	[TXO_PROFILE_BY_ROW] = { "row", "there is a row" },
	[TXO_PROFILE_BY_SCORE] = { "score", "there is a row with a score" },
	{ NULL, NULL }
};

static const struct txo_choice readings[] = {
	[TXO_PROFILE_DOSE] = { "dose-effect", "all courses together" },
	[TXO_PROFILE_LEVEL] = { "good-enough-level", "parted by length" },
	[TXO_PROFILE_NAIVE] = { "naive", "responders among those seen" },
	[TXO_PROFILE_HONEST] = { "honest", "responders among all who began" },
	{ NULL, NULL }
};

#define PLAN struct txo_profile_plan

static const struct txo_option options[] = {
	TXO_OPTION("key", TXO_COLUMNS, PLAN, c.key, "COLS", NULL,
		   "the columns that tell courses apart; default: the role "
		   "patient, and course, or concern where there is none"),
	TXO_OPTION_RANGE("gap", TXO_INTEGER, PLAN, c.gap, "DAYS", NULL, 1,
			 36525,
			 "a course ends, and another begins, where two "
			 "sessions are more days apart"),
	TXO_OPTION("score", TXO_COLUMN, PLAN, c.score, "COL", NULL,
		   "the outcome; default: the role score, else improvement"),
	TXO_OPTION("baseline", TXO_WORD, PLAN, c.baseline, "WHICH", NULL,
		   "first: the first score of the course; session=N: that of "
		   "session N, 0 for the visit before the first; column: the "
		   "role baseline; column=COL. Default: column where that role "
		   "is filled, else first"),
	TXO_OPTION_CHOICE("better", TXO_CHOICE, PLAN, c.better, "DIRECTION",
			  "scale", betters, "which direction is better"),
	TXO_OPTION_CHOICE("take", TXO_CHOICE, PLAN, take, "WHICH", "one", takes,
			  "which of several scores of a session counts"),
	TXO_OPTION_CHOICE("seen", TXO_CHOICE, PLAN, seen, "BY", "row", seens,
			  "a patient was seen at a session if"),
	TXO_OPTION("response", TXO_EXPR, PLAN, response, "EXPR", NULL,
		   "who is a responder, by a row of his"),
	TXO_OPTION("change", TXO_WORD, PLAN, change, "N[%]", NULL,
		   "who is a responder, by an improvement of N or more from "
		   "the baseline; with %, of the baseline"),
	TXO_OPTION_CHOICE("responder", TXO_CHOICE, PLAN, responder, "SINCE",
			  "first", responders, "somebody is a responder"),
	TXO_OPTION_RANGE("complete", TXO_INTEGER, PLAN, complete, "N", NULL, 1,
			 1000000,
			 "a course that came to session N is completed"),
	TXO_OPTION("as-of", TXO_WORD, PLAN, c.as_of, "DATE", NULL,
		   "the day of the data, YYYY-MM-DD: a course that is not "
		   "completed may go on, and its patient has not left"),
	TXO_OPTION_RANGE(
		"ongoing", TXO_INTEGER, PLAN, c.ongoing, "DAYS", NULL, 1, 36525,
		"with --as-of: it goes on if the last session was at most so "
		"many days before; default: as --gap, else 56"),
	TXO_OPTION("planned", TXO_COLUMN, PLAN, planned, "COL", NULL,
		   "how many sessions were planned; without --complete, a "
		   "course that came so far is completed"),
	TXO_OPTION_CHOICE("length", TXO_CHOICE, PLAN, length, "WHICH", "final",
			  lengths, "the length by which courses are parted"),
	TXO_OPTION("locf", TXO_FLAG, PLAN, locf, NULL, NULL,
		   "print mean_carried, too"),
	TXO_OPTION_CHOICE("reading", TXO_CHOICES, PLAN, readings, "LIST",
			  "dose-effect,good-enough-level,naive,honest",
			  readings, "what to print, one or several"),
	TXO_OPTION("between", TXO_COLUMN, PLAN, between, "COL", NULL,
		   "print all for each of its levels, and compare them"),
	TXO_OPTION("reference", TXO_WORD, PLAN, reference, "LEVEL", NULL,
		   "the level of --between that the others are compared with; "
		   "default: the first in order"),
	TXO_OPTION_END
};

static const struct txo_example examples[] = {
	{ "txo profile --better lower --change 50% --complete 6 "
	  "datasets/synthetic_clinic/sessions.csv",
	  "what each session of up to six brought, and to whom" },
	{ "txo profile --response 'improvement >= 45' --reading "
	  "good-enough-level,naive,honest "
	  "datasets/synthetic_clinic/sessions_enough.csv",
	  "patients leave when it is good enough: of short courses most "
	  "respond, of the longest few, and the share among those seen is far "
	  "below that among all who began" },
	{ "txo profile --map session=month --score bdi --seen score --baseline "
	  "session=0 --better lower --response 'bdi < 10' --between treatment "
	  "--reference TAU datasets/psy_btheb/data.csv",
	  "depression by month, with those who were lost, in two groups" },
	{ "txo profile --map session=visit --score moderate_or_severe "
	  "--response 'moderate_or_severe == 0' --complete 7 --locf "
	  "--by treatment datasets/derm_toenail/data.csv",
	  "a yes-no outcome by visit, completers and carried forward" },
	{ NULL, NULL }
};

static enum txo_status add_course(struct txo_profile_task *t,
				  struct txo_profile_reader *r, size_t i,
				  struct txo_error *err)
{
	const struct txo_profile_course *c = &t->list.course[i];
	enum txo_status status = txo_profile_read(r, &c->rows, err);

	if (status != TXO_OK)
		return status;
	txo_profile_add(&t->sums, r, &t->list.session);
	if (c->stratum != TXO_PROFILE_NONE)
		txo_profile_add(&t->stratum, r, &t->list.session);
	return TXO_OK;
}

/* The courses from *i on that are of one level. */
static enum txo_status add_level(struct txo_profile_task *t,
				 struct txo_profile_reader *r, size_t *i,
				 struct txo_error *err)
{
	const struct txo_profile_course *course = t->list.course;
	uint32_t level = course[*i].level;
	enum txo_status status = TXO_OK;

	t->keeps = 0;
	t->few = false;
	for (size_t k = 0; k < 2 * t->list.length.n; k++)
		t->table[k] = 0;
	txo_profile_sums_clear(&t->sums);
	while (*i < t->list.n && course[*i].level == level &&
	       status == TXO_OK) {
		uint32_t stratum = course[*i].stratum;

		txo_profile_sums_clear(&t->stratum);
		for (; *i < t->list.n && course[*i].level == level &&
		       course[*i].stratum == stratum && status == TXO_OK;
		     ++*i)
			status = add_course(t, r, *i, err);
		if (status == TXO_OK && stratum != TXO_PROFILE_NONE)
			status = txo_profile_keep(t, stratum, err);
	}
	return status;
}

static enum txo_status print_levels(struct txo_profile_task *t,
				    struct txo_profile_reader *r,
				    struct txo_error *err)
{
	enum txo_status status = TXO_OK;
	const struct txo_text *name = t->p->levels.value;
	bool reference = false;

	for (size_t i = 0; i < t->list.n && status == TXO_OK;) {
		uint32_t level = t->list.course[i].level;

		if (t->p->between.p)
			t->level = name[level];
		status = add_level(t, r, &i, err);
		if (status == TXO_OK)
			status = txo_profile_print(t, err);
		if (status != TXO_OK || !t->p->between.p)
			continue;
		if (level == 0) {
			struct txo_profile_sums swap = t->reference;

			t->reference = t->sums;
			t->sums = swap;
			reference = true;
		} else if (reference) {
			status = txo_profile_contrast(t, name[level], name[0],
						      err);
		}
	}
	return status;
}

static enum txo_status profile_group(const void *plan,
				     const struct txo_frame *f,
				     struct txo_out *out, struct txo_error *err)
{
	struct txo_profile_task t = { .p = plan, .f = f, .out = out };
	struct txo_profile_reader r = { .p = plan, .f = f };
	enum txo_status status = txo_profile_list_init(&t.list, t.p, f, err);
	size_t n = t.list.session.n;

	r.before = t.list.before;
	if (status == TXO_OK)
		status = txo_profile_sums_init(&t.sums, n, err);
	if (status == TXO_OK)
		status = txo_profile_sums_init(&t.reference, n, err);
	if (status == TXO_OK)
		status = txo_profile_sums_init(&t.stratum, n, err);
	t.table = calloc(2 * t.list.length.n + 1, sizeof(*t.table));
	if (status == TXO_OK && !t.table)
		status = txo_fail_memory(err);
	if (status == TXO_OK)
		status = print_levels(&t, &r, err);
	free(t.table);
	free(t.kept);
	txo_profile_sums_release(&t.sums);
	txo_profile_sums_release(&t.reference);
	txo_profile_sums_release(&t.stratum);
	txo_profile_reader_release(&r);
	txo_profile_list_release(&t.list);
	return status;
}

const struct txo_command txo_cmd_profile = {
	.name = "profile",
	.brief = "courses session by session: what one more session brought",
	.about =
		"Reads rows of sessions and prints, for each session number, "
		"who was seen, who had left, and what scores were like, read "
		"in two ways side by side. A mean by session number alone "
		"misleads: patients leave when they are well enough, or when "
		"it does not help, so that those seen at session 6 are not "
		"those of session 1. In routine care the share of recovered "
		"patients fell from 88 % after one session to 62 % after "
		"twelve (Barkham 2006), not because sessions harm, but because "
		"those who got well soon did not stay. Where the readings "
		"dose-effect and good-enough-level differ, a curve of all who "
		"were seen is not what sessions do. What one more session "
		"brought to those who had it is the step. Rows of one session "
		"number are one session of the course. A baseline in a column "
		"is session 0, if no row is of a visit before the first "
		"session. Without session numbers the days of a course are "
		"counted. With --as-of, courses that go on have not left, have "
		"no final length, and are missing in shares of later sessions. "
		"A weight is that many equal rows, which are one session of "
		"one course. Courses count as independent of each other.",
	.examples = examples,
	.options = options,
	.columns = txo_profile_columns,
	.plan_size = sizeof(PLAN),
	.bind = txo_profile_bind,
	.settle = txo_profile_settle,
	.group = profile_group,
	.say = txo_profile_say,
};
