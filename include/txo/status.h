/*
 * status.h - how every function of txo says what went wrong.
 *
 *	struct txo_error err = { 0 };
 *	if (txo_decimal_parse(text, n, &d, &err) != TXO_OK)
 *		puts(err.text);
 *
 * A function that can fail returns a status and writes one sentence about it
 * into the error that the caller lends. The library never prints, never exits
 * and never aborts.
 */
#ifndef TXO_STATUS_H
#define TXO_STATUS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The values are the exit codes of the txo command. */
enum txo_status {
	TXO_OK = 0,	/* done */
	TXO_NO = 1,	/* done, and the answer is no */
	TXO_USAGE = 2,	/* wrong use: option, column name, value out of range */
	TXO_DATA = 3,	/* the data cannot be used */
	TXO_IO = 4	/* input, output or memory failed */
};

#define TXO_ERROR_SIZE 2048

struct txo_error {
	uint64_t line;			/* physical line of the input, or 0 */
	const char *fault;		/* what txo check calls it, or NULL */
	char text[TXO_ERROR_SIZE];	/* one sentence, UTF-8, no newline */
};

#if defined(__GNUC__)
#define TXO_NODISCARD __attribute__((warn_unused_result))
#define TXO_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define TXO_NODISCARD
#define TXO_PRINTF(f, a)
#endif

/*
 * Write the sentence into err (cut at its size; err may be NULL) and return
 * status, so that a failing function ends in one line. Leaves err->line alone,
 * and clears err->fault. Line breaks become blanks; err->text itself may be among the arguments.
 */
enum txo_status txo_fail(struct txo_error *err, enum txo_status status,
			 const char *format, ...) TXO_PRINTF(3, 4);

/* Say what txo check calls the fault, a static text; returns status. */
enum txo_status txo_fault(struct txo_error *err, const char *name,
			  enum txo_status status);

/* The sentence for memory that ran out; returns TXO_IO. */
enum txo_status txo_fail_memory(struct txo_error *err);

#ifdef __cplusplus
}
#endif
#endif
