package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.SideRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports to Kafka with a producer and a thread of its own: a producer that finds no broker blocks who hands it a record.
 * A report that can't be written stops the task before the offset of its record is committed: the record is sent again with the
 * same key, and no end of a record goes untold. Closed with its producer.
 */
final class KafkaReports implements Reports {

    private static final Duration FAREWELL = Duration.ofMillis(500);

    private final ReportSettings settings;
    private final Producer<byte[], byte[]> producer;
    private final ResponseReport responses;
    private final AuditReport audits;
    private final StopReason stop;
    private final Clock clock;
    private final ThreadPoolExecutor thread;
    private final Object change = new Object();
    private long underWay;

    /** The body that was hashed last, whose hash all records of a batch share. For the thread of the reports. */
    private byte @Nullable [] hashed;

    private String hash = "";

    KafkaReports(
            String task,
            ReportSettings settings,
            Producer<byte[], byte[]> producer,
            AuditReport audits,
            StopReason stop,
            Clock clock) {
        this.settings = settings;
        this.producer = producer;
        this.responses = new ResponseReport(settings.responseHeaders(), settings.bodyLimit());
        this.audits = audits;
        this.stop = stop;
        this.clock = clock;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                // bounded by the records that are incomplete
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread created = new Thread(work, "millrace-rest-sink-reports-" + task);
                    created.setDaemon(true);
                    return created;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public void delivered(Delivery delivery, Exchange exchange, Runnable told) {
        tell(Report.delivered(delivery, exchange), told);
    }

    @Override
    public void setAside(Refusal refusal, Runnable told) {
        tell(Report.setAside(refusal, clock.instant()), told);
    }

    @Override
    public void awaitTold(long deadline) throws InterruptedException {
        synchronized (change) {
            for (long left = deadline - System.nanoTime();
                    underWay > 0 && left > 0 && stop.known().isEmpty();
                    left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(change, left);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        producer.close(FAREWELL);
    }

    private void tell(Report report, Runnable told) {
        synchronized (change) {
            underWay++;
        }
        thread.execute(() -> {
            try {
                write(report, told);
            } catch (RuntimeException unwritten) {
                failed(report, unwritten);
            }
        });
    }

    private void write(Report report, Runnable told) {
        List<ProducerRecord<byte[], byte[]>> records = recordsOf(report);
        AtomicInteger left = new AtomicInteger(records.size());
        for (ProducerRecord<byte[], byte[]> record : records) {
            Future<?> unused = producer.send(record, (metadata, failure) -> {
                if (failure != null) {
                    failed(report, failure);
                } else if (left.decrementAndGet() == 0) {
                    told.run();
                    oneLess();
                }
            });
        }
    }

    private List<ProducerRecord<byte[], byte[]>> recordsOf(Report report) {
        String requestHash = report.exchange().map(this::hashOf).orElse("");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(2);
        settings.responseTopic()
                .ifPresent(topic -> records.add(record(
                        topic, ResponseReport.key(report.record()), responses.value(report, requestHash), "response")));
        settings.auditTopic()
                .ifPresent(topic -> records.add(record(
                        topic,
                        report.coordinates().getBytes(StandardCharsets.UTF_8),
                        audits.value(report, requestHash),
                        "audit")));
        return records;
    }

    @SuppressWarnings("NullAway") // a record without a key has a report without one
    private static ProducerRecord<byte[], byte[]> record(
            String topic, byte @Nullable [] key, byte[] value, String kind) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        record.headers().add(SideRecord.KIND_HEADER, kind.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private void failed(Report report, Exception failure) {
        stop.is(new ConnectorFailure(
                FailureKind.TRANSIENT,
                "report-unwritten",
                report.coordinates() + " was " + report.outcome()
                        + ", but its report could not be written to "
                        + settings.responseTopic().or(settings::auditTopic).orElse("")
                        + " (" + failure.getClass().getSimpleName()
                        + "). The record is sent again with the same key: correct the reporter.* settings, the brokers or"
                        + " the topics, and restart the task",
                failure));
        oneLess();
    }

    private void oneLess() {
        synchronized (change) {
            underWay--;
            change.notifyAll();
        }
    }

    private String hashOf(Exchange exchange) {
        byte[] body = exchange.call().body();
        if (body != hashed) {
            hashed = body;
            hash = HexFormat.of().formatHex(sha256().digest(body));
        }
        return hash;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
