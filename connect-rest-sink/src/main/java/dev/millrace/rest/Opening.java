package dev.millrace.rest;

import dev.millrace.http.ApiVersionWatch;
import dev.millrace.http.ResponseClassifier;
import dev.millrace.http.reply.ClassifierSettings;
import dev.millrace.http.reply.ReplyForm;
import dev.millrace.kit.AuditChain;
import dev.millrace.kit.AuditEvent;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens what a task works with, all or nothing. */
final class Opening {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final RestSinkSettings settings;
    private final Clock clock;
    private final Function<Map<String, Object>, Producer<byte[], byte[]>> producers;
    private final StopReason stop = new StopReason();

    Opening(RestSinkSettings settings, Clock clock) {
        this(
                settings,
                clock,
                producer -> new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** @param producers opens the producer of the reports from its settings */
    Opening(RestSinkSettings settings, Clock clock, Function<Map<String, Object>, Producer<byte[], byte[]>> producers) {
        this.settings = settings;
        this.clock = clock;
        this.producers = producers;
    }

    Courier courier(SinkTaskContext context) {
        Routes routes = Routes.open(settings.routes(), this::route);
        Reports reports = Reports.NONE;
        try {
            reports = settings.reports().map(this::reports).orElse(Reports.NONE);
            Courier courier = new Courier(settings, context, routes, reports, stop, clock);
            routes.all()
                    .forEach(route -> LOG.info(
                            "{}: route {} delivers to {}, up to {} requests at once",
                            settings.taskName(),
                            route.name(),
                            route.settings().request().endpoint(),
                            route.settings().load().maxInFlight()));
            return courier;
        } catch (RuntimeException unopened) {
            routes.close();
            reports.close();
            throw unopened;
        }
    }

    private Route route(RouteSettings route) {
        return new Route(
                settings.connector(),
                route,
                Connection.open(route, clock),
                judge(route),
                new ApiVersionWatch(settings.taskName(), clock));
    }

    private Judge judge(RouteSettings route) {
        String endpoint = route.request().endpoint();
        ClassifierSettings replies = route.replies();
        // The status of a single record stands for itself: what is said of bodies is about the whole reply.
        ClassifierSettings statusesAlone = new ClassifierSettings(
                replies.statuses(),
                replies.conflict(),
                Optional.of(ReplyForm.PLAIN),
                List.of(),
                replies.graphQlPartial());
        return new Judge(
                new ResponseClassifier(replies, endpoint, clock),
                Optional.of(route.batch())
                        .filter(batch -> batch.batching().isOn())
                        .map(batch -> new BatchResults(
                                batch.results(), new ResponseClassifier(statusesAlone, endpoint, clock))));
    }

    private Reports reports(ReportSettings report) {
        Map<String, Object> producer = new HashMap<>(report.producer());
        producer.put("client.id", "millrace-rest-sink-" + settings.taskName());
        AuditEvent.Actor actor = new AuditEvent.Actor(
                settings.connector(),
                Integer.parseInt(settings.task()),
                ManagementFactory.getRuntimeMXBean().getName(),
                report.configHash());
        AuditChain chain = new AuditChain(settings.taskName() + "-" + clock.instant());
        return new KafkaReports(
                settings.taskName(), report, producers.apply(producer), new AuditReport(actor, chain), stop, clock);
    }
}
