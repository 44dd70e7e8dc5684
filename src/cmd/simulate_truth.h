/*
 * simulate_truth.h - what txo simulate says of the clinic beside its rows.
 */
#ifndef TXO_CMD_SIMULATE_TRUTH_H
#define TXO_CMD_SIMULATE_TRUTH_H

#include "cmd/command.h"
#include "data/clinic_dirt.h"
#include "data/clinic_truth.h"

/* Name the columns of --truth. */
TXO_NODISCARD
enum txo_status txo_simulate_truth_columns(struct txo_needs *needs,
					   struct txo_error *err);

/* Write a fact as a row; ctx is the txo_out. */
void txo_simulate_fact(void *ctx, const struct txo_clinic_fact *fact);

/* How often each fault is put in by chance, and the row of totals. */
void txo_simulate_dirt_truth(struct txo_out *out);

/* "put in: 9 missing words, 1 row of totals". */
void txo_simulate_dirt_account(const struct txo_clinic_dirt *d,
			       struct txo_buffer *b);

#endif
