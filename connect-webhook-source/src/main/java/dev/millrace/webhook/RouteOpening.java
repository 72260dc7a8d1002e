package dev.millrace.webhook;

import dev.millrace.http.signature.SecretNames;
import dev.millrace.http.signature.WebhookProvider;
import dev.millrace.http.signature.WebhookProviders;
import dev.millrace.kit.FailurePolicy;
import dev.millrace.kit.Meters;
import dev.millrace.kit.Sleeper;
import java.time.Clock;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.config.AbstractConfig;

/** Puts a route together as the settings say. */
final class RouteOpening {

    private RouteOpening() {}

    /**
     * Opens what the route needs; {@link WebhookRoute#leave} closes it again.
     *
     * @param providers opens the rules of the sender
     */
    static WebhookRoute open(WebhookSettings settings, Function<AbstractConfig, WebhookProvider> providers) {
        Clock clock = Clock.systemUTC();
        Memory memory = new Memory(settings.queue().requests(), settings.queue().bytes());
        Meters figures = Meters.register(
                "webhook-source",
                settings.connector(),
                "route",
                "route",
                settings.route().address().title());
        RouteMeters meters = new RouteMeters(figures, memory);
        DedupMeters dedupMeters = DedupMeters.register(figures);
        WebhookProvider provider = providers.apply(settings.config());
        DedupWindow window = new DedupWindow(settings.dedup(), clock, dedupMeters.evicted());
        SeenEvents seen = seen(settings.dedup(), window, dedupMeters, clock);
        Answers answers = new Answers(
                settings.answers(), settings.acknowledgement(), settings.habits(), RandomGenerator.getDefault());
        Inboxes inboxes = new Inboxes(
                settings.queue().ordering(), settings.acknowledgement().pauseDetect());
        SecretNames secrets = WebhookProviders.secretNames(settings.config());
        Dispatch dispatch = new Dispatch(
                parts(settings, secrets, seen, dedupMeters),
                settings.acknowledgement(),
                answers,
                inboxes,
                meters,
                System::nanoTime);
        Verdicts verdicts = new Verdicts(
                settings.tellsHandshakes(),
                dispatch,
                memory,
                answers,
                RejectedRequests.of(
                        settings.rejected(), new EventHeaders(settings.records().headers(), secrets)::copies),
                meters,
                new RequestLog(settings.connector(), System::nanoTime));
        return new WebhookRoute(
                new WebhookRoute.Terms(
                        settings.connector(),
                        settings.route().address(),
                        settings.route().limits(),
                        settings.ackTimeout()),
                provider,
                dispatch,
                inboxes,
                memory,
                answers,
                verdicts,
                meters,
                new Deadlines(settings.connector()),
                clock,
                System::nanoTime,
                new WebhookRoute.Past(seen, window, settings.given()));
    }

    private static DispatchParts parts(
            WebhookSettings settings, SecretNames secrets, SeenEvents seen, DedupMeters meters) {
        EventKeys keys = new EventKeys(
                settings.connector(),
                settings.dedup(),
                settings.habits(),
                new BodyPathReader(settings.records()),
                meters.withoutId());
        return new DispatchParts(
                new BodyDecoder(settings.body()),
                keys::of,
                seen,
                settings.dedup().action() == DedupSettings.Action.TAG,
                new MarkedRecords(new EventRecords(settings.records(), secrets), keys::id),
                settings.recordSize());
    }

    private static SeenEvents seen(DedupSettings settings, DedupWindow window, DedupMeters meters, Clock clock) {
        return switch (settings.store()) {
            // The task whose offsets they are reads them into the window.
            case MEMORY, OFFSETS -> window;
            case TOPIC -> {
                DedupTopicSettings topic = settings.topic()
                        .orElseThrow(() -> FailurePolicy.misconfigured(
                                DedupTopicSettings.TOPIC, "is missing, with " + DedupSettings.STORE + "=topic"));
                yield new DedupTopic(
                        topic.topic(),
                        settings,
                        window,
                        DedupTopicClients.of(topic, settings.window()),
                        meters,
                        clock,
                        Sleeper.SYSTEM);
            }
        };
    }
}
