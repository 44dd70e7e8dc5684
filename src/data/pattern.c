#include "data/pattern.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define LONGEST 65536		/* bytes of an expression */
#define STEPS 50000		/* of a match, and for each byte of the text: */
#define STEPS_A_BYTE 50
#define KIB 1024		/* of memory, and for each byte of the text: */
#define BYTES_A_BYTE 512

struct txo_pattern {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *limits;
};

static enum txo_status compile(struct txo_pattern *p, struct txo_text expr,
			       struct txo_error *err)
{
	const uint32_t how = PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_UTF |
			     PCRE2_UCP | PCRE2_DOLLAR_ENDONLY |
			     PCRE2_NEVER_BACKSLASH_C;
	PCRE2_UCHAR said[160];
	PCRE2_SIZE at;
	int code;

	p->code = pcre2_compile((PCRE2_SPTR)(expr.n ? expr.p : ""), expr.n, how,
				&code, &at, NULL);
	if (p->code)
		return TXO_OK;
	if (pcre2_get_error_message(code, said, sizeof(said)) < 0)
		said[0] = '\0';
	return txo_fail(err, TXO_DATA, "at byte %zu: %s", at + 1,
			(const char *)said);
}

enum txo_status txo_pattern_new(struct txo_text expr, struct txo_pattern **p,
				struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	*p = NULL;
	if (expr.n > LONGEST)
		return txo_fail(err, TXO_DATA, "it is longer than %d bytes",
				LONGEST);
	*p = calloc(1, sizeof(**p));
	if (!*p)
		return txo_fail_memory(err);
	status = compile(*p, expr, err);
	if (status == TXO_OK) {
		(*p)->data = pcre2_match_data_create_from_pattern((*p)->code,
								  NULL);
		(*p)->limits = pcre2_match_context_create(NULL);
		if (!(*p)->data || !(*p)->limits)
			status = txo_fail_memory(err);
	}
	if (status != TXO_OK) {
		txo_pattern_free(*p);
		*p = NULL;
	}
	return status;
}

/* a + b * n, or the most there can be. */
static uint32_t limit(uint32_t a, uint32_t b, size_t n)
{
	return n > (UINT32_MAX - a) / b ? UINT32_MAX : a + b * (uint32_t)n;
}

enum txo_found txo_pattern_match(struct txo_pattern *p, struct txo_text t)
{
	int found;

	pcre2_set_match_limit(p->limits, limit(STEPS, STEPS_A_BYTE, t.n));
	pcre2_set_heap_limit(p->limits,
			     limit(KIB, 1, t.n / (1024 / BYTES_A_BYTE)));
	found = pcre2_match(p->code, (PCRE2_SPTR)(t.n ? t.p : ""), t.n, 0, 0,
			    p->data, p->limits);
	if (found >= 0)
		return TXO_FOUND;
	if (found == PCRE2_ERROR_NOMATCH)
		return TXO_NOT_FOUND;
	if (found <= PCRE2_ERROR_UTF8_ERR1 && found >= PCRE2_ERROR_UTF8_ERR21)
		return TXO_FOUND_NOT_UTF8;
	return TXO_FOUND_LIMIT;
}

void txo_pattern_free(struct txo_pattern *p)
{
	if (!p)
		return;
	pcre2_match_data_free(p->data);
	pcre2_match_context_free(p->limits);
	pcre2_code_free(p->code);
	free(p);
}
