package dev.millrace.kit.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the text of a path once, from left to right. */
final class PathParser {

    private final String text;
    private final List<PathStep> steps = new ArrayList<>();
    private final int before;
    private int at;

    PathParser(String text, int before) {
        this.text = text;
        this.before = before;
    }

    FieldPath parse() {
        require(!text.isEmpty(), "is empty: write the name of a field");
        PathRoot root = root();
        boolean begins = steps.isEmpty() && at == 0;
        while (at < text.length()) {
            if (text.charAt(at) == '[') {
                index();
            } else {
                if (!begins) {
                    require(text.charAt(at) == '.', "is neither a dot nor a [ between two steps");
                    at++;
                }
                segment();
            }
            begins = false;
        }
        boolean open = !steps.isEmpty() && steps.get(steps.size() - 1) instanceof PathStep.AnyDepth;
        require(!open, "ends with **: write what is looked for behind it, as in **.name");
        return new FieldPath(text, root, steps);
    }

    /** The root with its header's name; stays at the beginning where there is none. */
    private PathRoot root() {
        if (text.charAt(0) != '$') {
            return PathRoot.HERE;
        }
        int end = 1;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String name = text.substring(0, end);
        for (PathRoot root : PathRoot.values()) {
            if (root != PathRoot.HERE && root.toString().equals(name)) {
                at = end;
                require(root.hasParts() || at == text.length(), "follows " + name + ", which has no parts");
                require(root != PathRoot.HEADER || at < text.length(), "needs the name of a header: $header.name");
                return root;
            }
        }
        throw fault("is no root: known are $key, $value, $header.name, $topic, $partition, $timestamp and $offset;"
                + " a field whose name begins with a dollar sign stands in backticks");
    }

    private void segment() {
        require(at < text.length(), "is missing: a name must follow the dot");
        if (text.charAt(at) == '`') {
            quoted();
            return;
        }
        int end = at;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
            end++;
        }
        String name = text.substring(at, end);
        require(!name.isEmpty(), "stands where a name must be");
        require(name.indexOf(']') < 0, "holds a ] that closes nothing; put such a name in backticks");
        boolean stars = name.equals("*") || name.equals("**");
        require(stars || name.indexOf('*') < 0, "holds a star beside letters; put such a name in backticks");
        if (!stars) {
            steps.add(new PathStep.Name(name));
        } else if (name.length() == 1) {
            steps.add(new PathStep.AnyName());
        } else {
            steps.add(new PathStep.AnyDepth());
        }
        at = end;
    }

    /**
     * A name between backticks. As in KIP-821, one that nothing ends a step behind stands for itself, and so does one behind a
     * backslash.
     */
    private void quoted() {
        StringBuilder name = new StringBuilder();
        for (int next = at + 1; next < text.length(); next++) {
            char c = text.charAt(next);
            boolean ends = c == '`'
                    && (next + 1 == text.length() || text.charAt(next + 1) == '.' || text.charAt(next + 1) == '[');
            if (ends && text.charAt(next - 1) != '\\') {
                require(!name.isEmpty(), "holds no name between its backticks");
                steps.add(new PathStep.Name(name.toString()));
                at = next + 1;
                return;
            }
            if (ends) {
                name.setLength(name.length() - 1);
            }
            name.append(c);
        }
        throw fault("is a backtick that is not closed");
    }

    private void index() {
        int end = text.indexOf(']', at);
        require(end > 0, "is a [ that is not closed");
        String index = text.substring(at + 1, end);
        if (index.equals("*")) {
            steps.add(new PathStep.Each());
        } else {
            require(index.matches("-?\\d{1,9}"), "holds no index: write a number, a negative one from the end, or *");
            steps.add(new PathStep.At(Integer.parseInt(index)));
        }
        at = end + 1;
    }

    private void require(boolean condition, String complaint) {
        if (!condition) {
            throw fault(complaint);
        }
    }

    private IllegalArgumentException fault(String complaint) {
        return new IllegalArgumentException(
                String.format(Locale.ROOT, "what stands at character %d %s", before + at + 1, complaint));
    }
}
