package dev.millrace.rest;

import dev.millrace.http.ApiVersionWatch;
import dev.millrace.kit.Meters;

/** The figures of one task beside those of its endpoints, seen by JMX. */
final class PollMeters {

    private PollMeters() {}

    static void register(Meters meters, Poller poller, ApiVersionWatch versions, HostBreakers breakers) {
        meters.gauge("rounds.running", "Endpoints with a round under way", poller::busy);
        meters.gauge("records.unconfirmed", "Records that Kafka has not confirmed", poller::unconfirmed);
        meters.gauge(
                "oldest.unconfirmed.ms",
                "Age of the oldest record that Kafka has not confirmed, in milliseconds",
                poller::oldestUnconfirmedMillis);
        meters.gauge("hosts.down", "Hosts that are taken as down", breakers::down);
        meters.gauge(
                "api.deprecated.replies", "Replies that said that the API is deprecated", versions::deprecatedReplies);
        meters.gauge(
                "api.sunset.seconds",
                "When the first API ends, in seconds since 1970; 0 when none said so",
                versions::earliestSunsetSeconds);
    }
}
