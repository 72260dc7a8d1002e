package dev.millrace.ops.cluster;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Keys that a worker takes but does not tell in its answer to {@code config/validate}: those of its clients and of topic
 * creation, of converters that may not be installed, and those that Debezium hands to a part of its own.
 */
public final class KeyFamilies {

    private static final Pattern TOPIC_CREATION = Pattern.compile("topic\\.creation\\.([\\w-]+)\\.(.+)");
    private static final Pattern CONVERTER = Pattern.compile("(key|value|header)\\.converter\\.(.+)");

    private static final Pattern ROUTE = Pattern.compile("route\\.(\\w+)\\.(.+)");
    private static final Set<String> OF_ROUTES = Set.of("when", "topics");

    private static final Map<String, Set<String>> CLIENTS = Map.of(
            "producer.override.", ProducerConfig.configNames(),
            "consumer.override.", ConsumerConfig.configNames(),
            "admin.override.", AdminClientConfig.configNames());

    /** Of groups of topics (KIP-158), which sources alone have, beside the options of a topic itself. */
    private static final Set<String> OF_GROUPS = Set.of("include", "exclude", "partitions", "replication.factor");

    /** What converters take: the worker's own from their source, those of registries from their makers' manuals. */
    private static final Map<String, Set<String>> CONVERTERS = Map.of(
            "org.apache.kafka.connect.json.JsonConverter",
                    Set.of("schemas.enable", "schemas.cache.size", "decimal.format", "replace.null.with.default"),
            "org.apache.kafka.connect.storage.StringConverter", Set.of("converter.encoding"),
            "org.apache.kafka.connect.converters.ByteArrayConverter", Set.of(),
            "io.confluent.connect.avro.AvroConverter",
                    Set.of(
                            "schema.registry.url",
                            "auto.register.schemas",
                            "use.latest.version",
                            "latest.compatibility.strict",
                            "normalize.schemas",
                            "key.subject.name.strategy",
                            "value.subject.name.strategy",
                            "basic.auth.credentials.source",
                            "basic.auth.user.info",
                            "bearer.auth.credentials.source",
                            "bearer.auth.token",
                            "connect.meta.data",
                            "enhanced.avro.schema.support",
                            "scrub.invalid.names",
                            "schemas.cache.config",
                            "allow.optional.map.keys",
                            "ignore.default.for.nullables"),
            "io.apicurio.registry.utils.converter.AvroConverter",
                    Set.of(
                            "apicurio.registry.url",
                            "apicurio.registry.auto-register",
                            "apicurio.registry.auto-register.if-exists",
                            "apicurio.registry.as-confluent",
                            "apicurio.registry.use-id",
                            "apicurio.registry.headers.enabled",
                            "apicurio.registry.find-latest",
                            "apicurio.registry.artifact-resolver-strategy",
                            "apicurio.registry.artifact.group-id",
                            "apicurio.registry.check-period-ms",
                            "apicurio.auth.username",
                            "apicurio.auth.password"));

    /** Of Debezium 3.x, which takes what begins so for the part named, and tells the worker nothing about it. */
    private static final Set<String> OF_DEBEZIUM = Set.of(
            // KafkaSchemaHistory
            "schema.history.internal.kafka.bootstrap.servers",
            "schema.history.internal.kafka.topic",
            // AbstractSchemaHistory
            "schema.history.internal.store.only.captured.tables.ddl",
            // HeartbeatFactory and its connections
            "heartbeat.interval.ms",
            "heartbeat.action.query",
            "topic.heartbeat.prefix");

    private final Map<String, String> settings;
    private final Set<String> declared;

    /**
     * The families of one configuration.
     *
     * @param declared the keys that the worker tells of it
     */
    public KeyFamilies(Map<String, String> settings, Set<String> declared) {
        this.settings = settings;
        this.declared = declared;
    }

    /** Whether some part of the worker takes this key. */
    public boolean know(String key) {
        return ofAClient(key) || ofTopicCreation(key) || ofAConverter(key) || ofARoute(key) || ofDebezium(key);
    }

    /** The converters that are known by name; the worker need not have them. */
    public static boolean isConverter(String type) {
        return CONVERTERS.containsKey(type);
    }

    private static boolean ofAClient(String key) {
        return CLIENTS.entrySet().stream()
                .anyMatch(client -> key.startsWith(client.getKey())
                        && client.getValue()
                                .contains(key.substring(client.getKey().length())));
    }

    private boolean ofTopicCreation(String key) {
        Matcher parts = TOPIC_CREATION.matcher(key);
        if (!parts.matches() || settings.containsKey("topics") || settings.containsKey("topics.regex")) {
            return false;
        }
        return (parts.group(1).equals("default")
                        || list("topic.creation.groups").contains(parts.group(1)))
                && (OF_GROUPS.contains(parts.group(2)) || topicOptions().contains(parts.group(2)));
    }

    private boolean ofAConverter(String key) {
        Matcher parts = CONVERTER.matcher(key);
        if (!parts.matches()) {
            return false;
        }
        String type = settings.getOrDefault(parts.group(1) + ".converter", "");
        return CONVERTERS.getOrDefault(type, Set.of()).contains(parts.group(2));
    }

    /** Of the REST sink, each of whose routes may have any of its options anew. */
    private boolean ofARoute(String key) {
        Matcher parts = ROUTE.matcher(key);
        return parts.matches()
                && list("routes").contains(parts.group(1))
                && (OF_ROUTES.contains(parts.group(2)) || declared.contains(parts.group(2)));
    }

    private boolean ofDebezium(String key) {
        return settings.getOrDefault("connector.class", "").startsWith("io.debezium.") && OF_DEBEZIUM.contains(key);
    }

    private List<String> list(String key) {
        return Arrays.stream(settings.getOrDefault(key, "").split(","))
                .map(String::strip)
                .toList();
    }

    private static Set<String> topicOptions() {
        return Arrays.stream(TopicConfig.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers())
                        && field.getName().endsWith("_CONFIG"))
                .map(KeyFamilies::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Field constant) {
        try {
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }
}
