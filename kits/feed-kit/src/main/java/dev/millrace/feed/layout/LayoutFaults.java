package dev.millrace.feed.layout;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** All that is wrong with a layout, in the order of its lines. */
public final class LayoutFaults extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MOST_SHOWN = 20;

    private final transient List<LayoutFault> faults;

    LayoutFaults(List<LayoutFault> faults) {
        super(message(sorted(faults)), null, false, false);
        this.faults = sorted(faults);
    }

    /** Each of them. */
    public List<LayoutFault> faults() {
        return faults;
    }

    private static List<LayoutFault> sorted(List<LayoutFault> faults) {
        return faults.stream()
                .distinct()
                .sorted(Comparator.comparingInt(LayoutFault::line).thenComparingInt(LayoutFault::column))
                .toList();
    }

    private static String message(List<LayoutFault> faults) {
        String shown =
                faults.stream().limit(MOST_SHOWN).map(LayoutFault::toString).collect(Collectors.joining("; "));
        int more = faults.size() - MOST_SHOWN;
        return more > 0 ? shown + "; and " + more + " more" : shown;
    }
}
