/*
 * course.h - what is remembered of courses; only for the rules on them.
 */
#ifndef TXO_DATA_COURSE_H
#define TXO_DATA_COURSE_H

#include "data/course_rules.h"

#define TXO_NO_DATE INT32_MIN
#define TXO_COURSE_ROW INT32_MIN	/* in place of a session */

/* A session; or a row of a file of courses. */
struct txo_visit {
	uint64_t line : 43;
	uint64_t file : 20;
	uint64_t scored : 1;
	uint32_t row;		/* or UINT32_MAX if it is further down */
	uint32_t course;
	int32_t session;
	int32_t date;		/* or TXO_NO_DATE */
};

struct txo_course {
	uint32_t patient, label;	/* ids; label TXO_MISSING: none */
	uint32_t spelling;		/* of the patient */
	/* days of scores on rows without a session number */
	int32_t first_score, last_score;
	bool baseline;			/* it has a baseline of its own */
};

/* The course of the row's patient, which must be there. */
TXO_NODISCARD
enum txo_status txo_course_find(struct txo_course_rules *c,
				const struct txo_course_row *row,
				uint32_t *course, struct txo_error *err);

/*
 * Remember the visit. *twin is the one of the same course and number that was
 * there before, or NULL; then this one is not kept.
 */
TXO_NODISCARD
enum txo_status txo_visit_add(struct txo_course_rules *c,
			      const struct txo_visit *v,
			      struct txo_visit **twin, struct txo_error *err);

/* Sort visits by course and session; nothing can be added then. */
void txo_visits_sort(struct txo_course_rules *c);

#endif
