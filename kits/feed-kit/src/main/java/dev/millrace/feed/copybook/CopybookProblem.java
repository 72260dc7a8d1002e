package dev.millrace.feed.copybook;

/**
 * Something in a copybook that is wrong, or was not understood.
 *
 * @param member the copy member it stands in; empty for the copybook itself
 * @param line from 1; 0 where it concerns the text as a whole
 * @param column from 1, with tabs to every 8th column; 0 where it concerns the line as a whole
 * @param text what stands there, cut when it is long; empty where there is nothing to show
 * @param message what is wrong with it and what to do
 */
public record CopybookProblem(String member, int line, int column, String text, String message) {

    @Override
    public String toString() {
        StringBuilder all = new StringBuilder();
        if (!member.isEmpty()) {
            all.append("member ").append(member).append(", ");
        }
        if (line > 0) {
            all.append("line ").append(line);
            if (column > 0) {
                all.append(", column ").append(column);
            }
            all.append(": ");
        }
        if (!text.isEmpty()) {
            all.append('\'').append(text).append("': ");
        }
        return all.append(message).toString();
    }
}
