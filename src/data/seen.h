/*
 * seen.h - which keys were seen before, and on which line first.
 *
 *	struct txo_seen seen = { 0 };
 *	struct txo_key key = TXO_KEY;
 *	txo_key_add(&key, patient);
 *	txo_key_add(&key, session);
 *	status = txo_seen_add(&seen, &key, line, &first, &err);
 *	if (status == TXO_OK && first) ...	a repetition of line `first`
 *	txo_seen_release(&seen);
 *
 * A key is any number of parts. Only its 128-bit hash is kept, with the line:
 * 24 bytes a key, of which at most two thirds of the table are used, whatever
 * the length of the parts. Two different keys are taken for the same when all
 * 128 bits agree: among n keys that have not been chosen for it with a chance
 * of n^2 / 2^129, or 1.5e-21 for a billion keys. The hash has no secret: who
 * chooses the cells and knows the source may make two keys collide; then a row
 * is called a repetition that is none.
 *
 * Each part goes into the hash with its length behind, so that ("ab", "c") and
 * ("a", "bc") differ.
 */
#ifndef TXO_DATA_SEEN_H
#define TXO_DATA_SEEN_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "txo/status.h"

/* The hash of the parts so far: two independent ones of 64 bits. */
struct txo_key {
	uint64_t a, b;
};

/* The key of no part; any constants will do. */
#define TXO_KEY ((struct txo_key){ 0x243f6a8885a308d3u, 0x13198a2e03707344u })

void txo_key_add(struct txo_key *key, struct txo_text part);

struct txo_seen {
	struct txo_seen_slot *slot;
	size_t size;	/* a power of two, or 0 */
	size_t n;	/* keys */
};

/*
 * *first is the line on which the key was seen first, 0 if it is new; then it
 * is kept with this line, which is not 0. TXO_IO when memory runs out.
 */
TXO_NODISCARD
enum txo_status txo_seen_add(struct txo_seen *s, const struct txo_key *key,
			     uint64_t line, uint64_t *first,
			     struct txo_error *err);

/* Bytes that it takes, or soon will when it has to grow. */
size_t txo_seen_bytes(const struct txo_seen *s);

void txo_seen_release(struct txo_seen *s);

#endif
