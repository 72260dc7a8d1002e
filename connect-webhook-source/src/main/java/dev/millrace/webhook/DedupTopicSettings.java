package dev.millrace.webhook;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/**
 * The topic that remembers events for all workers, and how to reach it.
 *
 * @param client settings of Kafka's clients, secrets among them
 */
record DedupTopicSettings(String topic, Map<String, Object> client) {

    static final String TOPIC = "dedup.topic";
    static final String PREFIX = "dedup.topic.";
    static final String BOOTSTRAP = PREFIX + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

    DedupTopicSettings {
        client = Map.copyOf(client);
    }

    static void define(OptionGroup group) {
        group.text(
                        TOPIC,
                        null,
                        "The topic that dedup.store=topic keeps ids in; it is created with one partition and the retention"
                                + " of dedup.window.ms when it is missing. Give each connector its own: every task reads"
                                + " all of it.")
                .text(
                        BOOTSTRAP,
                        null,
                        "The brokers that hold dedup.topic, for a worker does not lend its clients to tasks. Further"
                                + " settings of clients, security among them, take the same prefix:"
                                + " dedup.topic.security.protocol, dedup.topic.sasl.jaas.config and so on.");
    }

    static Optional<DedupTopicSettings> from(AbstractConfig config) {
        String topic = config.getString(TOPIC);
        String servers = config.getString(BOOTSTRAP);
        if (isMissing(topic) || isMissing(servers)) {
            return Optional.empty();
        }
        Map<String, Object> client = new HashMap<>();
        config.originalsWithPrefix(PREFIX).forEach((key, value) -> {
            if (value != null) {
                client.put(key, value);
            }
        });
        return Optional.of(new DedupTopicSettings(topic.trim(), client));
    }

    static void validate(AbstractConfig config, Problems problems) {
        if (isMissing(config.getString(TOPIC))) {
            problems.report(TOPIC, "is needed by dedup.store=topic: name the topic that keeps the ids");
        }
        if (isMissing(config.getString(BOOTSTRAP))) {
            problems.report(BOOTSTRAP, "is needed by dedup.store=topic: name the brokers of dedup.topic, host:port");
        }
    }

    private static boolean isMissing(@Nullable String value) {
        return value == null || value.isBlank();
    }

    /** The topic alone: the client's settings hold passwords. */
    @Override
    public String toString() {
        return topic;
    }
}
