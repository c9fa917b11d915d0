/* Attention of one text over itself, in single precision, head by head. Heads are 64 wide. */
#ifndef FINAD_ATTENTION_H
#define FINAD_ATTENTION_H

#include "products.h"

#define HEAD PANEL

/* Numbers that attend() needs beside its operands, for a text of so many tokens. */
static ALWAYS_INLINE size_t attention_scratch(int tokens)
{
    const size_t padded = (size_t)(tokens + LANES - 1) / LANES * LANES;
    return (HEAD + ROWS) * padded;
}

/* [tokens][64] with a stride to [64][padded], zeros in what is padded. */
static ALWAYS_INLINE void turn_keys(const float *keys, int stride, int tokens, float *turned, int padded)
{
    for (int token = 0; token < padded; token += LANES)
        for (int d = 0; d < HEAD; d += LANES) {
            __m512 block[LANES];
#pragma GCC unroll 16
            for (int i = 0; i < LANES; i++)
                block[i] = token + i < tokens ? _mm512_loadu_ps(keys + (size_t)(token + i) * stride + d) : _mm512_setzero_ps();
            transpose(block);
#pragma GCC unroll 16
            for (int i = 0; i < LANES; i++)
                _mm512_storeu_ps(turned + (size_t)(d + i) * padded + token, block[i]);
        }
}

/* A row of scores to weights that are not yet divided by their sum; returns one over the sum. */
static ALWAYS_INLINE float soften(float *scores, int tokens, int padded)
{
    const int last = padded - LANES;
    const __mmask16 in_text = (__mmask16)(0xffff >> (padded - tokens));
    const __m512 below = _mm512_set1_ps(-1e30f);
    _mm512_storeu_ps(scores + last, _mm512_mask_blend_ps(in_text, below, _mm512_loadu_ps(scores + last)));
    __m512 largest = below;
    for (int i = 0; i < padded; i += LANES)
        largest = _mm512_max_ps(largest, _mm512_loadu_ps(scores + i));
    const __m512 peak = _mm512_set1_ps(_mm512_reduce_max_ps(largest));
    __m512 sum = _mm512_setzero_ps();
    for (int i = 0; i < last; i += LANES) {
        const __m512 weight = exponential(_mm512_sub_ps(_mm512_loadu_ps(scores + i), peak));
        _mm512_storeu_ps(scores + i, weight);
        sum = _mm512_add_ps(sum, weight);
    }
    const __m512 weight = _mm512_maskz_mov_ps(in_text, exponential(_mm512_sub_ps(_mm512_loadu_ps(scores + last), peak)));
    _mm512_storeu_ps(scores + last, weight);
    return 1.0f / _mm512_reduce_add_ps(_mm512_add_ps(sum, weight));
}

/* What the first `asking` tokens of a text take from all of its tokens.
 *
 * keys, values: first of the text, a token every `stride` numbers; queries likewise, already divided by √64. */
static void attend(const float *queries, int query_stride, const float *keys, const float *values, int stride,
                   int tokens, int asking, int heads, float *target, int target_stride, float *scratch)
{
    const int padded = (tokens + LANES - 1) / LANES * LANES;
    float *turned = scratch, *scores = scratch + (size_t)HEAD * padded;
    for (int head = 0; head < heads; head++) {
        const float *query = queries + head * HEAD, *value = values + head * HEAD;
        float *result = target + head * HEAD;
        turn_keys(keys + head * HEAD, stride, tokens, turned, padded);
        for (int row = 0; row < asking;) {
            const int rows = asking - row < ROWS ? 1 : ROWS;
            float factors[ROWS];
            multiply_floats(query + (size_t)row * query_stride, query_stride, turned, padded, HEAD, rows, padded,
                            scores, padded);
            for (int r = 0; r < rows; r++)
                factors[r] = soften(scores + (size_t)r * padded, tokens, padded);
            multiply_floats(scores, padded, value, stride, tokens, rows, HEAD, result + (size_t)row * target_stride,
                            target_stride);
            for (int r = 0; r < rows; r++) {
                float *to = result + (size_t)(row + r) * target_stride;
                for (int d = 0; d < HEAD; d += LANES)
                    _mm512_storeu_ps(to + d, _mm512_mul_ps(_mm512_loadu_ps(to + d), _mm512_set1_ps(factors[r])));
            }
            row += rows;
        }
    }
}

#endif
