/* expect: -Wdangling-pointer */
struct node {
    struct node *next;
    long value;
};

void push(struct node *head, long value)
{
    struct node own = { head->next, value };
    head->next = &own; /* the list still has it when the frame is gone */
}
