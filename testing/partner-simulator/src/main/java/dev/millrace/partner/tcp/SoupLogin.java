package dev.millrace.partner.tcp;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One login as the server saw it.
 *
 * @param user the user, without padding
 * @param password the password, without padding
 * @param session the session that was asked for; blank for the current one
 * @param requested the number that was asked for
 * @param patience how long the client lets itself be silent; absent before version 4.1
 * @param rejected the code of the rejection, absent when it was accepted
 * @param accepted the number at which the session went on, absent when it was rejected
 */
public record SoupLogin(
        String user,
        String password,
        String session,
        long requested,
        Optional<Duration> patience,
        Optional<Character> rejected,
        OptionalLong accepted) {

    private static final int WITHOUT_PATIENCE = 46;

    /** Reads the payload of a login request; throws IllegalArgumentException when it is none. */
    static SoupLogin ask(String payload) {
        if (payload.length() < WITHOUT_PATIENCE) {
            throw new IllegalArgumentException("a login request has 46 or 51 bytes, not " + payload.length());
        }
        String patience = payload.substring(WITHOUT_PATIENCE).strip();
        return new SoupLogin(
                payload.substring(0, 6).strip(),
                payload.substring(6, 16).strip(),
                payload.substring(16, 26).strip(),
                Long.parseLong(payload.substring(26, WITHOUT_PATIENCE).strip()),
                patience.isEmpty() ? Optional.empty() : Optional.of(Duration.ofMillis(Long.parseLong(patience))),
                Optional.empty(),
                OptionalLong.empty());
    }

    SoupLogin rejected(char code) {
        return new SoupLogin(user, password, session, requested, patience, Optional.of(code), OptionalLong.empty());
    }

    SoupLogin accepted(long at) {
        return new SoupLogin(user, password, session, requested, patience, Optional.empty(), OptionalLong.of(at));
    }
}
