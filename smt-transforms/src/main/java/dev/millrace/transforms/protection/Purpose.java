package dev.millrace.transforms.protection;

import java.nio.charset.StandardCharsets;

/**
 * What one derived key is for. No key is used for two purposes: each is derived from the key of the keyset by HKDF with a label
 * of its own.
 */
enum Purpose {
    RANDOM_CIPHER(KeyUse.ENCRYPT, "aes-256-gcm"),
    DETERMINISTIC_IV(KeyUse.ENCRYPT, "deterministic iv"),
    DETERMINISTIC_CIPHER(KeyUse.ENCRYPT, "deterministic aes-256-ctr"),
    HASH(KeyUse.HMAC, "hmac"),
    TOKEN(KeyUse.HMAC, "token");

    private final KeyUse use;
    private final String label;

    Purpose(KeyUse use, String label) {
        this.use = use;
        this.label = "millrace protect v1 " + label;
    }

    KeyUse use() {
        return use;
    }

    /** The {@code info} of HKDF. Never to be changed: what was encrypted would not open. */
    byte[] label() {
        return label.getBytes(StandardCharsets.US_ASCII);
    }
}
