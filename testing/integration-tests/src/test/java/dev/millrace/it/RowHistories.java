package dev.millrace.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.partner.ReceivedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What was seen of each row behind the database, in the order in which it was seen: revisions, and {@link ShopWriter#DELETED}.
 *
 * @param seen by the row, such as {@code orders/7}
 */
record RowHistories(Map<String, List<String>> seen) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As a topic holds it whose keys and values are JSON with a schema. */
    static RowHistories in(List<ConsumerRecord<byte[], byte[]>> records, String table) {
        Map<String, List<String>> seen = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String row =
                    table + "/" + json(record.key()).path("payload").path("id").asText();
            add(
                    seen,
                    row,
                    record.value() == null
                            ? ShopWriter.DELETED
                            : revision(json(record.value()).path("payload")));
        }
        return new RowHistories(seen);
    }

    /** As the receiver accepted it, at paths that end with the topic and the row. */
    static RowHistories at(List<ReceivedRequest> accepted, String prefix) {
        Map<String, List<String>> seen = new TreeMap<>();
        for (ReceivedRequest request : accepted) {
            String row = request.path().substring(("/" + prefix).length());
            add(seen, row, request.method().equals("DELETE") ? ShopWriter.DELETED : revision(json(request.body())));
        }
        return new RowHistories(seen);
    }

    /**
     * What is wrong with it, row by row; nothing when each row's history is there without a gap, from what a snapshot saw on.
     *
     * @param committed what was done in the database
     * @param atFirst what had been done in it when the snapshot was over: it may have seen any of that
     * @param exact nothing may be there twice; else a part may come again, as after a kill, and the end is what counts
     */
    List<String> faults(Map<String, List<String>> committed, Map<String, List<String>> atFirst, boolean exact) {
        List<String> faults = new ArrayList<>();
        committed.forEach((row, history) -> {
            List<String> found = seen.getOrDefault(row, List.of());
            int latest = atFirst.getOrDefault(row, List.of()).size();
            boolean right = IntStream.rangeClosed(0, latest)
                    .mapToObj(steps -> due(history, steps))
                    .anyMatch(due -> exact ? found.equals(due) : containsInOrder(found, due) && sameEnd(found, due));
            if (!right) {
                faults.add(row + ": committed " + history + ", seen " + found);
            }
        });
        seen.keySet().stream()
                .filter(row -> !committed.containsKey(row))
                .forEach(row -> faults.add(row + ": never was"));
        return faults;
    }

    /** What is to be seen of a row when the snapshot was taken after so many steps of it. */
    private static List<String> due(List<String> history, int steps) {
        boolean there = steps > 0 && !history.get(steps - 1).equals(ShopWriter.DELETED);
        return history.subList(there ? steps - 1 : steps, history.size());
    }

    private static boolean containsInOrder(List<String> found, List<String> due) {
        int next = 0;
        for (String step : found) {
            if (next < due.size() && due.get(next).equals(step)) {
                next++;
            }
        }
        return next == due.size();
    }

    private static boolean sameEnd(List<String> found, List<String> due) {
        return (found.isEmpty() || due.isEmpty())
                ? found.isEmpty() == due.isEmpty()
                : found.get(found.size() - 1).equals(due.get(due.size() - 1));
    }

    private static void add(Map<String, List<String>> seen, String row, String step) {
        seen.computeIfAbsent(row, first -> new ArrayList<>()).add(step);
    }

    private static String revision(JsonNode row) {
        return row.path("revision").asText("no revision");
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
