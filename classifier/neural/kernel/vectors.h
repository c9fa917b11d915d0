/* Functions of sixteen single-precision numbers at a time, and of rows of them. AVX-512. Rows are multiples of 16. */
#ifndef FINAD_VECTORS_H
#define FINAD_VECTORS_H

#include <immintrin.h>
#include <math.h>
#include <stdint.h>

#define ALWAYS_INLINE inline __attribute__((always_inline))
#define NEVER_INLINE __attribute__((noinline))
#define LANES 16

/* Of a row of integers: as far as signed bytes reach. Processors with VNNI add products of bytes without overflow. */
#define LARGEST 127.0f
/* What is added so that the integers become unsigned, as one side of a product of bytes has to be. */
#define MIDDLE 128
/* Stands in for a row of zeros, by which nothing can be divided. */
#define TINY 1e-9f

/* e^x. Reduced by powers of two; the rest by its Taylor series, relative error below 2e-7. */
static ALWAYS_INLINE __m512 exponential(__m512 x)
{
    x = _mm512_max_ps(x, _mm512_set1_ps(-87.0f));
    const __m512 power = _mm512_roundscale_ps(_mm512_mul_ps(x, _mm512_set1_ps(1.44269504f)), 0);
    /* ln 2 in two parts, so that the product with the first is exact. */
    __m512 rest = _mm512_fnmadd_ps(power, _mm512_set1_ps(0.693359375f), x);
    rest = _mm512_fnmadd_ps(power, _mm512_set1_ps(-2.12194440e-4f), rest);
    __m512 series = _mm512_set1_ps(1.0f / 720);
    series = _mm512_fmadd_ps(series, rest, _mm512_set1_ps(1.0f / 120));
    series = _mm512_fmadd_ps(series, rest, _mm512_set1_ps(1.0f / 24));
    series = _mm512_fmadd_ps(series, rest, _mm512_set1_ps(1.0f / 6));
    series = _mm512_fmadd_ps(series, rest, _mm512_set1_ps(0.5f));
    series = _mm512_fmadd_ps(series, rest, _mm512_set1_ps(1.0f));
    series = _mm512_fmadd_ps(series, rest, _mm512_set1_ps(1.0f));
    return _mm512_scalef_ps(series, power);
}

/* x · Φ(x), the exact GELU. erf by Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: error 1.5e-7. */
static ALWAYS_INLINE __m512 gelu(__m512 x)
{
    const __m512 one = _mm512_set1_ps(1.0f);
    const __m512 z = _mm512_mul_ps(_mm512_abs_ps(x), _mm512_set1_ps(0.70710678f));
    const __m512 t = _mm512_div_ps(one, _mm512_fmadd_ps(z, _mm512_set1_ps(0.3275911f), one));
    __m512 series = _mm512_set1_ps(1.061405429f);
    series = _mm512_fmadd_ps(series, t, _mm512_set1_ps(-1.453152027f));
    series = _mm512_fmadd_ps(series, t, _mm512_set1_ps(1.421413741f));
    series = _mm512_fmadd_ps(series, t, _mm512_set1_ps(-0.284496736f));
    series = _mm512_fmadd_ps(series, t, _mm512_set1_ps(0.254829592f));
    const __m512 tail = _mm512_mul_ps(_mm512_mul_ps(series, t), exponential(_mm512_mul_ps(z, _mm512_sub_ps(_mm512_setzero_ps(), z))));
    /* Half of erfc(|x| / √2) on the side of x: Φ is that below zero, and one less that above. */
    const __m512 half = _mm512_mul_ps(tail, _mm512_set1_ps(0.5f));
    const __mmask16 is_positive = _mm512_cmp_ps_mask(x, _mm512_setzero_ps(), _CMP_GT_OQ);
    return _mm512_mul_ps(x, _mm512_mask_sub_ps(half, is_positive, one, half));
}

/* Sixteen rows of sixteen to sixteen columns of sixteen. */
static ALWAYS_INLINE void transpose(__m512 row[LANES])
{
    __m512 pairs[LANES], quads[LANES];
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++) {
        pairs[2 * i] = _mm512_unpacklo_ps(row[2 * i], row[2 * i + 1]);
        pairs[2 * i + 1] = _mm512_unpackhi_ps(row[2 * i], row[2 * i + 1]);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++)
