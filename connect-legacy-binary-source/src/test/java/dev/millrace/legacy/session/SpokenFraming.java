package dev.millrace.legacy.session;

import dev.millrace.legacy.frame.FrameRules;
import java.util.Map;

/** The framing of a session file. */
public final class SpokenFraming {

    private SpokenFraming() {}

    /** Reads what stands behind {@code framing:}. */
    public static FrameRules of(String framing) {
        ProtocolReader.Outcome outcome =
                ProtocolReader.read("protocol: test\nframing: " + framing + "\n", Map.of(), Map.of());
        if (outcome instanceof ProtocolReader.Outcome.Read read) {
            return read.protocol().framing();
        }
        throw new AssertionError(outcome);
    }
}
