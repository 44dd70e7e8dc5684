/*
 * clinic.h - a clinic that does not exist: courses of treatment and their
 * sessions, drawn by a seed.
 *
 *	struct txo_clinic c;
 *	status = txo_clinic_init(&c, &rules, &err);
 *	for (...) {
 *		txo_clinic_course(&c, 0);
 *		while (txo_clinic_session(&c))
 *			... c.course, c.session ...
 *	}
 *	txo_clinic_release(&c);
 *
 * No row says anything about any real person: all is drawn from the tables of
 * clinic_model.h, which were made up. Constant memory, whatever is drawn.
 */
#ifndef TXO_DATA_CLINIC_H
#define TXO_DATA_CLINIC_H

#include <stdbool.h>
#include <stdint.h>

#include "data/clinic_model.h"
#include "txo/status.h"

#define TXO_CLINIC_REMARKS 12
#define TXO_CLINIC_STAFF 8
#define TXO_CLINIC_SKINS 6

struct txo_clinic_rules {
	uint32_t seed;			/* from 1 on */
	int least, most;		/* sessions, 1 to TXO_CLINIC_MOST */
	uint64_t dropout;		/* of 2^32 patients, after a session */
	uint32_t side_effects;		/* of 10^6 first sessions; below 800000 */
};

struct txo_clinic_course {
	uint64_t number;	/* from 1 */
	int concern, device, skin, practitioner;
	int depth;		/* 1/4 mm */
	int sessions;
	int day;		/* of the next session, from the first day on */
	int baseline, level;	/* tenths */
	unsigned effects;	/* of all sessions so far, a bit each */
};

/* A session, and what is seen after it. */
struct txo_clinic_session {
	int number;		/* from 1; 0 before the first */
	int day;
	int improvement, score;	/* tenths */
	int satisfaction, pain;	/* 0 to 10 */
	unsigned effects;	/* a bit each */
	int remark;
};

struct txo_clinic {
	struct txo_clinic_rules rules;
	struct txo_clinic_course course;
	struct txo_clinic_session session;

	/* private */
	void *generator;
	uint8_t concern_of[1024], device_of[256], remark_of[256], skin_of[256];
	uint8_t set_of[TXO_CLINIC_CONCERNS][256];
	int curve[TXO_CLINIC_CONCERNS][TXO_CLINIC_MOST];
	uint32_t risk[TXO_CLINIC_CONCERNS][TXO_CLINIC_MOST];
};

/* TXO_IO when memory runs out. */
TXO_NODISCARD
enum txo_status txo_clinic_init(struct txo_clinic *c,
				const struct txo_clinic_rules *rules,
				struct txo_error *err);
void txo_clinic_release(struct txo_clinic *c);

/*
 * The next patient's course. `room`: sessions that there is room for, of this
 * course and those to come, or 0 for any number. The last courses have the
 * length that fills the room; one is shorter than the rules say only if no other
 * would do.
 */
void txo_clinic_course(struct txo_clinic *c, uint64_t room);

/* Its next session. False if it had its last. */
bool txo_clinic_session(struct txo_clinic *c);

/* The first day of the clinic, in days since 1970-01-01, a Monday. */
#define TXO_CLINIC_FIRST_DAY 18267
/* No session is as many days after the first day. */
#define TXO_CLINIC_DAYS (208 * 7 + TXO_CLINIC_MOST * 42)

extern const char *const txo_clinic_remark[TXO_CLINIC_REMARKS];
extern const char *const txo_clinic_skin[TXO_CLINIC_SKINS];

#endif
