package dev.millrace.transforms.protection;

/** What a key of the keyset may be used for. */
enum KeyUse {
    /** Encryption and decryption, deterministic or not. */
    ENCRYPT,
    /** Keyed hashes and tokens, which nobody can turn back. */
    HMAC
}
