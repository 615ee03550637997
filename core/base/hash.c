/*
 * Hash: four lanes of words, so that the multiplications overlap. Each step is a bijection of the word and of the lane,
 * and so is the end of each lane: that is where the promise of the header comes from.
 */
#include "base/hash.h"

#include <string.h>

enum { LANES = 4, BLOCK = LANES * sizeof(uint64_t) };

/* Odd, with well-spread bits: the fractions of the square roots of 2, 3, 5 and 7. */
static const uint64_t keys[LANES] = {
	0x6a09e667f3bcc909u, 0xbb67ae8584caa73bu, 0x3c6ef372fe94f82bu, 0xa54ff53a5f1d36f1u};

static inline uint64_t rotate(uint64_t x, unsigned n)
{
	return x << n | x >> (64 - n);
}

static inline void take(uint64_t lane[LANES], const unsigned char block[BLOCK])
{
	uint64_t word[LANES];
	memcpy(word, block, BLOCK);
	for (unsigned i = 0; i < LANES; i++)
		lane[i] = rotate(lane[i] ^ word[i], 29) * keys[i];
}

uint64_t hash_bytes(const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	unsigned char last[BLOCK] = {0};
	uint64_t lane[LANES], h = n;
	memcpy(lane, keys, sizeof lane);
	size_t left = n;
	for (; left >= BLOCK; left -= BLOCK, p += BLOCK)
		take(lane, p);
	if (left) {
		memcpy(last, p, left);
		take(lane, last);
	}
	for (unsigned i = 0; i < LANES; i++) {
		h = (h ^ lane[i]) * keys[i];
		h ^= h >> 32;
	}
	return h;
}
