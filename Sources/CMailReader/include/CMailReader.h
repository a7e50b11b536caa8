// CMailReader: the part of mail reading that Swift cannot do itself, because GMime's types are macros.
//
// A mail is parsed as a whole and handed over as a head and a flat list of leaves, in their order, with their transfer
// encoding taken off and their names decoded. Nothing is kept, verified, decrypted or fetched.

#pragma once
#include <stddef.h>

/// The head of the mail. Texts are UTF-8 and may be NULL.
typedef struct {
    const char *message_id;
    const char *from;
    const char *to;
    const char *subject;
    /// As it stands in the mail.
    const char *date;
} docket_mail_head;

/// One leaf. Texts are UTF-8 and may be NULL; everything lives as long as the call.
typedef struct {
    /// Such as `text/plain`, in lower case.
    const char *media_type;
    const char *file_name;
    /// The parameter `charset` of its media type.
    const char *charset;
    /// `Content-Disposition: attachment`.
    int is_attachment;
    /// It belongs to a mail that is attached to this one.
    int is_in_attached_mail;
    const unsigned char *content;
    size_t count;
} docket_mail_part;

typedef enum {
    DOCKET_MAIL_READ,
    /// There is no mail in the bytes.
    DOCKET_MAIL_NOT_PARSED,
    /// The parts are nested deeper than the limit.
    DOCKET_MAIL_TOO_DEEP,
    DOCKET_MAIL_TOO_MANY_PARTS,
} docket_mail_outcome;

typedef struct {
    void *state;
    void (*head)(void *state, const docket_mail_head *head);
    void (*part)(void *state, const docket_mail_part *part);
} docket_mail_callbacks;

/// Reads a mail of `count` bytes. `breaks_off` becomes 1 if the end of its outermost multipart is missing.
docket_mail_outcome docket_mail_read(
    const unsigned char *bytes, size_t count, int depth_limit, int part_limit, const docket_mail_callbacks *callbacks,
    int *breaks_off);
