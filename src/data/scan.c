#include "data/scan.h"

#include <string.h>

#include "data/scan_set.h"

#define FUNCTIONS(set) \
	txo_scan_##set##_survey, txo_scan_##set##_index, txo_scan_##set##_utf8

/* The fastest first. Who can run one can run those below it. */
static const struct txo_scanner all[] = {
#ifdef TXO_SCAN_AVX512
	{ "avx512", FUNCTIONS(avx512) },
#endif
#ifdef TXO_SCAN_AVX2
	{ "avx2", FUNCTIONS(avx2) },
#endif
#ifdef TXO_SCAN_SSE2
	{ "sse2", FUNCTIONS(sse2) },
#endif
#ifdef TXO_SCAN_NEON
	{ "neon", FUNCTIONS(neon) },
#endif
	{ "words", FUNCTIONS(words) },
	/* the end */
	{ NULL, NULL, NULL, NULL },
};

static const struct txo_scanner *forced;

const struct txo_scanner *txo_scanners(void)
{
	const struct txo_scanner *first = all;

#ifdef TXO_SCAN_AVX2
	bool avx2 = __builtin_cpu_supports("avx2") &&
		    __builtin_cpu_supports("bmi") &&
		    __builtin_cpu_supports("pclmul") &&
		    __builtin_cpu_supports("popcnt");
#ifdef TXO_SCAN_AVX512
	bool avx512 = avx2 && __builtin_cpu_supports("avx512f") &&
		      __builtin_cpu_supports("avx512bw") &&
		      __builtin_cpu_supports("avx512vbmi2");

	first += !avx512;
#endif
	first += !avx2;
#endif
	return first;
}

const struct txo_scanner *txo_scanner(void)
{
	return forced ? forced : txo_scanners();
}

bool txo_scanner_force(const char *name)
{
	const struct txo_scanner *s = txo_scanners();

	while (name && s->name && strcmp(s->name, name) != 0)
		s++;
	if (name && !s->name)
		return false;
	forced = name ? s : NULL;
	return true;
}
