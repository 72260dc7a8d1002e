package dev.millrace.rest;

import dev.millrace.partner.PagedApi;
import dev.millrace.partner.PagedRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Configurations for a paged API, and what its rows are in Kafka. */
final class ApiOptions {

    static final String TOPIC = "rows";
    static final String MALFORMED = "malformed";
    static final String AUDIT = "audit";

    private static final String LONG = "3600000";

    private final Map<String, String> options;

    private ApiOptions(Map<String, String> options) {
        this.options = options;
    }

    /** One round, of everything. */
    static ApiOptions of(PagedApi api) {
        return alone().with("http.url", api.url() + "/rows");
    }

    /** The same without an address. */
    static ApiOptions alone() {
        Map<String, String> options = new HashMap<>();
        options.put("name", "api");
        options.put("connector.class", RestSourceConnector.class.getName());
        options.put("tasks.max", "1");
        options.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        options.put("topic", TOPIC);
        options.put("json.pointer", "/items");
        options.put("poll.interval.ms", LONG);
        options.put("retry.backoff.ms", "1");
        options.put("retry.backoff.max.ms", "5");
        return new ApiOptions(options);
    }

    ApiOptions with(String key, String value) {
        Map<String, String> more = new HashMap<>(options);
        more.put(key, value);
        return new ApiOptions(more);
    }

    ApiOptions without(String key) {
        Map<String, String> fewer = new HashMap<>(options);
        fewer.remove(key);
        return new ApiOptions(fewer);
    }

    /** Rounds that follow each other closely, each from the highest time of the rows on. */
    ApiOptions sinceTheLast() {
        return with("poll.interval.ms", "5")
                .with("incremental", "timestamp")
                .with("incremental.field", "updated")
                .with("http.query", query("since={since}"));
    }

    /** The options that lead from page to page. */
    ApiOptions paging(PagedApi.Style style) {
        return switch (style) {
            case ALL -> this;
            case PAGE -> with("pagination", "page").with("http.query", query("page={page}"));
            case OFFSET -> with("pagination", "offset").with("http.query", query("offset={offset}"));
            case CURSOR ->
                with("pagination", "cursor")
                        .with("page.cursor.pointer", "/meta/next")
                        .with("http.query", query("cursor={cursor}"));
            case CURSOR_HEADER ->
                with("pagination", "cursor")
                        .with("page.cursor.header", "X-Next")
                        .with("http.query", query("cursor={cursor}"));
            case AFTER_ID ->
                with("pagination", "cursor")
                        .with("page.cursor.field", "id")
                        .with("http.query", query("after={cursor}"));
            case LINK -> with("pagination", "link");
            case NEXT_URL -> with("pagination", "next-url").with("page.next.pointer", "/meta/next");
        };
    }

    Map<String, String> map() {
        return Map.copyOf(options);
    }

    private String query(String entry) {
        String before = options.getOrDefault("http.query", "");
        return before.isEmpty() ? entry : before + "," + entry;
    }

    /** Adds rows with these ids, a second after each other. */
    static PagedApi fill(PagedApi api, int from, int to) {
        for (int id = from; id <= to; id++) {
            api.add(row(id));
        }
        return api;
    }

    static PagedRow row(int id) {
        return new PagedRow(id, "2026-01-01T%02d:%02d:%02dZ".formatted(id / 3600, id / 60 % 60, id % 60), "t" + id);
    }

    static String json(int id) {
        return "{\"id\":%d,\"updated\":\"%s\",\"text\":\"t%d\"}".formatted(id, row(id).updated(), id);
    }

    /** The ids of the rows among records, in their order. */
    static List<Long> ids(List<SourceRecord> records) {
        return records.stream()
                .filter(record -> record.topic().equals(TOPIC))
                .map(record -> Long.valueOf(String.valueOf(
                        record.value() instanceof Struct row ? row.get("id") : ((Map<?, ?>) record.value()).get("id"))))
                .toList();
    }

    /** The fields of a row. */
    static Map<String, Object> fields(SourceRecord record) {
        Map<String, Object> fields = new HashMap<>();
        if (record.value() instanceof Struct row) {
            row.schema().fields().forEach(field -> fields.put(field.name(), row.get(field)));
        } else {
            ((Map<?, ?>) record.value()).forEach((name, value) -> fields.put(String.valueOf(name), value));
        }
        return fields;
    }

    static List<Long> range(int from, int to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
