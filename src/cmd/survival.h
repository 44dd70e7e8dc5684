/*
 * survival.h - what the files of txo survival share.
 *
 * survival.c has options and help, survival_bind.c asks for columns,
 * survival_settle.c says which labels are events, survival_rows.c makes rows of
 * time and end of a frame, survival_courses.c the same of rows of sessions;
 * survival_group.c, survival_terms.c and survival_tests.c have the answer,
 * survival_competing.c that of competing events; survival_covariate.c makes
 * covariates of columns, survival_cox.c has their hazard ratios.
 * survival_print.c writes a row of it, survival_say.c says it.
 */
#ifndef TXO_CMD_SURVIVAL_H
#define TXO_CMD_SURVIVAL_H

#include "cmd/command.h"
#include "data/items.h"
#include "data/label_numbers.h"
#include "txo/cox.h"
#include "txo/survival.h"

/* Those behind TXO_SHOWS and TXO_SURVIVAL_TESTS are of competing events. */
enum {
	TXO_SHOW_SURVIVAL,
	TXO_SHOW_EVENTS,
	TXO_SHOW_HAZARD,
	TXO_SHOWS,
	TXO_SHOW_INCIDENCE = TXO_SHOWS
};
enum {
	TXO_TEST_LOG_RANK,
	TXO_TEST_PETO,
	TXO_TEST_FLEMING,
	TXO_SURVIVAL_TESTS,
	TXO_TEST_GRAY = TXO_SURVIVAL_TESTS
};

/* How an observation ended; above TXO_ENDS_EVENT: a competing event each. */
enum { TXO_ENDS_CENSORED, TXO_ENDS_EVENT, TXO_ENDS_OTHER };

#define TXO_ENDS_UNKNOWN UINT32_MAX	/* or when is not known */
#define TXO_NO_STRATUM SIZE_MAX

/* A column of --cox. */
struct txo_survival_covariate {
	struct txo_text name;
	size_t column;		/* of the frame */
	bool named;		/* by --factor */
	/* settled: numbers, or levels of which the first is the reference */
	bool factor;
	struct txo_label_numbers numbers;
	struct txo_items levels;
};

struct txo_survival_plan {
	/* options */
	struct txo_text time, event, response, between, reference;
	struct txo_words event_is, competing, key, strata, at, tau;
	struct txo_fractions quantiles;
	double rho, gamma, level;
	int ci;
	unsigned tests, shows;
	struct txo_words cox, factors;
	int ties, transform;
	bool curve, trend;
	/*
	 * As bound. Columns of the frame, in the file of one row for each
	 * observation: strata, between, time, end; in a file of sessions: the
	 * keys that make a course before these, and end says whether there is
	 * a response.
	 */
	size_t keys, strata_at, between_at, time_at, end_at;
	bool sessions;		/* of these is the file */
	bool days;		/* the time of a session is a date */
	struct txo_text unit;	/* what time counts: days, or a column */
	const double *at_time;	/* p->at.n numbers */
	double tau_time;	/* NaN for none */
	uint64_t least;		/* --min-cell, or 0 */
	/* settled when all is read */
	struct txo_text base;	/* the reference, or p is NULL */
	struct txo_items ends;	/* labels of the column of --event */
	uint32_t *end_of;	/* how an observation with that item ended */
	const struct txo_text *cause;	/* competing events, by their names */
	size_t causes;
	struct txo_text event_name;
	struct txo_survival_covariate *covariate;	/* p->cox.n */
};

/* Observations that are alike. */
struct txo_survival_row {
	double time;		/* INFINITY where the end is not known */
	size_t stratum;		/* a number, or TXO_NO_STRATUM */
	uint32_t level;		/* place among the levels of the task */
	uint32_t end;		/* TXO_ENDS_... */
	uint64_t w;		/* how many they are */
	size_t at;		/* the place in the frame of one of them */
};

/* What is observed in one level: rows from begin to before end. */
struct txo_survival_level {
	struct txo_text name;	/* p is NULL without --between */
	size_t begin, end;
	uint64_t n, missing, events;	/* missing: not among n */
	struct txo_survival_step *step;	/* steps of them */
	size_t steps;
};

/*
 * What the answer of one frame is made of. Rows with a known end are sorted by
 * level, time, stratum and end, no two alike in these four; near-equal times are
 * equal. A frame without --between has one level.
 */
struct txo_survival_task {
	const struct txo_survival_plan *plan;
	const struct txo_frame *frame;
	struct txo_out *out;
	struct txo_survival_row *row;
	size_t rows, strata;	/* strata: numbers below this */
	struct txo_survival_level *level;
	size_t levels;
	uint64_t lost, lost_events;	/* known, but without a stratum */
	struct txo_survival_step *step;	/* of all levels */
	struct txo_buffer contrast, method, term;	/* to write into */
};

/* What a row of the answer has besides its numbers. */
enum {
	TXO_HAS_RISK = 1 << 0,
	TXO_HAS_EVENTS = 1 << 1,
	TXO_HAS_CENSORED = 1 << 2
};

