package dev.millrace.ops.alerts;

import java.io.IOException;

/** A way to tell somebody; used by one thread at a time. */
interface Channel extends AutoCloseable {

    /** As the rules call it. */
    String name();

    /** Where it leads, for people; never with a secret. */
    String target();

    /**
     * Tells it once.
     *
     * @throws IOException when it was not taken; the message names no secret, and another attempt may succeed
     * @throws Refused when no further attempt will
     */
    void send(Notice notice) throws IOException;

    @Override
    default void close() {}

    /** The other side will never take this notice. */
    final class Refused extends IOException {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
