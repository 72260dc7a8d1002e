package dev.millrace.feed.format;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Reads back what {@link RecordReader#state()} wrote. */
public final class Resume {

    private Resume() {}

    static Encoding encoding(String name, String source, String format) {
        try {
            return Encoding.of(Charset.forName(name));
        } catch (IllegalArgumentException e) {
            throw unreadable(source, format, e);
        }
    }

    public static ConnectorFailure unreadable(String source, String format, @Nullable Throwable cause) {
        return new ConnectorFailure(
                FailureKind.MISCONFIGURED,
                "state-unreadable",
                source + ": the stored position was not written by the format " + format
                        + "; set the format back, or remove the file's offset to read it from its start",
                cause);
    }
}
