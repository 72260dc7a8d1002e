package dev.millrace.ops.dlq;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Sees to it, before anything is sent, that every record has a topic and every topic is there. For one thread. */
final class ReplayTopics {

    private final KafkaClients clients;
    private final ReplayRequest request;
    private final Set<String> there = new HashSet<>();
    private final Map<String, Long> retentions = new HashMap<>();

    ReplayTopics(KafkaClients clients, ReplayRequest request) {
        this.clients = clients;
        this.request = request;
    }

    /**
     * Refuses records of which nobody knows where they belong, topics that are missing and may not be made, and those that
     * would delete a record for its age before anybody reads it.
     *
     * @throws CommandFailure with the way out
     */
    void check(List<SetAside> records) {
        Map<String, Optional<String>> wanted = new TreeMap<>();
        long unknown = 0;
        for (SetAside aside : records) {
            Optional<String> topic = request.destination().of(aside);
            unknown += topic.isEmpty() ? 1 : 0;
            topic.ifPresent(
                    name -> wanted.putIfAbsent(name, aside.cause().first().map(Origin::topic)));
        }
        if (unknown > 0) {
            throw CommandFailure.usage(
                    unknown + " of the records do not tell where they come from: name a topic by --to;"
                            + " errors.deadletterqueue.context.headers.enable=true makes the next ones tell");
        }
        request.terms().auditTopic().ifPresent(topic -> wanted.putIfAbsent(topic, Optional.empty()));
        if (wanted.containsKey(request.selection().topic())) {
            throw CommandFailure.usage("a replay into " + request.selection().topic() + " itself would never end");
        }
        wanted.keySet().removeAll(there);
        if (!wanted.isEmpty()) {
            seek(wanted);
            there.addAll(wanted.keySet());
        }
        if (request.terms().keepsTime()) {
            checkAge(records);
        }
    }

    private void seek(Map<String, Optional<String>> wanted) {
        try (Admin admin = clients.admin()) {
            Set<String> known = KafkaClients.answer(admin.listTopics().names(), "list of topics");
            List<String> missing = wanted.keySet().stream()
                    .filter(topic -> !known.contains(topic))
                    .toList();
            if (request.terms().dryRun()) {
                return;
            }
            if (!missing.isEmpty() && !request.terms().createTopics()) {
                throw CommandFailure.usage("there is no topic " + String.join(", ", missing)
                        + ": create it, and add a retry topic to the topics of the connector; or say --create-topics");
            }
            for (String topic : missing) {
                Optional<Integer> partitions = wanted.getOrDefault(topic, Optional.empty())
                        .filter(known::contains)
                        .map(origin -> KafkaClients.answer(
                                        admin.describeTopics(List.of(origin)).allTopicNames(),
                                        "description of " + origin)
                                .values()
                                .iterator()
                                .next()
                                .partitions()
                                .size());
                Void unused = KafkaClients.answer(
                        admin.createTopics(List.of(new NewTopic(topic, partitions, Optional.empty())
                                        .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"))))
                                .all(),
                        "new topic " + topic);
            }
            for (String topic : wanted.keySet()) {
                retentions.put(topic, retention(admin, topic));
            }
        }
    }

    /** How long a topic keeps records by their own time; for ever where it goes by another. */
    private static long retention(Admin admin, String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = KafkaClients.answer(
                        admin.describeConfigs(List.of(resource)).all(), "configuration of " + topic)
                .getOrDefault(resource, new Config(List.of()));
        boolean deletes = value(config, TopicConfig.CLEANUP_POLICY_CONFIG).contains("delete");
        boolean byOwnTime =
                value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).equals("CreateTime");
        OptionalLong kept = HeaderText.number(
                value(config, TopicConfig.RETENTION_MS_CONFIG).getBytes(StandardCharsets.UTF_8), false);
        return deletes && byOwnTime && kept.orElse(-1) >= 0 ? kept.getAsLong() : Long.MAX_VALUE;
    }

    private static String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    private void checkAge(List<SetAside> records) {
        long now = System.currentTimeMillis();
        for (SetAside aside : records) {
            String topic = request.destination().of(aside).orElse("");
            long age = now - aside.raw().timestamp();
            if (aside.raw().timestamp() >= 0 && age > retentions.getOrDefault(topic, Long.MAX_VALUE)) {
                throw CommandFailure.usage(aside.place() + " is older than " + topic
                        + " keeps records, which would delete it before it is read: raise its retention.ms, or say"
                        + " --timestamp now");
            }
        }
    }
}
