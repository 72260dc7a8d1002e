package dev.millrace.rest;

import dev.millrace.http.HttpSender;
import dev.millrace.http.ResponseClassifier;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.DeliveryLedger;
import dev.millrace.kit.FailurePolicy;
import dev.millrace.kit.Meters;
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
 * Takes records over at once, leaves their delivery to the {@link Lanes}, and tells what is complete. No call waits for the
 * network but {@link #preCommit}, and that shortly. For the task's thread only.
 */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    /** How soon the framework is to come back while something is incomplete: nothing outside can wake its poll. */
    private static final long HEARTBEAT_MILLIS = 50;

    private final RestSinkSettings settings;
    private final SinkTaskContext context;
    private final HttpSender sender;
    private final Clock clock;
    private final Assignment assignment = new Assignment();
    private final Backlog backlog = new Backlog();
    private final Outcomes outcomes = new Outcomes(backlog);
    private final Requests requests;
    private final Breaker breaker;
    private final Loop loop;
    private final Lanes lanes;
    private final SetAside setAside;
    private final Intake intake;
    private final CommitPace pace;
    private final Meters meters;
    private final String name;

    Courier(RestSinkSettings settings, SinkTaskContext context, HttpSender sender, Clock clock) {
        FlowSettings flow = settings.flow();
        this.settings = settings;
        this.context = context;
        this.sender = sender;
        this.clock = clock;
        this.name = settings.connector() + "-" + settings.task();
        this.requests = new Requests(settings.connector(), settings.http(), settings.idempotencyKey());
        this.breaker = new Breaker(
                name,
                settings.patience().policy(),
                flow.parkedLanes(),
                settings.http().retryAfterMax(),
                clock,
                // not bound to a thread, unlike what current() returns
                () -> ThreadLocalRandom.current().nextLong());
        this.loop = new Loop("millrace-rest-sink-" + name, outcomes::fatal);
        this.lanes = new Lanes(
                sender,
                new ResponseClassifier(settings.http().endpoint(), clock),
                settings.patience(),
                breaker,
                outcomes,
                clock,
                () -> ThreadLocalRandom.current().nextLong(),
                loop,
                flow.maxInFlight());
        this.setAside = new SetAside(
                Optional.ofNullable(context.errantRecordReporter()).filter(reporter -> settings.setsAside()), outcomes);
        this.intake = new Intake(context, backlog, breaker, flow.queueRecords(), flow.queueBytes());
        this.pace = new CommitPace(flow.commitRecords(), flow.commitInterval(), clock.millis());
        this.meters = Meters.register("rest-sink", settings.connector(), settings.task());
        gauges();
        LOG.info(
                "{}: delivers to {} by {}, up to {} at once",
                name,
                settings.http().endpoint(),
                settings.http().method(),
                flow.maxInFlight());
    }

    void open(Collection<TopicPartition> partitions) {
        assignment.open(partitions);
        intake.assignmentChanged();
    }

    void put(Collection<SinkRecord> records) {
        stopIfFatal();
        List<Delivery> deliveries = new ArrayList<>(records.size());
        for (SinkRecord record : records) {
            accept(record).ifPresent(deliveries::add);
        }
        lanes.accept(deliveries);
        setAside.report();
        assignment.sweep();
        intake.regulate();
        if (!backlog.isEmpty()) {
            context.timeout(HEARTBEAT_MILLIS);
        }
        if (pace.isDue(completed(), clock.millis())) {
            context.requestCommit();
        }
        stopIfFatal();
    }

    /** Never throws: the framework would rewind without telling. */
    Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) {
        try {
            drain();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException defect) {
            outcomes.fatal(defect);
        }
        pace.committed(completed(), clock.millis());
        return assignment.frontiers(current);
    }

    void close(Collection<TopicPartition> partitions) {
        assignment.close(partitions);
        lanes.forgetUnwanted();
        intake.assignmentChanged();
    }

    void stop() {
        loop.close();
        sender.close();
        meters.close();
        LOG.info("{}: delivered {}, set aside {}", name, outcomes.delivered(), outcomes.setAside());
    }

    private Optional<Delivery> accept(SinkRecord record) {
        PartitionFrontier partition = assignment.partitionOf(record);
        long now = clock.millis();
        Optional<DeliveryLedger<Long>.Ticket> ticket = partition.handOver(record.originalKafkaOffset(), now);
        if (ticket.isEmpty()) {
            return Optional.empty();
        }
        Accepted accepted = new Accepted(record, partition, ticket.get(), now);
        try {
            if (record.value() == null && settings.tombstones() == Tombstones.SKIP) {
                backlog.add(0);
                outcomes.dropped(accepted, 0);
                return Optional.empty();
            }
            Delivery delivery = new Delivery(accepted, settings.ordering().laneOf(record), requests.callFor(record));
            backlog.add(delivery.bytes());
            return Optional.of(delivery);
        } catch (ConnectorFailure unsendable) {
            backlog.add(0);
            outcomes.refused(new Refusal(accepted, 0, accepted.located(unsendable)));
            return Optional.empty();
        }
    }

    /** Stops sending until the next put, and gives what is on the wire a short while to end. */
    private void drain() throws InterruptedException {
        long deadline = System.nanoTime() + settings.flow().commitDrain().toNanos();
        Future<Void> quiet = lanes.hold();
        // A receiver that is down would only make every commit slow.
        if (breaker.state() == Breaker.State.CLOSED) {
            try {
                quiet.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException stillUnderWay) {
                LOG.debug("{}: commits while {} requests are on the wire", name, lanes.inFlight());
            } catch (ExecutionException defect) {
                outcomes.fatal(defect);
            }
        }
        setAside.reportAndWait(deadline);
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

    private void gauges() {
        meters.gauge("delivered", "records that the receiver has", outcomes::delivered);
        meters.gauge("set.aside", "records that the dead letter queue has", outcomes::setAside);
        meters.gauge("retried", "failed attempts that were or will be made again", lanes::retried);
        meters.gauge("in.flight", "requests on the wire", lanes::inFlight);
        meters.gauge("queued.records", "records accepted and not complete", backlog::records);
        meters.gauge("queued.bytes", "bytes of the bodies of these", backlog::bytes);
        meters.gauge("parked.lanes", "lanes that wait for another attempt", lanes::parked);
        meters.gauge(
                "breaker",
                "0: the receiver is up, 1: one request finds out, 2: it is down",
                () -> breaker.state().figure());
        meters.gauge(
                "oldest.incomplete.ms",
                "age of the oldest record that is accepted and not complete, in milliseconds",
                () -> assignment.oldestAge(clock.millis()));
    }
}
