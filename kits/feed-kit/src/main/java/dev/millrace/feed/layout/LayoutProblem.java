package dev.millrace.feed.layout;

import org.yaml.snakeyaml.nodes.Node;

/** Something in a layout that can't be meant; the message names the line. */
public final class LayoutProblem extends Exception {

    private static final long serialVersionUID = 1L;

    LayoutProblem(Node place, String complaint) {
        this("line " + (place.getStartMark().getLine() + 1) + ": " + complaint);
    }

    LayoutProblem(String message) {
        super(message, null, false, false);
    }
}
