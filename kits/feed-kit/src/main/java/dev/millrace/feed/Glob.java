package dev.millrace.feed;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of file names and paths: {@code *} any characters but the slash, {@code **} any at all, {@code ?} one, {@code [a-z]} one of a set, {@code [!a-z]} one outside
 * it, {@code {a,b}} one of several, {@code \\} takes the next character as it is. Works on text, so that a name which
 * this machine's file system could not hold is matched like any other.
 */
final class Glob implements Predicate<String> {

    private final Pattern pattern;

    /**
     * Reads a pattern.
     *
     * @throws PatternSyntaxException when it is no glob
     */
    Glob(String glob) {
        this.pattern = Pattern.compile(regex(glob), Pattern.DOTALL);
    }

    @Override
    public boolean test(String name) {
        return pattern.matcher(name).matches();
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        boolean inGroup = false;
        for (int at = 0; at < glob.length(); at++) {
            char next = glob.charAt(at);
            switch (next) {
                case '*' -> at = star(glob, at, regex);
                case '?' -> regex.append("[^/]");
                case '[' -> at = set(glob, at, regex);
                case '{' -> {
                    require(!inGroup, "groups can't be nested", glob, at);
                    inGroup = true;
                    regex.append("(?:");
                }
                case '}' -> {
                    regex.append(inGroup ? ")" : "\\}");
                    inGroup = false;
                }
                case ',' -> regex.append(inGroup ? "|" : ",");
                case '\\' -> {
                    require(at + 1 < glob.length(), "no character to escape", glob, at);
                    at++;
                    literal(glob.charAt(at), regex);
                }
                default -> literal(next, regex);
            }
        }
        require(!inGroup, "a group is not closed", glob, glob.length());
        return regex.toString();
    }

    /** Writes one star or two; returns where they end. A whole part of two stars also stands for no folder. */
    private static int star(String glob, int at, StringBuilder regex) {
        if (!glob.startsWith("**", at)) {
            regex.append("[^/]*");
            return at;
        }
        boolean isPart = (at == 0 || glob.charAt(at - 1) == '/') && glob.startsWith("/", at + 2);
        regex.append(isPart ? "(?:.*/)?" : ".*");
        return isPart ? at + 2 : at + 1;
    }

    /** Copies a set; returns where it ends. */
    private static int set(String glob, int from, StringBuilder regex) {
        int at = from + 1;
        regex.append('[');
        if (at < glob.length() && (glob.charAt(at) == '!' || glob.charAt(at) == '^')) {
            regex.append("^/");
            at++;
        }
        int first = at;
        int end = glob.indexOf(']', first + 1);
        require(end > first, "a set is not closed", glob, from);
        for (; at < end; at++) {
            char next = glob.charAt(at);
            if (next == '-') {
                regex.append(next);
            } else {
                literal(next, regex);
            }
        }
        regex.append(']');
        return end;
    }

    /** Beyond ASCII no character has a meaning, and half of a surrogate pair must stay beside the other half. */
    private static void literal(char character, StringBuilder regex) {
        if (character < 0x80 && !Character.isLetterOrDigit(character)) {
            regex.append('\\');
        }
        regex.append(character);
    }

    private static void require(boolean condition, String what, String glob, int at) {
        if (!condition) {
            throw new PatternSyntaxException(what, glob, at);
        }
    }
}
