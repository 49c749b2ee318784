/* expect: -Wdangling-pointer */
struct log {
    const long *last;
};

static void note(struct log *l, const long *p) /* const: *p is not written */
{
    l->last = p; /* but its address may be kept */
}

void note_number(struct log *l, long value)
{
    long x = value;
    note(l, &x);
}
