/* A ModernBERT encoder with two heads, as finad trains it, in bytes. */
#ifndef FINAD_NETWORK_H
#define FINAD_NETWORK_H

#include <stdint.h>

#define CATEGORIES 9
#define MOST_LAYERS 48

/* Weights of a product in bytes. */
struct product {
    const int8_t *panels;   /* [columns / 64][inputs / 4][64][4] */
    const int32_t *offsets; /* [columns]: takes away what the middle of unsigned bytes adds to every input */
    const float *scales;    /* [columns]: what an integer is worth */
    int inputs, columns;
};

struct layer {
    struct product attention; /* queries, keys and values, heads one after the other, 64 columns each */
    struct product output;
    struct product gated;     /* 32 columns and the 32 that gate them, by turns */
    struct product down;
};

enum pooling { POOL_FIRST, POOL_MEAN, POOL_FIRST_AND_MEAN };

struct network {
    int hidden, heads, layers, inner, vocabulary, positions;
    enum pooling pooling;
    float epsilon;
    const uint16_t *table;         /* [vocabulary][hidden]: embeddings in half precision */
    const float *cosines, *sines;  /* [positions][32] */
    const float *dense;            /* [pooled][hidden] */
    const float *dense_bias;       /* [hidden] */
    const float *answer;           /* [hidden][16] */
    const float *answer_bias;      /* [16] */
    const float *evidence;         /* [hidden][16] */
    const float *evidence_bias;    /* [16] */
    struct layer layer[MOST_LAYERS];
};

/* Whether this processor has the instructions. */
int network_runs_here(void);

/* Judge texts whose tokens stand one after the other, text i from starts[i] to starts[i + 1].
 *
 * logits: [texts][9]. evidence: [tokens][9], or NULL, and then the last layer is computed only as far as the answers
 * need it. group: tokens that go through a layer together, unless one text alone is longer.
 * Returns 0, or -1 where there is no memory. */
int network_judge(const struct network *network, const int32_t *ids, const int64_t *starts, int texts, int group,
                  float *logits, float *evidence);

#endif
