#include "data/account.h"

#include "data/dictionary.h"

/* The first use of the projection without a value, or n. */
static size_t first_lack(const struct txo_projection *p, const uint32_t *id,
			 size_t n)
{
	for (size_t i = 0; !p->keeps_missing && i < p->n; i++)
		if (id[p->use[i]] == TXO_MISSING)
			return p->use[i];
	return n;
}

void txo_account_row(struct txo_account *a, const struct txo_schema *s,
		     const uint32_t *id)
{
	size_t complete = 0, lack = s->uses;

	for (size_t i = 0; i < s->uses; i++)
		if (id[i] == TXO_MISSING && (i < s->by || s->use[i].needed)) {
			a->lacking[i]++;
			return;
		}
	for (size_t i = 0; i < s->projections; i++) {
		size_t first = first_lack(&s->projection[i], id, s->uses);

		complete += first == s->uses;
		lack = first < s->uses ? first : lack;
	}
	a->used += complete > 0;
	if (complete == 0 && s->projections > 1)
		a->no_value++;
	else if (complete == 0)
		a->lacking[lack]++;
	for (size_t i = 0; complete && i < s->projections; i++) {
		lack = first_lack(&s->projection[i], id, s->uses);
		if (lack < s->uses)
			a->partly[lack]++;
	}
}
