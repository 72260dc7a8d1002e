package dev.millrace.webhook;

import dev.millrace.webhook.listener.RouteSettings;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells offsets that a task reads back from those that it would pass over, or take for something else. */
final class OffsetCheck {

    private static final Pattern BUCKET = Pattern.compile("(slot|page)-(0|[1-9]\\d{0,3})");
    private static final String OVERFLOW = "overflow";

    /** What is stored at a source partition. */
    private enum Bucket {
        /** Nothing but a sequence. */
        PLAIN(0),
        SLOT(1),
        PAGE(DedupBuckets.PAGE);

        private final int most;

        Bucket(int most) {
            this.most = most;
        }

        private boolean has(String field) {
            return switch (field) {
                case DedupPlace.SEQUENCE -> true;
                case DedupPlace.IDS -> this != PLAIN;
                case DedupPage.TURN -> this == PAGE;
                default -> false;
            };
        }
    }

    private OffsetCheck() {}

    /**
     * Checks one offset.
     *
     * @param configuration of the connector, whose path the offset must be of
     * @throws IllegalArgumentException when no task would read it back as it is; its message tells why
     */
    static void check(Map<String, ?> partition, Map<String, ?> offset, Map<String, String> configuration) {
        Bucket bucket = bucket(partition, configuration);
        for (String field : offset.keySet()) {
            require(bucket.has(field), "an offset at " + partition + " has no field " + field);
        }
        requireWhole(offset.get(DedupPlace.SEQUENCE), DedupPlace.SEQUENCE);
        requireWhole(offset.get(DedupPage.TURN), DedupPage.TURN);
        Object ids = offset.get(DedupPlace.IDS);
        if (ids == null) {
            return;
        }
        require(ids instanceof String, DedupPlace.IDS + " must be a text");
        int events = count((String) ids);
        require(
                events >= 1 && events <= bucket.most,
                DedupPlace.IDS + " must hold from 1 to " + bucket.most + " events, and holds " + events);
        require(
                bucket != Bucket.PAGE || offset.get(DedupPage.TURN) != null,
                DedupPage.TURN + " is missing, by which pages are put in order");
    }

    private static int count(String ids) {
        try {
            return SeenEvent.read(ids).size();
        } catch (IllegalArgumentException foreign) {
            throw new IllegalArgumentException(
                    DedupPlace.IDS + " holds nothing that this connector writes: " + foreign.getMessage(), foreign);
        }
    }

    private static Bucket bucket(Map<String, ?> partition, Map<String, String> configuration) {
        require(
                Set.of(DedupPlace.ROUTE, DedupPlace.BUCKET).containsAll(partition.keySet()),
                "a partition has the fields route and bucket only");
        String path = configuration.getOrDefault(RouteSettings.PATH, "").trim();
        require(
                path.equals(partition.get(DedupPlace.ROUTE)),
                "route must be " + path + ", for offsets of another " + RouteSettings.PATH + " are not read");
        Object name = partition.get(DedupPlace.BUCKET);
        if (name == null || name.equals(OVERFLOW)) {
            return Bucket.PLAIN;
        }
        Matcher matcher = BUCKET.matcher(name.toString());
        require(matcher.matches(), "bucket must be slot-n, page-n or " + OVERFLOW);
        boolean isSlot = matcher.group(1).equals("slot");
        int count = isSlot ? DedupBuckets.SLOTS : DedupBuckets.PAGES;
        require(
                Integer.parseInt(matcher.group(2)) < count,
                "the last " + matcher.group(1) + " is number " + (count - 1));
        return isSlot ? Bucket.SLOT : Bucket.PAGE;
    }

    private static void requireWhole(@Nullable Object value, String field) {
        boolean isWhole = value == null
                || ((value instanceof Long || value instanceof Integer) && ((Number) value).longValue() >= 0);
        require(isWhole, field + " must be a whole number from 0 on");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
