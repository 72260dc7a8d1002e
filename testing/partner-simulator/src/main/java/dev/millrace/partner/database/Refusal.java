package dev.millrace.partner.database;

import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** Why a database does not run here, and what becomes of the test that asked for it. */
final class Refusal {

    private Refusal() {}

    /** What somebody decided who runs the tests: {@code -Dmillrace.postgres=none}, and so for each server. */
    static Optional<String> of(String server) {
        String property = "millrace." + server;
        return Optional.ofNullable(System.getProperty(property))
                .filter("none"::equals)
                .map(none -> "no server is wanted: -D" + property + "=none");
    }

    /** Ends the test where there is a reason; it counts as skipped then. */
    static void check(Optional<String> reason) {
        if (reason.isPresent()) {
            throw new TestAbortedException(reason.get());
        }
    }
}
