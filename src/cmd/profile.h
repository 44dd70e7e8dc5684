/*
 * profile.h - what the parts of txo profile share. For them alone.
 *
 * profile.c has the options, profile_bind.c asks for columns, profile_settle.c
 * looks at all groups before anything is written. profile_read.c makes visits of
 * the rows of a course, profile_axis.c lists sessions, and courses in the order in
 * which they are added up, profile_sums.c adds them up. profile_print.c makes
 * rows of the sums, profile_strata.c those of lengths, of profile_terms.c;
 * profile_row.c writes a row, profile_say.c says it.
 */
#ifndef TXO_CMD_PROFILE_H
#define TXO_CMD_PROFILE_H

#include "cmd/courses.h"
#include "data/items.h"
#include "txo/running.h"

/* Which of several scores of a session counts. */
enum txo_profile_take {
	TXO_PROFILE_ONE,	/* there must not be several */
	TXO_PROFILE_MEAN,
	TXO_PROFILE_LOWEST,
	TXO_PROFILE_HIGHEST,
	TXO_PROFILE_BEST,
	TXO_PROFILE_WORST
};

/* In the order of the choices of --reading. */
enum txo_profile_reading {
	TXO_PROFILE_DOSE,
	TXO_PROFILE_LEVEL,
	TXO_PROFILE_NAIVE,
	TXO_PROFILE_HONEST
};

enum { TXO_PROFILE_FINAL, TXO_PROFILE_PLANNED };	/* --length */
enum { TXO_PROFILE_FROM_FIRST, TXO_PROFILE_AT_LAST };	/* --responder */
enum { TXO_PROFILE_BY_ROW, TXO_PROFILE_BY_SCORE };	/* --seen */

#define TXO_PROFILE_MOST 1000	/* different session numbers */
#define TXO_PROFILE_NONE UINT32_MAX

/*
 * The frame has the columns of the key, then, where the file has them, date (if
 * it is needed), session, score, baseline, planned length, level, response.
 */
struct txo_profile_plan {
	/* key, gap, score, baseline, better: what a course is */
	struct txo_courses c;
	/* options */
	struct txo_text response, change, planned, between, reference;
	int take, complete, length, responder, seen;
	bool locf;
	unsigned readings;
	/* from bind; places in the frame, or TXO_NO_COLUMN */
	size_t planned_at, level_at, response_at;
	double level;
	double threshold;	/* of --change, or NaN */
	bool percent;		/* it is of the baseline */
	bool responds;		/* it is known who is a responder */
	bool redact;
	uint64_t least;		/* --min-cell, or 0 */
	/* from settle */
	struct txo_items levels;	/* of --between, the reference first */
};

enum txo_profile_truth { TXO_PROFILE_NO, TXO_PROFILE_YES, TXO_PROFILE_UNKNOWN };

/* A session of a course, or a visit before the first one. */
struct txo_profile_visit {
	double number;
	struct txo_exact score;	/* hi is NaN for none */
	enum txo_profile_truth response;
};

/* Makes visits of rows; what it has seen adds up. Release it in any case. */
struct txo_profile_reader {
	const struct txo_profile_plan *p;
	const struct txo_frame *f;
	bool before;	/* the baseline is a visit 0 of every course */
	/* of the course that was read last */
	struct txo_profile_visit *visit;
	size_t visits;
	struct txo_exact base;
	size_t after;		/* visits from here on are after the baseline */
	double planned;		/* NaN when missing */
	uint32_t level;		/* of p->levels, or TXO_PROFILE_NONE */
	bool complete, ongoing;
	/* of all: visits without a score, with several rows; courses without a
	 * visit */
	uint64_t unscored, repeated, empty;
	/* private */
	struct txo_place *place;
	size_t room;
};

/*
 * Read a course. TXO_USAGE, with who it is, when two scores are of one session
 * and nobody said which counts, or when baseline, planned length or level are not
 * constant. visits is 0 for a course that was never seen.
 */
TXO_NODISCARD
enum txo_status txo_profile_read(struct txo_profile_reader *r,
				 const struct txo_course_rows *rows,
				 struct txo_error *err);
void txo_profile_reader_release(struct txo_profile_reader *r);

/* Numbers, ascending, each once. */
struct txo_profile_axis {
	double *x;
	size_t n, room;
};

/* The place of x on the axis, on which it is; *near is where it was last. */
size_t txo_profile_find(const struct txo_profile_axis *a, double x,
			size_t *near);

/* A course, and which sums it goes into. */
struct txo_profile_course {
	struct txo_course_rows rows;
	uint32_t level;		/* 0 where there is no --between */
	uint32_t stratum;	/* place of its length, or TXO_PROFILE_NONE */
};

/* What is to be known about the courses of a frame. */
struct txo_profile_sight {
	uint64_t courses;
	uint64_t levelless, unplanned, unbased;	/* without that */
	uint64_t ongoing;
	uint64_t empty;		/* without a session, and no course */
	uint64_t unscored, repeated;	/* sessions, as by the reader */
};

/* The courses of a frame, by level, then length. */
struct txo_profile_list {
	struct txo_profile_axis session, length;
	struct txo_profile_course *course;
	size_t n, room;
	bool before;	/* session 0 is the baseline of a column */
	struct txo_profile_sight sight;
};

/* TXO_USAGE when there are too many session numbers. Release it in any case. */
TXO_NODISCARD
enum txo_status txo_profile_list_init(struct txo_profile_list *l,
				      const struct txo_profile_plan *p,
				      const struct txo_frame *f,
				      struct txo_error *err);
