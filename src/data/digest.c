#include "data/digest.h"

#include <stdint.h>
#include <stdlib.h>

#include <nettle/sha2.h>

struct txo_digest {
	struct sha256_ctx state;
};

struct txo_digest *txo_digest_new(void)
{
	struct txo_digest *d = malloc(sizeof(*d));

	if (d)
		sha256_init(&d->state);
	return d;
}

void txo_digest_free(struct txo_digest *d)
{
	free(d);
}

void txo_digest_add(struct txo_digest *d, const void *p, size_t n)
{
	sha256_update(&d->state, n, p);
}

void txo_digest_text(struct txo_digest *d, char text[TXO_DIGEST_TEXT])
{
	static const char digit[] = "0123456789abcdef";
	uint8_t byte[SHA256_DIGEST_SIZE];

	sha256_digest(&d->state, sizeof(byte), byte);
	for (size_t i = 0; i < sizeof(byte); i++) {
		*text++ = digit[byte[i] >> 4];
		*text++ = digit[byte[i] & 15];
	}
	*text = '\0';
}
