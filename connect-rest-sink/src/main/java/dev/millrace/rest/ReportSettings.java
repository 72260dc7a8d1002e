package dev.millrace.rest;

import dev.millrace.http.HttpHeader;
import dev.millrace.kit.ConfigHash;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Who is told what became of records, besides the dead letter queue.
 *
 * @param responseHeaders the fields of replies that are told
 * @param bodyLimit how many bytes of a reply's body are told
 * @param producer the settings of the producer that writes it
 * @param configHash tells this configuration from others in audit events
 */
record ReportSettings(
        Optional<String> responseTopic,
        List<String> responseHeaders,
        int bodyLimit,
        Optional<String> auditTopic,
        Map<String, Object> producer,
        String configHash) {

    static final String RESPONSE_TOPIC = "response.topic";
    static final String RESPONSE_HEADERS = "response.headers";
    static final String RESPONSE_BODY = "response.body.max.bytes";
    static final String AUDIT_TOPIC = "audit.topic";
    static final String REQUEST_ID = "request.id.header";
    static final String REPORTER = "reporter.";
    static final String BOOTSTRAP = "reporter.bootstrap.servers";

    /** What a report is worth depends on these. */
    private static final Map<String, Object> FIXED = Map.of("enable.idempotence", "true", "acks", "all");

    private static final Set<String> OURS =
            Set.of("enable.idempotence", "acks", "key.serializer", "value.serializer", "transactional.id", "client.id");

    ReportSettings {
        responseHeaders = List.copyOf(responseHeaders);
        producer = Map.copyOf(producer);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Reports")
                .text(
                        RESPONSE_TOPIC,
                        null,
                        "The topic that gets the reply to each record: its status, how long it took, the headers of"
                                + " response.headers, the SHA-256 of the request's body, and the idempotency key, under the"
                                + " record's own key. Set it when somebody has to act on replies; it needs"
                                + " reporter.bootstrap.servers.")
                .list(
                        RESPONSE_HEADERS,
                        "",
                        "The headers of replies that response.topic gets, such as Location, ETag. Name only those that may be"
                                + " read by whoever reads the topic.")
                .number(
                        RESPONSE_BODY,
                        0,
                        0,
                        524_288,
                        "How many bytes of a reply's body response.topic gets, as text where it is UTF-8, else as base64; 0 for"
                                + " none. Raise it when what the receiver answers is wanted, such as numbers it gives out; no"
                                + " more than http.reply.max.bytes is ever read.")
                .text(
                        AUDIT_TOPIC,
                        null,
                        "The topic that gets one event for each record that was delivered or set aside, without content, each"
                                + " linked to the one before it by its hash. Set it to be able to prove what became of every"
                                + " record; it needs reporter.bootstrap.servers.")
                .text(
                        REQUEST_ID,
                        "X-Request-Id",
                        "The header of replies that names the request at the receiver; what is set aside carries it in its"
                                + " message. Change it to what the receiver's support asks for.")
                .text(
                        BOOTSTRAP,
                        null,
                        "The brokers of response.topic and audit.topic, as host:port: sink tasks are told no addresses of the"
                                + " cluster they run on. Any other setting of a Kafka producer is given in the same way, such as"
                                + " reporter.security.protocol; a report that can't be written within"
                                + " reporter.delivery.timeout.ms stops the task.");
    }

    /** Reads the group; empty where nobody is told. */
    static Optional<ReportSettings> from(AbstractConfig config, Map<String, String> given) {
        Optional<String> responses = text(config, RESPONSE_TOPIC);
        Optional<String> audits = text(config, AUDIT_TOPIC);
        List<String> headers = config.getList(RESPONSE_HEADERS);
        int bodyLimit = config.getInt(RESPONSE_BODY);
        Optional<String> brokers = text(config, BOOTSTRAP);
        return responses.isEmpty() && audits.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReportSettings(
                        responses, headers, bodyLimit, audits, producer(given, brokers), ConfigHash.of(config)));
    }

    static void validate(AbstractConfig config, Map<String, String> given, Problems problems) {
        boolean wanted = Stream.of(RESPONSE_TOPIC, AUDIT_TOPIC)
                .anyMatch(key -> text(config, key).isPresent());
        if (wanted && text(config, BOOTSTRAP).isEmpty()) {
            problems.report(
                    BOOTSTRAP,
                    "is missing, and response.topic or audit.topic needs it: name the brokers as host:port, for sink tasks are"
                            + " not told those of the worker");
        }
        for (String key : given.keySet()) {
            String setting = key.startsWith(REPORTER) ? key.substring(REPORTER.length()) : "";
            if (!setting.isEmpty() && given.get(key) != null && !wanted) {
                problems.report(key, "is only used with response.topic or audit.topic: set one, or remove it");
            } else if (OURS.contains(setting)) {
                problems.report(key, "is set by the connector, which promises what depends on it: remove it");
            }
        }
        boolean responses = text(config, RESPONSE_TOPIC).isPresent();
        if (!responses && !config.getList(RESPONSE_HEADERS).isEmpty()) {
            problems.report(RESPONSE_HEADERS, "is only used with response.topic: set that, or remove it");
        }
        if (!responses && config.getInt(RESPONSE_BODY) > 0) {
            problems.report(RESPONSE_BODY, "is only used with response.topic: set that, or remove it");
        }
        for (String name : config.getList(RESPONSE_HEADERS)) {
            try {
                HttpHeader unused = new HttpHeader(name.strip(), "");
            } catch (IllegalArgumentException wrong) {
                problems.report(RESPONSE_HEADERS, "holds " + name + ": " + wrong.getMessage());
            }
        }
    }

    private static Map<String, Object> producer(Map<String, String> given, Optional<String> brokers) {
        // With more, a partition that has just got its leader can take the second batch where it did not take the
        // first: that one is out of sequence until its time is over, and the task stops (KAFKA-14359). Who needs more
        // may say so.
        Map<String, Object> settings = new HashMap<>(Map.of("max.in.flight.requests.per.connection", "1"));
        given.forEach((key, value) -> {
            if (key.startsWith(REPORTER)) {
                settings.put(key.substring(REPORTER.length()), value);
            }
        });
        brokers.ifPresent(list -> settings.put("bootstrap.servers", list));
        settings.putAll(FIXED);
        return settings;
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).filter(value -> !value.isBlank());
    }
}
