/* What Python sees: a Network made of buffers, each of which is checked before the forward pass trusts it. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "network.h"

#define PARTS 9 /* buffers of a network beside its products */
#define PRODUCTS 4 /* a layer */
#define PIECES 3 /* buffers of a product */

typedef struct {
    PyObject_HEAD
    struct network network;
    Py_buffer *held;
    int count;
} Network;

static void network_dealloc(Network *self)
{
    PyTypeObject *type = Py_TYPE(self);
    for (int i = 0; i < self->count; i++)
        PyBuffer_Release(&self->held[i]);
    PyMem_Free(self->held);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

/* Keep a buffer for as long as the network lives; NULL with an exception if it has another size. */
static const void *hold(Network *self, PyObject *source, const char *name, Py_ssize_t bytes)
{
    Py_buffer *view = &self->held[self->count];
    if (PyObject_GetBuffer(source, view, PyBUF_C_CONTIGUOUS))
        return NULL;
    self->count++;
    if (view->len != bytes) {
        PyErr_Format(PyExc_ValueError, "%s holds %zd bytes; the sizes of the network ask for %zd", name, view->len, bytes);
        return NULL;
    }
    return view->buf;
}

static int hold_product(Network *self, PyObject *pieces, struct product *product, int inputs, int columns)
{
    PyObject *panels, *offsets, *scales;
    if (!PyArg_ParseTuple(pieces, "OOO;a product is panels, offsets and scales", &panels, &offsets, &scales))
        return -1;
    product->inputs = inputs;
    product->columns = columns;
    product->panels = hold(self, panels, "panels", (Py_ssize_t)inputs * columns);
    product->offsets = product->panels ? hold(self, offsets, "offsets", (Py_ssize_t)columns * 4) : NULL;
    product->scales = product->offsets ? hold(self, scales, "scales", (Py_ssize_t)columns * 4) : NULL;
    return product->scales ? 0 : -1;
}

static int hold_all(Network *self, PyObject **parts, PyObject *products)
{
    struct network *net = &self->network;
    const Py_ssize_t hidden = net->hidden, pooled = net->pooling == POOL_FIRST_AND_MEAN ? 2 * hidden : hidden;
    const struct { const void *target; const char *name; Py_ssize_t bytes; } wanted[PARTS] = {
        {&net->table, "table", net->vocabulary * hidden * 2},
        {&net->cosines, "cosines", (Py_ssize_t)net->positions * 32 * 4},
        {&net->sines, "sines", (Py_ssize_t)net->positions * 32 * 4},
        {&net->dense, "dense", pooled * hidden * 4},
        {&net->dense_bias, "dense_bias", hidden * 4},
        {&net->answer, "answer", hidden * 16 * 4},
        {&net->answer_bias, "answer_bias", 16 * 4},
        {&net->evidence, "evidence", hidden * 16 * 4},
        {&net->evidence_bias, "evidence_bias", 16 * 4},
    };
    for (int i = 0; i < PARTS; i++) {
        const void *buffer = hold(self, parts[i], wanted[i].name, wanted[i].bytes);
        if (buffer == NULL)
            return -1;
        *(const void **)wanted[i].target = buffer;
    }
    for (int i = 0; i < net->layers; i++) {
        struct layer *layer = &net->layer[i];
        const int width = net->hidden, inner = net->inner;
        const struct { struct product *product; int inputs, columns; } shapes[PRODUCTS] = {
            {&layer->attention, width, 3 * width}, {&layer->output, width, width},
            {&layer->gated, width, 2 * inner}, {&layer->down, inner, width},
        };
        for (int j = 0; j < PRODUCTS; j++) {
            PyObject *pieces = PySequence_Fast_GET_ITEM(products, i * PRODUCTS + j);
            if (hold_product(self, pieces, shapes[j].product, shapes[j].inputs, shapes[j].columns))
                return -1;
        }
    }
    return 0;
}

static int check_sizes(const struct network *net)
{
    if (net->hidden < 64 || net->hidden % 64 || net->heads * 64 != net->hidden || net->inner < 64 || net->inner % 64 ||
        net->layers < 1 || net->layers > MOST_LAYERS || net->vocabulary < 1 || net->positions < 1 ||
        net->pooling < POOL_FIRST || net->pooling > POOL_FIRST_AND_MEAN) {
        PyErr_Format(PyExc_ValueError,
                     "no network of hidden %d, heads %d, layers %d, inner %d, vocabulary %d, positions %d, pooling %d "
                     "can be run: heads are 64 wide, hidden and inner multiples of 64, layers at most %d",
                     net->hidden, net->heads, net->layers, net->inner, net->vocabulary, net->positions,
                     (int)net->pooling, MOST_LAYERS);
        return -1;
    }
    return 0;
}

static PyObject *network_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    static char *names[] = {"hidden", "heads", "layers", "inner", "vocabulary", "positions", "pooling", "epsilon",
                            "table", "cosines", "sines", "dense", "dense_bias", "answer", "answer_bias", "evidence",
                            "evidence_bias", "products", NULL};
    struct network sizes = {0};
    int pooling;
    PyObject *part[PARTS], *given;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "$iiiiiiifOOOOOOOOOO", names, &sizes.hidden, &sizes.heads,
                                     &sizes.layers, &sizes.inner, &sizes.vocabulary, &sizes.positions, &pooling,
                                     &sizes.epsilon, &part[0], &part[1], &part[2], &part[3], &part[4], &part[5],
                                     &part[6], &part[7], &part[8], &given))
        return NULL;
    if (!network_runs_here()) {
        PyErr_SetString(PyExc_RuntimeError, "this processor lacks AVX-512 VNNI");
        return NULL;
    }
    sizes.pooling = (enum pooling)pooling;
    if (check_sizes(&sizes))
        return NULL;
    PyObject *products = PySequence_Fast(given, "products is a sequence");
    if (products == NULL)
        return NULL;
    if (PySequence_Fast_GET_SIZE(products) != (Py_ssize_t)sizes.layers * PRODUCTS) {
        PyErr_Format(PyExc_ValueError, "%zd products given; %d layers have %d", PySequence_Fast_GET_SIZE(products),
                     sizes.layers, sizes.layers * PRODUCTS);
        Py_DECREF(products);
        return NULL;
    }
    Network *self = (Network *)type->tp_alloc(type, 0);
    if (self != NULL) {
        self->network = sizes;
        self->held = PyMem_Calloc(PARTS + (size_t)sizes.layers * PRODUCTS * PIECES, sizeof(Py_buffer));
        if (self->held == NULL)
            PyErr_NoMemory();
        if (self->held == NULL || hold_all(self, part, products))
            Py_CLEAR(self);
    }
    Py_DECREF(products);
    return (PyObject *)self;
}

