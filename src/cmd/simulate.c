/*
 * txo simulate - a clinic that does not exist, and the truth about it.
 *
 * No frame: rows of data/clinic.h as they are drawn, or of data/clinic_truth.h.
 */
#include <inttypes.h>

#include "cmd/command.h"
#include "cmd/simulate_truth.h"
#include "data/clinic_row.h"

enum grain { SESSIONS, COURSES };

#define DEFAULT_ROWS 400

struct plan {
	int grain, rows, courses, seed;
	struct txo_bounds sessions;
	double dropout, side_effects;
	bool dirty, truth;

	struct txo_clinic_rules rules;
	struct txo_clinic clinic;
	struct txo_clinic_row row;
	struct txo_clinic_dirt dirt;
	uint64_t written;
};

static const struct txo_choice grains[] = {
	{ "session", "one row a session" },
	{ "course", "one row a course, as its last session left it" },
	{ NULL, NULL }
};

static const struct txo_option options[] = {
	TXO_OPTION_CHOICE("grain", TXO_CHOICE, struct plan, grain, "NAME",
			  "session", grains, "what a row is"),
	TXO_OPTION_RANGE("rows", TXO_INTEGER, struct plan, rows, "N", NULL, 1,
			 1000000000,
			 "so many rows; 400 if neither this nor --courses is "
			 "given. The last course or two are of the length that "
			 "fits"),
	TXO_OPTION_RANGE("courses", TXO_INTEGER, struct plan, courses, "N",
			 NULL, 1, 1000000000, "so many whole courses"),
	TXO_OPTION_RANGE("seed", TXO_INTEGER, struct plan, seed, "N", "1", 1,
			 2147483647,
			 "another number makes another clinic, the same one "
			 "the same bytes"),
	TXO_OPTION_RANGE("sessions", TXO_BOUNDS, struct plan, sessions,
			 "MIN,MAX", "3,6", 1, TXO_CLINIC_MOST,
			 "no patient leaves before session MIN, none has more "
			 "than MAX, at most 12"),
	TXO_OPTION_RANGE("dropout", TXO_FRACTION, struct plan, dropout, "P",
			 "0.15", 0, 1,
			 "how probable it is that a patient leaves, after each "
			 "session from MIN on"),
	TXO_OPTION_RANGE("side-effects", TXO_FRACTION, struct plan,
			 side_effects, "P", "0.3", 0, 0.8,
			 "how probable side effects are after a first session; "
			 "later ones and some concerns have less or more"),
	TXO_OPTION("dirty", TXO_FLAG, struct plan, dirty, NULL, NULL,
		   "the same clinic as a spreadsheet would have it: with "
		   "missing words, labels in other spellings, cells that "
		   "cannot be read, blank rows and a row of totals"),
	TXO_OPTION("truth", TXO_FLAG, struct plan, truth, NULL, NULL,
		   "print no rows, but what they would show if there were "
		   "infinitely many"),
	TXO_OPTION_END
};

static const struct txo_column columns[] = {
	{ "patient", "", "P and a number from 1 on; each has one course", NULL,
	  false },
	{ "concern", "", "what was treated", NULL, false },
	{ "skin_type", "", "of Fitzpatrick, I to VI; of courses only", NULL,
	  true },
	{ "device", "", "manual, motorized or radiofrequency", NULL, false },
	{ "depth_mm", "mm", "length of the needles", NULL, false },
	{ "practitioner", "", "N01 to N08", NULL, false },
	{ "session", "", "its number, from 1 on", NULL, false },
	{ "date", "", "of the session; of courses that of the first", NULL,
	  false },
	{ "sessions", "", "how many the course had; of courses only", NULL,
	  true },
	{ "baseline", "points", "severity before the first session, 0 to 100",
	  NULL, false },
	{ "score", "points",
	  "severity after the session; of courses after the last", NULL,
	  false },
	{ "improvement", "%", "how much less that is than at baseline", NULL,
	  false },
	{ "satisfaction", "points", "0 to 10", NULL, false },
	{ "pain", "points", "0 to 10", NULL, false },
	{ "side_effects", "",
	  "a list, or none; of courses those of all sessions", NULL, false },
	{ "remark", "", "some words, which tell nothing", NULL, false },
	{ "variable", "",
	  "--truth: a column, or level: the improvement that many sessions "
	  "would bring to a patient",
	  NULL, true },
	{ "statistic", "",
	  "--truth: share, rate, mean, sd, q1, median or q3; in a row of the "
	  "concern, session (of courses: number of them) and item that it is "
	  "about, empty for all",
	  NULL, true },
	{ "item", "", "--truth: a device, or a side effect, or any", NULL,
	  true },
	{ "value", "", "--truth: of the statistic", NULL, true },
	{ NULL, NULL, NULL, NULL, false }
};

static const struct txo_example examples[] = {
	{ "txo simulate --rows 1000 --seed 7", "a thousand sessions" },
	{ "txo simulate | txo summary --by concern --variables improvement",
	  "how much better patients are who do not exist, after sessions that "
	  "never took place" },
	{ "txo simulate --grain course --courses 200 --seed 7 -o courses.csv",
	  "a file of two hundred courses" },
	{ "txo simulate --truth", "what such rows must come close to" },
	{ NULL, NULL }
};

/* Parts of `whole`, to the nearest. */
static uint64_t share(double p, uint64_t whole)
{
	return (uint64_t)(p * (double)whole + 0.5);
}

static enum txo_status name_columns(const struct plan *p,
				    struct txo_needs *needs,
				    struct txo_error *err)
{
	unsigned has = p->grain == COURSES ? txo_clinic_course_columns :
					     txo_clinic_session_columns;
	enum txo_status status = TXO_OK;

