/*
 * date.h - calendar dates as day numbers.
 */
#ifndef TXO_DATA_DATE_H
#define TXO_DATA_DATE_H

#include <stdbool.h>

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

/*
 * The same for a date YYYY-MM-DD, unless the form begins with %Y, or else for
 * one in the given form: %Y (four digits), %y (two: 69 to 99 are 19.., 00 to 68
 * are 20..), %m, %d (one or two digits), %b or %B (English month, three letters
 * or in full), %H, %M, %S, %%; other characters stand for themselves. The form
 * must have been checked.
 */
TXO_NODISCARD
enum txo_status txo_date_parse_form(struct txo_text t, struct txo_text form,
				    int *days, struct txo_error *err);

#define TXO_DATE_SIZE 11

/*
 * Write the day, of the years 0 to 9999, as YYYY-MM-DD into buf, which has
 * TXO_DATE_SIZE bytes and is returned.
 */
const char *txo_date_text(int days, char *buf);

/*
 * Append a date in ISO 8601: YYYY-MM-DD, with "Thh:mm" or "Thh:mm:ss" if it has
 * a time. `form` is as above, or empty for a date that is ISO 8601 already and
 * stays as it is, but for the 'T' before its time. TXO_DATA as above.
 */
TXO_NODISCARD
enum txo_status txo_date_write(struct txo_text t, struct txo_text form,
			       struct txo_buffer *out, struct txo_error *err);

/*
 * Is it no ISO 8601 date, but numbers parted as those of a date are, such as
 * 03/04/2025?
 */
bool txo_date_looks_other(struct txo_text t);

/* TXO_USAGE, with a sentence, unless a form has one year, month and day. */
TXO_NODISCARD
enum txo_status txo_date_check_form(struct txo_text form,
				    struct txo_error *err);

#endif
