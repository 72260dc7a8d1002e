package dev.millrace.database.row;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's array literals (documentation, 8.15.6): braces, elements in quotes where they need them, NULL for null, and bounds
 * in front where they are not the usual ones, which are left out.
 */
final class ArrayText {

    private final String text;
    private final char delimiter;
    private int at;

    private ArrayText(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
        this.at = text.indexOf('{');
    }

    /** The elements: each a text, null, or a list of such. */
    static List<@Nullable Object> parse(String text, char delimiter) {
        ArrayText array = new ArrayText(text, delimiter);
        if (array.at < 0) {
            throw new UnreadableValue("it is no array literal");
        }
        return array.list();
    }

    private List<@Nullable Object> list() {
        List<@Nullable Object> elements = new ArrayList<>();
        at++;
        while (text.charAt(at) != '}') {
            if (text.charAt(at) == delimiter) {
                at++;
            }
            elements.add(element());
        }
        at++;
        return elements;
    }

    private @Nullable Object element() {
        char first = text.charAt(at);
        if (first == '{') {
            return list();
        }
        return first == '"' ? quoted() : bare();
    }

    private String quoted() {
        StringBuilder element = new StringBuilder();
        at++;
        while (text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            element.append(text.charAt(at++));
        }
        at++;
        return element.toString();
    }

    private @Nullable String bare() {
        int begin = at;
        while (text.charAt(at) != delimiter && text.charAt(at) != '}') {
            at++;
        }
        String element = text.substring(begin, at);
        return element.equals("NULL") ? null : element;
    }
}
