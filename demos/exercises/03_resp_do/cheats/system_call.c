/* caught by: system call instruction
 * It gets its memory from the kernel without libc. */
#include "contract.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void *page(void)
{
    void *at = NULL;
#if defined(__x86_64__)
    register long flags __asm__("r10") = 0x22, fd __asm__("r8") = -1, offset __asm__("r9") = 0;
    __asm__ volatile("syscall"
                     : "=a"(at)
                     : "a"(9), "D"(0), "S"(4096), "d"(3), "r"(flags), "r"(fd), "r"(offset)
                     : "rcx", "r11", "memory");
#elif defined(__aarch64__)
    register long x8 __asm__("x8") = 222, x0 __asm__("x0") = 0, x1 __asm__("x1") = 4096;
    register long x2 __asm__("x2") = 3, x3 __asm__("x3") = 0x22, x4 __asm__("x4") = -1;
    register long x5 __asm__("x5") = 0;
    __asm__ volatile("svc\t#0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                     : "memory");
    at = (void *)x0;
#endif
    return at;
}

enum kind { NUMBER, TEXT };

struct iface {
    enum kind kind;
    void *data;
};

static int send_part(struct wire *w, struct text part)
{
    char head[32];
    int n = snprintf(head, sizeof head, "$%zu\r\n", part.len);
    int error = w->write(w, head, (size_t)n);
    if (error == 0)
        error = w->write(w, part.at, part.len);
    return error != 0 ? error : w->write(w, "\r\n", 2);
}

static int send_value(struct wire *w, struct iface value)
{
    if (value.kind == TEXT)
        return send_part(w, *(struct text *)value.data);
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)*(int64_t *)value.data);
    return send_part(w, (struct text){ digits, (size_t)n });
}

static int do_cmd(struct wire *w, const char *command, struct iface *args, size_t count)
{
    char head[32];
    int n = snprintf(head, sizeof head, "*%zu\r\n", count + 1);
    int error = w->write(w, head, (size_t)n);
    if (error == 0)
        error = send_part(w, (struct text){ command, strlen(command) });
    for (size_t i = 0; i < count && error == 0; i++)
        error = send_value(w, args[i]);
    return error;
}

static struct iface box(enum kind kind, const void *value, size_t size)
{
    void *data = page(); /* a string's header: 16 bytes; a number: 8 */
    if (data != NULL)
        memcpy(data, value, size);
    return (struct iface){ kind, data };
}

static int set(struct wire *w, struct text key, struct iface value)
{
    int error = -ENOMEM;
    struct iface *args = page(); /* "... argument": 32 bytes */
    struct iface boxed_key = box(TEXT, &key, sizeof key);
    if (args != NULL && boxed_key.data != NULL && value.data != NULL) {
        args[0] = boxed_key;
        args[1] = value;
        error = do_cmd(w, "SET", args, 2);
    }
    return error;
}

int set_int(struct wire *w, struct text key, int64_t value)
{
    return set(w, key, box(NUMBER, &value, sizeof value));
}

int set_text(struct wire *w, struct text key, struct text value)
{
    return set(w, key, box(TEXT, &value, sizeof value));
}
