package dev.millrace.ops.worker;

/** A class that a plugin of a test has as well, in another version. */
public final class Helper {

    private Helper() {}

    public static String origin() {
        return "command";
    }
}
