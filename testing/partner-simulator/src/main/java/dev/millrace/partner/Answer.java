package dev.millrace.partner;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the receiver does with a request: a response, or none.
 *
 * <p>Immutable; the methods that change something return another answer.
 *
 * @param status 200 to 599
 * @param headers sent besides those the server writes itself
 * @param body sent as UTF-8, none for 204 and 304
 * @param delay how long the receiver thinks first
 * @param ending what the requester gets in the end
 * @param times how many requests get this answer, {@link #ALWAYS} without limit
 */
public record Answer(int status, Map<String, String> headers, String body, Duration delay, Ending ending, int times) {

    /** Without limit. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    // RFC 9110, section 5.6.7: IMF-fixdate has two digits for the day, unlike the JDK's RFC_1123_DATE_TIME
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** What the requester gets in the end. */
    public enum Ending {
        /** A response. */
        RESPONSE,
        /** Nothing, on a connection that stays open until the receiver stops or lets go. */
        SILENCE,
        /** Nothing, on a connection that is closed. */
        CLOSED_CONNECTION
    }

    public Answer {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("a final status is 200 to 599, not " + status);
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("an answer can't come before its request: " + delay);
        }
        if (times < 1) {
            throw new IllegalArgumentException("an answer is given once or more, not " + times + " times");
        }
        headers = Map.copyOf(headers);
    }

    /** This status, with a small JSON body that says whether the request was accepted. */
    public static Answer status(int status) {
        String body = status == 204 || status == 304 ? "" : "{\"accepted\":" + (status < 300) + "}";
        return new Answer(
                status, Map.of("Content-Type", "application/json"), body, Duration.ZERO, Ending.RESPONSE, ALWAYS);
    }

    /** 200 with {@code {"accepted":true}}: what every request gets that no script speaks of. */
    public static Answer accepted() {
        return status(200);
    }

    /** 429 with {@code Retry-After} in whole seconds (RFC 9110, section 10.2.3). */
    public static Answer tooManyRequests(Duration retryAfter) {
        return status(429).header("Retry-After", Long.toString(retryAfter.toSeconds()));
    }

    /** 429 with {@code Retry-After} as an HTTP-date (RFC 9110, section 10.2.3). */
    public static Answer tooManyRequestsUntil(Instant moment) {
        return status(429).header("Retry-After", HTTP_DATE.format(moment));
    }

    /** 503 without a word about when to come back. */
    public static Answer unavailable() {
        return status(503);
    }

    /** 503 with {@code Retry-After} in whole seconds. */
    public static Answer unavailable(Duration retryAfter) {
        return status(503).header("Retry-After", Long.toString(retryAfter.toSeconds()));
    }

    /**
     * A redirect.
     *
     * @param status 300 to 399
     * @param location where to, absolute or relative
     */
    public static Answer redirect(int status, String location) {
        return status(status).header("Location", location);
    }

    /** No answer while the receiver runs, see {@link RestPartner#letGo()}. */
    public static Answer hang() {
        return new Answer(200, Map.of(), "", Duration.ZERO, Ending.SILENCE, ALWAYS);
    }

    /** The connection is closed without an answer. */
    public static Answer closeWithoutAnswer() {
        return new Answer(200, Map.of(), "", Duration.ZERO, Ending.CLOSED_CONNECTION, ALWAYS);
    }

    public Answer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body, delay, ending, times);
    }

    public Answer body(String contentType, String text) {
        return new Answer(status, headers, text, delay, ending, times).header("Content-Type", contentType);
    }

    /** The same answer, this much later. */
    public Answer after(Duration thinking) {
        return new Answer(status, headers, body, thinking, ending, times);
    }

    /** The same answer, for the first this many requests that match. */
    public Answer times(int limit) {
        return new Answer(status, headers, body, delay, ending, limit);
    }

    /** Whether the receiver takes what was sent: a 2xx. */
    boolean accepts() {
        return ending == Ending.RESPONSE && status < 300;
    }
}
