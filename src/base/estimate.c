#include "txo/estimate.h"

#include <math.h>

struct txo_estimate txo_estimate_none(const char *method)
{
	return (struct txo_estimate){
		.estimate = NAN,
		.std_error = NAN,
		.statistic = NAN,
		.df = NAN,
		.p_value = NAN,
		.conf_low = NAN,
		.conf_high = NAN,
		.method = method,
	};
}
