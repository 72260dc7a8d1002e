package dev.millrace.http.auth;

import dev.millrace.http.HttpReply;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a token endpoint answers (RFC 6749 sections 5.1 and 5.2). Its text shows nothing.
 *
 * @param token empty for an error
 * @param type bearer where nothing is said
 * @param lifetime empty where nothing is said, or what can't be read
 * @param error one of the codes of the standards; {@code other} for any other text, which is never shown; empty for none
 */
record TokenAnswer(String token, String type, Optional<Duration> lifetime, String error) {

    private static final Set<String> ERRORS = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope",
            "invalid_target",
            "access_denied",
            "server_error",
            "temporarily_unavailable",
            "slow_down");

    /** A year; what is longer is none of a token. */
    private static final double MOST_SECONDS = 31_536_000;

    /** Reads a reply whatever its status; what is no JSON object has neither token nor error. */
    static TokenAnswer read(HttpReply reply) {
        Optional<JwtMembers> members = JwtMembers.read(reply.body());
        return new TokenAnswer(
                members.flatMap(some -> some.text("access_token")).orElse(""),
                members.flatMap(some -> some.text("token_type"))
                        .orElse("bearer")
                        .toLowerCase(Locale.ROOT),
                members.flatMap(some -> some.text("expires_in")).flatMap(TokenAnswer::seconds),
                members.flatMap(some -> some.text("error"))
                        .map(code -> ERRORS.contains(code) ? code : "other")
                        .orElse(""));
    }

    /** Some write a text, some a fraction. */
    private static Optional<Duration> seconds(String text) {
        try {
            double seconds = Double.parseDouble(text);
            double bounded = Math.max(0, Math.min(seconds, MOST_SECONDS));
            return Double.isNaN(seconds) ? Optional.empty() : Optional.of(Duration.ofMillis((long) (bounded * 1000)));
        } catch (NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether the server asks for patience, although its status may say otherwise. */
    boolean asksForPatience() {
        return error.equals("server_error") || error.equals("temporarily_unavailable") || error.equals("slow_down");
    }

    /** {@code bearertoken} is what some old gateways call it. */
    boolean isBearer() {
        return type.equals("bearer") || type.equals("bearertoken");
    }

    @Override
    public String toString() {
        return error.isEmpty() ? "an answer" : error;
    }
}
