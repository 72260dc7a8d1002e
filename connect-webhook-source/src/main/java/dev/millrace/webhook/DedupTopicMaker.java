package dev.millrace.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the topic that is missing, and looks whether one that is there keeps ids for long enough. */
final class DedupTopicMaker {

    private static final Logger LOG = LoggerFactory.getLogger(DedupTopicMaker.class);
    private static final long PATIENCE_MILLIS = 10_000;
    private static final long SHORTEST_SEGMENT_MILLIS = 600_000;

    private final DedupTopicSettings settings;
    private final long windowMillis;

    DedupTopicMaker(DedupTopicSettings settings, Duration window) {
        this.settings = settings;
        this.windowMillis = window.toMillis();
    }

    /** What is not allowed is logged and left: the topic may be there all the same, and reading it tells. */
    void makeIfMissing() {
        try (Admin admin = Admin.create(settings.client())) {
            if (create(admin)) {
                LOG.info("Topic {} was created for ids of {} ms", settings.topic(), windowMillis);
            } else {
                checkRetention(admin);
            }
        } catch (ExecutionException failed) {
            LOG.warn("Topic {} could not be created or looked at", settings.topic(), failed.getCause());
        } catch (TimeoutException late) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "no answer about topic " + settings.topic(), late);
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        }
    }

    /** What a topic is made with: old ids leave by time; segments are short enough for that. */
    private Map<String, String> configuration() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                "" + windowMillis,
                TopicConfig.SEGMENT_MS_CONFIG,
                "" + Math.max(SHORTEST_SEGMENT_MILLIS, windowMillis / 8));
    }

    private boolean create(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        NewTopic topic = new NewTopic(settings.topic(), Optional.of(1), Optional.empty()).configs(configuration());
        try {
            admin.createTopics(List.of(topic)).all().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw failed;
        }
    }

    private void checkRetention(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, settings.topic());
        Config config = admin.describeConfigs(List.of(resource))
                .all()
                .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .get(resource);
        ConfigEntry retention = config == null ? null : config.get(TopicConfig.RETENTION_MS_CONFIG);
        long kept = retention == null ? -1 : Long.parseLong(retention.value());
        if (kept >= 0 && kept < windowMillis) {
            LOG.warn(
                    "Topic {} keeps ids for {} ms and {} is {}: after a restart older events are not known; raise {} of"
                            + " the topic",
                    settings.topic(),
                    kept,
                    DedupSettings.WINDOW,
                    windowMillis,
                    TopicConfig.RETENTION_MS_CONFIG);
        }
    }
}
