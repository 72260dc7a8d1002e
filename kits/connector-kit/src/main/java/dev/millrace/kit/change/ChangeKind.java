package dev.millrace.kit.change;

import java.util.Locale;

/** What happened to a row between two rounds, as the header {@value #HEADER} says. */
public enum ChangeKind {
    NEW,
    CHANGED,
    DELETED;

    public static final String HEADER = "millrace.change";

    /** The header's value. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
