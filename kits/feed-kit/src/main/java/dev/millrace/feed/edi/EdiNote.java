package dev.millrace.feed.edi;

import dev.millrace.feed.format.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * A problem that is told beside the record it is one of, or in its place.
 *
 * @param count how often
 * @param line of the first time
 * @param offset of the first time
 * @param detail where in the transaction set, as a text; empty outside of one
 */
record EdiNote(EdiProblem problem, long count, long line, long offset, String detail) {

    static EdiNote once(EdiProblem problem, Position at) {
        return new EdiNote(problem, 1, at.line(), at.offset(), "");
    }

    /** The same problem, as often as both say. */
    EdiNote and(EdiNote later) {
        return new EdiNote(problem, count + later.count, line, offset, detail);
    }

    String message(String source) {
        return source + ": " + problem.meaning() + detail + " (" + (count > 1 ? count + " times, first on " : "")
                + "line " + line + ", byte " + offset + ")";
    }

    private void write(StringBuilder text) {
        text.append(problem.code())
                .append('*')
                .append(count)
                .append('*')
                .append(line)
                .append('*')
                .append(offset)
                .append('*');
        EdiState.escape(detail, text);
    }

    /** Fit for {@link EdiState}: notes with commas between. */
    static String text(Iterable<EdiNote> notes) {
        StringBuilder text = new StringBuilder();
        for (EdiNote note : notes) {
            text.append(text.isEmpty() ? "" : ",");
            note.write(text);
        }
        return text.toString();
    }

    static List<EdiNote> parse(String text) {
        List<EdiNote> notes = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] fields = part.split("\\*", 5);
            notes.add(new EdiNote(
                    EdiProblem.of(fields[0]).orElseThrow(),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[2]),
                    Long.parseLong(fields[3]),
                    EdiState.unescape(fields[4])));
        }
        return notes;
    }
}
