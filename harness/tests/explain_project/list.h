struct node {
    int value;
    struct node *next;
};

struct node *push(struct node *head, int value);
int sum(const struct node *head);
void drop(struct node *head);
char *copied(const char *text);
void drop_copy(char *copy);
void never(void);
void *list_alloc(unsigned long size);
