/* The forward pass. Texts are not padded: their tokens go through the products in one row after the other, and only
 * attention knows where a text begins. What is said of a text does not depend on the texts beside it. */
#include "network.h"

#if defined(__x86_64__) && defined(__GNUC__)

/* Before the instructions are allowed: it is asked on processors that lack them. */
int network_runs_here(void)
{
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("fma");
}

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,fma"))), apply_to = function)
#else
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,fma")
#endif

#include <stdlib.h>

#include "attention.h"
#include "products.h"
#include "vectors.h"

#define ALIGNMENT 64
#define ANSWERS LANES /* the nine, filled up to a vector */

/* Memory for one group of texts. Rows of a token unless said otherwise. */
struct memory {
    float *stream;     /* [hidden] */
    float *projected;  /* queries, keys, values: [3 hidden]; later the feed-forward's [inner] */
    float *attended;   /* [hidden] */
    float *worth;      /* [1]: of the integers of the row */
    uint8_t *integers; /* [hidden or inner] */
    float *pooled;     /* of a text: [2 hidden] */
    float *first;      /* of a text: the stream at its first position, [hidden] */
    float *dense;      /* of a text: [hidden] */
    float *scratch;    /* of attention */
    int *positions;    /* [1] */
    void *block;
};

struct rotated { float *target; int stride, rotated_panels; const float *cosines, *sines; const int *positions; };
struct added { float *target; int stride; };

static ALWAYS_INLINE void finish_rotated(__m512 sums[VECTORS], int row, int panel, const void *context)
{
    const struct rotated *to = context;
    float *target = to->target + (size_t)row * to->stride + panel * PANEL;
    if (panel < to->rotated_panels) {
        const float *cosines = to->cosines + to->positions[row] * (HEAD / 2);
        const float *sines = to->sines + to->positions[row] * (HEAD / 2);
#pragma GCC unroll 2
        for (int v = 0; v < 2; v++) {
            const __m512 cosine = _mm512_loadu_ps(cosines + v * LANES), sine = _mm512_loadu_ps(sines + v * LANES);
            const __m512 low = sums[v], high = sums[v + 2];
            sums[v] = _mm512_fmsub_ps(low, cosine, _mm512_mul_ps(high, sine));
            sums[v + 2] = _mm512_fmadd_ps(high, cosine, _mm512_mul_ps(low, sine));
        }
    }
#pragma GCC unroll 4
    for (int v = 0; v < VECTORS; v++)
        _mm512_storeu_ps(target + v * LANES, sums[v]);
}

static ALWAYS_INLINE void finish_added(__m512 sums[VECTORS], int row, int panel, const void *context)
{
    const struct added *to = context;
    float *target = to->target + (size_t)row * to->stride + panel * PANEL;
#pragma GCC unroll 4
    for (int v = 0; v < VECTORS; v++)
        _mm512_storeu_ps(target + v * LANES, _mm512_add_ps(_mm512_loadu_ps(target + v * LANES), sums[v]));
}

static ALWAYS_INLINE void finish_gated(__m512 sums[VECTORS], int row, int panel, const void *context)
{
    const struct added *to = context;
    float *target = to->target + (size_t)row * to->stride + panel * (PANEL / 2);
#pragma GCC unroll 2
    for (int v = 0; v < 2; v++)
        _mm512_storeu_ps(target + v * LANES, _mm512_mul_ps(gelu(sums[v]), sums[v + 2]));
}

static void project(const struct product *weights, const struct memory *m, int rows, int first, int last,
                    const struct rotated *to)
{
    multiply(weights, m->integers, m->worth, rows, first, last, finish_rotated, to);
}

static void add(const struct product *weights, const struct memory *m, int rows, float *target)
{
    const struct added to = {target, weights->columns};
    multiply(weights, m->integers, m->worth, rows, 0, weights->columns / PANEL, finish_added, &to);
}

