package dev.millrace.legacy;

import dev.millrace.kit.Meters;

/** The figures of one task, seen by JMX. */
final class TaskMeters {

    private TaskMeters() {}

    static Meters register(FramedTcpSettings settings, HandOver handOver) {
        Meters meters = Meters.register("framed-tcp-source", settings.connector(), String.valueOf(settings.task()));
        meters.gauge("records.queued", "Records that wait for the worker to ask for them", handOver::queued);
        meters.gauge("records.unconfirmed", "Records that Kafka has not confirmed", handOver::outstanding);
        meters.gauge("oldest.unconfirmed.ms", "How long the oldest of them waits", handOver::oldestMillis);
        return meters;
    }
}
