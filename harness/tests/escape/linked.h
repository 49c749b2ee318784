struct box {
    long v;
};
int look(struct box *b);
void store(struct box *b);
