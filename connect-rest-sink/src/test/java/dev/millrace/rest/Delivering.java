package dev.millrace.rest;

import dev.millrace.partner.ReceivedRequest;
import dev.millrace.partner.RestPartner;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.SinkHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.common.TopicPartition;

/** A sink, its topics and its receiver; the values are {@code key number}, by which the receiver judges the order. */
final class Delivering implements AutoCloseable {

    static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    final RestPartner partner;
    final SinkHarness sink;

    Delivering(String... settings) {
        try {
            partner = RestPartner.start();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        partner.orderBy(Delivering::keyOf, Delivering::numberOf);
        sink = ConnectorHarness.sink(RestSinkConnector::new, settings(partner.url() + "/orders", settings));
    }

    /** Quick retries and a dead letter queue, then what a test wants otherwise as key, value, key, value. */
    static Map<String, String> settings(String url, String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "name", "deliver",
                "connector.class", RestSinkConnector.class.getName(),
                "http.url", url,
                "retry.backoff.ms", "5",
                "retry.backoff.max.ms", "50",
                "errors.tolerance", "all",
                "errors.deadletterqueue.topic.name", "refused"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    /** Appends {@code records} in turn over {@code keys} keys. */
    void feed(TopicPartition partition, int records, int keys) {
        for (int i = 0; i < records; i++) {
            String key = partition.partition() + "-" + i % keys;
            sink.feed(partition, key, key + " " + i);
        }
    }

    /** Appends records {@code 0} to {@code records - 1} of one key. */
    void feed(TopicPartition partition, String key, int records) {
        for (int i = 0; i < records; i++) {
            sink.feed(partition, key, key + " " + i);
        }
    }

    void deliverUpTo(TopicPartition partition, long offset) {
        sink.runUntil(() -> sink.committed(partition) == offset, "offset " + offset + " committed");
    }

    /** A figure of an MBean of Millrace. */
    static long figure(String bean, String name) {
        try {
            return (long) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("dev.millrace:" + bean), name);
        } catch (JMException missing) {
            throw new AssertionError(bean + " has no " + name, missing);
        }
    }

    @Override
    public void close() {
        sink.close();
        partner.close();
    }

    static String keyOf(ReceivedRequest request) {
        return request.text().split(" ", 2)[0];
    }

    static long numberOf(ReceivedRequest request) {
        return Long.parseLong(request.text().split(" ", 2)[1]);
    }
}
