#include "data/built_in.h"

static const char course[] = {
#include "schema_course.inc"
};

static const char session[] = {
#include "schema_session.inc"
};

struct txo_text txo_built_in_schema(enum txo_built_in which)
{
	if (which == TXO_BUILT_IN_COURSE)
		return (struct txo_text){ course, sizeof(course) };
	return (struct txo_text){ session, sizeof(session) };
}
