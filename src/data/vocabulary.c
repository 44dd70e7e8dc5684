#include "data/vocabulary.h"

#include <string.h>

#define ROOM 128	/* of a folded word */

#define TXO_ROW(kind, term, synonyms) { kind, term, synonyms },

static const struct txo_term terms[] = {
#include "vocabulary.inc"
};

#define TERMS (sizeof(terms) / sizeof(terms[0]))

/* A term or synonym, folded, and the term that it stands for. */
struct txo_vocabulary_word {
	const char *folded, *term;
};

struct sought {
	const struct txo_vocabulary *v;
	const char *folded;
};

const struct txo_term *txo_terms(size_t *n)
{
	*n = TERMS;
	return terms;
}

struct txo_text txo_term_next_synonym(const char **list)
{
	struct txo_text word = txo_text_next_word(list);
	const char *remark = memchr(word.p, '(', word.n);

	if (remark)
		word.n = (size_t)(remark - word.p);
	return txo_text_trim(word);
}

static bool is_sought(const void *ctx, uint32_t id)
{
	const struct sought *s = ctx;

	return strcmp(s->v->word[id].folded, s->folded) == 0;
}

static uint32_t find(const struct txo_vocabulary *v, const char *folded)
{
	struct sought s = { v, folded };

	return txo_index_find(&v->index, txo_hash(folded, strlen(folded)),
			      is_sought, &s);
}

/* The first one to stand for a term keeps the word. */
static enum txo_status add(struct txo_vocabulary *v, struct txo_text word,
			   const char *term, struct txo_error *err)
{
	char folded[ROOM];
	size_t n = strlen(txo_text_fold(word, folded, sizeof(folded)));
	struct txo_vocabulary_word *place = &v->word[v->words];

	if (find(v, folded) != TXO_INDEX_NONE)
		return TXO_OK;
	place->folded = txo_arena_copy(&v->arena, folded, n);
	place->term = term;
	if (!place->folded ||
	    !txo_index_add(&v->index, txo_hash(folded, n), (uint32_t)v->words))
		return txo_fail_memory(err);
	v->words++;
	return TXO_OK;
}

/* The term and its synonyms. */
static enum txo_status add_term(struct txo_vocabulary *v,
				const struct txo_term *t, struct txo_error *err)
{
	const char *list = t->synonyms;
	enum txo_status status = add(v, txo_text(t->term), t->term, err);

	while (*list && status == TXO_OK)
		status = add(v, txo_term_next_synonym(&list), t->term, err);
	return status;
}

static size_t count_words(const char *kind)
{
	size_t n = 0;

	for (size_t i = 0; i < TERMS; i++) {
		const char *list = terms[i].synonyms;

		if (strcmp(terms[i].kind, kind) != 0)
			continue;
		for (n++; *list; n++)
			(void)txo_text_next_word(&list);
	}
	return n;
}

enum txo_status txo_vocabulary_init(struct txo_vocabulary *v, const char *kind,
				    struct txo_error *err)
{
	size_t n = count_words(kind);
	enum txo_status status = TXO_OK;

	*v = (struct txo_vocabulary){ 0 };
	if (n == 0)
		return txo_fail(err, TXO_USAGE,
				"the vocabulary has no kind '%s'", kind);
	v->word = txo_arena_take(&v->arena, n * sizeof(*v->word));
	if (!v->word)
		return txo_fail_memory(err);
	for (size_t i = 0; i < TERMS && status == TXO_OK; i++)
		if (strcmp(terms[i].kind, kind) == 0)
			status = add_term(v, &terms[i], err);
	return status;
}

const char *txo_vocabulary_find(const struct txo_vocabulary *v,
				struct txo_text label)
{
	char folded[ROOM];
	size_t n = strlen(txo_text_fold(label, folded, sizeof(folded)));
	uint32_t id;

	if (n == 0 || n + 4 >= sizeof(folded))	/* no word is so long */
		return NULL;
	id = find(v, folded);
	return id == TXO_INDEX_NONE ? NULL : v->word[id].term;
}

void txo_vocabulary_release(struct txo_vocabulary *v)
{
	txo_arena_release(&v->arena);
	txo_index_release(&v->index);
	*v = (struct txo_vocabulary){ 0 };
}
