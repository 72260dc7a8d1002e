package dev.millrace.webhook;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One page of remembered events, as a source offset says it.
 *
 * @param number of the page in the ring
 * @param turn how many pages were begun before, over all restarts
 * @param events oldest first
 */
record DedupPage(int number, long turn, List<SeenEvent> events) {

    static final String TURN = "turn";

    DedupPage {
        events = List.copyOf(events);
    }

    /** The page behind this one, which is empty: what it held a whole ring ago is overwritten. */
    DedupPage next(int pages) {
        return new DedupPage((number + 1) % pages, turn + 1, List.of());
    }

    DedupPage with(List<SeenEvent> more) {
        return new DedupPage(
                number, turn, Stream.concat(events.stream(), more.stream()).toList());
    }

    DedupPage since(long oldestMillis) {
        return new DedupPage(
                number,
                turn,
                events.stream().filter(event -> event.atMillis() > oldestMillis).toList());
    }

    /** What the offset says, but for the sequence; nothing for an empty page. */
    Map<String, Object> offset() {
        return events.isEmpty() ? Map.of() : Map.of(TURN, turn, DedupPlace.IDS, SeenEvent.write(events));
    }
}
