/* markdown.c -- a page of docs/ as HTML, by cmark-gfm. */
#include "site/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "site/listing.h"
#include "text/write.h"

bool site_markdown_possible(void)
{
    return true;
}

enum { SEARCHED = 600 }; /* bytes of the text below a heading that the search knows */

void site_markdown_done(struct site_markdown *page)
{
    for (size_t i = 0; i < page->n; i++) {
        free(page->sections[i].title);
        free(page->sections[i].anchor);
        free(page->sections[i].text);
    }
    free(page->sections);
    free(page->html);
    *page = (struct site_markdown){ 0 };
}

/* The words of a node and of all below it. */
static char *words(cmark_node *node)
{
    char *text = xstrndup("", 0);
    cmark_iter *iter = cmark_iter_new(node);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *at = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(at);
        bool block = ((unsigned)type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
        if (event != CMARK_EVENT_ENTER) {
            if (block && at != node)
                xappend(&text, " ");
            continue;
        }
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
            xappend(&text, "%s", cmark_node_get_literal(at));
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            xappend(&text, " ");
    }
    cmark_iter_free(iter);
    return text;
}

/* As on the web pages where the Markdown is read, and as scripts/docs checks links. */
static char *anchor_of(const char *title)
{
    char *anchor = xstrndup("", 0);
    for (const char *s = title; *s != '\0'; s++)
        if (isalnum((unsigned char)*s) || *s == '_' || *s == '-')
            xappend(&anchor, "%c", tolower((unsigned char)*s));
        else if (*s == ' ')
            xappend(&anchor, "-");
    return anchor;
}

static void heading(struct site_markdown *page, cmark_node *node)
{
    char *title = words(node);
    *XPUSH(page->sections, page->n, page->cap) =
        (struct site_section){ .level = cmark_node_get_heading_level(node),
                               .title = title,
                               .anchor = anchor_of(title),
                               .text = xstrndup("", 0) };
}

static void searched(struct site_markdown *page, cmark_node *block)
{
    struct site_section *section = page->n > 0 ? &page->sections[page->n - 1] : NULL;
    if (section == NULL || strlen(section->text) > SEARCHED)
        return;
    char *text = words(block);
    xappend(&section->text, "%s%s", section->text[0] != '\0' ? " " : "", text);
    free(text);
}

static void link_of(cmark_node *node, const struct site_markdown_asks *asks)
{
    char *url = asks->link(asks->ctx, cmark_node_get_url(node));
    if (url != NULL) {
        cmark_node_set_url(node, url);
        free(url);
        return;
    }
    while (cmark_node_first_child(node) != NULL)
        cmark_node_insert_before(node, cmark_node_first_child(node));
    cmark_node_unlink(node);
    cmark_node_free(node);
}

static void lines_marked(FILE *to, const char *text, bool diff)
{
    char *copy = xstrndup(text, strlen(text)), *rest = copy, *line;
    while ((line = strsep(&rest, "\n")) != NULL) {
        if (rest == NULL && *line == '\0')
            break;
        const char *class = !diff && strncmp(line, "$ ", 2) == 0 ? "cmd"
                            : diff && line[0] == '+'             ? "add"
                            : diff && line[0] == '-'             ? "del"
                            : diff && line[0] == '@'             ? "hunk"
                                                                 : "out";
        fprintf(to, "<span class=\"%s\">", class);
        text_markup(to, line);
        fputs("</span>\n", to);
    }
    free(copy);
}

static void coloured(FILE *to, const char *text)
{
    bool comment = false;
    char *copy = xstrndup(text, strlen(text)), *rest = copy, *line;
    while ((line = strsep(&rest, "\n")) != NULL && (rest != NULL || *line != '\0')) {
        site_listing_line(to, line, &comment);
        fputc('\n', to);
    }
    free(copy);
}

static void plain_code(FILE *to, const char *language, const char *text)
{
    bool diff = strcmp(language, "diff") == 0;
    fprintf(to, "<pre tabindex=\"0\" class=\"%s\"><code>",
            diff                               ? "diff"
            : strcmp(language, "console") == 0 ? "console"
                                               : "code");
    if (strcmp(language, "c") == 0 || strcmp(language, "go") == 0)
        coloured(to, text);
    else
        lines_marked(to, text, diff);
    fputs("</code></pre>\n", to);
}

/* "diff: LEFT RIGHT" of a comment that stands above a block. */
static bool pair(FILE *to, const char *claim, const struct site_markdown_asks *asks)
{
    char left[256], right[256];
    return claim != NULL && sscanf(claim, "<!-- diff: %255s %255s -->", left, right) == 2 &&
           asks->pair(asks->ctx, to, left, right);
}

