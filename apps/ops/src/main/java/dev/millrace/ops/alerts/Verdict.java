package dev.millrace.ops.alerts;

/**
 * What a rule says of one thing at one moment.
 *
 * @param subject what it is about: a connector, an address, a name
 * @param connector that it belongs to; empty for none
 * @param sentence what is wrong, or why nothing can be said; without any payload
 */
record Verdict(String subject, String connector, Outcome outcome, String sentence) {

    /** The worst first. */
    enum Outcome {
        BROKEN,
        /** Nobody measures it now: what was said before stays. */
        UNKNOWN,
        KEPT
    }

    static Verdict broken(String subject, String sentence) {
        return new Verdict(subject, subject, Outcome.BROKEN, sentence);
    }

    static Verdict kept(String subject) {
        return new Verdict(subject, subject, Outcome.KEPT, "");
    }

    static Verdict unknown(String subject, String why) {
        return new Verdict(subject, subject, Outcome.UNKNOWN, why);
    }

    /** Broken or kept, of a connector. */
    static Verdict of(String connector, boolean broken, String sentence) {
        return broken ? broken(connector, sentence) : kept(connector);
    }

    /** The worse of two on the same subject. */
    Verdict worse(Verdict other) {
        return other.outcome().compareTo(outcome) < 0 ? other : this;
    }

    /** The same, of something that is no connector. */
    Verdict ofNoConnector() {
        return new Verdict(subject, "", outcome, sentence);
    }
}
