/*
 * hazard.h - what the tests of Cox regression share.
 */
#ifndef TEST_HAZARD_H
#define TEST_HAZARD_H

#include "near.h"
#include "txo/cox.h"

static uint64_t ones[512];

/* Two covariates, heavy ties, weights. */
static const double tied_t[] = { 1, 1, 1, 2, 2, 3, 3, 3, 4, 5, 5, 6 };
static const unsigned char tied_e[] = { 1, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 0 };
static const uint64_t tied_w[] = { 3, 1, 2, 5, 1, 4, 2, 1, 3, 2, 1, 2 };
static const double tied_x[] = { .5, 0, 2,   1, 1, 1, 3, 0, -1, 0, 0, 1,
				 2,  1, 2.5, 0, 1, 1, 4, 0, 0,	1, 1, 1 };
static const struct txo_cox_rows tied = { .time = tied_t,
					  .event = tied_e,
					  .weight = tied_w,
					  .x = tied_x,
					  .n = COUNT(tied_t),
					  .p = 2 };

static struct txo_cox fit(const struct txo_cox_rows *r, enum txo_cox_ties ties)
{
	struct txo_cox c;

	assert_int_equal(txo_cox_init(&c, r, ties, NULL), TXO_OK);
	return c;
}

static double concordance(const struct txo_cox *c)
{
	struct txo_estimate e;

	assert_int_equal(txo_cox_concordance(c, &e, NULL), TXO_OK);
	return e.estimate;
}

static struct txo_estimate schoenfeld(const struct txo_cox *c, size_t first,
				      size_t m, enum txo_cox_transform t)
{
	struct txo_estimate e;

	assert_int_equal(txo_cox_schoenfeld(c, first, m, t, &e, NULL), TXO_OK);
	return e;
}

#endif
