/*
 * date.h - calendar dates as day numbers.
 */
#ifndef TXO_DATA_DATE_H
#define TXO_DATA_DATE_H

#include "base/text.h"
#include "txo/status.h"

/*
 * Days since 1970-01-01 of an ISO 8601 date, YYYY-MM-DD; YYYY-MM is the first
 * of that month; after the day a time, parted by 'T' or a blank, is checked and
 * left out.
 * The year lies in 1900 to 2100. TXO_DATA, with a sentence that quotes the text,
 * for anything else.
 */
TXO_NODISCARD
enum txo_status txo_date_parse(struct txo_text t, int *days,
			       struct txo_error *err);

#endif
