/*
 * built_in.h - the Table Schemas that txo has built in, for the two kinds of
 * files that it reads best: one row a course, one row a session.
 *
 * They are datasets/schemas/. A file may have but some of their columns, and
 * further ones (fieldsMatch is partial). A session's key is patient, course and
 * session, as uniqueKeys: a primary key could not have `course` in it, which most
 * files lack, and without it a patient could have but one course.
 */
#ifndef TXO_DATA_BUILT_IN_H
#define TXO_DATA_BUILT_IN_H

#include "base/text.h"

enum txo_built_in { TXO_BUILT_IN_COURSE, TXO_BUILT_IN_SESSION };

/* The JSON of the schema, with a line feed at the end. */
struct txo_text txo_built_in_schema(enum txo_built_in which);

#endif
