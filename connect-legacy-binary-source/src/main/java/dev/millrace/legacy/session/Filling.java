package dev.millrace.legacy.session;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What fills the places of a template. */
interface Filling {

    /** The text of a place that is none of a message. */
    Optional<String> text(String name);

    /** The message that is answered; null for none. */
    @Nullable
    Message answered();

    Instant now();

    /** Counts up. */
    long next(String counter, long wrap);
}
