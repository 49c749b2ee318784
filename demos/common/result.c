/* result.c -- the boxed replies: the same blocks, in the same order, as redigo's readReply. */
#include "result.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct string ok_text = STRING("OK"), pong_text = STRING("PONG");
static const struct iface ok_reply = { &type_string, &ok_text };
static const struct iface pong_reply = { &type_string, &pong_text };
static const struct string no_memory = STRING("out of memory");
static const struct iface failed = { &type_fault, NULL };

/* A copy of the text in a block of its own; an empty text needs none. NULL: out of memory. */
static char *copy_text(struct string text)
{
    static char none;
    char *copy = text.len == 0 ? &none : malloc(text.len);
    if (copy != NULL)
        memcpy(copy, text.at, text.len);
    return copy;
}

static void free_text(const char *text, size_t len)
{
    if (len > 0)
        free((void *)text);
}

/* Go: string(line), then into an interface. */
static struct iface box_text(const struct type *type, struct string text)
{
    text.at = copy_text(text);
    if (text.at == NULL)
        return failed;
    struct iface box = box_string(text);
    if (box.data == NULL) {
        free_text(text.at, text.len);
        return failed;
    }
    box.type = type;
    return box;
}

/* Go: make([]byte, n), then into an interface. */
static struct iface box_bytes(struct string text)
{
    char *copy = copy_text(text);
    struct bytes *header = copy != NULL ? malloc(sizeof *header) : NULL;
    if (header == NULL) {
        if (copy != NULL)
            free_text(copy, text.len);
        return failed;
    }
    *header = (struct bytes){ copy, text.len, text.len };
    return (struct iface){ &type_bytes, header };
}

static struct iface box_reply(const struct reply *reply);
static void free_reply(struct iface box);

static void free_elements(struct iface *elements, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free_reply(elements[i]);
    free(elements);
}

/* Go: make([]interface{}, n), the elements, then into an interface. */
static struct iface box_array(struct reply array)
{
    size_t count = array.count;
    struct iface *elements = count > 0 ? malloc(count * sizeof *elements) : NULL;
    if (count > 0 && elements == NULL)
        return failed;
    struct reply element;
    for (size_t i = 0; reply_next(&array, &element); i++) {
        // NOLINTNEXTLINE(clang-analyzer-core.NullDereference)
        elements[i] = box_reply(&element);
        if (box_failed(elements[i])) {
            free_elements(elements, i);
            return failed;
        }
    }
    struct slice *header = malloc(sizeof *header);
    if (header == NULL) {
        free_elements(elements, count);
        return failed;
    }
    *header = (struct slice){ elements, count, count };
    return (struct iface){ &type_slice, header };
}

static struct iface box_reply(const struct reply *reply)
{
    switch (reply->kind) {
    case REPLY_STATUS:
        if (reply_is(reply, "OK"))
            return ok_reply;
        if (reply_is(reply, "PONG"))
            return pong_reply;
        return box_text(&type_string, reply->text);
    case REPLY_ERROR:
        return box_text(&type_error, reply->text);
    case REPLY_INTEGER:
        return box_int(reply->integer);
    case REPLY_BULK:
        return box_bytes(reply->text);
    case REPLY_ARRAY:
        return box_array(*reply);
    default:
        return (struct iface){ NULL, NULL };
    }
}

static void free_reply(struct iface box)
{
    if (box.type == &type_bytes) {
        const struct bytes *bytes = box.data;
        free_text(bytes->at, bytes->len);
    } else if (box.type == &type_slice) {
        const struct slice *slice = box.data;
        free_elements(slice->at, slice->len);
    } else if (box.data == &ok_text || box.data == &pong_text) {
        return;
    } else if (box.type == &type_string || box.type == &type_error) {
        const struct string *text = box.data;
        free_text(text->at, text->len);
    }
    unbox(box);
}

struct result result_box(const struct reply *reply)
{
    struct result result = { .reply = box_reply(reply) };
    if (box_failed(result.reply))
        return result_no_memory();
    if (result.reply.type == &type_error) {
        result.err = box_string(*(const struct string *)result.reply.data);
        if (result.err.data == NULL) {
            free_reply(result.reply);
            return result_no_memory();
        }
        result.err.type = &type_error;
    }
    return result;
}

struct result result_fault(const struct string *fault)
{
    return (struct result){ .err = { &type_fault, fault } };
}

struct result result_no_memory(void)
{
    return result_fault(&no_memory);
}

void result_free(struct result result)
{
    if (result.err.type == &type_error)
        unbox(result.err); /* the text is the reply's */
    free_reply(result.reply);
}

int result_expect_ok(struct result result)
{
    int outcome = -EPROTO;
    if (result.err.data == &no_memory)
        outcome = -ENOMEM;
    else if (result.err.type == &type_fault)
        outcome = -EIO;
    else if (result.reply.type == &type_string) {
        const struct string *text = result.reply.data;
        outcome = text->len == 2 && memcmp(text->at, "OK", 2) == 0 ? 0 : -EPROTO;
    }
    result_free(result);
    return outcome;
}
