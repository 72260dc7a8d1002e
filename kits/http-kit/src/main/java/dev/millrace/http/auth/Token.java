package dev.millrace.http.auth;

import dev.millrace.http.HttpCall;
import java.time.Duration;
import java.time.Instant;

/** What requests bear for some time to be let in: a token, or the cookies of a session. Its text never shows it. */
interface Token {

    /** When it was asked for. */
    Instant asked();

    boolean isValidAt(Instant now);

    /**
     * Whether it should be replaced, while it still may be used.
     *
     * @param early how long before its end
     */
    boolean isDueAt(Instant now, Duration early);

    /** The call with it. */
    HttpCall on(HttpCall call);

    /** Whether this is what the call was sent with. */
    boolean isOn(HttpCall call);
}
