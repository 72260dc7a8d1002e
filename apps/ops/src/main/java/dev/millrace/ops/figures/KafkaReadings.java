package dev.millrace.ops.figures;

import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.watch.Figures;
import dev.millrace.ops.watch.FlowView;
import dev.millrace.ops.watch.FlowView.Readings;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures flows: lag, records set aside and freshness by Kafka, the rest by what workers count. Offsets count, so markers of
 * transactions are among the records that are set aside, and in a lag of many. For one thread, which closes it.
 */
public final class KafkaReadings implements AutoCloseable {

    private static final String GROUP_OVERRIDE = "consumer.override.group.id";
    private static final String RESET_OVERRIDE = "consumer.override.auto.offset.reset";

    private final Admin admin;
    private final Clock clock;
    private final Duration timeout;
    private final Rates rates = new Rates();
    private final TransactionEnds transactions;

    /**
     * Asks nothing yet.
     *
     * @param timeout of a question to Kafka; a look asks two, one after the other
     * @throws dev.millrace.ops.CommandFailure when no client can be made of the settings
     */
    public KafkaReadings(KafkaClients clients, Clock clock, Duration timeout) {
        this.admin = clients.admin();
        this.clock = clock;
        this.timeout = timeout;
        this.transactions = new TransactionEnds(clients, timeout);
    }

    /**
     * Flows with what is measured now.
     *
     * @param flows in the order given
     * @param troubles a sentence for each kind of thing that Kafka does not tell; what it does not tell is empty
     */
    public record Completed(List<FlowView> flows, List<String> troubles) {

        public Completed {
            flows = List.copyOf(flows);
            troubles = List.copyOf(troubles);
        }

        /** The troubles as one text; empty when there are none. */
        public Optional<String> trouble() {
            return troubles.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", troubles));
        }
    }

    /**
     * Measures them; throws nothing when Kafka does not answer.
     *
     * @param figures of the same look
     */
    public Completed complete(List<FlowView> flows, Figures figures) {
        rates.begin(clock.instant());
        Set<String> topics = names(flows.stream().map(FlowView::topics).toList());
        Set<String> setAside =
                names(flows.stream().map(FlowView::setAsideTopics).toList());
        Set<String> groups = flows.stream()
                .filter(flow -> !flow.source())
                .map(KafkaReadings::group)
                .collect(Collectors.toCollection(TreeSet::new));
        TopicOffsets offsets = TopicOffsets.ask(admin, timeout, topics, setAside, groups);
        List<FlowView> measured = flows.stream()
                .map(flow -> flow.with(readings(flow, figures, offsets)))
                .toList();
        transactions.endLook();
        return new Completed(measured, offsets.troubles());
    }

    private Readings readings(FlowView flow, Figures figures, TopicOffsets offsets) {
        WorkerReadings counted = new WorkerReadings(figures, flow.name());
        return new Readings(
                rate(flow, counted, offsets),
                flow.source() ? OptionalLong.empty() : lag(flow, offsets),
                counted.oldestMs(),
                setAside(flow, offsets),
                counted.breaker(),
                freshness(flow, offsets));
    }

    /** By what the tasks count, where all workers tell; else by the growth of the topics, or of the group's offsets. */
    private OptionalDouble rate(FlowView flow, WorkerReadings counted, TopicOffsets offsets) {
        OptionalDouble byWorkers = counted.records();
        OptionalDouble rate = byWorkers.isPresent()
                ? rates.count("figures of " + flow.name(), byWorkers.getAsDouble())
                : OptionalDouble.empty();
        Set<TopicPartition> partitions = partitions(flow.topics(), offsets);
        Optional<Map<TopicPartition, Long>> committed =
                flow.source() ? Optional.empty() : offsets.committed(group(flow));
        OptionalLong sum = flow.source()
                ? sum(partitions, offsets::end)
                : sum(partitions, partition -> committed.map(told -> told.getOrDefault(partition, 0L)));
        // A partition that comes or goes is no growth.
        String counter = "offsets of " + flow.name() + partitions.hashCode();
        boolean known = !flow.topics().isEmpty() && offsets.knows(flow.topics());
        OptionalDouble byOffsets =
                known && sum.isPresent() ? rates.count(counter, (double) sum.getAsLong()) : OptionalDouble.empty();
        return rate.isPresent() ? rate : byOffsets;
    }

    private OptionalLong lag(FlowView flow, TopicOffsets offsets) {
        Optional<Map<TopicPartition, Long>> committed = offsets.committed(group(flow));
        Set<TopicPartition> partitions = partitions(flow.topics(), offsets);
        if (committed.isEmpty() || partitions.isEmpty() || !offsets.knows(flow.topics())) {
            return OptionalLong.empty();
        }
        // Connect begins at the first record, unless it is told otherwise.
        boolean fromEnd = "latest".equals(flow.config().get(RESET_OVERRIDE));
        return sum(
                partitions,
                partition -> offsets.end(partition).flatMap(end -> {
                    Optional<Long> at = Optional.ofNullable(committed.get().get(partition))
                            .or(() -> fromEnd ? Optional.of(end) : offsets.begin(partition));
                    // What retention took can't be delivered any more.
                    return at.flatMap(offset -> offsets.begin(partition)
                            .map(begin -> transactions.records(group(flow), partition, Math.max(begin, offset), end)));
                }));
    }

    private static OptionalLong setAside(FlowView flow, TopicOffsets offsets) {
        if (flow.setAsideTopics().isEmpty() || !offsets.knows(flow.setAsideTopics())) {
            return OptionalLong.empty();
        }
        return sum(
                partitions(flow.setAsideTopics(), offsets),
                partition -> offsets.end(partition)
                        .flatMap(end -> offsets.begin(partition).map(begin -> end - begin)));
    }

    private OptionalLong freshness(FlowView flow, TopicOffsets offsets) {
        Set<TopicPartition> partitions = partitions(flow.topics(), offsets);
        if (!offsets.knows(flow.topics()) || sum(partitions, offsets::newest).isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong newest = partitions.stream()
                .mapToLong(partition -> offsets.newest(partition).orElse(-1L))
                .max();
        return newest.isEmpty() || newest.getAsLong() < 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, clock.millis() - newest.getAsLong()));
    }

    /** Empty when one of them is not known: part of a sum would pass for the whole. */
    private static OptionalLong sum(Set<TopicPartition> partitions, Function<TopicPartition, Optional<Long>> value) {
        long sum = 0;
        for (TopicPartition partition : partitions) {
            Optional<Long> one = value.apply(partition);
            if (one.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += one.get();
        }
        return OptionalLong.of(sum);
    }

    private static Set<TopicPartition> partitions(Collection<String> topics, TopicOffsets offsets) {
        return topics.stream()
                .flatMap(topic -> offsets.partitions(topic).stream())
                .collect(Collectors.toSet());
    }

    /** A sink's group, by the name that Connect gives it (SinkUtils.consumerGroupId) or its own. */
    private static String group(FlowView flow) {
        return flow.config().getOrDefault(GROUP_OVERRIDE, "connect-" + flow.name());
    }

    private static Set<String> names(List<List<String>> topics) {
        return topics.stream().flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Ends the client. */
    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
