package dev.millrace.ops.preview;

import dev.millrace.feed.plan.Slot;
import java.util.List;

/**
 * Where the items of a copybook's records lie.
 *
 * @param warnings what was understood only in part
 */
record CopybookReport(List<Layout> records, List<String> warnings) {
    CopybookReport {
        records = List.copyOf(records);
        warnings = List.copyOf(warnings);
    }

    /**
     * One record.
     *
     * @param leastBytes that it has
     * @param mostBytes that it has, with all tables full
     */
    record Layout(String name, int leastBytes, int mostBytes, List<Slot> items) {
        Layout {
            items = List.copyOf(items);
        }
    }
}
