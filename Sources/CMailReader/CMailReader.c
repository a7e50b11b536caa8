// See include/CMailReader.h.

#include "CMailReader.h"

#include <gmime/gmime.h>
#include <pthread.h>

typedef struct {
    const docket_mail_callbacks *callbacks;
    int depth_limit;
    int parts_left;
    docket_mail_outcome outcome;
} walk_state;

static void initialise(void) { g_mime_init(); }

/// Header texts that are neither encoded words nor UTF-8 are most likely GB18030, and Latin-1 where they are not.
static GMimeParserOptions *parser_options(void) {
    static const char *fallbacks[] = {"utf-8", "gb18030", "iso-8859-1", NULL};
    GMimeParserOptions *options = g_mime_parser_options_new();
    g_mime_parser_options_set_fallback_charsets(options, fallbacks);
    return options;
}

static void hand_over_head(GMimeMessage *message, const docket_mail_callbacks *callbacks) {
    InternetAddressList *from = g_mime_message_get_from(message);
    InternetAddressList *to = g_mime_message_get_to(message);
    char *from_text = from ? internet_address_list_to_string(from, NULL, FALSE) : NULL;
    char *to_text = to ? internet_address_list_to_string(to, NULL, FALSE) : NULL;
    docket_mail_head head = {
        .message_id = g_mime_message_get_message_id(message),
        .from = from_text,
        .to = to_text,
        .subject = g_mime_message_get_subject(message),
        .date = g_mime_object_get_header(GMIME_OBJECT(message), "Date"),
    };
    callbacks->head(callbacks->state, &head);
    g_free(from_text);
    g_free(to_text);
}

/// The name in Content-Disposition, else the one in Content-Type.
static const char *file_name(GMimeObject *object) {
    const char *name = g_mime_object_get_content_disposition_parameter(object, "filename");
    return name ? name : g_mime_object_get_content_type_parameter(object, "name");
}

static void hand_over(walk_state *state, GMimeObject *object, GByteArray *content, int is_in_attached_mail) {
    if (state->parts_left-- <= 0) {
        state->outcome = DOCKET_MAIL_TOO_MANY_PARTS;
        return;
    }
    GMimeContentType *type = g_mime_object_get_content_type(object);
    char *name = type ? g_mime_content_type_get_mime_type(type) : NULL;
    char *media_type = name ? g_ascii_strdown(name, -1) : NULL;
    const char *disposition = g_mime_object_get_disposition(object);
    docket_mail_part part = {
        .media_type = media_type,
        .file_name = file_name(object),
        .charset = g_mime_object_get_content_type_parameter(object, "charset"),
        .is_attachment = disposition && g_ascii_strcasecmp(disposition, "attachment") == 0,
        .is_in_attached_mail = is_in_attached_mail,
        .content = content ? content->data : NULL,
        .count = content ? content->len : 0,
    };
    state->callbacks->part(state->callbacks->state, &part);
    g_free(media_type);
    g_free(name);
}

static void hand_over_decoded(walk_state *state, GMimePart *part, int is_in_attached_mail) {
    GMimeDataWrapper *wrapper = g_mime_part_get_content(part);
    GByteArray *content = g_byte_array_new();
    GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(content);
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
    if (wrapper) g_mime_data_wrapper_write_to_stream(wrapper, stream);
    g_object_unref(stream);
    hand_over(state, GMIME_OBJECT(part), content, is_in_attached_mail);
    g_byte_array_free(content, TRUE);
}

static void walk(walk_state *state, GMimeObject *object, int depth, int is_in_attached_mail) {
    if (!object || state->outcome != DOCKET_MAIL_READ) return;
    if (depth > state->depth_limit) {
        state->outcome = DOCKET_MAIL_TOO_DEEP;
    } else if (GMIME_IS_MESSAGE_PART(object)) {
        GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
        if (inner) walk(state, g_mime_message_get_mime_part(inner), depth + 1, 1);
    } else if (GMIME_IS_MULTIPART_ENCRYPTED(object)) {
        hand_over(state, object, NULL, is_in_attached_mail);
    } else if (GMIME_IS_MULTIPART(object)) {
        GMimeMultipart *multipart = GMIME_MULTIPART(object);
        int count = g_mime_multipart_get_count(multipart);
        for (int index = 0; index < count; index += 1)
            walk(state, g_mime_multipart_get_part(multipart, index), depth + 1, is_in_attached_mail);
    } else if (GMIME_IS_PART(object)) {
        hand_over_decoded(state, GMIME_PART(object), is_in_attached_mail);
    } else {
        hand_over(state, object, NULL, is_in_attached_mail);
    }
}

docket_mail_outcome docket_mail_read(
    const unsigned char *bytes, size_t count, int depth_limit, int part_limit, const docket_mail_callbacks *callbacks,
    int *breaks_off) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, initialise);
    *breaks_off = 0;

    GMimeStream *stream = g_mime_stream_mem_new_with_buffer((const char *)bytes, count);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_object_unref(stream);
    GMimeParserOptions *options = parser_options();
    GMimeMessage *message = g_mime_parser_construct_message(parser, options);
    docket_mail_outcome outcome = DOCKET_MAIL_NOT_PARSED;
    if (message) {
        walk_state state = {callbacks, depth_limit, part_limit, DOCKET_MAIL_READ};
        GMimeObject *body = g_mime_message_get_mime_part(message);
        hand_over_head(message, callbacks);
        walk(&state, body, 0, 0);
        // Set by the parser where it has met the line that ends the multipart.
        if (GMIME_IS_MULTIPART(body)) *breaks_off = !GMIME_MULTIPART(body)->write_end_boundary;
        outcome = state.outcome;
        g_object_unref(message);
    }
    g_mime_parser_options_free(options);
    g_object_unref(parser);
    return outcome;
}
