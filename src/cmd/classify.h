/*
 * classify.h - what the parts of txo classify share.
 *
 * classify.c has the options and the columns, classify_numbers.c what the
 * options' numbers must be, classify_bind.c finds the columns of a file,
 * classify_rule.c makes the thresholds, classify_judge.c says what becomes of a
 * course, classify_settle.c looks at all groups before anything is written,
 * classify_print.c writes the classes, classify_rows.c the courses.
 */
#ifndef TXO_CMD_CLASSIFY_H
#define TXO_CMD_CLASSIFY_H

#include "base/buffer.h"
#include "cmd/command.h"
#include "txo/reliable_change.h"

enum classify_estimand {
	CLASSIFY_ASK,
	CLASSIFY_COMPLETERS,
	CLASSIFY_ALL_STARTED,
	CLASSIFY_WHILE_TREATED
};

enum classify_better { CLASSIFY_BY_SCALE, CLASSIFY_LOWER, CLASSIFY_HIGHER };

/* In the order of the option's choices. */
enum classify_kind {
	CLASSIFY_UNSAID,
	CLASSIFY_RETEST,
	CLASSIFY_ALPHA,
	CLASSIFY_RATERS
};

/* Options that are numbers, in the order of the table in classify_numbers.c. */
enum classify_number_name {
	CLASSIFY_RELIABILITY,
	CLASSIFY_SEM,
	CLASSIFY_SD,
	CLASSIFY_MCID,
	CLASSIFY_PERCENT_LEAST,
	CLASSIFY_CUT,
	CLASSIFY_FUNCTIONAL_MEAN,
	CLASSIFY_FUNCTIONAL_SD,
	CLASSIFY_CLINICAL_MEAN,
	CLASSIFY_NUMBERS
};

struct classify_number {
	struct txo_value value;
	bool given;
};

/* Thresholds, and what they were made of. */
struct classify_rule {
	struct txo_class_rule rule;
	struct txo_estimate sd, reliability, change, cutoff;
	uint64_t n, n_missing;	/* baselines */
	uint64_t n_retest;	/* pairs behind the reliability */
	unsigned note;		/* why no course can be classified, or 0 */
};

struct classify {
	/* options */
	struct txo_text pre, post, retest, status;
	struct txo_words last, completed, keep;
	struct txo_text text[CLASSIFY_NUMBERS];
	int method, better, kind, percent_of, baselines, estimand, ci;
	bool rows;

	/* what bind finds out; arrays in the arenas of the files' schemas */
	const struct txo_needs *first;	/* the first file */
	double level;
	bool higher_better;
	struct classify_number number[CLASSIFY_NUMBERS];
	int cutoff_kind;	/* enum txo_cutoff, or -1: a number */
	const struct txo_scale *scale;
	const char *reliability_word;	/* of the scale's, such as "ICC" */
	bool scale_mcid;
	/* places in the frame, TXO_NO_COLUMN for none */
	size_t at_pre, at_post, at_retest, at_status, at_note;
	size_t *at_last, lasts;	/* in the order in which they are tried */
	size_t *carried, carries;	/* of --rows */

	/* what all the rows settle */
	bool status_told;	/* of some course */
	struct classify_rule rule;	/* unless each group has its own */
};

/* Is it one of the two that look at reliable change, or at the cutoff? */
static inline bool classify_uses_rci(const struct classify *p)
{
	return p->method == TXO_CLASS_RCI || p->method == TXO_CLASS_COMBINED;
}

static inline bool classify_uses_cutoff(const struct classify *p)
{
	return p->method == TXO_CLASS_CUTOFF || p->method == TXO_CLASS_COMBINED;
}

/* The choice of --method. */
const char *classify_method_name(const struct classify *p);

/* Read the options that are numbers. TXO_USAGE for one that cannot be used. */
TXO_NODISCARD
enum txo_status classify_read_numbers(struct classify *p,
				      struct txo_error *err);

