package dev.millrace.rest;

import dev.millrace.kit.FailurePolicy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records over at once, leaves their delivery to the {@link Traffic}, and tells what is complete. No call waits for the
 * network but {@link #preCommit}, and that shortly. For the task's thread only.
 */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    /** How soon the framework is to come back while something is incomplete or paused: nothing outside can wake its poll. */
    private static final long HEARTBEAT_MILLIS = 50;

    private final RestSinkSettings settings;
    private final SinkTaskContext context;
    private final Routes routes;
    private final Reports reports;
    private final Clock clock;
    private final Assignment assignment = new Assignment();
    private final Backlog backlog = new Backlog();
    private final Outcomes outcomes;
    private final Destinations destinations;
    private final Loop loop;
    private final Traffic traffic;
    private final SetAside setAside;
    private final Acceptance acceptance;
    private final Intake intake;
    private final CommitPace pace;
    private final Figures figures;

    /**
     * Takes over what is open; {@link #stop} closes it.
     *
     * @param stop told why the task can't go on
     */
    Courier(
            RestSinkSettings settings,
            SinkTaskContext context,
            Routes routes,
            Reports reports,
            StopReason stop,
            Clock clock) {
        FlowSettings flow = settings.flow();
        this.settings = settings;
        this.context = context;
        this.routes = routes;
        this.reports = reports;
        this.clock = clock;
        this.outcomes = new Outcomes(backlog, reports, stop);
        // not bound to a thread, unlike what current() returns
        this.destinations = new Destinations(route -> route.destination(
                settings.taskName(), clock, () -> ThreadLocalRandom.current().nextLong()));
        this.loop = new Loop("millrace-rest-sink-" + settings.taskName(), stop::is);
        this.traffic = new Traffic(
                destinations, outcomes, clock, () -> ThreadLocalRandom.current().nextLong(), loop);
        this.setAside = new SetAside(
                Optional.ofNullable(context.errantRecordReporter()).filter(reporter -> settings.setsAside()),
                new SetAsideNotice(settings.requestIdHeader()),
                outcomes);
        this.acceptance = new Acceptance(routes, settings.unmatched(), assignment, backlog, outcomes, clock);
        this.intake = new Intake(context, backlog, destinations, flow.queueRecords(), flow.queueBytes());
        this.pace = new CommitPace(flow.commitRecords(), flow.commitInterval(), clock.millis());
        this.figures = new Figures(settings.connector(), settings.task());
        figures.showTask(outcomes, acceptance, backlog, routes, destinations, assignment, clock);
        figures.showRoutes(routes, destinations, clock);
    }

    void open(Collection<TopicPartition> partitions) {
        assignment.open(partitions);
        intake.assignmentChanged();
    }

    void put(Collection<SinkRecord> records) {
        stopIfFatal();
        List<Delivery> deliveries = new ArrayList<>(records.size());
        for (SinkRecord record : records) {
            acceptance.accept(record).ifPresent(deliveries::add);
        }
        traffic.accept(deliveries, intake.isFull());
        setAside.report();
        assignment.sweep();
        intake.regulate();
        comeBackSoon();
        if (pace.isDue(completed(), clock.millis())) {
            context.requestCommit();
        }
        stopIfFatal();
    }

    /** Never throws: the framework would rewind without telling. */
    Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) {
        try {
            if (pace.isAsked()) {
                setAside.report();
            } else {
                drain();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException defect) {
            outcomes.fatal(defect);
        }
        // The next poll may not know of what the last put asked for: a pause of the worker ends a poll without a put.
        comeBackSoon();
        pace.committed(completed(), clock.millis());
        return assignment.frontiers(current);
    }

    void close(Collection<TopicPartition> partitions) {
        pace.closed();
        assignment.close(partitions);
        traffic.forgetUnwanted();
        intake.assignmentChanged();
    }

    void stop() {
        loop.close();
        routes.close();
        reports.close();
        figures.close();
        LOG.info("{}: delivered {}, set aside {}", settings.taskName(), outcomes.delivered(), outcomes.setAside());
    }

    /**
     * Partitions may leave with this commit: stops sending until the next put, but for what was overtaken by other records of
     * its partition, and gives that and what is on the wire a short while to end.
     */
    private void drain() throws InterruptedException {
        long deadline = System.nanoTime() + settings.flow().commitDrain().toNanos();
        // A receiver that is down would only make every commit slow.
        if (destinations.worstBreaker() == 0 && !settings.flow().commitDrain().isZero()) {
            Future<Void> quiet = traffic.finish();
            try {
                quiet.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException stillUnderWay) {
                LOG.debug("{}: commits while {} requests are on the wire", settings.taskName(), traffic.inFlight());
            } catch (ExecutionException defect) {
                outcomes.fatal(defect);
            }
        }
        traffic.hold();
        setAside.reportAndWait(deadline);
        reports.awaitTold(deadline);
    }

    private void comeBackSoon() {
        if (!backlog.isEmpty() || intake.isPaused()) {
            context.timeout(HEARTBEAT_MILLIS);
        }
    }

    private long completed() {
        return outcomes.delivered() + outcomes.setAside();
    }

    private void stopIfFatal() {
        Optional<Throwable> fatal = outcomes.fatal();
        if (fatal.isPresent()) {
            throw FailurePolicy.stop(fatal.get());
        }
    }
}
