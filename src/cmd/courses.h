/*
 * courses.h - what the parts of txo courses share: the plan, and how a frame is
 * parted into courses. For them, and for txo profile, which parts rows alike.
 */
#ifndef TXO_CMD_COURSES_H
#define TXO_CMD_COURSES_H

#include "cmd/command.h"
#include "txo/outcome.h"

#define TXO_COURSES_INTERVAL 56	/* days, at most; as txo check has it */

enum txo_take {
	TXO_TAKE_CONSTANT,
	TXO_TAKE_FIRST,
	TXO_TAKE_LAST,
	TXO_TAKE_MODE
};

/*
 * The frame has the columns of the key, then, where the file has them, date,
 * session, score and baseline, then those that are carried.
 */
struct txo_courses {
	/* options */
	struct txo_words key, carry, drop;
	struct txo_text score, baseline, final, as_of;
	int take, better, complete, gap, ongoing;
	/* places in the frame; TXO_NO_COLUMN for what the file has not */
	size_t keys, date, number, score_at, base_at, carried_at, carried;
	struct txo_text *carried_name;	/* in the first file */
	const struct txo_needs *carried_of;	/* that file */
	struct txo_outcome_rules rules;
	bool improvement;	/* the score is one: better when higher */
	bool only_improvement;	/* and stands for no other score */
	int day;		/* of --as-of */
	bool patients;		/* the first of the key is who was treated */
};

/* Rows of a frame that are of one course: from begin to before end. */
struct txo_course_rows {
	size_t begin, end;
	uint64_t part;		/* of those that the gaps make of a key, from 1 */
};

/* Columns of the header, in an order of their own, each once. */
struct txo_picks {
	size_t *column;
	size_t n;
};

/* What bind finds out about one file. */
struct txo_courses_binding {
	struct txo_courses *p;
	struct txo_needs *needs;
	struct txo_schema *s;
	const struct txo_header *h;
	struct txo_picks key, carried;
	/* in the header, or TXO_NO_COLUMN */
	size_t date, number, score, base;
};

/* The uses of a frame that is being laid out. */
struct txo_courses_layout {
	size_t *use;
	size_t n;
};

/* Use the column of the header at the next place, if there is one; *at: where. */
TXO_NODISCARD
enum txo_status txo_courses_add_use(const struct txo_courses_binding *b,
				    struct txo_courses_layout *l, size_t column,
				    enum txo_type type, size_t *at,
				    struct txo_error *err);

bool txo_courses_among(const struct txo_picks *picks, size_t column);

/* Is it one of --by? */
bool txo_courses_is_group(const struct txo_schema *s, size_t column);

/* Add the columns that the words name. */
TXO_NODISCARD
enum txo_status txo_courses_pick(const struct txo_courses_binding *b,
				 const struct txo_words *words,
				 struct txo_picks *picks,
				 struct txo_error *err);

/* The key: the columns of --key; else patient, and course or concern. */
TXO_NODISCARD
enum txo_status txo_courses_pick_key(struct txo_courses_binding *b,
				     struct txo_error *err);

/*
 * Date, session, score and baseline, by options and roles; p->rules for baseline
 * and final. TXO_DATA if sessions would have no order.
 */
TXO_NODISCARD
enum txo_status txo_courses_find_columns(struct txo_courses_binding *b,
					 struct txo_error *err);

/*
 * Once outcomes are marked: which direction is better, by --better, the scale and
 * the role; into p->rules. TXO_USAGE if these do not agree.
 */
TXO_NODISCARD
enum txo_status txo_courses_find_direction(const struct txo_courses_binding *b,
					   struct txo_error *err);

/* --as-of, which needs dates; into p->day. */
TXO_NODISCARD
enum txo_status txo_courses_read_day(const struct txo_courses_binding *b,
				     struct txo_error *err);

/* The columns to be carried; what is left of the file is told. */
TXO_NODISCARD
enum txo_status txo_courses_pick_carried(struct txo_courses_binding *b,
					 struct txo_error *err);

/* Further files carry what the first one does. */
TXO_NODISCARD
enum txo_status txo_courses_remember(const struct txo_courses_binding *b,
				     struct txo_error *err);

/* TXO_USAGE when two columns of the answer would have one name. */
TXO_NODISCARD
enum txo_status txo_courses_name_outputs(const struct txo_courses_binding *b,
					 struct txo_error *err);

/* Tell what the columns mean, and how to fill those that are empty. */
void txo_courses_tell(const struct txo_courses_binding *b);

TXO_NODISCARD
enum txo_status txo_courses_bind(void *plan, struct txo_needs *needs,
				 struct txo_error *err);

/* The columns of the answer; the first ones stand for those of the file. */
#define TXO_COURSES_HEAD 3
extern const struct txo_column txo_courses_columns[];

/*
 * The next course of the frame, all zero before the first; false behind the
 * last. Rows without a key are passed over.
 */
bool txo_courses_next(const struct txo_courses *p, const struct txo_frame *f,
		      struct txo_course_rows *rows);

/* Is there a value in row i of the column? */
bool txo_courses_has(const struct txo_vector *v, size_t i);

/* Have rows i and j the same value, which is there? */
bool txo_courses_same(const struct txo_vector *v, size_t i, size_t j);

/* The look at all frames: columns that must be constant, and how many of what. */
enum txo_status txo_courses_settle(void *plan, struct txo_frames *frames,
				   struct txo_needs *needs,
				   struct txo_error *err);

#endif