void txo_profile_list_release(struct txo_profile_list *l);

/* What happened at one session. */
struct txo_profile_cell {
	uint64_t seen;
	struct txo_running score;	/* of those seen */
	struct txo_running completers, carried;
	struct txo_running step;	/* less the score of the session before */
	uint64_t judged, yes;		/* of those seen, as they respond by now */
	int64_t known, responding;	/* of all: how many more than before */
	uint64_t last, last_yes, last_unknown;	/* whose last session it is */
	uint64_t stay;		/* or was so far, as they go on */
	bool hidden, left_hidden;	/* what --min-cell withholds */
};

/* Courses added up. */
struct txo_profile_sums {
	uint64_t in, completers;
	uint64_t judged, yes;		/* at the end of the course */
	struct txo_running change;	/* from the baseline to the last score */
	struct txo_profile_cell *cell;	/* of each session, and one more */
	size_t n;
};

TXO_NODISCARD
enum txo_status txo_profile_sums_init(struct txo_profile_sums *s, size_t n,
				      struct txo_error *err);
void txo_profile_sums_clear(struct txo_profile_sums *s);
void txo_profile_sums_release(struct txo_profile_sums *s);

/* Add the course that the reader has at hand. */
void txo_profile_add(struct txo_profile_sums *s,
		     const struct txo_profile_reader *r,
		     const struct txo_profile_axis *axis);

/* A row of output. */
struct txo_profile_row {
	double session, length;	/* NaN for none */
	int order;		/* among those of one session and length */
	enum txo_profile_reading reading;
	const char *term;
	struct txo_text level, contrast;	/* p is NULL for none */
	bool counted;		/* in to left_unknown are known */
	uint64_t in, seen, ongoing, left, left_yes, left_unknown;
	uint64_t n, missing, yes;
	bool shares;		/* yes of n */
	/* --min-cell withholds it; or those who left; or n_in as well */
	bool hidden, left_hidden, in_hidden;
	unsigned about;		/* enum txo_about */
	struct txo_estimate e;
};

/* What the rows of one frame share. */
struct txo_profile_task {
	const struct txo_profile_plan *p;
	const struct txo_frame *f;
	struct txo_out *out;
	struct txo_profile_list list;
	struct txo_profile_sums sums, reference, stratum;
	struct txo_profile_row *kept;	/* rows of strata, to be sorted in */
	size_t keeps, keep_room;
	uint64_t *table;	/* no and yes at the end, of each length */
	struct txo_text level;	/* at hand */
	bool few;		/* --min-cell: rows of lengths are withheld */
};

extern const struct txo_column txo_profile_columns[];

/* Is the column printed? */
bool txo_profile_shows(const struct txo_profile_plan *p,
		       const struct txo_column *c);

void txo_profile_row(const struct txo_profile_task *t,
		     const struct txo_profile_row *row);

/* What has added up before, and with, a session. All zero but s, at first. */
struct txo_profile_walk {
	const struct txo_profile_sums *s;
	uint64_t left, left_yes, left_unknown, ongoing;
	uint64_t known, responding;
	size_t k;		/* the session at hand */
};

/* Go to session k, the next one. */
void txo_profile_walk_on(struct txo_profile_walk *w, size_t k);

/* A row of the session at hand, without a term. */
struct txo_profile_row txo_profile_begin(const struct txo_profile_task *t,
					 const struct txo_profile_walk *w);

/*
 * Terms: a mean, or a mean change, of the values among `all` courses; a share of
 * { responders, courses that are judged, all of them }.
 */
void txo_profile_set_mean(struct txo_profile_row *r, const char *term,
			  const struct txo_running *values, uint64_t all,
			  double level);
void txo_profile_set_step(struct txo_profile_row *r, const char *term,
			  const struct txo_running *changes, uint64_t all,
			  double level);
void txo_profile_set_share(struct txo_profile_row *r, const char *term,
			   const uint64_t of[3], double level);

/* Is it a count that --min-cell withholds? */
bool txo_profile_is_few(const struct txo_profile_task *t, uint64_t n);

/* Kept rows from *at on that are of the session; all for NaN. */
void txo_profile_print_kept(const struct txo_profile_task *t, double session,
			    size_t *at);

/* Bring kept rows in the order in which they are printed. */
void txo_profile_sort_kept(struct txo_profile_task *t);

/* Do shares of responders rise or fall with the length? */
TXO_NODISCARD
enum txo_status txo_profile_print_trend(const struct txo_profile_task *t,
					struct txo_error *err);

/* The rows of a level, whose sums are known. */
TXO_NODISCARD
enum txo_status txo_profile_print(struct txo_profile_task *t,
				  struct txo_error *err);

/* Rows of the stratum at hand into kept, to be printed with those of all. */
TXO_NODISCARD
enum txo_status txo_profile_keep(struct txo_profile_task *t, uint32_t stratum,
				 struct txo_error *err);

/* The level at hand less the reference. */
TXO_NODISCARD
enum txo_status txo_profile_contrast(struct txo_profile_task *t,
				     struct txo_text level,
				     struct txo_text reference,
				     struct txo_error *err);

TXO_NODISCARD
enum txo_status txo_profile_bind(void *plan, struct txo_needs *needs,
				 struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_profile_settle(void *plan, struct txo_frames *frames,
				   struct txo_needs *needs,
				   struct txo_error *err);

/* See txo_command.say. */
void txo_profile_say(const void *plan, struct txo_say *s);

#endif
