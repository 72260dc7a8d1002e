package dev.millrace.http;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a receiver means to give an address up: the header fields Deprecation (RFC 9745) and Sunset (RFC 8594). It
 * counts such replies and warns once for each address and what is said of it. It watches so many addresses and no more, for
 * records may name any. Thread-safe.
 */
public final class ApiVersionWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ApiVersionWatch.class);

    private static final int MOST_ENDPOINTS = 100;
    private static final Pattern SECONDS = Pattern.compile("@(-?[0-9]{1,12})\\s*(;.*)?");

    /**
     * What was said of an address.
     *
     * @param deprecation since when it is deprecated, or will be; empty where that is not dated or not said
     * @param sunset when it is expected to be gone
     */
    private record Notice(boolean deprecated, Optional<Instant> deprecation, Optional<Instant> sunset) {}

    private final String name;
    private final Clock clock;
    private final Map<String, Notice> notices = new LinkedHashMap<>();
    private long replies;

    /** @param name tells in the log who watches */
    public ApiVersionWatch(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    /**
     * Looks at a reply.
     *
     * @param endpoint the address, as it may be shown
     */
    public void seen(String endpoint, HttpReply reply) {
        Optional<String> deprecation = reply.header("Deprecation").map(String::strip);
        Optional<Instant> sunset = RetryAfter.dateOf(reply, "Sunset", clock);
        // false is how older drafts say that it is not
        boolean deprecated = deprecation
                .filter(told -> !told.isEmpty() && !told.equals("false") && !told.equals("?0"))
                .isPresent();
        if (deprecated || sunset.isPresent()) {
            note(endpoint, new Notice(deprecated, date(deprecation.orElse(""), reply), sunset));
        }
    }

    private synchronized void note(String endpoint, Notice notice) {
        replies++;
        Notice before = notices.get(endpoint);
        if (Objects.equals(before, notice) || (before == null && notices.size() >= MOST_ENDPOINTS)) {
            return;
        }
        notices.put(endpoint, notice);
        LOG.warn(
                "{}: {} is {}{}. Ask its owner what comes after it.",
                name,
                endpoint,
                notice.deprecated() ? "deprecated" + since(notice.deprecation()) : "to be withdrawn",
                notice.sunset()
                        .map(gone -> ", and expected to be gone after " + day(gone))
                        .orElse(""));
    }

    /** How many replies spoke of it. */
    public synchronized long deprecatedReplies() {
        return replies;
    }

    /** Since when an address is deprecated, or will be. */
    public synchronized Optional<Instant> deprecation(String endpoint) {
        return Optional.ofNullable(notices.get(endpoint)).flatMap(Notice::deprecation);
    }

    /** When an address is expected to be gone. */
    public synchronized Optional<Instant> sunset(String endpoint) {
        return Optional.ofNullable(notices.get(endpoint)).flatMap(Notice::sunset);
    }

    /** The earliest such time of all addresses, in seconds since 1970; 0 where there is none. */
    public synchronized long earliestSunsetSeconds() {
        @Nullable Instant earliest = null;
        for (Notice notice : notices.values()) {
            Instant gone = notice.sunset().orElse(null);
            if (gone != null && (earliest == null || gone.isBefore(earliest))) {
                earliest = gone;
            }
        }
        return earliest == null ? 0 : earliest.getEpochSecond();
    }

    /** A date of structured fields (RFC 9651 section 3.3.7), or of HTTP as older drafts have it. */
    private Optional<Instant> date(String told, HttpReply reply) {
        var seconds = SECONDS.matcher(told);
        return seconds.matches()
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds.group(1))))
                : RetryAfter.dateOf(reply, "Deprecation", clock);
    }

    private static String since(Optional<Instant> when) {
        return when.map(date -> " as of " + day(date)).orElse("");
    }

    private static String day(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
