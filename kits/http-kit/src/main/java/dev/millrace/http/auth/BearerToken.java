package dev.millrace.http.auth;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a request bears to be let in (RFC 6750 section 2.1). Its text never shows the token.
 *
 * @param value printable ASCII without spaces
 * @param asked when it was asked for, so that the way of the answer does not count as a time of validity
 * @param lifetime from then on; empty where nobody told
 */
record BearerToken(String value, Instant asked, Optional<Duration> lifetime) implements Token {

    private static final String HEADER = "Authorization";
    private static final String SCHEME = "Bearer ";

    BearerToken {
        if (value.isEmpty() || !value.chars().allMatch(sign -> sign > ' ' && sign < 0x7f)) {
            throw new IllegalArgumentException("a token is printable ASCII without spaces");
        }
    }

    @Override
    public boolean isValidAt(Instant now) {
        return lifetime.map(asked::plus).map(now::isBefore).orElse(true);
    }

    /** A token that lives short is replaced in its last quarter. */
    @Override
    public boolean isDueAt(Instant now, Duration early) {
        return lifetime.map(whole -> {
                    Duration quarter = whole.dividedBy(4);
                    return asked.plus(whole).minus(early.compareTo(quarter) < 0 ? early : quarter);
                })
                .map(due -> !now.isBefore(due))
                .orElse(false);
    }

    @Override
    public HttpCall on(HttpCall call) {
        return call.with(new HttpHeader(HEADER, SCHEME + value));
    }

    @Override
    public boolean isOn(HttpCall call) {
        return call.headers().stream()
                .anyMatch(header ->
                        header.name().equalsIgnoreCase(HEADER) && header.value().equals(SCHEME + value));
    }

    @Override
    public String toString() {
        return "a token";
    }
}
