/* version.h - which txo this is. */
#ifndef TXO_VERSION_H
#define TXO_VERSION_H

#ifdef __cplusplus
extern "C" {
#endif

#define TXO_VERSION "0.1.0"

/* The version of the library that is linked. Static storage. */
const char *txo_version(void);

#ifdef __cplusplus
}
#endif
#endif
