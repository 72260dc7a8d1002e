package dev.millrace.legacy;

import dev.millrace.legacy.session.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The session files in this jar. */
final class ShippedSessions {

    private static final List<String> NAMES = List.of(
            "fix-4.4",
            "hl7-mllp",
            "iso8583-1987",
            "iso8583-1987-server",
            "lines",
            "llzz",
            "sia-dc09",
            "soupbintcp-4.1");

    private ShippedSessions() {}

    static List<String> names() {
        return NAMES;
    }

    static Optional<String> text(String name) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        try (InputStream in = Protocol.class.getResourceAsStream(name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks the session " + name);
            }
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
