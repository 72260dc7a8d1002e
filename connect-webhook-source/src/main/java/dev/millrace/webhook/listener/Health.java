package dev.millrace.webhook.listener;

import dev.millrace.http.HttpAnswer;
import java.util.function.BooleanSupplier;

/** Answers load balancers. Thread-safe. */
final class Health {

    private static final String ALIVE = "/healthz";
    private static final String READY = "/readyz";
    private static final HttpAnswer YES = HttpAnswer.of(200, "text/plain", "ok\n");
    private static final HttpAnswer NO = HttpAnswer.of(503, "text/plain", "not ready\n");

    private final RouteTable routes;
    private final BooleanSupplier draining;

    Health(RouteTable routes, BooleanSupplier draining) {
        this.routes = routes;
        this.draining = draining;
    }

    /** Whether a path is one of health. */
    static boolean isReserved(String path) {
        return path.equals(ALIVE) || path.equals(READY) || path.startsWith(READY + "/");
    }

    /** The answer for one of the {@link #isReserved reserved} paths. */
    HttpAnswer answer(String method, String path) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Answers.notAllowed("GET, HEAD");
        }
        if (path.equals(ALIVE)) {
            return YES;
        }
        if (path.equals(READY)) {
            return !draining.getAsBoolean() && isAnyReady() ? YES : NO;
        }
        return ofConnector(path.substring(READY.length() + 1));
    }

    private HttpAnswer ofConnector(String connector) {
        boolean known = false;
        for (RouteEntry entry : routes.entries()) {
            if (entry.connector().equals(connector)) {
                known = true;
                Route route = entry.active();
                if (route != null && route.isReady() && !draining.getAsBoolean()) {
                    return YES;
                }
            }
        }
        return known ? NO : Answers.NOT_FOUND;
    }

    private boolean isAnyReady() {
        for (RouteEntry entry : routes.entries()) {
            Route route = entry.active();
            if (route != null && route.isReady()) {
                return true;
            }
        }
        return false;
    }
}
