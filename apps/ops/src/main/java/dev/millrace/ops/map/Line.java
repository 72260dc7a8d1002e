package dev.millrace.ops.map;

import java.util.Locale;

/**
 * A line between a node and one in the column to its right, in a square of 100 by 100.
 *
 * @param path of an SVG element
 * @param look classes of the style sheet
 */
public record Line(String path, String look) {

    /**
     * From the middle of one of several equal rows to that of another.
     *
     * @param left row, of so many
     * @param right row, of so many
     */
    static Line between(int left, int ofLeft, int right, int ofRight, ConnectorNode connector) {
        double from = (left + 0.5) * 100 / ofLeft;
        double to = (right + 0.5) * 100 / ofRight;
        String path = String.format(Locale.ROOT, "M0 %.2fC50 %.2f 50 %.2f 100 %.2f", from, from, to, to);
        return new Line(
                path, connector.flow().health() + " w" + connector.weight() + (connector.live() ? " live" : ""));
    }
}
