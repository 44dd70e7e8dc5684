/*
 * key_place.h - file and line of what was seen, in one number.
 */
#ifndef TXO_DATA_KEY_PLACE_H
#define TXO_DATA_KEY_PLACE_H

#include <stdint.h>

#define TXO_LINE_BITS 43	/* the file stands above them */

static inline uint64_t txo_key_place(uint32_t file, uint64_t line)
{
	return (uint64_t)file << TXO_LINE_BITS | line;
}

/* Room for txo_key_say(). */
#define TXO_KEY_SAYS 160

/*
 * "WHAT stands on line 3 already", or of an earlier file than `file`; in buf,
 * which is returned.
 */
const char *txo_key_say(const char *what, uint32_t file, uint64_t place,
			char *buf);

#endif