static int check_texts(const struct network *net, const Py_buffer *ids, const Py_buffer *starts, Py_ssize_t texts)
{
    const int64_t *start = starts->buf;
    if (texts < 0 || start[0] != 0 || start[texts] * 4 != ids->len) {
        PyErr_SetString(PyExc_ValueError, "starts is to begin with 0 and to end with the number of ids");
        return -1;
    }
    for (Py_ssize_t text = 0; text < texts; text++)
        if (start[text + 1] <= start[text] || start[text + 1] - start[text] > net->positions) {
            PyErr_Format(PyExc_ValueError, "text %zd has %lld tokens; 1 to %d are read", text,
                         (long long)(start[text + 1] - start[text]), net->positions);
            return -1;
        }
    const int32_t *id = ids->buf;
    for (int64_t i = 0; i < start[texts]; i++)
        if (id[i] < 0 || id[i] >= net->vocabulary) {
            PyErr_Format(PyExc_ValueError, "id %d stands at %lld; the vocabulary has %d", (int)id[i], (long long)i,
                         net->vocabulary);
            return -1;
        }
    return 0;
}

static PyObject *judge_checked(Network *self, Py_buffer *ids, Py_buffer *starts, Py_buffer *logits, Py_buffer *evidence,
                               int group)
{
    const Py_ssize_t texts = starts->len / 8 - 1;
    if (check_texts(&self->network, ids, starts, texts))
        return NULL;
    if (logits->len != texts * CATEGORIES * 4 || (evidence != NULL && evidence->len != ids->len * CATEGORIES) || group < 1) {
        PyErr_SetString(PyExc_ValueError, "logits, evidence or group have another size than the texts ask for");
        return NULL;
    }
    int failed;
    Py_BEGIN_ALLOW_THREADS
    failed = network_judge(&self->network, ids->buf, starts->buf, (int)texts, group, logits->buf,
                           evidence == NULL ? NULL : evidence->buf);
    Py_END_ALLOW_THREADS
    if (failed)
        return PyErr_NoMemory();
    Py_RETURN_NONE;
}

PyDoc_STRVAR(judge_doc,
             "judge(ids, starts, logits, evidence, group)\n--\n\n"
             "Judge texts; writes into logits and, unless it is None, evidence. Other threads run meanwhile.");

static PyObject *network_judge_method(Network *self, PyObject *args)
{
    PyObject *given[4];
    int group;
    if (!PyArg_ParseTuple(args, "OOOOi", &given[0], &given[1], &given[2], &given[3], &group))
        return NULL;
    const int marks = given[3] != Py_None, buffers = marks ? 4 : 3;
    Py_buffer view[4];
    for (int i = 0; i < buffers; i++)
        if (PyObject_GetBuffer(given[i], &view[i], PyBUF_C_CONTIGUOUS | (i < 2 ? 0 : PyBUF_WRITABLE))) {
            while (i--)
                PyBuffer_Release(&view[i]);
            return NULL;
        }
    PyObject *result = judge_checked(self, &view[0], &view[1], &view[2], marks ? &view[3] : NULL, group);
    for (int i = 0; i < buffers; i++)
        PyBuffer_Release(&view[i]);
    return result;
}

static PyObject *runs_here(PyObject *module, PyObject *nothing)
{
    (void)module, (void)nothing;
    return PyBool_FromLong(network_runs_here());
}

static PyMethodDef network_methods[] = {
    {"judge", (PyCFunction)network_judge_method, METH_VARARGS, judge_doc},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot network_slots[] = {
    {Py_tp_new, network_new},
    {Py_tp_dealloc, network_dealloc},
    {Py_tp_methods, network_methods},
    {Py_tp_doc, "An encoder with two heads, its weights in buffers that it keeps."},
    {0, NULL},
};

static PyType_Spec network_spec = {
    .name = "classifier.neural._kernel.Network",
    .basicsize = sizeof(Network),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = network_slots,
};

static int module_exec(PyObject *module)
{
    PyObject *type = PyType_FromSpec(&network_spec);
    if (type == NULL)
        return -1;
    const int failed = PyModule_AddType(module, (PyTypeObject *)type);
    Py_DECREF(type);
    return failed;
}

static PyMethodDef functions[] = {
    {"runs_here", runs_here, METH_NOARGS, "Whether this processor has the instructions."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {{Py_mod_exec, module_exec}, {0, NULL}};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "classifier.neural._kernel",
    .m_doc = "The forward pass of finad's own encoder in bytes, compiled.",
    .m_methods = functions,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit__kernel(void) { return PyModuleDef_Init(&definition); }
