/*
 * series.h - a short series with equal x and equal y, for tests of methods that
 * go along x. The values that R gives for it stand in the tests.
 */
#ifndef TXO_TESTS_SERIES_H
#define TXO_TESTS_SERIES_H

#define SERIES 20

static const double series_x[SERIES] = {
	1, 1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15, 17, 20
};
static const double series_y[SERIES] = {
	5, 7, 6, 8, 7, 9, 6, 8, 9, 8, 12, 13, 11, 14, 12, 15, 13, 13, 12, 14
};

#endif
