/*
 * pattern.h - regular expressions, for whole cells.
 *
 *	struct txo_pattern *p;
 *	status = txo_pattern_new(txo_text("[A-Z]+"), &p, &err);
 *	found = txo_pattern_match(p, cell);
 *	txo_pattern_free(p);
 *
 * As in XML Schema an expression holds for the whole text; a '^' at its
 * beginning and a '$' at its end do no harm. The language is that of PCRE2,
 * with Unicode characters. A match may take as many steps and as much memory as
 * the length of the text explains, so that none runs without end.
 */
#ifndef TXO_DATA_PATTERN_H
#define TXO_DATA_PATTERN_H

#include "base/text.h"
#include "txo/status.h"

struct txo_pattern;

enum txo_found {
	TXO_FOUND,
	TXO_NOT_FOUND,
	TXO_FOUND_LIMIT,	/* too many steps */
	TXO_FOUND_NOT_UTF8	/* the text isn't */
};

/* TXO_DATA with the place of the mistake if there is one. */
TXO_NODISCARD
enum txo_status txo_pattern_new(struct txo_text expr, struct txo_pattern **p,
				struct txo_error *err);

enum txo_found txo_pattern_match(struct txo_pattern *p, struct txo_text t);

void txo_pattern_free(struct txo_pattern *p);

#endif
