package dev.millrace.ops.dlq;

/** How long ago, for a person. */
public final class Age {

    private Age() {}

    /** Such as 3 d 4 h, in the two largest units. */
    public static String of(long seconds) {
        long s = Math.max(0, seconds);
        if (s >= 86_400) {
            return s / 86_400 + " d " + s % 86_400 / 3_600 + " h";
        }
        if (s >= 3_600) {
            return s / 3_600 + " h " + s % 3_600 / 60 + " min";
        }
        return s >= 60 ? s / 60 + " min " + s % 60 + " s" : s + " s";
    }
}
