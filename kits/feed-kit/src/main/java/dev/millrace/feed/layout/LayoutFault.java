package dev.millrace.feed.layout;

/**
 * Something in a layout that can't be meant.
 *
 * @param line from 1; 0 where no place can be told
 * @param column from 1
 * @param complaint what is wrong and what to do
 */
public record LayoutFault(int line, int column, String complaint) {

    @Override
    public String toString() {
        return line == 0 ? complaint : "line " + line + ", column " + column + ": " + complaint;
    }
}
