package dev.millrace.feed.content;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;

/** What can be wrong with a file as a whole: its codes, as failures of kind MALFORMED. */
public final class ContentFailure {

    public static final String RATIO = "compression-ratio";
    public static final String TOO_LARGE = "content-too-large";
    public static final String TRUNCATED = "content-truncated";
    public static final String CORRUPT = "content-corrupt";
    public static final String UNSUPPORTED = "content-unsupported";
    public static final String MEMORY = "content-memory";
    public static final String CHECKSUM = "checksum-mismatch";

    private ContentFailure() {}

    /**
     * A file that can't be read.
     *
     * @param what what is wrong and what to do, without payload
     */
    public static ConnectorFailure of(String code, String source, String what) {
        return new ConnectorFailure(FailureKind.MALFORMED, code, source + ": " + what);
    }
}
