package dev.millrace.webhook.listener;

/**
 * What one route takes at most, on one worker.
 *
 * @param bodyBytes the body's length on the wire; more is answered 413
 * @param requestsPerSecond 0 for no limit; more is answered 429
 * @param bytesPerSecond of bodies, 0 for no limit; more is answered 429
 */
public record RouteLimits(int bodyBytes, double requestsPerSecond, long bytesPerSecond) {

    public RouteLimits {
        if (bodyBytes < 0 || !(requestsPerSecond >= 0) || bytesPerSecond < 0) {
            throw new IllegalArgumentException("limits are not negative");
        }
    }
}
