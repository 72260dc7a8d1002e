package dev.millrace.feed.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * Which elements are meant: {@code /orders/order} from the root on, {@code //order} at any depth; {@code *} stands for any
 * name, {@code {namespace}name} for one of a namespace.
 *
 * @param anyDepth whether the steps may begin at any element
 * @param steps from the outermost element to the one that is meant
 */
record XmlPath(boolean anyDepth, List<Step> steps) {

    private static final Pattern STEP = Pattern.compile("/(?:\\{([^}]*)})?([^/{}\\s]+)");

    /**
     * One element of the path.
     *
     * @param namespace null for any
     * @param name {@code *} for any
     */
    record Step(@Nullable String namespace, String name) {

        boolean matches(QName element) {
            return (namespace == null || namespace.equals(element.getNamespaceURI()))
                    && (name.equals("*") || name.equals(element.getLocalPart()));
        }
    }

    XmlPath {
        steps = List.copyOf(steps);
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException when it is none; its message says why
     */
    static XmlPath parse(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("begin the path at the root with /, or with // for any depth");
        }
        boolean anyDepth = text.startsWith("//");
        Matcher step = STEP.matcher(text).region(anyDepth ? 1 : 0, text.length());
        List<Step> steps = new ArrayList<>();
        int end = step.regionStart();
        while (step.lookingAt()) {
            if (step.group(2).indexOf(':') >= 0) {
                throw new IllegalArgumentException("has a prefix in " + step.group(2)
                        + ": prefixes are each document's own; write {namespace}name, or the name alone");
            }
            steps.add(new Step(step.group(1), step.group(2)));
            end = step.end();
            step.region(end, text.length());
        }
        if (steps.isEmpty() || end < text.length()) {
            throw new IllegalArgumentException(
                    "is no path from character " + (end + 1) + " on: write names with / between them");
        }
        return new XmlPath(anyDepth, steps);
    }

    /** Whether the last of the open elements is meant; the first is the root. */
    boolean matches(List<QName> open) {
        int from = open.size() - steps.size();
        if (from < 0 || (from > 0 && !anyDepth)) {
            return false;
        }
        for (int i = 0; i < steps.size(); i++) {
            if (!steps.get(i).matches(open.get(from + i))) {
                return false;
            }
        }
        return true;
    }
}
