package dev.millrace.ops.dlq;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Records that are set aside for one cause.
 *
 * @param connector whose record it is
 * @param fingerprint of the message
 * @param topic where the records were read from
 * @param records how many
 * @param oldest time of the oldest, ISO 8601
 * @param newest time of the newest, ISO 8601
 * @param ageSeconds of the oldest
 * @param attempts the highest number of replays that one of them had
 * @param example place of the first, as topic-partition@offset
 */
public record Group(
        String connector,
        String stage,
        String exception,
        String fingerprint,
        String topic,
        long records,
        String oldest,
        String newest,
        long ageSeconds,
        int attempts,
        String example) {

    /**
     * A group with its records by the hour of their time.
     *
     * @param hours UTC
     */
    public record OverTime(Group group, SortedMap<Instant, Long> hours) {}

    /** Counts records as they come. */
    public static final class Counter {

        private record Key(String connector, String stage, String exception, String fingerprint, String topic) {}

        private static final class Tally {
            private long records;
            private long oldest = Long.MAX_VALUE;
            private long newest = Long.MIN_VALUE;
            private int attempts;
            private final SortedMap<Instant, Long> hours = new TreeMap<>();
            private final String example;

            private Tally(String example) {
                this.example = example;
            }
        }

        private final Map<Key, Tally> tallies = new LinkedHashMap<>();

        public void count(SetAside aside) {
            Cause cause = aside.cause();
            Key key = new Key(
                    cause.connector(),
                    cause.stage(),
                    cause.exception(),
                    cause.fingerprint(),
                    cause.first().map(Origin::topic).orElse(""));
            Tally tally = tallies.computeIfAbsent(key, unseen -> new Tally(aside.place()));
            long time = aside.raw().timestamp();
            tally.records++;
            tally.oldest = Math.min(tally.oldest, time);
            tally.newest = Math.max(tally.newest, time);
            tally.attempts = Math.max(tally.attempts, cause.attempt());
            tally.hours.merge(Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.HOURS), 1L, Long::sum);
        }

        /** The largest first. */
        public List<Group> groups(Instant now) {
            return overTime(now).stream().map(OverTime::group).toList();
        }

        /** The largest first, each with its hours. */
        public List<OverTime> overTime(Instant now) {
            return tallies.entrySet().stream()
                    .map(entry -> new OverTime(
                            group(entry.getKey(), entry.getValue(), now), new TreeMap<>(entry.getValue().hours)))
                    .sorted(Comparator.comparingLong(
                                    (OverTime one) -> one.group().records())
                            .reversed())
                    .toList();
        }

        /** Records by the hour of their time. */
        Map<String, Long> hours() {
            Map<String, Long> all = new TreeMap<>();
            tallies.values()
                    .forEach(tally ->
                            tally.hours.forEach((hour, records) -> all.merge(hour.toString(), records, Long::sum)));
            return all;
        }

        private static Group group(Key key, Tally tally, Instant now) {
            Instant oldest = Instant.ofEpochMilli(tally.oldest);
            return new Group(
                    key.connector(),
                    key.stage(),
                    key.exception(),
                    key.fingerprint(),
                    key.topic(),
                    tally.records,
                    oldest.toString(),
                    Instant.ofEpochMilli(tally.newest).toString(),
                    Duration.between(oldest, now).toSeconds(),
                    tally.attempts,
                    tally.example);
        }
    }
}
