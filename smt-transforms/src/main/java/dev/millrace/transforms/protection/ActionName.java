package dev.millrace.transforms.protection;

/** The actions, by the names they have in rules. */
enum ActionName {
    NULL,
    CONST,
    PARTIAL,
    REGEX,
    TRUNCATE,
    GENERALISE,
    HMAC,
    TOKEN,
    ENCRYPT,
    ENCRYPT_DETERMINISTIC,
    DECRYPT,
    /** Says of a classification that it needs no protection. */
    KEEP
}
