package dev.millrace.kit.contract;

import dev.millrace.kit.path.PathText;
import java.util.ArrayList;
import java.util.List;

/** What is found wrong with one value, and where the check stands in it. */
final class Report {

    private String path = "";
    private final List<Violation> found = new ArrayList<>();
    private final int most;

    Report(int most) {
        this.most = most;
    }

    /** Goes to a field; what to hand to {@link #leave}. */
    String enter(String name) {
        return go(PathText.field(path, name));
    }

    /** Goes to an element of a list. */
    String enter(int index) {
        return go(path + '[' + index + ']');
    }

    /** Goes to a field whose name the contract does not know. */
    String enterUnknown() {
        return go(anyField(path));
    }

    void leave(String before) {
        path = before;
    }

    private String go(String next) {
        String before = path;
        path = next;
        return before;
    }

    /** The path of each field whose name is not known. */
    static String anyField(String path) {
        return path.isEmpty() ? "*" : path + ".*";
    }

    void add(String keyword) {
        if (!isFull()) {
            found.add(new Violation(path, keyword));
        }
    }

    boolean isFull() {
        return found.size() >= most;
    }

    List<Violation> found() {
        return List.copyOf(found);
    }
}
