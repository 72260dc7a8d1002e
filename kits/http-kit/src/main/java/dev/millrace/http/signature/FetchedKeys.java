package dev.millrace.http.signature;

import dev.millrace.http.HttpReply;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys that providers publish, each kept for an hour and asked for by one request at a time. Keys that can't be renewed stay
 * good for a day. Bounded: whoever sends requests can't make us ask for more than a few keys at once, nor keep many. For any
 * thread; closed once.
 */
final class FetchedKeys implements AutoCloseable {

    private static final int KEPT_MOST = 64;
    private static final int UNDER_WAY_MOST = 8;
    private static final long FRESH = Duration.ofHours(1).toNanos();
    private static final long STALE_MOST = Duration.ofDays(1).toNanos();
    private static final long RENEWAL_PAUSE = Duration.ofMinutes(1).toNanos();
    private static final long FAILURE_PAUSE = Duration.ofSeconds(5).toNanos();

    /** What asking for keys came to. */
    sealed interface Lookup {

        record Found(KeySet keys) implements Lookup {}

        /**
         * There is no such key, or none to be believed.
         *
         * @param reason a code
         */
        record Unknown(String reason, String detail) implements Lookup {}

        /** Nobody can tell now. */
        record Unavailable(String detail) implements Lookup {}

        /** What a reply with that status, which is not 200, says of a key that a request named. */
        static Lookup of(int status) {
            return status == 403 || status == 404 || status == 410
                    ? new Unknown("key-unknown", "the provider has no key at that address: status " + status)
                    : new Unavailable("the reply has status " + status);
        }

        /** What follows for a request when no key was found. */
        default Admission admission() {
            if (this instanceof Unknown unknown) {
                return new Admission.Refused(unknown.reason, unknown.detail);
            }
            return new Admission.Undecided(
                    "key-unavailable", this instanceof Unavailable unavailable ? unavailable.detail : "no key");
        }
    }

    private record Kept(Lookup lookup, long at) {}

    private final Supplier<Fetch> opener;
    private final LongSupplier nanos;
    private final Map<String, Kept> good = bounded();
    private final Map<String, Kept> bad = bounded();
    private final Map<String, CompletableFuture<Lookup>> underWay = new HashMap<>();
    private @Nullable Fetch fetch;
    private boolean closed;

    /**
     * Keeps no key yet.
     *
     * @param opener opens the client when the first key is needed
     * @param nanos a clock such as {@link System#nanoTime}
     */
    FetchedKeys(Supplier<Fetch> opener, LongSupplier nanos) {
        this.opener = opener;
        this.nanos = nanos;
    }

    private static Map<String, Kept> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
                return size() > KEPT_MOST;
            }
        };
    }

    /**
     * Looks keys up.
     *
     * @param name tells them from others
     * @param renew whether the kept ones lack what is needed; they are then asked for again, at most once a minute
     */
    CompletionStage<Lookup> get(
            String name,
            boolean renew,
            Function<Fetch, CompletionStage<HttpReply>> question,
            Function<HttpReply, Lookup> reader) {
        CompletableFuture<Lookup> answer = new CompletableFuture<>();
        Fetch client;
        CompletionStage<Lookup> mine;
        synchronized (this) {
            long now = nanos.getAsLong();
            Kept kept = good.get(name);
            if (kept != null && now - kept.at < (renew ? RENEWAL_PAUSE : FRESH)) {
                return CompletableFuture.completedFuture(kept.lookup);
            }
            Kept failed = bad.get(name);
            if (failed != null && now - failed.at < FAILURE_PAUSE) {
                return CompletableFuture.completedFuture(orKept(failed.lookup, kept, now, renew));
            }
            CompletableFuture<Lookup> asked = underWay.get(name);
            if (asked != null) {
                return asked.thenApply(lookup -> orKept(lookup, kept, now, renew));
            }
            if (closed || underWay.size() >= UNDER_WAY_MOST) {
                Lookup busy = new Lookup.Unavailable("too many keys are being fetched, or the connector stops");
                return CompletableFuture.completedFuture(orKept(busy, kept, now, renew));
            }
            // before it counts as under way: a client that can't be opened must not leave an answer that never comes
            client = client();
            underWay.put(name, answer);
            mine = answer.thenApply(lookup -> orKept(lookup, kept, now, renew));
        }
        CompletionStage<Void> unused = ask(client, question)
                .handle((reply, failure) ->
                        reply == null ? new Lookup.Unavailable("no reply: " + nameOf(failure)) : read(reply, reader))
                .thenAccept(lookup -> {
                    settle(name, lookup);
                    answer.complete(lookup);
                });
        return mine;
    }

    synchronized Fetch client() {
        if (closed) {
            throw new IllegalStateException("the connector stops");
        }
        if (fetch == null) {
            fetch = opener.get();
        }
        return fetch;
    }

    private static CompletionStage<HttpReply> ask(Fetch client, Function<Fetch, CompletionStage<HttpReply>> question) {
        try {
            return question.apply(client);
        } catch (RuntimeException unsendable) {
            return CompletableFuture.failedFuture(unsendable);
        }
    }

    private synchronized void settle(String name, Lookup lookup) {
        underWay.remove(name);
        long now = nanos.getAsLong();
        if (lookup instanceof Lookup.Found) {
            bad.remove(name);
            good.put(name, new Kept(lookup, now));
        } else {
            bad.put(name, new Kept(lookup, now));
        }
    }

    private static Lookup read(HttpReply reply, Function<HttpReply, Lookup> reader) {
        try {
            return reader.apply(reply);
        } catch (RuntimeException unreadable) {
            return new Lookup.Unavailable(
                    "the reply can't be read: " + unreadable.getClass().getSimpleName());
        }
    }

    /** Who lacks a key in those that are kept is not helped by them: whether there is a new one can't be told now. */
    private static Lookup orKept(Lookup lookup, @Nullable Kept kept, long now, boolean renew) {
        return lookup instanceof Lookup.Unavailable && !renew && kept != null && now - kept.at < STALE_MOST
                ? kept.lookup
                : lookup;
    }

    private static String nameOf(@Nullable Throwable failure) {
        Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
        return cause == null ? "nothing" : cause.getClass().getSimpleName();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (fetch != null) {
            fetch.close();
        }
    }
}
