/* SPDX-License-Identifier: MIT */
/**
 * What the responses of extensions hold: namespaces, quotas, rights, metadata.
 *
 * As in imap_data.h, structs are read-only and only grow at their end; a string with `ptr == NULL` is NIL or was not
 * sent.
 */
#ifndef MAILACCESS_IMAP_EXTENSION_H
#define MAILACCESS_IMAP_EXTENSION_H

#include <mailaccess/imap_data.h>

#ifdef __cplusplus
extern "C" {
#endif

/* NAMESPACE: RFC 9051 section 7.3.2, RFC 2342. */

typedef struct mla_imap_namespace {
    mla_str prefix;                      /**< UTF-8 */
    mla_str prefix_raw;                  /**< as sent */
    int32_t delimiter;                   /**< one octet; 0 for NIL */
    const mla_imap_raw_item *extensions; /**< name and the list of values, raw */
    size_t extension_count;
} mla_imap_namespace;

typedef struct mla_imap_namespace_list {
    const mla_imap_namespace *items;
    size_t count; /**< 0: NIL, there is no such namespace */
} mla_imap_namespace_list;

typedef struct mla_imap_namespaces {
    uint32_t struct_size;
    mla_imap_namespace_list personal;
    mla_imap_namespace_list other_users;
    mla_imap_namespace_list shared;
} mla_imap_namespaces;

/* QUOTA and QUOTAROOT: RFC 9208. */

typedef struct mla_imap_quota_resource {
    /** "STORAGE" (in units of 1,024 octets), "MESSAGE", "MAILBOX", "ANNOTATION-STORAGE" */
    mla_str name;
    uint64_t usage;
    uint64_t limit;
} mla_imap_quota_resource;

typedef struct mla_imap_quota {
    uint32_t struct_size;
    mla_str root; /**< may be empty */
    const mla_imap_quota_resource *resources;
    size_t resource_count;
} mla_imap_quota;

typedef struct mla_imap_quota_roots {
    uint32_t struct_size;
    mla_str mailbox;     /**< UTF-8 */
    mla_str mailbox_raw; /**< as sent */
    const mla_str *roots;
    size_t root_count;
} mla_imap_quota_roots;

/* ACL, LISTRIGHTS, MYRIGHTS: RFC 4314. */

typedef struct mla_imap_acl_entry {
    mla_str identifier; /**< of a user; negative rights begin with "-" */
    mla_str rights;     /**< a letter each: "lrs" */
} mla_imap_acl_entry;

typedef struct mla_imap_acl {
    uint32_t struct_size;
    mla_str mailbox;                   /**< UTF-8 */
    mla_str mailbox_raw;               /**< as sent */
    const mla_imap_acl_entry *entries; /**< ACL */
    size_t entry_count;
    mla_str identifier; /**< LISTRIGHTS: whose rights */
    mla_str rights;     /**< MYRIGHTS: one's own; LISTRIGHTS: those that are always granted */
    /** LISTRIGHTS: what can be granted; letters in one string only together */
    const mla_str *optional;
    size_t optional_count;
} mla_imap_acl;

/* METADATA: RFC 5464 section 4.4. */

typedef struct mla_imap_metadata {
    uint32_t struct_size;
    mla_str mailbox;     /**< UTF-8; empty: the server */
    mla_str mailbox_raw; /**< as sent */
    int32_t has_values;  /**< 0: the entries have changed; their values were not sent */
    /** "/shared/comment" with its value, absent for NIL and for one that streamed */
    const mla_imap_parameter *entries;
    size_t entry_count;
} mla_imap_metadata;

#ifdef __cplusplus
}
#endif

#endif
