#include "view/lines.h"

#include <stdlib.h>

#include "base/index.h"

/* Rows, looked for by what stands in some columns of them. */
struct wanted {
	const struct txo_sink_rows *rows;
	const bool *decides;
	const uint32_t *first;	/* row of each line */
	size_t row;
};

static struct txo_text text(const struct wanted *w, size_t row, size_t column)
{
	return w->rows->cell[row * w->rows->columns + column].text;
}

static bool same_line(const void *ctx, uint32_t line)
{
	const struct wanted *w = ctx;

	for (size_t c = 0; c < w->rows->columns; c++)
		if (w->decides[c] &&
		    !txo_text_equal(text(w, w->row, c),
				    text(w, w->first[line], c)))
			return false;
	return true;
}

static uint32_t hash_of(const struct wanted *w)
{
	uint32_t hash = 0;

	for (size_t c = 0; c < w->rows->columns; c++) {
		struct txo_text t = text(w, w->row, c);

		if (w->decides[c])
			hash = hash * 31 + txo_hash(t.p, t.n);
	}
	return hash;
}

bool txo_lines_find(struct txo_lines *l, const struct txo_sink_rows *rows,
		    const bool *decides)
{
	uint32_t *first = malloc((rows->rows + 1) * sizeof(*first));
	struct wanted w = { .rows = rows, .decides = decides, .first = first };
	struct txo_index ix = { 0 };
	bool good;

	l->n = 0;
	l->of = malloc((rows->rows + 1) * sizeof(*l->of));
	good = first && l->of;
	for (w.row = 0; w.row < rows->rows && good; w.row++) {
		uint32_t hash = hash_of(&w), id;

		id = txo_index_find(&ix, hash, same_line, &w);
		if (id == TXO_INDEX_NONE) {
			id = l->n++;
			first[id] = (uint32_t)w.row;
			good = txo_index_add(&ix, hash, id);
		}
		l->of[w.row] = id;
	}
	txo_index_release(&ix);
	free(first);
	return good;
}

void txo_lines_release(struct txo_lines *l)
{
	free(l->of);
	*l = (struct txo_lines){ NULL, 0 };
}
