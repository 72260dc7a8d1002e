package dev.millrace.ops.console;

import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A defect of the console as its log tells it: which exceptions, and where; their messages are left out, for they may quote data. */
public final class Defect {

    private static final int MOST_CAUSES = 5;
    private static final int MOST_PLACES = 15;

    private Defect() {}

    /** In one line, the outermost exception first. */
    public static String of(Throwable defect) {
        StringJoiner text = new StringJoiner("; caused by ");
        @Nullable Throwable one = defect;
        for (int causes = 0; one != null && causes < MOST_CAUSES; causes++) {
            text.add(one.getClass().getName()
                    + Stream.of(one.getStackTrace())
                            .limit(MOST_PLACES)
                            .map(place -> " at " + place)
                            .collect(Collectors.joining()));
            one = one.getCause();
        }
        return text.toString();
    }
}
