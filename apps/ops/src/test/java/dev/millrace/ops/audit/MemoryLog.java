package dev.millrace.ops.audit;

import dev.millrace.kit.AuditChain;
import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.ConnectJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** An audit topic that a test writes, and tampers with. */
final class MemoryLog implements EvidenceLog {

    static final String TOPIC = "audit";

    final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<TopicPartition, Extent> extents = new HashMap<>();

    /** One task's events, spread over partitions in turns. */
    static MemoryLog of(int events, int partitions) {
        MemoryLog log = new MemoryLog();
        AuditChain chain = new AuditChain("orders/0/1");
        AuditEvent.Actor actor = new AuditEvent.Actor("orders", 0, "4711@worker-1", "00");
        for (int number = 0; number < events; number++) {
            AuditEvent event = new AuditEvent(
                    AuditEvent.Step.COMPLETED,
                    Instant.ofEpochMilli(1_750_000_000_000L + number),
                    actor,
                    new AuditEvent.Subject(
                            "sftp://host:22/in/" + number + ".csv",
                            "" + number,
                            OptionalLong.of(number),
                            Optional.empty()),
                    AuditEvent.Outcome.of(AuditEvent.Step.COMPLETED, Optional.empty(), Optional.empty()),
                    AuditEvent.Counts.NONE);
            String text = ConnectJson.text(AuditEvent.SCHEMA, event.toStruct(chain.append(event)));
            log.append(number % partitions, number / partitions, number, text);
        }
        return log;
    }

    void append(int partition, long offset, long time, String value) {
        records.add(record(partition, offset, time, value));
        extents.merge(
                new TopicPartition(TOPIC, partition),
                new Extent(offset, offset + 1),
                (before, one) -> new Extent(before.start(), Math.max(before.end(), one.end())));
    }

    /** The record at an index, with another value. */
    void edit(int index, String from, String to) {
        ConsumerRecord<byte[], byte[]> old = records.get(index);
        String value = text(index);
        if (!value.contains(from)) {
            throw new IllegalArgumentException("nothing to edit");
        }
        records.set(index, record(old.partition(), old.offset(), old.timestamp(), value.replace(from, to)));
    }

    /** Exchanges what two records hold; their offsets stay. */
    void swap(int one, int other) {
        ConsumerRecord<byte[], byte[]> first = records.get(one);
        ConsumerRecord<byte[], byte[]> second = records.get(other);
        records.set(one, record(first.partition(), first.offset(), second.timestamp(), text(other)));
        records.set(
                other,
                record(
                        second.partition(),
                        second.offset(),
                        first.timestamp(),
                        new String(first.value(), StandardCharsets.UTF_8)));
    }

    /** Cuts a partition off in front of an offset. */
    void cut(int partition, long offset) {
        records.removeIf(record -> record.partition() == partition && record.offset() >= offset);
        extents.computeIfPresent(
                new TopicPartition(TOPIC, partition), (of, extent) -> new Extent(extent.start(), offset));
    }

    /** Forgets what lies in front of an offset, as retention does. */
    void expire(int partition, long offset) {
        records.removeIf(record -> record.partition() == partition && record.offset() < offset);
        extents.computeIfPresent(
                new TopicPartition(TOPIC, partition), (of, extent) -> new Extent(offset, extent.end()));
    }

    String text(int index) {
        return new String(records.get(index).value(), StandardCharsets.UTF_8);
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, long time, String value) {
        return new ConsumerRecord<>(
                TOPIC,
                partition,
                offset,
                time,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                ("key-" + partition).getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders().add("millrace.kind", "audit".getBytes(StandardCharsets.UTF_8)),
                Optional.empty());
    }

    @Override
    public Map<TopicPartition, Extent> extents() {
        return Map.copyOf(extents);
    }

    @Override
    public void read(Map<TopicPartition, Long> from, Reader reader) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (record.offset() >= from.getOrDefault(partition, 0L)) {
                reader.accept(record);
            }
        }
    }

    @Override
    public void close() {}
}
