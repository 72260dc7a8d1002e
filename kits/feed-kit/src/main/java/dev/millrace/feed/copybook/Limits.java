package dev.millrace.feed.copybook;

/** Keeps COPY and REPLACE from making a large text of a small one. For one compilation. */
final class Limits {

    private static final int MOST_WORDS = 1_000_000;
    private static final int MOST_MEMBERS = 1_000;
    private static final int MOST_PASSES = 20_000_000;

    private final Findings findings;
    private int members;
    private long words;
    private boolean exceeded;

    Limits(Findings findings) {
        this.findings = findings;
    }

    /** Whether one more word may be added to so many. */
    boolean allow(int size, Token place) {
        words++;
        if (size > MOST_WORDS || words > MOST_PASSES) {
            exceed(place, "the copybook and its members have more than a million words");
        }
        return !exceeded;
    }

    /** Whether one more member may be read. */
    boolean allowMember(Token place) {
        if (++members > MOST_MEMBERS) {
            exceed(place, "more than a thousand members are copied");
        }
        return !exceeded;
    }

    private void exceed(Token place, String message) {
        if (!exceeded) {
            exceeded = true;
            findings.error(place, message + "; look for members that copy each other");
        }
    }
}