/* The feed-forward part of a layer, added to rows of the stream. */
static void feed_forward(const struct network *net, const struct layer *layer, const struct memory *m, float *stream,
                         int rows)
{
    for (int row = 0; row < rows; row++) {
        float *normal = m->attended + (size_t)row * net->hidden;
        normalise(stream + (size_t)row * net->hidden, normal, net->hidden, net->epsilon);
        m->worth[row] = to_integers(normal, m->integers + (size_t)row * net->hidden, net->hidden);
    }
    const struct added gated = {m->projected, net->inner};
    multiply(&layer->gated, m->integers, m->worth, rows, 0, layer->gated.columns / PANEL, finish_gated, &gated);
    for (int row = 0; row < rows; row++) {
        float *inner = m->projected + (size_t)row * net->inner;
        spread(inner, net->inner);
        m->worth[row] = to_integers(inner, m->integers + (size_t)row * net->inner, net->inner);
    }
    add(&layer->down, m, rows, stream);
}

/* The output of attention, added to rows of the stream. */
static void add_attended(const struct network *net, const struct layer *layer, const struct memory *m, float *stream,
                         int rows)
{
    for (int row = 0; row < rows; row++)
        m->worth[row] = to_integers(m->attended + (size_t)row * net->hidden, m->integers + (size_t)row * net->hidden,
                                    net->hidden);
    add(&layer->output, m, rows, stream);
}

/* What a layer reads of the stream, to integers. The first one reads it as it is. */
static void read_stream(const struct network *net, int layer, const struct memory *m, int rows)
{
    for (int row = 0; row < rows; row++) {
        const float *stream = m->stream + (size_t)row * net->hidden;
        float *normal = m->attended + (size_t)row * net->hidden;
        if (layer)
            normalise(stream, normal, net->hidden, net->epsilon);
        m->worth[row] = to_integers(layer ? normal : stream, m->integers + (size_t)row * net->hidden, net->hidden);
    }
}

static void whole_layer(const struct network *net, int index, const struct memory *m, const int64_t *starts, int texts)
{
    const struct layer *layer = &net->layer[index];
    const int rows = (int)(starts[texts] - starts[0]), wide = 3 * net->hidden;
    const struct rotated to = {m->projected, wide, 2 * net->heads, net->cosines, net->sines, m->positions};
    project(&layer->attention, m, rows, 0, 3 * net->heads, &to);
    for (int text = 0; text < texts; text++) {
        const int64_t first = starts[text] - starts[0];
        const int tokens = (int)(starts[text + 1] - starts[text]);
        const float *row = m->projected + first * wide;
        attend(row, wide, row + net->hidden, row + 2 * net->hidden, wide, tokens, tokens, net->heads,
               m->attended + first * net->hidden, net->hidden, m->scratch);
    }
    add_attended(net, layer, m, m->stream, rows);
    feed_forward(net, layer, m, m->stream, rows);
}

/* The last layer at the first position of every text only; its stream goes to m->first. */
static void layer_at_first(const struct network *net, int index, const struct memory *m, const int64_t *starts,
                           int texts)
{
    const struct layer *layer = &net->layer[index];
    const int rows = (int)(starts[texts] - starts[0]), hidden = net->hidden, wide = 3 * hidden;
    const struct rotated to = {m->projected, wide, 2 * net->heads, net->cosines, net->sines, m->positions};
    project(&layer->attention, m, rows, net->heads, 3 * net->heads, &to);
    /* The rows that ask, gathered at the front; a text's row is never in front of where it is moved to. */
    for (int text = 0; text < texts; text++) {
        const int64_t row = starts[text] - starts[0];
        memmove(m->integers + (size_t)text * hidden, m->integers + (size_t)row * hidden, hidden);
        m->worth[text] = m->worth[row];
        memcpy(m->first + (size_t)text * hidden, m->stream + (size_t)row * hidden, hidden * sizeof(float));
    }
    /* At position 0 a rotation changes nothing. */
    const struct rotated asking = {m->dense, hidden, 0, net->cosines, net->sines, m->positions};
    project(&layer->attention, m, texts, 0, net->heads, &asking);
    for (int text = 0; text < texts; text++) {
        const float *row = m->projected + (starts[text] - starts[0]) * wide;
        attend(m->dense + (size_t)text * hidden, hidden, row + hidden, row + 2 * hidden, wide,
               (int)(starts[text + 1] - starts[text]), 1, net->heads, m->attended + (size_t)text * hidden, hidden,
               m->scratch);
    }
    add_attended(net, layer, m, m->first, texts);
    feed_forward(net, layer, m, m->first, texts);
}

