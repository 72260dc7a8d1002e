package dev.millrace.kit.path;

import java.util.regex.Pattern;

/** Writes paths, as {@link FieldPath} reads them. */
public final class PathText {

    /** What stands for every element of a list. */
    public static final String EACH = "[*]";

    /** A backtick within a name that would end the name where it stands. */
    private static final Pattern ENDING = Pattern.compile("`(?=[.\\[])");

    private PathText() {}

    /** The path of what has a name within a place; the empty text is the place where a path begins. */
    public static String field(String parent, String name) {
        String step = isPlain(name) ? name : '`' + ENDING.matcher(name).replaceAll("\\\\`") + '`';
        return parent.isEmpty() ? step : parent + '.' + step;
    }

    /** The path of every element of the list at a place. */
    public static String each(String parent) {
        return parent + EACH;
    }

    /** A path as it reads for all records alike: with {@code [*]} where it has an index, and without its root. */
    public static String general(FieldPath path) {
        String text = "";
        for (PathStep step : path.steps()) {
            if (step instanceof PathStep.Name name) {
                text = field(text, name.name());
            } else if (step instanceof PathStep.AnyName) {
                text = text.isEmpty() ? "*" : text + ".*";
            } else if (step instanceof PathStep.AnyDepth) {
                text = text.isEmpty() ? "**" : text + ".**";
            } else {
                text = each(text);
            }
        }
        return text;
    }

    private static boolean isPlain(String name) {
        if (name.isEmpty() || name.charAt(0) == '$') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (".[]`*".indexOf(name.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }
}
