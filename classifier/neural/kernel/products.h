/* Matrix products in tiles of six rows by 64 columns, which with their operands just fill the registers of AVX-512. */
#ifndef FINAD_PRODUCTS_H
#define FINAD_PRODUCTS_H

#include <string.h>

#include "network.h"
#include "vectors.h"

#define ROWS 6
#define VECTORS 4
#define PANEL (VECTORS * LANES)

/* What is done with the sums of a row and a panel. */
typedef void finisher(__m512 sums[VECTORS], int row, int panel, const void *context);

/* The loops over the inputs are functions of their own, which leave their sums in memory: inlined into what is done
 * with the sums, compilers run out of registers and copy sums to and fro in every step. Each sum is a variable, not an
 * element, for the same reason. `rows` and `vectors` are constants where these are used. */
#define EACH_ROW(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5)
#define START_ROW(r) sum##r##0 = start0, sum##r##1 = start1, sum##r##2 = start2, sum##r##3 = start3;

static ALWAYS_INLINE void sum_bytes(const uint8_t *left, int inputs, const int8_t *right, const int32_t *offsets,
                                    int rows, int32_t *sums)
{
    const __m512i start0 = _mm512_loadu_si512(offsets), start1 = _mm512_loadu_si512(offsets + LANES);
    const __m512i start2 = _mm512_loadu_si512(offsets + 2 * LANES), start3 = _mm512_loadu_si512(offsets + 3 * LANES);
#define DECLARE_ROW(r) __m512i sum##r##0, sum##r##1, sum##r##2, sum##r##3;
    EACH_ROW(DECLARE_ROW)
#undef DECLARE_ROW
    EACH_ROW(START_ROW)
    for (int quad = 0; quad < inputs; quad += 4, right += 4 * PANEL) {
        const __m512i column0 = _mm512_loadu_si512(right), column1 = _mm512_loadu_si512(right + PANEL);
        const __m512i column2 = _mm512_loadu_si512(right + 2 * PANEL), column3 = _mm512_loadu_si512(right + 3 * PANEL);
#define ADD_ROW(r)                                                      \
    if (rows > r) {                                                     \
        int32_t four;                                                   \
        memcpy(&four, left + r * inputs + quad, sizeof four);           \
        const __m512i value = _mm512_set1_epi32(four);                  \
        sum##r##0 = _mm512_dpbusd_epi32(sum##r##0, value, column0);     \
        sum##r##1 = _mm512_dpbusd_epi32(sum##r##1, value, column1);     \
        sum##r##2 = _mm512_dpbusd_epi32(sum##r##2, value, column2);     \
        sum##r##3 = _mm512_dpbusd_epi32(sum##r##3, value, column3);     \
    }
        EACH_ROW(ADD_ROW)
#undef ADD_ROW
    }
#define STORE(r, v) _mm512_storeu_si512(sums + r * PANEL + v * LANES, sum##r##v);
#define STORE_ROW(r) if (rows > r) { STORE(r, 0) STORE(r, 1) STORE(r, 2) STORE(r, 3) }
    EACH_ROW(STORE_ROW)
#undef STORE_ROW
#undef STORE
}

#define SUM_BYTES(rows)                                                                                               \
    static NEVER_INLINE void sum_bytes_##rows(const uint8_t *left, int inputs, const int8_t *right,                   \
                                              const int32_t *offsets, int32_t *sums)                                 \
    {                                                                                                                 \
        sum_bytes(left, inputs, right, offsets, rows, sums);                                                          \
    }
SUM_BYTES(1) SUM_BYTES(2) SUM_BYTES(3) SUM_BYTES(4) SUM_BYTES(5) SUM_BYTES(6)

typedef void byte_summer(const uint8_t *left, int inputs, const int8_t *right, const int32_t *offsets, int32_t *sums);
static byte_summer *const byte_summers[ROWS + 1] = {
    NULL, sum_bytes_1, sum_bytes_2, sum_bytes_3, sum_bytes_4, sum_bytes_5, sum_bytes_6,
};

