/* replies.c -- what a Redis client allocates, without a server: commands are formatted, read back
 * and freed. */
#include <hiredis/hiredis.h>
#include <stddef.h>

int main(void)
{
    redisReader *reader = redisReaderCreate();
    size_t elements = 0;
    for (int i = 0; i < 2000000; i++) {
        char *command;
        void *reply = NULL;
        long long length = redisFormatCommand(&command, "SET %s %d", "key", i);
        redisReaderFeed(reader, command, (size_t)length);
        redisReaderGetReply(reader, &reply);
        elements += ((redisReply *)reply)->elements;
        freeReplyObject(reply);
        redisFreeCommand(command);
    }
    redisReaderFree(reader);
    return elements != 6000000;
}
