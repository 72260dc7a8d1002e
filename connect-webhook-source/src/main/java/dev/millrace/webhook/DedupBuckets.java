package dev.millrace.webhook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the source offsets of a route remember, as they were stored. Their partitions have fixed names, for a task can look
 * offsets up and can't list them.
 *
 * @param slots what each slot holds, by number; empty lists for those that hold nothing
 * @param pages those that hold something, in the order in which they were begun
 */
record DedupBuckets(List<List<SeenEvent>> slots, List<DedupPage> pages) {

    /** How many slots there are. */
    static final int SLOTS = 1024;

    /** How many pages there are at most: {@link #PAGE} ids each, and two to spare for those half full. */
    static final int PAGES = 502;

    /** How many ids a page takes: 27 KB. */
    static final int PAGE = 1_000;

    /** How many events the offsets of one route can remember. */
    static final int MOST_ENTRIES = (PAGES - 2) * PAGE;

    private static final Logger LOG = LoggerFactory.getLogger(DedupBuckets.class);

    DedupBuckets {
        slots = List.copyOf(slots);
        pages = List.copyOf(pages);
    }

    static Map<String, Object> slot(String route, int number) {
        return DedupPlace.partition(route, Optional.of("slot-" + number));
    }

    static Map<String, Object> page(String route, int number) {
        return DedupPlace.partition(route, Optional.of("page-" + number));
    }

    /** The partition of records that no bucket had room for. */
    static Map<String, Object> overflow(String route) {
        return DedupPlace.partition(route, Optional.of("overflow"));
    }

    /** How many pages are used to remember so many events. */
    static int pagesFor(int entries) {
        return Math.min(PAGES, (entries + PAGE - 1) / PAGE + 2);
    }

    /** Looks all of them up. */
    static DedupBuckets load(String route, OffsetStorageReader reader) {
        List<Map<String, Object>> slots = IntStream.range(0, SLOTS)
                .mapToObj(number -> slot(route, number))
                .toList();
        List<Map<String, Object>> pages = IntStream.range(0, PAGES)
                .mapToObj(number -> page(route, number))
                .toList();
        Collection<Map<String, Object>> all = new ArrayList<>(slots);
        all.addAll(pages);
        Map<Map<String, Object>, Map<String, Object>> found = reader.offsets(all);
        return new DedupBuckets(
                slots.stream()
                        .map(partition -> events(partition, found.get(partition)))
                        .toList(),
                IntStream.range(0, PAGES)
                        .mapToObj(number -> page(number, pages.get(number), found.get(pages.get(number))))
                        .filter(page -> !page.events().isEmpty())
                        .sorted((one, other) -> Long.compare(one.turn(), other.turn()))
                        .toList());
    }

    private static DedupPage page(int number, Map<String, Object> partition, @Nullable Map<String, Object> offset) {
        long turn = offset != null && offset.get(DedupPage.TURN) instanceof Number stored ? stored.longValue() : 0;
        return new DedupPage(number, turn, events(partition, offset));
    }

    private static List<SeenEvent> events(Map<String, Object> partition, @Nullable Map<String, Object> offset) {
        if (offset == null || !(offset.get(DedupPlace.IDS) instanceof String ids)) {
            return List.of();
        }
        try {
            return SeenEvent.read(ids);
        } catch (IllegalArgumentException foreign) {
            LOG.warn("The offset of {} can't be read and counts as empty: somebody else wrote it", partition);
            return List.of();
        }
    }
}
