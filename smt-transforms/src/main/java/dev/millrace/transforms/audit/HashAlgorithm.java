package dev.millrace.transforms.audit;

/** How a payload is hashed. */
enum HashAlgorithm {
    /** FIPS 180-4. */
    SHA_256("SHA-256"),
    /** RFC 2104. */
    HMAC_SHA_256("HMAC-SHA-256");

    private final String text;

    HashAlgorithm(String text) {
        this.text = text;
    }

    /** Its name in a header. */
    @Override
    public String toString() {
        return text;
    }
}
