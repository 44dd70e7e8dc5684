#include "data/key_place.h"

#include <inttypes.h>
#include <stdio.h>

const char *txo_key_say(const char *what, uint32_t file, uint64_t place,
			char *buf)
{
	uint64_t line = place & (((uint64_t)1 << TXO_LINE_BITS) - 1);

	snprintf(buf, TXO_KEY_SAYS, "%s stands on line %" PRIu64 "%s already",
		 what, line,
		 place >> TXO_LINE_BITS == file ? "" : " of an earlier file");
	return buf;
}
