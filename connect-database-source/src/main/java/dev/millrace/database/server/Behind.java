package dev.millrace.database.server;

import java.util.ArrayList;
import java.util.List;

/**
 * The condition that finds the rows behind one, in ascending order of some columns.
 *
 * @param sql in brackets, with a question mark for each value
 * @param bound which column's value each question mark takes, counted from 0
 */
public record Behind(String sql, List<Integer> bound) {

    public Behind {
        bound = List.copyOf(bound);
    }

    /** {@code (a, b) > (?, ?)}, which PostgreSQL reads from an index of both. */
    static Behind rowValues(List<String> columns) {
        if (columns.size() == 1) {
            return new Behind("(" + columns.get(0) + " > ?)", List.of(0));
        }
        List<Integer> bound = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            bound.add(column);
        }
        String marks = "?" + ", ?".repeat(columns.size() - 1);
        return new Behind("((" + String.join(", ", columns) + ") > (" + marks + "))", bound);
    }

    /**
     * {@code a >= ? AND (a > ? OR (a = ? AND b > ?))}: for servers that don't know row values or read the whole index for them.
     * The first condition says nothing new, but lets the server begin at the right place of the index.
     */
    static Behind writtenOut(List<String> columns) {
        if (columns.size() == 1) {
            return rowValues(columns);
        }
        List<Integer> bound = new ArrayList<>(List.of(0));
        String sql = "(" + columns.get(0) + " >= ? AND " + rest(columns, 0, bound) + ")";
        return new Behind(sql, bound);
    }

    private static String rest(List<String> columns, int at, List<Integer> bound) {
        bound.add(at);
        String greater = columns.get(at) + " > ?";
        if (at == columns.size() - 1) {
            return greater;
        }
        bound.add(at);
        return "(" + greater + " OR (" + columns.get(at) + " = ? AND " + rest(columns, at + 1, bound) + "))";
    }
}
