package dev.millrace.webhook.listener;

import dev.millrace.http.limit.TokenBucket;
import dev.millrace.kit.Meters;
import org.jspecify.annotations.Nullable;

/** A route and what the listener keeps for it; without a route, what is left of one whose tasks have gone. */
final class RouteEntry {

    private final RouteAddress address;
    private final String connector;
    private final Route route;
    private final TokenBucket requests;
    private final TokenBucket bytes;
    private final RefusalMeters refusals;
    private volatile boolean active = true;

    /** How many joined; guarded by the table. */
    private int members;

    RouteEntry(Route route) {
        this.route = route;
        this.address = route.address();
        this.connector = route.connector();
        this.requests = new TokenBucket(route.limits().requestsPerSecond(), System::nanoTime);
        this.bytes = new TokenBucket(route.limits().bytesPerSecond(), System::nanoTime);
        this.refusals =
                new RefusalMeters(Meters.register("webhook-route", connector, "listener", "route", address.title()));
    }

    RouteAddress address() {
        return address;
    }

    String connector() {
        return connector;
    }

    /** The route; null when its tasks have left. */
    @Nullable
    Route active() {
        return active ? route : null;
    }

    boolean is(Route other) {
        return route == other;
    }

    TokenBucket requests() {
        return requests;
    }

    TokenBucket bytes() {
        return bytes;
    }

    RefusalMeters refusals() {
        return refusals;
    }

    void join() {
        members++;
    }

    void leave() {
        if (--members == 0) {
            active = false;
        }
    }

    /** Ends it, whoever is still a member. */
    void end() {
        active = false;
        refusals.close();
    }
}
