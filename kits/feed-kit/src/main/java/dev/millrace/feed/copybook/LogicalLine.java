package dev.millrace.feed.copybook;

import java.util.ArrayList;
import java.util.List;

/** A line of text with those that continue it. Knows where each of its characters was written. */
final class LogicalLine {

    private record Segment(int from, int line, int column) {}

    private final StringBuilder text = new StringBuilder();
    private final List<Segment> segments = new ArrayList<>();

    LogicalLine(String text, int line, int column) {
        append(text, line, column);
    }

    void append(String more, int line, int column) {
        segments.add(new Segment(text.length(), line, column));
        text.append(more);
    }

    /** Where a continued word ends. */
    void stripTrailing() {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
    }

    /** Blanks up to a column of the last line: a literal that is continued includes them. */
    void padToColumn(int last) {
        Segment segment = segments.get(segments.size() - 1);
        while (segment.column() + text.length() - segment.from() <= last) {
            text.append(' ');
        }
    }

    /** The quote that is still open at the end; 0 for none. */
    char openQuote() {
        char open = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (open != 0) {
                open = character == open ? 0 : open;
            } else if (character == '\'' || character == '"') {
                open = character;
            } else if (character == '*' && at + 1 < text.length() && text.charAt(at + 1) == '>' && startsWord(at)) {
                return 0;
            }
        }
        return open;
    }

    private boolean startsWord(int at) {
        return at == 0 || text.charAt(at - 1) == ' ';
    }

    String text() {
        return text.toString();
    }

    int line(int at) {
        return segment(at).line();
    }

    int column(int at) {
        Segment segment = segment(at);
        return segment.column() + at - segment.from();
    }

    /** Whether nothing but blanks stands before a character on its line. */
    boolean isFirst(int at) {
        if (segment(at).from() > 0) {
            return false;
        }
        int first = 0;
        while (first < at && text.charAt(first) == ' ') {
            first++;
        }
        return first == at;
    }

    private Segment segment(int at) {
        int last = segments.size() - 1;
        while (last > 0 && segments.get(last).from() > at) {
            last--;
        }
        return segments.get(last);
    }
}
