// linked.h -- what linked_main.c and linked_lib.c share.
struct box {
    long v;
};
int look(struct box *b);
void store(struct box *b);
