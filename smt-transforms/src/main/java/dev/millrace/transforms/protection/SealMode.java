package dev.millrace.transforms.protection;

/** How values are encrypted; written in front of each. */
enum SealMode {
    /** AES-256-GCM (NIST SP 800-38D) with a random nonce: equal values differ. */
    RANDOM("enc:v1:"),
    /** A synthetic nonce, see {@link SyntheticSeal}: equal values are equal where they are bound to the same. */
    DETERMINISTIC("det:v1:");

    private final String prefix;

    SealMode(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }
}
