package dev.millrace.transforms.protection;

/** What ciphertexts are bound to, the value of {@code aad}. Their codes go into ciphertexts and never change. */
enum BoundTo {
    /** The topic and the path of the value. */
    TOPIC_AND_PATH(0),
    /** The path of the value. */
    PATH(1),
    /** The topic. */
    TOPIC(2),
    /** Nothing but the key. */
    NONE(3);

    private final byte code;

    BoundTo(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }
}
