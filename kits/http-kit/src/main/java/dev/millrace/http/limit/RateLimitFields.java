package dev.millrace.http.limit;

import dev.millrace.http.HttpReply;
import dev.millrace.http.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what may still be asked from the header fields of a reply: {@code RateLimit} and {@code RateLimit-Policy}
 * (draft-ietf-httpapi-ratelimit-headers-11 and the one-field form of its older versions), {@code RateLimit-Remaining} and
 * {@code -Reset} (up to version 6), and what vendors send. What is malformed is ignored, and so are fields of a reply out of a
 * cache. Immutable.
 */
final class RateLimitFields {

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,15}(?:\\.\\d{1,6})?).*");
    private static final Pattern OLDER = Pattern.compile(
            "(?=.*\\bremaining=(\\d{1,15}))(?=.*\\breset=(\\d{1,15}))(?:.*\\blimit=(\\d{1,15}))?.*", Pattern.DOTALL);
    private static final List<String> PREFIXES = List.of("RateLimit-", "X-RateLimit-", "X-Rate-Limit-");
    private static final double EPOCH_MS = 1e11;
    private static final double EPOCH_SECONDS = 1e9;

    private final RateLimitSettings settings;
    private final Clock clock;

    RateLimitFields(RateLimitSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The quota that is used up first; empty where none is told. */
    Optional<Quota> read(HttpReply reply) {
        if (!settings.followed() || isCached(reply)) {
            return Optional.empty();
        }
        if (settings.remaining().isPresent()) {
            return pair(reply, settings.remaining().get(), settings.reset().orElse(""), "");
        }
        return standard(reply)
                .or(() -> older(reply))
                .or(() -> PREFIXES.stream()
                        .flatMap(prefix ->
                                pair(reply, prefix + "Remaining", prefix + "Reset", prefix + "Limit").stream())
                        .findFirst());
    }

    private static boolean isCached(HttpReply reply) {
        return reply.header("Age").filter(age -> !age.strip().equals("0")).isPresent();
    }

    private static Optional<Quota> standard(HttpReply reply) {
        List<StructuredList.Item> policies =
                StructuredList.parse(reply.headers("RateLimit-Policy")).orElse(List.of());
        List<Quota> quotas = new ArrayList<>();
        for (StructuredList.Item item :
                StructuredList.parse(reply.headers("RateLimit")).orElse(List.of())) {
            Optional<StructuredList.Item> policy = policies.stream()
                    .filter(each -> each.name().equals(item.name()))
                    .findFirst();
            boolean counts =
                    policy.flatMap(each -> each.text("qu")).orElse("requests").equals("requests");
            Optional<Long> remaining = item.number("r").filter(number -> number >= 0);
            if (counts && remaining.isPresent()) {
                Duration reset = item.number("t")
                        .or(() -> policy.flatMap(each -> each.number("w")))
                        .map(RateLimitFields::bounded)
                        .orElse(Duration.ofSeconds(1));
                OptionalLong limit = policy.flatMap(each -> each.number("q"))
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty());
                quotas.add(new Quota(remaining.get(), reset, limit));
            }
        }
        return quotas.stream()
                .min(Comparator.comparingLong(Quota::remaining).thenComparing(Quota::reset, Comparator.reverseOrder()));
    }

    private static Optional<Quota> older(HttpReply reply) {
        Matcher read = OLDER.matcher(String.join(", ", reply.headers("RateLimit")));
        if (!read.matches()) {
            return Optional.empty();
        }
        OptionalLong limit =
                read.group(3) == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(read.group(3)));
        return Optional.of(new Quota(Long.parseLong(read.group(1)), bounded(Long.parseLong(read.group(2))), limit));
    }

    private Optional<Quota> pair(HttpReply reply, String remainingName, String resetName, String limitName) {
        Optional<Double> remaining = number(reply, remainingName);
        Optional<Double> reset = number(reply, resetName);
        if (remaining.isEmpty() || reset.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong limit = limitName.isEmpty()
                ? OptionalLong.empty()
                : number(reply, limitName)
                        .map(told -> OptionalLong.of(told.longValue()))
                        .orElse(OptionalLong.empty());
        return Optional.of(new Quota(remaining.get().longValue(), until(reply, reset.get()), limit));
    }

    private Duration until(HttpReply reply, double told) {
        RateLimitSettings.Unit unit = settings.unit() == RateLimitSettings.Unit.AUTO ? bySize(told) : settings.unit();
        Duration wait = switch (unit) {
            case EPOCH_MS -> Duration.between(now(reply), Instant.ofEpochMilli((long) told));
            case EPOCH_SECONDS -> Duration.between(now(reply), Instant.ofEpochMilli((long) (told * 1000)));
            case SECONDS, AUTO -> told > LONGEST.toSeconds() ? LONGEST : Duration.ofMillis((long) (told * 1000));
        };
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static RateLimitSettings.Unit bySize(double told) {
        if (told >= EPOCH_MS) {
            return RateLimitSettings.Unit.EPOCH_MS;
        }
        return told >= EPOCH_SECONDS ? RateLimitSettings.Unit.EPOCH_SECONDS : RateLimitSettings.Unit.SECONDS;
    }

    /** By the receiver's own clock, where it shows it. */
    private Instant now(HttpReply reply) {
        return RetryAfter.dateOf(reply, "Date", clock).orElseGet(clock::instant);
    }

    private static Optional<Double> number(HttpReply reply, String name) {
        return reply.header(name)
                .map(NUMBER::matcher)
                .filter(Matcher::matches)
                .map(read -> Double.parseDouble(read.group(1)));
    }

    private static Duration bounded(long seconds) {
        return seconds < 0 ? Duration.ZERO : seconds > LONGEST.toSeconds() ? LONGEST : Duration.ofSeconds(seconds);
    }
}
