/*
 * kept.h - faults that are known only at the end, kept to be told in order.
 *
 *	struct txo_kept k = { .most = 1000 };
 *	txo_kept_add(&k, &finding);
 *	status = txo_kept_tell(&k, &finder, &err);
 *	txo_kept_release(&k);
 *
 * Told by file, line and rule. No more than the first `most` of them are kept,
 * in room for twice as many, however many there are.
 */
#ifndef TXO_DATA_KEPT_H
#define TXO_DATA_KEPT_H

#include <stddef.h>

#include "data/finding.h"

struct txo_kept {
	size_t most;		/* 1 or more */
	struct txo_kept_item *item;
	size_t n, room;
	uint64_t added;		/* in all */
	uint64_t dropped[TXO_RULES];	/* of each rule, beyond `most` */
	bool failed;		/* memory ran out */
};

/* Copies what the finding borrows. */
void txo_kept_add(struct txo_kept *k, const struct txo_finding *f);

/* Tell the first `most` of them, in order. TXO_IO if memory ran out. */
TXO_NODISCARD
enum txo_status txo_kept_tell(struct txo_kept *k,
			      const struct txo_finder *finder,
			      struct txo_error *err);

void txo_kept_release(struct txo_kept *k);

#endif
