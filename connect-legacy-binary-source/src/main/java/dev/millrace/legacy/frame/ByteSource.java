package dev.millrace.legacy.frame;

import java.io.IOException;

/** Where bytes come from. */
@FunctionalInterface
public interface ByteSource {

    /** No limit but the source's own. */
    long AS_LONG_AS_IT_MAY = -1;

    /**
     * Reads at least one byte.
     *
     * @param within milliseconds after which 0 is returned when nothing came; {@link #AS_LONG_AS_IT_MAY} for what the source
     *     itself allows
     * @param begun whether a frame has begun, which is not to last for ever
     * @return how many were read, -1 at the end
     */
    int read(byte[] into, int at, int most, long within, boolean begun) throws IOException;
}
