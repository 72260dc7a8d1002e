package dev.millrace.webhook;

import dev.millrace.http.signature.WebhookProviders;
import dev.millrace.kit.Problems;
import dev.millrace.webhook.listener.RouteSettings;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;

/** What options of different groups, and of the worker, must not say together. */
final class WebhookChecks {

    static final String BOUNDARY = "transaction.boundary";
    static final String EXACTLY_ONCE = "exactly.once.support";
    static final String MAX_REQUEST_SIZE = "producer.override.max.request.size";

    /** The producer's own, of Kafka 3.9 and 4.3. */
    private static final int USUAL_MAX_REQUEST_SIZE = 1 << 20;

    private WebhookChecks() {}

    static void validate(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        String boundary = configuration.getOrDefault(BOUNDARY, "poll").trim();
        if (!boundary.equalsIgnoreCase("poll")) {
            problems.report(
                    BOUNDARY,
                    "must be poll: a transaction that stays open for longer keeps every sender waiting for its answer");
        }
        if (isRequired(configuration)
                && config.getString(AckSettings.MODE).trim().equalsIgnoreCase(AckSettings.Mode.ENQUEUED.name())) {
            problems.report(
                    AckSettings.MODE,
                    "must be committed with " + EXACTLY_ONCE + "=required: what is answered when queued may be lost");
        }
        if (configuration.containsKey(WebhookSettings.TASK)) {
            problems.report(WebhookSettings.TASK, "is reserved for the connector's word to its tasks: remove it");
        }
        size(config, configuration, problems);
        room(config, configuration, problems);
    }

    /** The largest request that the connector's producer sends. */
    static int mostRecordBytes(Map<String, String> configuration) {
        String given = configuration.get(MAX_REQUEST_SIZE);
        try {
            return given == null ? USUAL_MAX_REQUEST_SIZE : Integer.parseInt(given.trim());
        } catch (NumberFormatException reportedByTheWorker) {
            return USUAL_MAX_REQUEST_SIZE;
        }
    }

    /** What the provider sends at most, or less where the producer does not take that. */
    static int usualBodyBytes(AbstractConfig config, Map<String, String> configuration) {
        long most = Math.max(1, mostRecordBytes(configuration));
        return (int) Math.min(WebhookProviders.habits(config).bodyBytes(), most);
    }

    private static void size(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        int most = mostRecordBytes(configuration);
        if (config.getInt(RouteSettings.BODY_MAX) > most) {
            problems.report(
                    RouteSettings.BODY_MAX,
                    "is more than the producer sends in one request (" + most + " bytes): set " + MAX_REQUEST_SIZE
                            + " as high, and max.message.bytes of the topic, or lower it");
        }
    }

    private static void room(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        int longest = RouteSettings.bodyBytes(config, usualBodyBytes(config, configuration));
        if (longest > config.getLong(QueueSettings.BYTES)) {
            problems.report(
                    QueueSettings.BYTES,
                    "is less than " + RouteSettings.BODY_MAX + " (" + longest
                            + "): a body of that length would never find room");
        }
    }

    private static boolean isRequired(Map<String, String> configuration) {
        return configuration.getOrDefault(EXACTLY_ONCE, "").trim().equalsIgnoreCase("required");
    }
}
