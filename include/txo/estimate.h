/*
 * estimate.h - a number with what is known about its error.
 */
#ifndef TXO_ESTIMATE_H
#define TXO_ESTIMATE_H

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A field that is undefined is NaN; `note` (bits of enum txo_note) says why.
 * `method` names the procedure in words, exact or asymptotic, with its
 * corrections; static storage.
 */
struct txo_estimate {
	double estimate;
	double std_error;
	double statistic;
	double df;
	double p_value;		/* two-sided */
	double conf_low;
	double conf_high;
	const char *method;
	unsigned note;
};

/* An estimate of which nothing is known: NaN everywhere, no note. */
struct txo_estimate txo_estimate_none(const char *method);

#ifdef __cplusplus
}
#endif
#endif