/* Rows of integers times weights, panels first … last - 1, each tile handed to finish. worth: of a row's integers. */
static ALWAYS_INLINE void multiply(const struct product *weights, const uint8_t *integers, const float *worth, int rows,
                                   int first, int last, finisher *finish, const void *context)
{
    const int inputs = weights->inputs;
    for (int panel = first; panel < last; panel++) {
        const int8_t *right = weights->panels + (size_t)panel * inputs * PANEL;
        const float *scales = weights->scales + panel * PANEL;
        for (int row = 0; row < rows; row += ROWS) {
            const int count = rows - row < ROWS ? rows - row : ROWS;
            int32_t sums[ROWS * PANEL] __attribute__((aligned(64)));
            byte_summers[count](integers + (size_t)row * inputs, inputs, right, weights->offsets + panel * PANEL, sums);
            for (int r = 0; r < count; r++) {
                __m512 values[VECTORS];
#pragma GCC unroll 4
                for (int v = 0; v < VECTORS; v++)
                    values[v] = _mm512_mul_ps(
                        _mm512_cvtepi32_ps(_mm512_load_si512(sums + r * PANEL + v * LANES)),
                        _mm512_mul_ps(_mm512_loadu_ps(scales + v * LANES), _mm512_set1_ps(worth[row + r])));
                finish(values, row + r, panel, context);
            }
        }
    }
}

/* Single precision: sums over depth of left[r][d] · right[d][16 v …], row by row with a stride. */
static ALWAYS_INLINE void sum_floats(const float *left, int left_stride, const float *right, int right_stride,
                                     int depth, int rows, int vectors, float *target, int target_stride)
{
    const __m512 start0 = _mm512_setzero_ps(), start1 = start0, start2 = start0, start3 = start0;
#define DECLARE_ROW(r) __m512 sum##r##0, sum##r##1, sum##r##2, sum##r##3;
    EACH_ROW(DECLARE_ROW)
#undef DECLARE_ROW
    EACH_ROW(START_ROW)
    for (int d = 0; d < depth; d++, right += right_stride) {
        const __m512 column0 = _mm512_loadu_ps(right);
        const __m512 column1 = vectors > 1 ? _mm512_loadu_ps(right + LANES) : start1;
        const __m512 column2 = vectors > 2 ? _mm512_loadu_ps(right + 2 * LANES) : start2;
        const __m512 column3 = vectors > 3 ? _mm512_loadu_ps(right + 3 * LANES) : start3;
#define ADD_VECTOR(r, v) if (vectors > v) sum##r##v = _mm512_fmadd_ps(value, column##v, sum##r##v);
#define ADD_ROW(r)                                                                  \
    if (rows > r) {                                                                 \
        const __m512 value = _mm512_set1_ps(left[(size_t)r * left_stride + d]);     \
        ADD_VECTOR(r, 0) ADD_VECTOR(r, 1) ADD_VECTOR(r, 2) ADD_VECTOR(r, 3)         \
    }
        EACH_ROW(ADD_ROW)
#undef ADD_ROW
#undef ADD_VECTOR
    }
#define STORE(r, v) if (vectors > v) _mm512_storeu_ps(target + (size_t)r * target_stride + v * LANES, sum##r##v);
#define STORE_ROW(r) if (rows > r) { STORE(r, 0) STORE(r, 1) STORE(r, 2) STORE(r, 3) }
    EACH_ROW(STORE_ROW)
#undef STORE_ROW
#undef STORE
}

#define SUM_FLOATS(rows, vectors)                                                                                     \
    static NEVER_INLINE void sum_floats_##rows##_##vectors(const float *left, int left_stride, const float *right,    \
                                                           int right_stride, int depth, float *target, int stride)    \
    {                                                                                                                 \
        sum_floats(left, left_stride, right, right_stride, depth, rows, vectors, target, stride);                     \
    }
SUM_FLOATS(1, 1) SUM_FLOATS(1, 2) SUM_FLOATS(1, 3) SUM_FLOATS(1, 4)
SUM_FLOATS(6, 1) SUM_FLOATS(6, 2) SUM_FLOATS(6, 3) SUM_FLOATS(6, 4)

typedef void float_summer(const float *left, int left_stride, const float *right, int right_stride, int depth,
                          float *target, int target_stride);
static float_summer *const float_summers[2][VECTORS] = {
    {sum_floats_1_1, sum_floats_1_2, sum_floats_1_3, sum_floats_1_4},
    {sum_floats_6_1, sum_floats_6_2, sum_floats_6_3, sum_floats_6_4},
};

/* A product in single precision. width: columns, a multiple of 16. */
static ALWAYS_INLINE void multiply_floats(const float *left, int left_stride, const float *right, int right_stride,
                                          int depth, int rows, int width, float *target, int target_stride)
{
    for (int column = 0; column < width; column += PANEL) {
        const int vectors = width - column < PANEL ? (width - column) / LANES : VECTORS;
        for (int row = 0; row < rows;) {
            const int is_tile = rows - row >= ROWS;
            float_summers[is_tile][vectors - 1](left + (size_t)row * left_stride, left_stride, right + column,
                                                right_stride, depth, target + (size_t)row * target_stride + column,
                                                target_stride);
            row += is_tile ? ROWS : 1;
        }
    }
}

#endif
