#include "base/nearest.h"

#include <string.h>

#define LONGEST 64
#define MOST_NAMES 40

static size_t least(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;

	return m < c ? m : c;
}

/* Edits (insert, delete, change, swap neighbours) from a to b. */
static size_t distance(const char *a, const char *b)
{
	size_t la = strlen(a), lb = strlen(b);
	size_t row[3][LONGEST + 1];
	size_t *before = row[0], *last = row[1], *now = row[2];

	for (size_t j = 0; j <= lb; j++)
		last[j] = j;
	for (size_t i = 1; i <= la; i++) {
		size_t *oldest = before;

		now[0] = i;
		for (size_t j = 1; j <= lb; j++) {
			now[j] = least(last[j] + 1, now[j - 1] + 1,
				       last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && before[j - 2] + 1 < now[j])
				now[j] = before[j - 2] + 1;
		}
		before = last;
		last = now;
		now = oldest;
	}
	return last[lb];
}

size_t txo_nearest(struct txo_text name, const struct txo_text *names, size_t n)
{
	char want[LONGEST + 1], have[LONGEST + 1];
	size_t best = n, best_distance = LONGEST + 1;

	txo_text_fold(name, want, sizeof(want));
	for (size_t i = 0; i < n; i++) {
		size_t d, lw = strlen(want), lh, shorter, longer;

		txo_text_fold(names[i], have, sizeof(have));
		lh = strlen(have);
		shorter = lw < lh ? lw : lh;
		longer = lw < lh ? lh : lw;
		d = distance(want, have);
		if (shorter >= 3 && strncmp(want, have, shorter) == 0)
			d = 1;
		if (d < best_distance && d <= 1 + longer / 4 && d < longer) {
			best = i;
			best_distance = d;
		}
	}
	return best;
}

void txo_nearest_say(struct txo_buffer *b, struct txo_text name,
		     const char *what, const struct txo_text *names, size_t n)
{
	char shown[TXO_SHOWN];
	size_t near = txo_nearest(name, names, n);

	if (near < n)
		txo_buffer_printf(b, "; did you mean '%s'?",
				  txo_text_show(names[near], shown));
	txo_buffer_printf(b, "%s The %s are: ", near < n ? "" : ".", what);
	for (size_t i = 0; i < n && i < MOST_NAMES; i++)
		txo_buffer_printf(b, "%s%s", i ? ", " : "",
				  txo_text_show(names[i], shown));
	if (n > MOST_NAMES)
		txo_buffer_printf(b, " and %zu more", n - MOST_NAMES);
}
