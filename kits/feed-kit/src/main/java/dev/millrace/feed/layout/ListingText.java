package dev.millrace.feed.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Cuts the CSV text of an offset listing into rows. The first line names the columns, in any order. */
final class ListingText {

    private static final List<String> COLUMNS =
            List.of("name", "offset", "position", "length", "type", "digits", "scale", "sign", "occurs");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,8}");
    private static final int MOST_ROWS = 20_000;

    private final FaultList faults;
    private final Map<String, Integer> columns = new HashMap<>();

    ListingText(FaultList faults) {
        this.faults = faults;
    }

    /** The rows; lines that are empty or begin with # are passed over. */
    List<ListingRow> rows(String text) {
        List<ListingRow> rows = new ArrayList<>();
        String[] lines = text.split("\r\n|\r|\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].isBlank() || lines[i].startsWith("#")) {
                continue;
            }
            if (rows.size() >= MOST_ROWS) {
                fault(i + 1, "the listing has more than " + MOST_ROWS + " rows; split it");
                return rows;
            }
            List<String> cells = cells(lines[i]);
            if (columns.isEmpty()) {
                header(i + 1, cells);
                if (!faults.isEmpty()) {
                    return rows;
                }
            } else if (cells.size() > columns.size()) {
                fault(i + 1, "has " + cells.size() + " values for " + columns.size() + " columns");
            } else {
                row(i + 1, cells).ifPresent(rows::add);
            }
        }
        if (columns.isEmpty()) {
            fault(1, "the listing is empty; its first line names the columns: name,offset,length,type");
        }
        return rows;
    }

    private void header(int line, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            String name = cells.get(i).toLowerCase(Locale.ROOT);
            if (!COLUMNS.contains(name)) {
                fault(line, "there is no column " + name + FaultList.hint(name, COLUMNS));
            } else if (columns.containsKey(name)) {
                fault(line, "the column " + name + " stands here a second time");
            }
            columns.putIfAbsent(name, i);
        }
        for (String needed : List.of("name", "length", "type")) {
            if (!columns.containsKey(needed)) {
                fault(line, "the column " + needed + " is missing");
            }
        }
        if (columns.containsKey("offset") == columns.containsKey("position")) {
            fault(line, "give one of the columns offset (from 0) and position (from 1)");
        }
    }

    private Optional<ListingRow> row(int line, List<String> cells) {
        boolean positions = columns.containsKey("position");
        int offset = number(line, cells, positions ? "position" : "offset", positions ? 1 : 0, 1 << 24, -1);
        int length = number(line, cells, "length", 1, 1 << 24, -1);
        int digits = number(line, cells, "digits", 0, 31, 0);
        int scale = number(line, cells, "scale", -31, 31, 0);
        int occurs = number(line, cells, "occurs", 1, 1_000_000, 1);
        if (offset < 0 || length < 0 || digits < 0 || occurs < 0) {
            return Optional.empty();
        }
        if ((long) length * occurs > 1 << 24) {
            fault(line, "takes more than " + (1 << 24) + " bytes");
            return Optional.empty();
        }
        String type = cell(cells, "type").toLowerCase(Locale.ROOT);
        String sign = cell(cells, "sign").toLowerCase(Locale.ROOT);
        return Optional.of(new ListingRow(
                line, cell(cells, "name"), positions ? offset - 1 : offset, length, type, digits, scale, sign, occurs));
    }

    /** A number; the standard when the cell is empty, -100 when it is none. */
    private int number(int line, List<String> cells, String column, int least, int most, int standard) {
        String text = cell(cells, column);
        if (text.isEmpty() && standard >= 0) {
            return standard;
        }
        if (NUMBER.matcher(text).matches()) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        if (columns.containsKey(column)) {
            fault(line, "'" + column + "' must be a whole number between " + least + " and " + most);
        }
        return -100;
    }

    private String cell(List<String> cells, String column) {
        int index = columns.getOrDefault(column, Integer.MAX_VALUE);
        return index < cells.size() ? cells.get(index) : "";
    }

    /** The values of a line, between commas or semicolons, in double quotes where they hold one. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == ';')) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    private void fault(int line, String complaint) {
        faults.add(new LayoutFault(line, 1, complaint));
    }
}
