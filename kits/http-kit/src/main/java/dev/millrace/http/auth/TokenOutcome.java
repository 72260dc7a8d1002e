package dev.millrace.http.auth;

import dev.millrace.http.HttpFault;
import dev.millrace.kit.ConnectorFailure;
import java.time.Duration;
import java.util.Optional;

/** What became of the wish for a token. */
sealed interface TokenOutcome {

    record Granted(Token token) implements TokenOutcome {}

    /** For now there is none, and no record is to blame. */
    record Unavailable(HttpFault fault, Optional<Duration> retryAfter) implements TokenOutcome {}

    /** There is none until a person changes something. */
    record Refused(ConnectorFailure failure) implements TokenOutcome {}
}
