package dev.millrace.webhook;

import dev.millrace.kit.Meters;

/** The figures of one task, seen by JMX. */
final class TaskMeters {

    private TaskMeters() {}

    static Meters register(WebhookSettings settings, Inbox inbox, HandOver handOver) {
        Meters meters = Meters.register("webhook-source", settings.connector(), String.valueOf(settings.task()));
        meters.gauge("queue.requests", "Requests that wait for the worker to ask for them", inbox::waiting);
        meters.gauge("unconfirmed.records", "Records that Kafka has not confirmed", handOver::outstanding);
        meters.gauge("oldest.unconfirmed.ms", "How long the oldest of them waits", handOver::oldestMillis);
        return meters;
    }
}