/* Means of the normalised stream over the tokens of each text. */
static void pool_mean(const struct network *net, const struct memory *m, const int64_t *starts, int texts, int column,
                      int stride)
{
    const int hidden = net->hidden;
    for (int text = 0; text < texts; text++) {
        float *mean = m->pooled + (size_t)text * stride + column;
        memset(mean, 0, hidden * sizeof(float));
        const int64_t first = starts[text] - starts[0], last = starts[text + 1] - starts[0];
        for (int64_t row = first; row < last; row++) {
            float *normal = m->attended + row * hidden;
            normalise(m->stream + row * hidden, normal, hidden, net->epsilon);
            for (int i = 0; i < hidden; i += LANES)
                _mm512_storeu_ps(mean + i, _mm512_add_ps(_mm512_loadu_ps(mean + i), _mm512_loadu_ps(normal + i)));
        }
        const __m512 share = _mm512_set1_ps(1.0f / (float)(last - first));
        for (int i = 0; i < hidden; i += LANES)
            _mm512_storeu_ps(mean + i, _mm512_mul_ps(_mm512_loadu_ps(mean + i), share));
    }
}

static void answer(const struct network *net, const struct memory *m, int texts, int pooled, float *logits)
{
    const int hidden = net->hidden;
    multiply_floats(m->pooled, pooled, net->dense, hidden, pooled, texts, hidden, m->dense, hidden);
    for (int text = 0; text < texts; text++) {
        float *row = m->dense + (size_t)text * hidden;
        for (int i = 0; i < hidden; i += LANES)
            _mm512_storeu_ps(row + i, gelu(_mm512_add_ps(_mm512_loadu_ps(row + i), _mm512_loadu_ps(net->dense_bias + i))));
        float sums[ANSWERS];
        multiply_floats(row, hidden, net->answer, ANSWERS, hidden, 1, ANSWERS, sums, ANSWERS);
        for (int category = 0; category < CATEGORIES; category++)
            logits[text * CATEGORIES + category] = sums[category] + net->answer_bias[category];
    }
}

static void mark(const struct network *net, const struct memory *m, int rows, float *evidence)
{
    for (int row = 0; row < rows; row++) {
        float *normal = m->attended + (size_t)row * net->hidden;
        float sums[ANSWERS];
        normalise(m->stream + (size_t)row * net->hidden, normal, net->hidden, net->epsilon);
        multiply_floats(normal, net->hidden, net->evidence, ANSWERS, net->hidden, 1, ANSWERS, sums, ANSWERS);
        for (int category = 0; category < CATEGORIES; category++)
            evidence[row * CATEGORIES + category] = sums[category] + net->evidence_bias[category];
    }
}

static void look_up(const struct network *net, const struct memory *m, const int32_t *ids, const int64_t *starts,
                    int texts)
{
    int row = 0;
    for (int text = 0; text < texts; text++)
        for (int position = 0; position < starts[text + 1] - starts[text]; position++, row++) {
            const uint16_t *halves = net->table + (size_t)ids[row] * net->hidden;
            m->positions[row] = position;
            for (int i = 0; i < net->hidden; i += LANES)
                _mm512_storeu_ps(m->stream + (size_t)row * net->hidden + i,
                                 _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)(halves + i))));
        }
}

