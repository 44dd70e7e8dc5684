/*
 * clinic_truth.h - what the rows of the synthetic clinic would show if there were
 * infinitely many.
 *
 *	status = txo_clinic_truth(&rules, false, &reader, &err);
 *
 * Each fact is the exact value for what clinic.h draws, with its whole numbers,
 * its roundings and the ends of its scales; sums are taken in double, and told
 * to nine decimals. Nothing is drawn.
 */
#ifndef TXO_DATA_CLINIC_TRUTH_H
#define TXO_DATA_CLINIC_TRUTH_H

#include "data/clinic.h"

#define TXO_CLINIC_ALL (-1)	/* concerns together */

struct txo_clinic_fact {
	/*
	 * A column of the rows; or "level", the improvement that many sessions
	 * would bring to a patient.
	 */
	const char *variable;
	int concern;		/* or TXO_CLINIC_ALL */
	/* Its number; of courses, how many there were; 0: all of them. */
	int session;
	const char *item;	/* a side effect ("any" of them), a device ... */
	const char *statistic;	/* share, rate, mean, sd, q1, median, q3 */
	double value;
};

/* Who is told, fact by fact. */
struct txo_clinic_reader {
	void (*tell)(void *ctx, const struct txo_clinic_fact *fact);
	void *ctx;
};

/*
 * The truth about rows of sessions, or of courses. Of sessions, those of all
 * courses count alike. TXO_IO when memory runs out.
 */
TXO_NODISCARD
enum txo_status txo_clinic_truth(const struct txo_clinic_rules *rules,
				 bool courses,
				 const struct txo_clinic_reader *reader,
				 struct txo_error *err);

#endif
