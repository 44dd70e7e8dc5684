#include "txo/version.h"

const char *txo_version(void)
{
	return TXO_VERSION;
}
