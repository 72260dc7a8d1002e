package dev.millrace.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Watches a run: draws the table, tells when the first record arrived, and judges whether all did. For one thread. */
final class Performance {
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int NAMED = 5;

    private final List<Example> examples;
    private final List<Flow> flows;
    private final Sample sample;
    private final Deliveries deliveries;
    private final Cast cast;
    private final Screen screen;
    private final Instant begun;
    private final FlowTable table = new FlowTable(System.nanoTime());
    private boolean firstSeen;
    private String told = "";

    Performance(List<Example> examples, Sample sample, Deliveries deliveries, Cast cast, Screen screen, Instant begun) {
        this.examples = examples;
        this.flows = Flow.of(examples);
        this.sample = sample;
        this.deliveries = deliveries;
        this.cast = cast;
        this.screen = screen;
        this.begun = begun;
    }

    /** Shows the table until the thread is interrupted. */
    void watch() {
        try (TopicCounts topics = new TopicCounts(cast.broker().bootstrapServers())) {
            while (!Thread.currentThread().isInterrupted()) {
                screen.show(step(topics));
            }
        }
    }

    /** Shows the table until every sample record of every flow arrived, and tells what is missing at the deadline. */
    boolean watchUntilDelivered(Instant deadline) {
        try (TopicCounts topics = new TopicCounts(cast.broker().bootstrapServers())) {
            while (true) {
                screen.show(step(topics));
                boolean complete = flows.stream().allMatch(flow -> missing(flow).isEmpty());
                if (complete || !told.isEmpty() || Instant.now().isAfter(deadline)) {
                    return conclude(topics);
                }
            }
        }
    }

    private List<String> step(TopicCounts topics) {
        if (!firstSeen) {
            firstSeen = Patience.until(STEP, this::anyDelivered);
            if (firstSeen) {
                double seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
                screen.say(String.format(Locale.ROOT, "first record delivered after %.1f s", seconds));
            }
        } else {
            Patience.until(STEP, () -> false);
        }
        Stage.failure(examples, cast.worker().rest()).ifPresent(this::tellOnce);
        return table.draw(counts(topics), System.nanoTime());
    }

    private boolean conclude(TopicCounts topics) {
        screen.show(table.draw(counts(topics), System.nanoTime()));
        long delivered = 0;
        long lost = 0;
        for (Flow flow : flows) {
            List<String> missing = missing(flow);
            lost += missing.size();
            delivered += flow.expected(sample).size() - missing.size();
            if (!missing.isEmpty()) {
                screen.say("%s: %d of %d records have not arrived, the first of them %s; look into %s"
                        .formatted(
                                flow.name(),
                                missing.size(),
                                flow.expected(sample).size(),
                                String.join(", ", missing.subList(0, Math.min(NAMED, missing.size()))),
                                cast.worker().log()));
            }
        }
        screen.say(cast.shop().account());
        screen.say(cast.feed().account());
        screen.say(cast.database().account());
        screen.say("quickstart: %d flows, %d records delivered, %d lost".formatted(flows.size(), delivered, lost));
        return lost == 0;
    }

    private List<String> missing(Flow flow) {
        return deliveries.missing(flow.path(), flow.expected(sample));
    }

    private boolean anyDelivered() {
        return flows.stream().anyMatch(flow -> deliveries.count(flow.path()) > 0);
    }

    private List<FlowCount> counts(TopicCounts topics) {
        return flows.stream()
                .map(flow -> new FlowCount(
                        flow.name(),
                        topics.of(flow.topic()),
                        deliveries.count(flow.path()),
                        topics.of(flow.asideTopics())))
                .toList();
    }

    private void tellOnce(String failure) {
        if (!failure.equals(told)) {
            told = failure;
            screen.say(failure);
        }
    }
}