static void judge_group(const struct network *net, const struct memory *m, const int32_t *ids, const int64_t *starts,
                        int texts, float *logits, float *evidence)
{
    const int rows = (int)(starts[texts] - starts[0]), hidden = net->hidden, last = net->layers - 1;
    const int is_joined = net->pooling == POOL_FIRST_AND_MEAN, pooled = is_joined ? 2 * hidden : hidden;
    const int is_whole = evidence != NULL || net->pooling == POOL_MEAN;
    look_up(net, m, ids, starts, texts);
    for (int layer = 0; layer < last; layer++) {
        read_stream(net, layer, m, rows);
        whole_layer(net, layer, m, starts, texts);
    }
    if (is_joined)
        pool_mean(net, m, starts, texts, hidden, pooled);
    read_stream(net, last, m, rows);
    if (is_whole)
        whole_layer(net, last, m, starts, texts);
    else
        layer_at_first(net, last, m, starts, texts);
    if (net->pooling == POOL_MEAN)
        pool_mean(net, m, starts, texts, 0, pooled);
    else
        for (int text = 0; text < texts; text++) {
            const float *row = is_whole ? m->stream + (starts[text] - starts[0]) * hidden : m->first + (size_t)text * hidden;
            normalise(row, m->pooled + (size_t)text * pooled, hidden, net->epsilon);
        }
    answer(net, m, texts, pooled, logits);
    if (evidence != NULL)
        mark(net, m, rows, evidence);
}

/* Room for groups of so many tokens and texts, the longest text being `longest`. */
static int reserve(struct memory *m, const struct network *net, size_t tokens, size_t texts, int longest)
{
    const size_t hidden = net->hidden, inner = net->inner, wide = 3 * hidden > inner ? 3 * hidden : inner;
    const size_t widest = hidden > inner ? hidden : inner;
    const size_t sizes[] = {
        tokens * hidden * sizeof(float), tokens * wide * sizeof(float), tokens * hidden * sizeof(float),
        tokens * sizeof(float), tokens * widest, texts * 2 * hidden * sizeof(float), texts * hidden * sizeof(float),
        texts * hidden * sizeof(float), attention_scratch(longest) * sizeof(float), tokens * sizeof(int),
    };
    void **parts[] = {
        (void **)&m->stream, (void **)&m->projected, (void **)&m->attended, (void **)&m->worth, (void **)&m->integers,
        (void **)&m->pooled, (void **)&m->first, (void **)&m->dense, (void **)&m->scratch, (void **)&m->positions,
    };
    const int count = sizeof sizes / sizeof sizes[0];
    size_t whole = 0;
    for (int i = 0; i < count; i++)
        whole += (sizes[i] + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (posix_memalign(&m->block, ALIGNMENT, whole))
        return -1;
    char *next = m->block;
    for (int i = 0; i < count; i++) {
        *parts[i] = next;
        next += (sizes[i] + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
    return 0;
}

int network_judge(const struct network *net, const int32_t *ids, const int64_t *starts, int texts, int group,
                  float *logits, float *evidence)
{
    int64_t longest = 0;
    for (int text = 0; text < texts; text++)
        longest = starts[text + 1] - starts[text] > longest ? starts[text + 1] - starts[text] : longest;
    const size_t most = longest > group ? (size_t)longest : (size_t)group;
    struct memory memory;
    if (reserve(&memory, net, most, most < (size_t)texts ? most : (size_t)texts, (int)longest))
        return -1;
    for (int first = 0, next; first < texts; first = next) {
        next = first + 1;
        while (next < texts && starts[next + 1] - starts[first] <= (int64_t)most)
            next++;
        judge_group(net, &memory, ids + starts[first], starts + first, next - first, logits + (size_t)first * CATEGORIES,
                    evidence == NULL ? NULL : evidence + starts[first] * CATEGORIES);
    }
    free(memory.block);
    return 0;
}

#if defined(__clang__)
#pragma clang attribute pop
#endif

#else

int network_runs_here(void) { return 0; }

int network_judge(const struct network *network, const int32_t *ids, const int64_t *starts, int texts, int group,
                  float *logits, float *evidence)
{
    (void)network, (void)ids, (void)starts, (void)texts, (void)group, (void)logits, (void)evidence;
    return -1;
}

#endif
