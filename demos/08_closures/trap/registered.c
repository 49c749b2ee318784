/* expect: -Wdangling-pointer */
struct timer {
    void (*tick)(void *context);
    void *context;
};

static void count(void *context)
{
    ++*(long *)context;
}

void start(struct timer *timer)
{
    long ticks = 0;
    timer->tick = count;
    timer->context = &ticks; /* the timer ticks when start() has returned */
}
