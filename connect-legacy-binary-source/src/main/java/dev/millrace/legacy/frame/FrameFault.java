package dev.millrace.legacy.frame;

import java.io.IOException;

/** Bytes that are no frame; behind it the stream can't be read on. The message holds lengths and places, no payload. */
public final class FrameFault extends IOException {

    private static final long serialVersionUID = 1L;

    private final String code;

    public FrameFault(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Lower case words with dashes, such as {@code frame-too-long}. */
    public String code() {
        return code;
    }
}
