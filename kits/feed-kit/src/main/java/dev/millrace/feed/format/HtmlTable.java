package dev.millrace.feed.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table (HTML Standard, section 4.9.12): a cell that spans several columns or rows is the value of each.
 *
 * <p>Columns are named by the last row of the table's head, or of the rows of headings with which it begins.
 */
final class HtmlTable {

    private static final int MOST_COLUMNS = 1_000;
    private static final int WIDEST_SPAN = 1_000;
    private static final int TALLEST_SPAN = 65_534;

    /** A row that does not fit the columns. */
    static final class Misfit extends Exception {

        private static final long serialVersionUID = 1L;

        Misfit(String detail) {
            super(detail, null, false, false);
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }

    /** How many values spans may make of a page's cells, so that a few tags can't fill the memory. */
    static final class Budget {

        private long left;

        Budget(int pageBytes) {
            this.left = 10_000 + 2L * pageBytes;
        }

        private boolean take(int count) {
            left -= count;
            return left >= 0;
        }
    }

    /** A cell that goes on in so many of the next rows. */
    private record Tall(String text, int rows) {}

    private final Budget budget;
    private final IdentityHashMap<Element, List<String>> rows = new IdentityHashMap<>();
    private final List<String> names;

    HtmlTable(Element table, Budget budget) {
        this.budget = budget;
        List<String> headings = List.of();
        boolean isHead = true;
        for (List<Element> group : groups(table)) {
            Map<Integer, Tall> tall = new HashMap<>();
            for (int i = 0; i < group.size(); i++) {
                Element row = group.get(i);
                List<String> slots = slots(row, tall, group.size() - i);
                isHead = isHead && isHeading(row);
                if (slots != null) {
                    rows.put(row, slots);
                    headings = isHead ? slots : headings;
                }
            }
        }
        this.names = named(headings);
    }

    /** The cells of a row under the names of their columns. */
    Map<String, @Nullable Object> row(Element row) throws Misfit {
        List<String> slots = rows.get(row);
        if (slots == null) {
            throw new Misfit("its cells span more columns and rows than a page of its size may");
        }
        if (!names.isEmpty() && names.size() != slots.size()) {
            throw new Misfit(slots.size() + " cells for " + names.size() + " columns");
        }
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            value.put(names.isEmpty() ? "column" + (i + 1) : names.get(i), slots.get(i));
        }
        return value;
    }

    /** The rows of each section; cells don't reach from one into another. */
    private static List<List<Element>> groups(Element table) {
        List<List<Element>> groups = new ArrayList<>();
        List<Element> loose = new ArrayList<>();
        for (Element child : table.children()) {
            if (child.nameIs("tr")) {
                loose.add(child);
            } else if (child.nameIs("thead") || child.nameIs("tbody") || child.nameIs("tfoot")) {
                groups.add(child.children().stream()
                        .filter(row -> row.nameIs("tr"))
                        .toList());
            }
        }
        groups.add(loose);
        return groups;
    }

    private static boolean isHeading(Element row) {
        Element section = row.parent();
        return (section != null && section.nameIs("thead"))
                || (row.childrenSize() > 0 && row.children().stream().allMatch(cell -> cell.nameIs("th")));
    }

    /** Null where there are too many. */
    private @Nullable List<String> slots(Element row, Map<Integer, Tall> tall, int rowsLeft) {
        List<String> slots = new ArrayList<>();
        Map<Integer, Tall> begun = new HashMap<>();
        for (Element cell : row.children()) {
            if (!cell.nameIs("td") && !cell.nameIs("th")) {
                continue;
            }
            int width = span(cell, "colspan", 1, WIDEST_SPAN);
            int height = Math.min(rowsLeft, span(cell, "rowspan", rowsLeft, TALLEST_SPAN));
            if (!goOn(slots, tall) || slots.size() + width > MOST_COLUMNS || !budget.take(width)) {
                return null;
            }
            Tall text = new Tall(cell.text(), height - 1);
            for (int i = 0; i < width; i++) {
                begun.put(slots.size(), text);
                slots.add(text.text());
            }
        }
        boolean fits = goOn(slots, tall);
        tall.replaceAll((column, cell) -> new Tall(cell.text(), cell.rows() - 1));
        tall.putAll(begun);
        tall.values().removeIf(cell -> cell.rows() <= 0);
        return fits ? slots : null;
    }

    /** Adds the cells that began in rows above. */
    private boolean goOn(List<String> slots, Map<Integer, Tall> tall) {
        Tall above = tall.get(slots.size());
        while (above != null) {
            if (!budget.take(1)) {
                return false;
            }
            slots.add(above.text());
            above = tall.get(slots.size());
        }
        return true;
    }

    /** As browsers read it: what is no number is one, and 0 reaches to the end where it may (sections 4.9.11 and 2.3.4.2). */
    private static int span(Element cell, String attribute, int all, int most) {
        String text = cell.attr(attribute).strip();
        if (!text.matches("\\d{1,9}")) {
            return 1;
        }
        int span = Integer.parseInt(text);
        return span == 0 ? all : Math.min(span, most);
    }

    /** Each column's name is its own, and none is empty. */
    private static List<String> named(List<String> headings) {
        Map<String, Integer> seen = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (String heading : headings) {
            String name = heading.isEmpty() ? "column" + (names.size() + 1) : heading;
            int count = seen.merge(name, 1, Integer::sum);
            names.add(count == 1 ? name : name + "." + count);
        }
        return names;
    }
}
