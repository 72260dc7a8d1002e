package dev.millrace.webhook;

import dev.millrace.http.signature.WebhookProvider;
import dev.millrace.http.signature.WebhookProviders;
import dev.millrace.kit.Meters;
import dev.millrace.kit.PluginVersion;
import dev.millrace.kit.UnconfirmedAlarm;
import dev.millrace.webhook.listener.Lease;
import dev.millrace.webhook.listener.ListenerRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** One of the tasks behind a route: its inbox to Kafka, and Kafka's word back to those who wait for an answer. */
public final class WebhookSourceTask extends SourceTask {

    private final Function<AbstractConfig, WebhookProvider> providers;
    private @Nullable Lease lease;
    private @Nullable WebhookRoute route;
    private @Nullable Inbox inbox;
    private @Nullable HandOver handOver;
    private @Nullable Meters meters;
    private @Nullable UnconfirmedAlarm alarm;

    /** A task as the worker makes it. */
    public WebhookSourceTask() {
        this(WebhookProviders::open);
    }

    WebhookSourceTask(Function<AbstractConfig, WebhookProvider> providers) {
        this.providers = providers;
    }

    @Override
    public String version() {
        return PluginVersion.current();
    }

    @Override
    public void start(Map<String, String> properties) {
        WebhookSettings settings = WebhookSettings.from(properties);
        Lease port = ListenerRegistry.shared().acquire(settings.listener(), settings.connector());
        lease = port;
        WebhookRoute shared = port.share(
                        settings.route().address(),
                        WebhookRoute.class,
                        there -> there.isOf(settings.given()) && there.enter(),
                        () -> RouteOpening.open(settings, providers))
                .route();
        route = shared;
        Inbox own = new Inbox(settings.task(), settings.poll(), System::nanoTime);
        HandOver worker = new HandOver(
                own,
                shared.places(settings, context.offsetStorageReader()),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                System.currentTimeMillis() << 20);
        handOver = worker;
        meters = TaskMeters.register(settings, own, worker);
        alarm = new UnconfirmedAlarm(settings.connector() + "-" + settings.task(), worker::oldestMillis).start();
        inbox = own;
        shared.join(own);
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        return handOver == null ? null : handOver.poll();
    }

    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        if (handOver != null) {
            handOver.settle(record, metadata);
        }
    }

    @Override
    public void commit() {
        if (handOver != null) {
            handOver.committed();
        }
    }

    /** Called on the polling thread, also after a start that failed halfway; confirmations may come after it. */
    @Override
    public void stop() {
        if (lease != null) {
            lease.close();
            lease = null;
        }
        if (route != null) {
            route.leave(Optional.ofNullable(inbox), handOver == null ? List.of() : handOver.unsettled());
            route = null;
        }
        if (alarm != null) {
            alarm.close();
        }
        if (meters != null) {
            meters.close();
        }
    }
}
