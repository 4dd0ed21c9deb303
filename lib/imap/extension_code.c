/* SPDX-License-Identifier: MIT */
/* The response codes that extensions add. */
#include "imap/decoder.h"

const char mla__extension_code_names[] = "\13UIDREQUIRED"
                                         "\12INPROGRESS"
                                         "\14MESSAGELIMIT"
                                         "\21COMPRESSIONACTIVE"
                                         "\7USEATTR"
                                         "\10METADATA"
                                         "\24NOTIFICATIONOVERFLOW"
                                         "\10BADEVENT"
                                         "\20UNDEFINED-FILTER"
                                         "\10NOUPDATE"
                                         "\15BADCOMPARATOR"
                                         "\6BADURL"
                                         "\6TOOBIG"
                                         "\7URLMECH"
                                         "\10REFERRAL"
                                         "\10ANNOTATE"
                                         "\13ANNOTATIONS"
                                         "\10TEMPFAIL"
                                         "\22MAXCONVERTMESSAGES"
                                         "\17MAXCONVERTPARTS"
                                         "\7NEWNAME"
                                         "\10WEBALERT";

#define AT(code) [MLA_IMAP_CODE_##code - MLA_IMAP_CODE_UIDREQUIRED]

const uint8_t mla__extension_code_fields[] = {
    AT(INPROGRESS) = MLA__CODE_GROUP | MLA__CODE_ARGUMENT | MLA__CODE_VALUE | MLA__CODE_GOAL,
    AT(MESSAGELIMIT) = MLA__CODE_VALUE | MLA__CODE_GOAL,
    AT(METADATA) = MLA__CODE_ARGUMENT | MLA__CODE_VALUE,
    AT(BADEVENT) = MLA__CODE_LIST,
    AT(UNDEFINED_FILTER) = MLA__CODE_ARGUMENT,
    AT(NOUPDATE) = MLA__CODE_ARGUMENT,
    AT(BADURL) = MLA__CODE_ARGUMENT,
    AT(URLMECH) = MLA__CODE_WORDS,
    AT(REFERRAL) = MLA__CODE_ARGUMENT | MLA__CODE_WORDS,
    AT(ANNOTATE) = MLA__CODE_ARGUMENT | MLA__CODE_VALUE,
    AT(ANNOTATIONS) = MLA__CODE_VALUE | MLA__CODE_WORDS,
    AT(MAXCONVERTMESSAGES) = MLA__CODE_VALUE,
    AT(MAXCONVERTPARTS) = MLA__CODE_VALUE,
    AT(WEBALERT) = MLA__CODE_ARGUMENT,
};
