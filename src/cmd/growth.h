/*
 * growth.h - what the parts of txo growth share. For them alone.
 */
#ifndef TXO_CMD_GROWTH_H
#define TXO_CMD_GROWTH_H

#include "cmd/command.h"
#include "txo/growth.h"

enum txo_growth_weight { TXO_WEIGHT_OF_ROWS, TXO_WEIGHT_OF_COURSES };

struct txo_growth_plan {
	/* options */
	struct txo_text y, x, id, between, reference;
	struct txo_words at;
	int random, shape, method, weight_of;
	bool predict, rows, profile, verbose;
	/* found out by bind */
	double level;
	bool date;		/* x is one */
};

/* One frame: patient, level if there is one, x, y. */
struct txo_growth_task {
	const struct txo_growth_plan *plan;
	const struct txo_frame *frame;
	const struct txo_vector *x, *y, *id, *factor;	/* factor may be NULL */
	struct txo_growth_data data;
	uint32_t *level;	/* of each row, if there is a factor */
	struct txo_text *name;	/* of each level */
	uint64_t *missing;	/* rows of each level that do not count */
	uint64_t lost;		/* of all */
	size_t reference;
	struct txo_growth fit;
	struct txo_buffer text;
	struct txo_out *out;
};

/* Columns of the frame, and levels by their labels. Release it in any case. */
TXO_NODISCARD
enum txo_status txo_growth_task_init(struct txo_growth_task *t,
				     const struct txo_growth_plan *p,
				     const struct txo_frame *f,
				     struct txo_error *err);
void txo_growth_task_release(struct txo_growth_task *t);

/* The i-th of --at; false if it cannot be read. */
bool txo_growth_read_at(const struct txo_growth_plan *p, size_t i, double *x);

/* The columns of the answer. */
extern const struct txo_column txo_growth_columns[];

TXO_NODISCARD
enum txo_status txo_growth_bind(void *plan, struct txo_needs *needs,
				struct txo_error *err);

/* Is there an answer for what the frames hold? */
TXO_NODISCARD
enum txo_status txo_growth_settle(void *plan, struct txo_frames *frames,
				  struct txo_needs *needs,
				  struct txo_error *err);

/* The rows of terms, of the course at one x, of all of it, of patients. */
void txo_growth_print_terms(struct txo_growth_task *t);
void txo_growth_print_expected(struct txo_growth_task *t, size_t level,
			       double x);
TXO_NODISCARD
enum txo_status txo_growth_print_course(struct txo_growth_task *t,
					struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_growth_print_patients(struct txo_growth_task *t,
					  struct txo_error *err);

/* See txo_command.say. */
void txo_growth_say(const void *plan, struct txo_say *s);

#endif
