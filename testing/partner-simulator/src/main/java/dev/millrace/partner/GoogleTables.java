package dev.millrace.partner;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tables of BigQuery that rows are streamed into: a row that does not fit is told by its number in an answer of 200, and takes
 * all others with it unless {@code skipInvalidRows} says otherwise. Thread-safe.
 */
final class GoogleTables {

    /** The most rows of a request (BigQuery, quotas: streaming inserts). */
    private static final int MOST = 50_000;

    private static final String KIND = "\"kind\":\"bigquery#tableDataInsertAllResponse\"";

    /** @param rows by their ids, which tell repetitions */
    private record Table(Map<String, String> columns, Map<String, String> rows) {}

    private final Map<String, Table> tables = new HashMap<>();
    private Optional<String> failure = Optional.empty();

    synchronized void make(String path, Map<String, String> columns) {
        tables.put(path, new Table(new LinkedHashMap<>(columns), new LinkedHashMap<>()));
    }

    synchronized void failOnce(String reason) {
        failure = Optional.of(reason);
    }

    synchronized List<String> rows(String path) {
        return Optional.ofNullable(tables.get(path))
                .map(table -> List.copyOf(table.rows.values()))
                .orElseThrow();
    }

    synchronized Answer insert(String path, Map<String, Object> body) {
        Table table = tables.get(path);
        if (table == null) {
            return GooglePartner.error(404, "notFound");
        }
        if (!(body.get("rows") instanceof List<?> sent) || sent.isEmpty() || sent.size() > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " rows");
        }
        List<Map<?, ?>> rows = new ArrayList<>();
        sent.forEach(row -> rows.add((Map<?, ?>) row));
        List<Optional<String>> errors = failure.isPresent()
                ? rows.stream().map(row -> failure).toList()
                : errors(table, rows, Boolean.TRUE.equals(body.get("skipInvalidRows")));
        failure = Optional.empty();
        StringBuilder told = new StringBuilder();
        for (int place = 0; place < rows.size(); place++) {
            if (errors.get(place).isPresent()) {
                told.append(told.isEmpty() ? "" : ",")
                        .append(error(place, errors.get(place).get()));
            } else {
                Object unused = table.rows.putIfAbsent(
                        (String) rows.get(place).get("insertId"), text(table, cells(rows.get(place))));
            }
        }
        return GooglePartner.ok(told.isEmpty() ? "{" + KIND + "}" : "{" + KIND + ",\"insertErrors\":[" + told + "]}");
    }

    private static List<Optional<String>> errors(Table table, List<Map<?, ?>> rows, boolean skipsInvalid) {
        List<Boolean> fits = rows.stream().map(row -> fits(table, cells(row))).toList();
        boolean stops = !skipsInvalid && fits.contains(false);
        return fits.stream()
                .map(fine -> !fine ? Optional.of("invalid") : stops ? Optional.of("stopped") : Optional.<String>empty())
                .toList();
    }

    private static Map<?, ?> cells(Map<?, ?> row) {
        if (row.get("json") instanceof Map<?, ?> cells) {
            return cells;
        }
        throw new IllegalArgumentException("a row without json");
    }

    private static boolean fits(Table table, Map<?, ?> cells) {
        return cells.keySet().equals(table.columns.keySet())
                && table.columns.entrySet().stream()
                        .allMatch(column -> fits(column.getValue(), Optional.ofNullable(cells.get(column.getKey()))));
    }

    private static boolean fits(String type, Optional<?> cell) {
        String text = cell.map(String::valueOf).orElse("null");
        try {
            return switch (type) {
                case "INTEGER" -> new BigDecimal(text).stripTrailingZeros().scale() <= 0;
                case "NUMERIC" -> new BigDecimal(text).scale() <= 9;
                case "TIMESTAMP" -> Instant.parse(text).isAfter(Instant.MIN);
                default -> cell.filter(String.class::isInstance).isPresent();
            };
        } catch (NumberFormatException | DateTimeParseException other) {
            return false;
        }
    }

    private static String text(Table table, Map<?, ?> cells) {
        return table.columns.keySet().stream()
                .map(column -> column + "=" + cells.get(column))
                .collect(Collectors.joining(", "));
    }

    private static String error(int place, String reason) {
        return "{\"index\":" + place + ",\"errors\":[{\"reason\":" + Json.quoted(reason)
                + ",\"location\":\"\",\"debugInfo\":\"\",\"message\":\"told by its reason\"}]}";
    }
}
