package dev.millrace.rest;

import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpMethod;
import dev.millrace.http.HttpReply;
import dev.millrace.http.HttpSender;
import dev.millrace.http.Origin;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The robots.txt of each server (RFC 9309, sections 2.3 and 2.4): fetched before the first request and again when it is old. One
 * that is not there allows all; while the server fails, the last one is in force, or else nothing is allowed. Never blocks.
 * Not thread-safe.
 */
final class Robots implements AutoCloseable {

    /** Section 2.4: no older one should be used. */
    private static final Duration OLDEST = Duration.ofDays(1);

    private static final Duration YOUNGEST = Duration.ofMinutes(1);

    /** While a server fails, it is asked again after so long. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    /** How soon to look again whether the file has come. */
    private static final Duration LOOK = Duration.ofMillis(20);

    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> LEADS_ON = Set.of(301, 302, 303, 307, 308);
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[,\\s])max-age\\s*=\\s*\"?(\\d{1,9})");

    private final HttpSender sender;
    private final String agent;
    private final Clock clock;
    private final Map<Origin, Entry> known = new HashMap<>();

    /**
     * Knows no server yet.
     *
     * @param sender proves nothing and follows nothing; closed by its owner
     * @param agent the name by which the files speak of us
     */
    Robots(HttpSender sender, String agent, Clock clock) {
        this.sender = sender;
        this.agent = agent;
        this.clock = clock;
    }

    /** What is known of a server. */
    private static final class Entry {
        private @Nullable RobotsRules rules;
        private Instant freshUntil = Instant.MIN;
        private Instant askAgain = Instant.MIN;
        private String trouble = "";
        private @Nullable CompletableFuture<HttpReply> underWay;
    }

    /** What was found out; without rules where they are still on their way. */
    record Word(Optional<RobotsRules> rules, Duration lookAgain) {}

    /**
     * The rules of a server.
     *
     * @throws ConnectorFailure TRANSIENT when the server fails to give them, and none are known
     */
    Word of(URI target) {
        Entry entry = known.computeIfAbsent(Origin.of(target), unknown -> new Entry());
        Instant now = clock.instant();
        take(entry, now);
        boolean asks = entry.underWay == null && !now.isBefore(entry.freshUntil) && !now.isBefore(entry.askAgain);
        if (asks) {
            entry.underWay = get(target.resolve("/robots.txt"), 0);
            take(entry, now);
        }
        if (entry.rules != null) {
            return new Word(Optional.of(entry.rules), Duration.ZERO);
        }
        if (entry.underWay != null) {
            return new Word(Optional.empty(), LOOK);
        }
        throw new ConnectorFailure(
                FailureKind.TRANSIENT,
                "robots-unreachable",
                "nothing may be asked of " + target.getScheme() + "://" + target.getRawAuthority()
                        + " while its robots.txt can't be had (" + entry.trouble + "): wait, or set "
                        + MannerSettings.ROBOTS + "=ignore with the owner's permission");
    }

    private void take(Entry entry, Instant now) {
        CompletableFuture<HttpReply> there = entry.underWay;
        if (there == null || !there.isDone()) {
            return;
        }
        entry.underWay = null;
        HttpReply reply = there.isCompletedExceptionally() ? null : there.join();
        int status = reply == null ? 0 : reply.status();
        if (reply != null && status / 100 == 2) {
            entry.rules = RobotsRules.parse(reply.body(), agent);
            entry.freshUntil = now.plus(lifetime(reply));
        } else if ((status / 100 == 4 && status != 429) || status / 100 == 3) {
            // Section 2.3.1.3, and 2.3.1.2 where it leads on too often: there is none.
            entry.rules = RobotsRules.NONE;
            entry.freshUntil = now.plus(OLDEST);
        } else {
            entry.trouble = reply == null ? "no answer" : "status " + status;
            entry.askAgain = now.plus(PAUSE);
        }
    }

    private static Duration lifetime(HttpReply reply) {
        Matcher age = MAX_AGE.matcher(reply.header("Cache-Control").orElse(""));
        Duration told = age.find() ? Duration.ofSeconds(Long.parseLong(age.group(1))) : OLDEST;
        Duration most = told.compareTo(OLDEST) > 0 ? OLDEST : told;
        return most.compareTo(YOUNGEST) < 0 ? YOUNGEST : most;
    }

    /** Section 2.3.1.2: five redirects are followed, to other servers too. */
    private CompletableFuture<HttpReply> get(URI address, int followed) {
        HttpCall call = new HttpCall(HttpMethod.GET, address, List.of(), new byte[0], "", true);
        return sender.send(call).thenCompose(reply -> {
            Optional<URI> next = LEADS_ON.contains(reply.status()) ? target(address, reply) : Optional.empty();
            return next.isEmpty() || followed >= MOST_REDIRECTS
                    ? CompletableFuture.completedFuture(reply)
                    : get(next.get(), followed + 1);
        });
    }

    private static Optional<URI> target(URI from, HttpReply reply) {
        try {
            return reply.header("Location")
                    .map(from::resolve)
                    .filter(target -> String.valueOf(target.getScheme()).matches("https?") && target.getHost() != null);
        } catch (IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        known.values().forEach(entry -> {
            if (entry.underWay != null) {
                entry.underWay.cancel(true);
            }
        });
    }
}