#pragma GCC unroll 2
        for (int j = 0; j < 2; j++) {
            const __m512d low = _mm512_castps_pd(pairs[4 * i + j]), high = _mm512_castps_pd(pairs[4 * i + 2 + j]);
            quads[4 * i + 2 * j] = _mm512_castpd_ps(_mm512_unpacklo_pd(low, high));
            quads[4 * i + 2 * j + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(low, high));
        }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
        const __m512 first = _mm512_shuffle_f32x4(quads[i], quads[4 + i], 0x88);
        const __m512 second = _mm512_shuffle_f32x4(quads[8 + i], quads[12 + i], 0x88);
        const __m512 third = _mm512_shuffle_f32x4(quads[i], quads[4 + i], 0xdd);
        const __m512 fourth = _mm512_shuffle_f32x4(quads[8 + i], quads[12 + i], 0xdd);
        row[i] = _mm512_shuffle_f32x4(first, second, 0x88);
        row[8 + i] = _mm512_shuffle_f32x4(first, second, 0xdd);
        row[4 + i] = _mm512_shuffle_f32x4(third, fourth, 0x88);
        row[12 + i] = _mm512_shuffle_f32x4(third, fourth, 0xdd);
    }
}

/* A row as layer normalisation leaves it, but for its weights.
 *
 * The stream is turned so that its first coordinate is √n times the mean of the row and the others are the deviations:
 * what the norm takes away is the first coordinate, and what it divides by the length of the rest. */
static ALWAYS_INLINE void normalise(const float *restrict stream, float *restrict normal, int width, float epsilon)
{
    __m512 squares = _mm512_setzero_ps(), more = _mm512_setzero_ps();
    const __mmask16 but_first = 0xfffe;
    const __m512 head = _mm512_maskz_loadu_ps(but_first, stream);
    squares = _mm512_mul_ps(head, head);
    for (int i = LANES; i < width; i += LANES) {
        const __m512 value = _mm512_loadu_ps(stream + i);
        const __m512 swap = squares;
        squares = _mm512_fmadd_ps(value, value, more);
        more = swap;
    }
    const float variance = _mm512_reduce_add_ps(_mm512_add_ps(squares, more)) / (float)width;
    const __m512 factor = _mm512_set1_ps(1.0f / sqrtf(variance + epsilon));
    _mm512_storeu_ps(normal, _mm512_mul_ps(head, factor));
    for (int i = LANES; i < width; i += LANES)
        _mm512_storeu_ps(normal + i, _mm512_mul_ps(_mm512_loadu_ps(stream + i), factor));
}

/* A row to integers, unsigned with MIDDLE for zero; returns what an integer is worth. */
static ALWAYS_INLINE float to_integers(const float *restrict row, uint8_t *restrict integers, int width)
{
    __m512 largest = _mm512_set1_ps(TINY);
    for (int i = 0; i < width; i += LANES)
        largest = _mm512_max_ps(largest, _mm512_abs_ps(_mm512_loadu_ps(row + i)));
    const float peak = _mm512_reduce_max_ps(largest);
    const __m512 steps = _mm512_set1_ps(LARGEST / peak);
    const __m512i middle = _mm512_set1_epi32(MIDDLE);
    for (int i = 0; i < width; i += LANES) {
        const __m512i nearest = _mm512_cvtps_epi32(_mm512_mul_ps(_mm512_loadu_ps(row + i), steps));
        _mm_storeu_si128((__m128i *)(integers + i), _mm512_cvtusepi32_epi8(_mm512_add_epi32(nearest, middle)));
    }
    return peak / LARGEST;
}

/* x → its own lanes at a distance, with the sign that a butterfly gives the upper of two. */
#define BUTTERFLY(x, others, upper) _mm512_add_ps(others, _mm512_mask_sub_ps(x, upper, _mm512_setzero_ps(), x))

/* Hadamard's matrix of order 64, but for its factor 1/8, on each 64 of a row: spreads what is large in one place. */
static ALWAYS_INLINE void spread(float *row, int width)
{
    for (int i = 0; i < width; i += 4 * LANES) {
        __m512 x[4];
#pragma GCC unroll 4
        for (int j = 0; j < 4; j++) {
            __m512 v = _mm512_loadu_ps(row + i + LANES * j);
            v = BUTTERFLY(v, _mm512_permute_ps(v, 0xb1), 0xaaaa);
            v = BUTTERFLY(v, _mm512_permute_ps(v, 0x4e), 0xcccc);
            v = BUTTERFLY(v, _mm512_shuffle_f32x4(v, v, 0xb1), 0xf0f0);
            x[j] = BUTTERFLY(v, _mm512_shuffle_f32x4(v, v, 0x4e), 0xff00);
        }
        const __m512 a = _mm512_add_ps(x[0], x[1]), b = _mm512_sub_ps(x[0], x[1]);
        const __m512 c = _mm512_add_ps(x[2], x[3]), d = _mm512_sub_ps(x[2], x[3]);
        _mm512_storeu_ps(row + i, _mm512_add_ps(a, c));
        _mm512_storeu_ps(row + i + LANES, _mm512_add_ps(b, d));
        _mm512_storeu_ps(row + i + 2 * LANES, _mm512_sub_ps(a, c));
        _mm512_storeu_ps(row + i + 3 * LANES, _mm512_sub_ps(b, d));
    }
}

#endif
