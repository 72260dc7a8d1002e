package dev.millrace.http.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A JSON pointer (RFC 6901), in which {@code *} stands for each element of an array or each member of an object.
 *
 * @param steps unescaped; none for the whole document
 */
record Pointer(List<String> steps) {

    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern ESCAPE = Pattern.compile("~(?![01])");

    Pointer {
        steps = List.copyOf(steps);
    }

    /**
     * Reads a pointer.
     *
     * @throws IllegalArgumentException when it is none, with a sentence that says why
     */
    static Pointer parse(String text) {
        if (text.isEmpty() || text.charAt(0) != '/') {
            throw new IllegalArgumentException(
                    text + " is no JSON pointer: it begins with a slash, such as /error/code");
        }
        if (ESCAPE.matcher(text).find()) {
            throw new IllegalArgumentException(text + " is no JSON pointer: ~ is written ~0, and / inside a name ~1");
        }
        List<String> steps = new ArrayList<>();
        for (String step : text.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return new Pointer(steps);
    }

    /** The values it leads to in a document; more than one only with a star. */
    List<JsonTree> in(JsonTree root) {
        List<JsonTree> here = List.of(root);
        for (String step : steps) {
            List<JsonTree> next = new ArrayList<>();
            for (JsonTree each : here) {
                follow(each, step, next);
            }
            here = next;
        }
        return here;
    }

    private static void follow(JsonTree from, String step, List<JsonTree> found) {
        if (step.equals("*")) {
            found.addAll(from.children());
            return;
        }
        JsonTree member = from.member(step);
        if (member != null) {
            found.add(member);
        } else if (INDEX.matcher(step).matches()) {
            int index = Integer.parseInt(step);
            if (index < from.elements().size()) {
                found.add(from.elements().get(index));
            }
        }
    }
}