/* A row of the answer. Texts without p are empty cells. */
struct txo_survival_line {
	const char *term;
	struct txo_text variable;	/* an event, or a covariate */
	struct txo_text level;
	struct txo_text of, over;	/* the levels of a contrast: of - over */
	const char *sign;		/* between them, or NULL */
	double time;			/* NaN for none */
	uint64_t n, missing, at_risk, events, censored;
	unsigned has;
	bool together;	/* follows from several levels */
	bool lost;	/* some of the missing are of its own */
	bool withheld;	/* by the verb itself, for --min-cell */
	struct txo_text method;	/* p is NULL: that of the estimate */
	struct txo_estimate e;
	double conf_level;	/* set when it is written */
};

extern const struct txo_column txo_survival_columns[];

TXO_NODISCARD
enum txo_status txo_survival_bind(void *plan, struct txo_needs *needs,
				  struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_survival_settle(void *plan, struct txo_frames *frames,
				    struct txo_needs *needs,
				    struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_survival_group(const void *plan, const struct txo_frame *f,
				   struct txo_out *out, struct txo_error *err);
void txo_survival_say(const void *plan, struct txo_say *s);

/* What is shown and tested, where several events can come first; in bind. */
TXO_NODISCARD
enum txo_status txo_survival_choose(struct txo_survival_plan *p,
				    struct txo_error *err);

/* The columns; `variable` is only for several events, or for covariates. */
TXO_NODISCARD
enum txo_status txo_survival_name_columns(const struct txo_survival_plan *p,
					  struct txo_needs *needs,
					  struct txo_error *err);

/*
 * Rows of the frame, one for each of it that has a level: as they stand, the
 * level its label, the stratum not numbered. *row has room for f->rows.
 */
size_t txo_survival_read(const struct txo_survival_plan *p,
			 const struct txo_frame *f,
			 struct txo_survival_row *row);

/* The same of sessions: a row for each course. */
size_t txo_survival_read_courses(const struct txo_survival_plan *p,
				 const struct txo_frame *f,
				 struct txo_survival_row *row);

/*
 * Is what must be so constant within each course? TXO_USAGE if not. *unknown
 * counts the rows that tell nothing.
 */
TXO_NODISCARD
enum txo_status txo_survival_look(const struct txo_survival_plan *p,
				  const struct txo_frame *f, bool redact,
				  uint64_t *unknown, struct txo_error *err);

/* Rows and levels of the task, whose plan and frame are set. */
TXO_NODISCARD
enum txo_status txo_survival_rows(struct txo_survival_task *t,
				  struct txo_error *err);

/*
 * The same without uniting or parting them: in the order of the frame, strata
 * numbered, near-equal times equal; the level is the label.
 */
TXO_NODISCARD
enum txo_status txo_survival_observe(struct txo_survival_task *t,
				     struct txo_error *err);

/* A row about one level, with its counts. */
struct txo_survival_line txo_survival_line(const char *term,
					   const struct txo_survival_level *l,
					   struct txo_estimate e);

/* A row about all levels, with the counts of all. */
struct txo_survival_line txo_survival_all(const struct txo_survival_task *t,
					  const char *term,
					  struct txo_estimate e);

void txo_survival_print(struct txo_survival_task *t,
			const struct txo_survival_line *l);

/* What is known of each level, then the contrasts, then the tests. */
void txo_survival_terms(struct txo_survival_task *t);
TXO_NODISCARD
enum txo_status txo_survival_tests(struct txo_survival_task *t,
				   struct txo_error *err);

/* "median", "quantile_0.25"; lives in t->term. */
const char *txo_survival_quantile_term(struct txo_survival_task *t, double p);

/* May a count be told, with --min-cell? */
bool txo_survival_is_enough(const struct txo_survival_task *t, uint64_t n);

/* What is known of each event, where there are several, and Gray's tests. */
TXO_NODISCARD
enum txo_status txo_survival_competing(struct txo_survival_task *t,
				       struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_survival_gray(struct txo_survival_task *t,
				  struct txo_error *err);

/* What the covariates are; in settle. TXO_DATA, TXO_USAGE. */
TXO_NODISCARD
enum txo_status txo_survival_settle_cox(struct txo_survival_plan *p,
					struct txo_frames *frames,
					struct txo_needs *needs,
					struct txo_error *err);

/* One column of the model. */
struct txo_survival_term {
	const struct txo_survival_covariate *of;
	struct txo_text level;	/* of a factor */
};

/* The rows and columns of the model. */
struct txo_survival_model {
	struct txo_cox_rows rows;
	struct txo_survival_term *term;	/* rows.p */
	uint64_t n, missing, events;	/* by weight */
	uint32_t *stratum;		/* what rows points to */
	double *time, *x;
	unsigned char *event;
	uint64_t *weight;
};

/* Release it in any case. */
TXO_NODISCARD
enum txo_status txo_survival_model_init(struct txo_survival_model *m,
					const struct txo_survival_task *t,
					struct txo_error *err);
void txo_survival_model_release(struct txo_survival_model *m);

/* Hazard ratios, tests of the model, and of proportional hazards. */
TXO_NODISCARD
enum txo_status txo_survival_cox(struct txo_survival_task *t,
				 struct txo_error *err);

#endif