	if (p->truth)
		return txo_simulate_truth_columns(needs, err);
	needs->file_columns = true;
	for (int i = 0; i < TXO_CLINIC_COLUMNS && status == TXO_OK; i++)
		if (has >> i & 1)
			status = txo_needs_output(
				needs, txo_text(columns[i].name), err);
	return status;
}

static enum txo_status simulate_begin(void *plan, struct txo_needs *needs,
				      struct txo_error *err)
{
	struct plan *p = plan;
	enum txo_status status;

	p->rules = (struct txo_clinic_rules){
		.seed = (uint32_t)p->seed,
		.least = p->sessions.low,
		.most = p->sessions.high,
		/* A millionth is the finest step, whatever P was read as. */
		.dropout = (share(p->dropout, 1000000) << 32) / 1000000,
		.side_effects = (uint32_t)share(p->side_effects, 1000000),
	};
	if (p->rows && p->courses)
		return txo_fail(err, TXO_USAGE,
				"--rows and --courses each say how much there "
				"is to be: give one of them");
	if (!p->rows && !p->courses)
		p->rows = DEFAULT_ROWS;
	status = name_columns(p, needs, err);
	if (status == TXO_OK)
		status = txo_clinic_init(&p->clinic, &p->rules, err);
	if (status == TXO_OK)
		status = txo_clinic_dirt_init(&p->dirt, p->rules.seed, err);
	txo_clinic_row_init(&p->row);
	return status;
}

static void write_cell(struct txo_out *out, struct txo_text t)
{
	if (t.n)
		txo_out_text(out, t);
	else
		txo_out_empty(out);
}

static void write_row(struct plan *p, struct txo_out *out)
{
	const struct txo_clinic_row *row = &p->row;
	char line[TXO_CLINIC_LINE];

	if (txo_sink_is_csv(out->sink)) {
		txo_sink_line(out->sink,
			      (struct txo_text){ line,
						 txo_clinic_line(row, line) });
		return;
	}
	for (int i = 0; i < TXO_CLINIC_COLUMNS; i++)
		if (row->columns >> i & 1)
			write_cell(out, row->cell[i]);
	txo_out_end_row(out);
}

/* The row at hand, perhaps spoilt. */
static void give_row(struct plan *p, struct txo_out *out)
{
	bool blank = p->dirty && txo_clinic_row_spoil(&p->dirt, &p->row);

	write_row(p, out);
	p->written++;
	if (!blank)
		return;
	txo_clinic_row_blank(&p->row);
	write_row(p, out);
}

/* The sessions of the next course, or it as one row. */
static void write_course(struct plan *p, struct txo_out *out)
{
	struct txo_clinic *c = &p->clinic;
	bool sessions = p->grain == SESSIONS;
	uint64_t room = p->rows && sessions ? (uint64_t)p->rows - p->written :
					      0;
	int first_day;

	txo_clinic_course(c, room);
	first_day = c->course.day;
	while (txo_clinic_session(c)) {
		if (!sessions)
			continue;
		txo_clinic_session_row(&p->row, c);
		give_row(p, out);
	}
	if (sessions)
		return;
	txo_clinic_course_row(&p->row, c, first_day);
	give_row(p, out);
}

static bool is_done(const struct plan *p)
{
	if (p->rows)
		return p->written >= (uint64_t)p->rows;
	return p->clinic.course.number >= (uint64_t)p->courses;
}

static enum txo_status simulate_list(void *plan, struct txo_out *out,
				     struct txo_error *err)
{
	struct plan *p = plan;
	struct txo_clinic_reader reader = { txo_simulate_fact, out };

	if (p->truth && p->dirty)
		txo_simulate_dirt_truth(out);
	if (p->truth)
		return txo_clinic_truth(&p->rules, p->grain == COURSES, &reader,
					err);
	while (!is_done(p) && txo_sink_status(out->sink) == TXO_OK)
		write_course(p, out);
	if (p->dirty) {
		txo_clinic_row_total(&p->dirt, &p->row);
		write_row(p, out);
	}
	return TXO_OK;
}

static enum txo_status simulate_end(void *plan, struct txo_needs *needs,
				    struct txo_out *out, struct txo_error *err)
{
	const struct plan *p = plan;
	uint64_t courses = p->clinic.course.number;
	struct txo_buffer dirt = { 0 };

	(void)out;
	(void)err;
	if (p->truth)
		return TXO_OK;
	txo_needs_remark(needs,
			 "made up %" PRIu64 " row%s of %" PRIu64 " course%s, "
			 "seed %d; no row says anything about any real person",
			 p->written, p->written == 1 ? "" : "s", courses,
			 courses == 1 ? "" : "s", p->seed);
	if (p->dirty) {
		txo_simulate_dirt_account(&p->dirt, &dirt);
		txo_needs_line(needs, (struct txo_text){ dirt.p, dirt.n });
	}
	txo_buffer_release(&dirt);
	return TXO_OK;
}

static void simulate_release(void *plan)
{
	struct plan *p = plan;

	txo_clinic_release(&p->clinic);
	txo_clinic_dirt_release(&p->dirt);
}

const struct txo_command txo_cmd_simulate = {
	.name = "simulate",
	.brief = "a made-up clinic, by a seed, and the truth about it",
	.about = "Reads nothing and prints treatment data that are made up: no "
		 "row says anything about any real person, and no number here "
		 "was measured. The same options and seed give the same bytes "
		 "on any machine. Each patient has one course for one concern; "
		 "each session adds less than the one before.",
	.examples = examples,
	.options = options,
	.columns = columns,
	.plan_size = sizeof(struct plan),
	.begin = simulate_begin,
	.list = simulate_list,
	.end = simulate_end,
	.release = simulate_release,
};
