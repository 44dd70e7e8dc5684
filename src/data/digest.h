/*
 * digest.h - the SHA-256 of bytes that come in pieces.
 *
 *	struct txo_digest *d = txo_digest_new();
 *	txo_digest_add(d, p, n);
 *	txo_digest_text(d, text);
 *	txo_digest_free(d);
 */
#ifndef TXO_DATA_DIGEST_H
#define TXO_DATA_DIGEST_H

#include <stddef.h>

#define TXO_DIGEST_TEXT 65	/* bytes of a digest as text, with its end */

struct txo_digest;

/* NULL when memory runs out. */
struct txo_digest *txo_digest_new(void);
void txo_digest_free(struct txo_digest *d);

void txo_digest_add(struct txo_digest *d, const void *p, size_t n);

/* Of all bytes so far, in hexadecimal digits as sha256sum has them; it begins anew. */
void txo_digest_text(struct txo_digest *d, char text[TXO_DIGEST_TEXT]);

#endif
