package dev.millrace.webhook;

import java.nio.ByteBuffer;

/**
 * By what two deliveries of one event are known as the same: the first 128 bits of a SHA-256 over connector, id and, where the
 * id is not signed, body.
 *
 * @param high the first 64 bits
 * @param low the next 64 bits
 */
record EventKey(long high, long low) {

    /** How long its binary form is. */
    static final int BYTES = 2 * Long.BYTES;

    /** Reads the binary form. */
    static EventKey read(ByteBuffer from) {
        return new EventKey(from.getLong(), from.getLong());
    }

    void write(ByteBuffer to) {
        to.putLong(high).putLong(low);
    }
}
