package dev.millrace.webhook;

import dev.millrace.http.signature.WebhookProviders;
import dev.millrace.webhook.listener.Lease;
import dev.millrace.webhook.listener.ListenerRegistry;
import dev.millrace.webhook.listener.Membership;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** Listens like a task of the webhook source; hands nothing over. */
public final class AtOnceSourceTask extends SourceTask {

    private static final long PAUSE_MILLIS = 200;

    private final CountDownLatch never = new CountDownLatch(1);
    private @Nullable Lease lease;
    private @Nullable AtOnceRoute route;

    @Override
    public String version() {
        return "benchmark";
    }

    @Override
    public void start(Map<String, String> properties) {
        WebhookSettings settings = WebhookSettings.from(properties);
        Lease port = ListenerRegistry.shared().acquire(settings.listener(), settings.connector());
        lease = port;
        AtOnceRoute own = new AtOnceRoute(
                settings,
                WebhookProviders.open(settings.config()),
                new Answers(
                        settings.answers(),
                        settings.acknowledgement(),
                        settings.habits(),
                        RandomGenerator.getDefault()));
        route = own;
        Membership<AtOnceRoute> unused = port.join(own);
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        boolean unused = never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return null;
    }

    @Override
    public void stop() {
        if (lease != null) {
            lease.close();
        }
        if (route != null) {
            route.close();
        }
    }
}
