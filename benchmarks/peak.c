/* The most operations a second that this processor does in registers: peak TYPE THREADS SECONDS.
 *
 * TYPE is int8, bf16 or fp32. Prints the name of the instruction and the operations of all threads together, a product
 * and its addition being two; prints "none" where the processor has no such instruction that is known here.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__AVX2__) || defined(__AVX512F__)
#include <immintrin.h>
#endif

#define REPEATS 20000L
#define ACCUMULATORS 12

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Twelve sums that do not wait for each other: more than any pipeline is long. The empty assembler statements keep the
 * compiler from foreseeing the sums, and from seeing that all of them are the same and computing one. */
#define PEAK_LOOP(NAME, VECTOR, ZERO, STEP, OPERATIONS)                                                                \
    static double NAME(double seconds) {                                                                               \
        VECTOR s0 = ZERO, s1 = ZERO, s2 = ZERO, s3 = ZERO, s4 = ZERO, s5 = ZERO;                                       \
        VECTOR s6 = ZERO, s7 = ZERO, s8 = ZERO, s9 = ZERO, s10 = ZERO, s11 = ZERO;                                     \
        VECTOR a, b;                                                                                                   \
        memset(&a, 0x3b, sizeof a), memset(&b, 0x3b, sizeof b); /* small numbers of any type, none zero */             \
        __asm__ volatile("" : "+v"(s0), "+v"(s1), "+v"(s2), "+v"(s3), "+v"(s4), "+v"(s5));                             \
        __asm__ volatile("" : "+v"(s6), "+v"(s7), "+v"(s8), "+v"(s9), "+v"(s10), "+v"(s11));                           \
        const double start = now();                                                                                    \
        double done = 0.0, taken;                                                                                      \
        do {                                                                                                           \
            for (long i = 0; i < REPEATS; i++) {                                                                       \
                __asm__ volatile("" : "+v"(a), "+v"(b));                                                               \
                s0 = STEP(s0, a, b), s1 = STEP(s1, a, b), s2 = STEP(s2, a, b), s3 = STEP(s3, a, b);                    \
                s4 = STEP(s4, a, b), s5 = STEP(s5, a, b), s6 = STEP(s6, a, b), s7 = STEP(s7, a, b);                    \
                s8 = STEP(s8, a, b), s9 = STEP(s9, a, b), s10 = STEP(s10, a, b), s11 = STEP(s11, a, b);                \
            }                                                                                                          \
            done += (double)REPEATS * ACCUMULATORS * (OPERATIONS);                                                     \
            taken = now() - start;                                                                                     \
        } while (taken < seconds);                                                                                     \
        __asm__ volatile("" : : "v"(s0), "v"(s1), "v"(s2), "v"(s3), "v"(s4), "v"(s5));                                 \
        __asm__ volatile("" : : "v"(s6), "v"(s7), "v"(s8), "v"(s9), "v"(s10), "v"(s11));                               \
        return done / taken;                                                                                           \
    }

#if defined(__AVX512VNNI__)
#define INT8_NAME "vpdpbusd on 512 bits"
PEAK_LOOP(int8_peak, __m512i, _mm512_setzero_si512(), _mm512_dpbusd_epi32, 128)
#elif defined(__AVXVNNI__)
#define INT8_NAME "vpdpbusd on 256 bits"
PEAK_LOOP(int8_peak, __m256i, _mm256_setzero_si256(), _mm256_dpbusd_avx_epi32, 64)
#endif

#if defined(__AVX512BF16__)
#define BF16_NAME "vdpbf16ps on 512 bits"
#define BF16_STEP(sum, a, b) _mm512_dpbf16_ps(sum, (__m512bh)(a), (__m512bh)(b))
PEAK_LOOP(bf16_peak, __m512, _mm512_setzero_ps(), BF16_STEP, 64)
#endif

#if defined(__AVX512F__)
#define FP32_NAME "vfmadd on 512 bits"
#define FP32_STEP(sum, a, b) _mm512_fmadd_ps(a, b, sum)
PEAK_LOOP(fp32_peak, __m512, _mm512_setzero_ps(), FP32_STEP, 32)
#elif defined(__AVX2__) && defined(__FMA__)
#define FP32_NAME "vfmadd on 256 bits"
#define FP32_STEP(sum, a, b) _mm256_fmadd_ps(a, b, sum)
PEAK_LOOP(fp32_peak, __m256, _mm256_setzero_ps(), FP32_STEP, 16)
#endif

struct kind {
    const char *type;
    const char *name;
    double (*measure)(double);
};

static const struct kind KINDS[] = {
#ifdef INT8_NAME
    {"int8", INT8_NAME, int8_peak},
#endif
#ifdef BF16_NAME
    {"bf16", BF16_NAME, bf16_peak},
#endif
#ifdef FP32_NAME
    {"fp32", FP32_NAME, fp32_peak},
#endif
    {NULL, NULL, NULL},
};

struct job {
    pthread_t thread;
    pthread_barrier_t *begin;
    double (*measure)(double);
    double seconds;
    double operations;
};

static void *work(void *given) {
    struct job *job = given;
    pthread_barrier_wait(job->begin);
    job->operations = job->measure(job->seconds);
    return NULL;
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: peak int8|bf16|fp32 THREADS SECONDS\n");
        return 2;
    }
    const struct kind *kind = KINDS;
    while (kind->type && strcmp(kind->type, arguments[1]) != 0)
        kind++;
    if (!kind->type) {
        printf("none\n");
        return 0;
    }
    const int threads = atoi(arguments[2]);
    struct job *jobs = threads > 0 ? calloc((size_t)threads, sizeof *jobs) : NULL;
    if (!jobs)
        return 1;
    pthread_barrier_t begin;
    pthread_barrier_init(&begin, NULL, (unsigned)threads);
    for (int i = 0; i < threads; i++) {
        jobs[i] = (struct job){.begin = &begin, .measure = kind->measure, .seconds = atof(arguments[3])};
        if (pthread_create(&jobs[i].thread, NULL, work, &jobs[i]) != 0)
            return 1;
    }
    double operations = 0.0;
    for (int i = 0; i < threads; i++) {
        pthread_join(jobs[i].thread, NULL);
        operations += jobs[i].operations;
    }
    printf("%s\n%.6g\n", kind->name, operations);
    free(jobs);
    return 0;
}
