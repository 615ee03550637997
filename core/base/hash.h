/*
 * Hash: 64 bits of any bytes, at the speed of memory.
 *
 * It tells versions of a file apart and finds damage: a change of eight bytes or fewer that begin at a multiple of eight
 * always changes the result, any other with a chance of 1 to 2^-64. It protects from nobody who wants two files with one
 * hash; ids.h has SHA-256 for that. Depends on the machine's byte order: not for files that travel.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

uint64_t hash_bytes(const void *bytes, size_t n);

#endif
