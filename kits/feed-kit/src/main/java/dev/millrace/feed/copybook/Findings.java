package dev.millrace.feed.copybook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a copybook. For one compilation and one thread. */
final class Findings {

    private static final int MOST = 200;
    private static final int LONGEST_TEXT = 40;

    private final Set<CopybookProblem> errors = new LinkedHashSet<>();
    private final Set<CopybookProblem> warnings = new LinkedHashSet<>();

    void error(Token place, String message) {
        add(errors, place, message);
    }

    /** An error that leaves open what bytes an item has; what follows from it is not told too. */
    void fail(Entry entry, Token place, String message) {
        entry.broken = true;
        error(place, message);
    }

    void warn(Token place, String message) {
        add(warnings, place, message);
    }

    private static void add(Set<CopybookProblem> all, Token place, String message) {
        if (all.size() < MOST) {
            all.add(new CopybookProblem(place.member(), place.line(), place.column(), cut(place.text()), message));
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
    }

    boolean failed() {
        return !errors.isEmpty();
    }

    List<CopybookProblem> errors() {
        return sorted(errors);
    }

    List<CopybookProblem> warnings() {
        return sorted(warnings);
    }

    /** By place within each text; the copybook itself first. */
    private static List<CopybookProblem> sorted(Set<CopybookProblem> all) {
        List<CopybookProblem> list = new ArrayList<>(all);
        list.sort((one, other) -> {
            int member = one.member().compareTo(other.member());
            int line = Integer.compare(one.line(), other.line());
            return member != 0 ? member : line != 0 ? line : Integer.compare(one.column(), other.column());
        });
        return list;
    }
}