/* Put our own HTML where the block stands. */
static void code_block(cmark_node *node, const char *claim, const struct site_markdown_asks *asks)
{
    struct cli_text html = { 0 };
    FILE *to = xtext_open(&html);
    if (!pair(to, claim, asks))
        plain_code(to, cmark_node_get_fence_info(node), cmark_node_get_literal(node));
    fclose(to);
    char *text = xstrndup(html.bytes, html.length);
    cmark_node *ours = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
    cmark_node_set_on_enter(ours, text);
    cmark_node_replace(node, ours);
    cmark_node_free(node);
    free(text);
    free(html.bytes);
}

/* The blocks of the page from the top; what stands in lists and quotes has no code of ours. */
static void blocks(struct site_markdown *page, cmark_node *root,
                   const struct site_markdown_asks *asks)
{
    char *claim = NULL;
    for (cmark_node *node = cmark_node_first_child(root), *next; node != NULL; node = next) {
        next = cmark_node_next(node);
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_HTML_BLOCK) {
            const char *comment = cmark_node_get_literal(node);
            free(claim);
            claim = xstrndup(comment, strlen(comment));
            cmark_node_unlink(node);
            cmark_node_free(node);
            continue;
        }
        if (type == CMARK_NODE_HEADING)
            heading(page, node);
        else if (type == CMARK_NODE_CODE_BLOCK)
            code_block(node, claim, asks);
        else
            searched(page, node);
        free(claim);
        claim = NULL;
    }
    free(claim);
}

static void links(cmark_node *root, const struct site_markdown_asks *asks)
{
    cmark_node **found = NULL;
    size_t n = 0, cap = 0;
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
        if (event == CMARK_EVENT_ENTER &&
            cmark_node_get_type(cmark_iter_get_node(iter)) == CMARK_NODE_LINK)
            *XPUSH(found, n, cap) = cmark_iter_get_node(iter);
    cmark_iter_free(iter);
    for (size_t i = 0; i < n; i++)
        link_of(found[i], asks);
    free(found);
}

/* What we write in place of what cmark writes. A table may be wider than the page; a header without
 * words is none. */
enum { OPENED, CLOSED };
static const struct {
    const char *theirs, *ours;
} changes[] = {
    [OPENED] = { "<table>", "<div class=\"scroll\" tabindex=\"0\"><table>" },
    [CLOSED] = { "</table>", "</table></div>" },
    { "<th></th>", "<td></td>" },
    { "<pre><code", "<pre tabindex=\"0\"><code" },
    { "<h1>", "<h1 id=\"%s\">" },
    { "<h2>", "<h2 id=\"%s\">" },
    { "<h3>", "<h3 id=\"%s\">" },
    { "<h4>", "<h4 id=\"%s\">" },
};

static bool starts(const char *s, const char *start)
{
    return strncmp(s, start, strlen(start)) == 0;
}

/* Make the changes; the k-th heading gets the anchor of the k-th section. What we wrote ourselves
 * has a class in each of these tags, and so it stays. */
static char *changed(const struct site_markdown *page, const char *html)
{
    struct cli_text out = { 0 };
    FILE *to = xtext_open(&out);
    size_t heading = 0, open = 0;
    while (*html != '\0') {
        size_t i = 0, n = sizeof changes / sizeof *changes;
        while (i < n && !starts(html, changes[i].theirs))
            i++;
        bool ours = i < n && i == CLOSED && open == 0;
        if (i == n || ours) {
            fputc(*html++, to);
            continue;
        }
        open += (i == OPENED) - (i == CLOSED);
        const char *anchor = strchr(changes[i].ours, '%');
        if (anchor == NULL)
            fputs(changes[i].ours, to);
        else
            fprintf(to, "%.*s%s\">", (int)(anchor - changes[i].ours), changes[i].ours,
                    heading < page->n ? page->sections[heading++].anchor : "");
        html += strlen(changes[i].theirs);
    }
    fclose(to);
    char *text = xstrndup(out.bytes, out.length);
    free(out.bytes);
    return text;
}

void site_markdown_read(struct site_markdown *page, const char *text,
                        const struct site_markdown_asks *asks)
{
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_feed(parser, text, strlen(text));
    cmark_node *root = cmark_parser_finish(parser);

    *page = (struct site_markdown){ 0 };
    links(root, asks);
    blocks(page, root, asks);
    char *html =
        cmark_render_html(root, CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions(parser));
    page->html = changed(page, html);
    free(html);
    cmark_node_free(root);
    cmark_parser_free(parser);
}