/*
 * Now that the scale is known: what it says where the options do not, and
 * TXO_USAGE, with what would settle it, if that is not enough for the method.
 */
TXO_NODISCARD
enum txo_status classify_complete(struct classify *p, struct txo_error *err);

/* Ask for the columns. */
TXO_NODISCARD
enum txo_status classify_bind(void *plan, struct txo_needs *needs,
			      struct txo_error *err);

/* The scores before treatment from which thresholds are made. */
struct classify_baseline {
	double x, x_lo, y, y_lo; /* y is the retest, or NaN */
	uint64_t w;
};

struct classify_baselines {
	struct classify_baseline *all;
	size_t n, room;
	uint64_t n_missing;
};

/* Add those of a frame. */
TXO_NODISCARD
enum txo_status classify_baselines_add(struct classify_baselines *bs,
				       const struct classify *p,
				       const struct txo_frame *f,
				       struct txo_error *err);
void classify_baselines_release(struct classify_baselines *bs);

/* The thresholds from options and baselines, which are sorted. */
TXO_NODISCARD
enum txo_status classify_rule_make(const struct classify *p,
				   struct classify_baselines *bs,
				   struct classify_rule *r,
				   struct txo_error *err);

/* Append what the threshold is made of, in words. */
void classify_say_change(const struct classify *p, struct txo_buffer *b);
void classify_say_cutoff(const struct classify *p, struct txo_buffer *b);

/* What becomes of a course. */
struct classify_verdict {
	enum txo_class class;	/* by its scores alone */
	bool counts;	/* in the rate; if so with class NONE, as not improved */
	struct txo_value pre, post;	/* as used */
	unsigned note;
};

/* The courses of one group, in weights. */
struct classify_count {
	uint64_t started;	/* all of them */
	uint64_t total;		/* those that the rates are of */
	uint64_t class[TXO_CLASSES];	/* of these */
	uint64_t known;		/* of all: those with a class that counts */
	uint64_t completed;	/* with a class, and not stopped early */
	uint64_t treated;	/* with a class by the last value */
	uint64_t ongoing;
	uint64_t lacking;	/* without a score, or not completed */
	unsigned note;
};

/* One group on its way to output rows. */
struct classify_task {
	const struct classify *plan;
	const struct txo_frame *frame;
	struct txo_out *out;
	struct classify_rule rule;
	struct classify_count count;
	uint32_t status_label;	/* seen last, and what it means */
	int status_state;
	bool status_seen;
};

/* Row i of the frame. TXO_DATA for a status that is not known. */
TXO_NODISCARD
enum txo_status classify_judge(struct classify_task *t, size_t i,
			       struct classify_verdict *v,
			       struct txo_error *err);

/* The thresholds of the frame's group. */
TXO_NODISCARD
enum txo_status classify_begin(struct classify_task *t, struct txo_error *err);

/* Judge and count all rows of the frame. */
TXO_NODISCARD
enum txo_status classify_count(struct classify_task *t, struct txo_error *err);

/*
 * All rows are read: make the thresholds that all groups share. TXO_USAGE if the
 * estimand must be chosen, with the numbers that depend on it.
 */
TXO_NODISCARD
enum txo_status classify_settle(void *plan, struct txo_frames *frames,
				struct txo_needs *needs, struct txo_error *err);

/* Append the estimand in words. */
void classify_say_estimand(const struct classify_task *t, struct txo_buffer *b);

/* Without --rows: the numbers found, the thresholds, the classes. */
TXO_NODISCARD
enum txo_status classify_print(const struct classify_task *t,
			       struct txo_error *err);

/* --rows: all courses, each as often as it stands. */
TXO_NODISCARD
enum txo_status classify_write_rows(struct classify_task *t,
				    struct txo_error *err);

/* Name the columns of --rows behind those carried. */
TXO_NODISCARD
enum txo_status classify_name_rows(struct txo_needs *needs,
				   struct txo_error *err);

/* Is it one of those that --rows writes anew? */
bool classify_is_new(struct txo_text name);

#endif
