package dev.millrace.partner.tcp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one side of a FIX session remembers: its numbers, and what it sent under which. Thread-safe. */
final class FixBook {

    private static final Set<String> SESSION_TYPES = Set.of("0", "1", "2", "3", "4", "5", "A");

    /** A message as it can be sent again. */
    record Page(String type, String sent, List<String> body) {
        Page {
            body = List.copyOf(body);
        }
    }

    private final SortedMap<Long, Page> pages = new TreeMap<>();
    private long nextOut = 1;
    private long nextIn = 1;

    synchronized long nextOut() {
        return nextOut;
    }

    synchronized long nextIn() {
        return nextIn;
    }

    synchronized void nextIn(long number) {
        nextIn = number;
    }

    synchronized void nextOut(long number) {
        nextOut = number;
    }

    /** Takes the next number for a message. */
    synchronized long write(String type, String sent, List<String> body) {
        pages.put(nextOut, new Page(type, sent, body));
        return nextOut++;
    }

    synchronized Optional<Page> page(long number) {
        return Optional.ofNullable(pages.get(number));
    }

    /** The numbers from which messages of the application were sent, in a range. */
    synchronized List<Long> application(long from, long through) {
        return pages.subMap(from, through + 1).entrySet().stream()
                .filter(page -> !SESSION_TYPES.contains(page.getValue().type()))
                .map(Map.Entry::getKey)
                .toList();
    }

    synchronized void startOver() {
        pages.clear();
        nextOut = 1;
        nextIn = 1;
    }
}
