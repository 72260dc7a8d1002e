package dev.millrace.feed.plan;

import java.util.ArrayList;
import java.util.List;

/** What the parts of a compiler share: options, names, numbers to give away, and complaints. For one compilation. */
final class Compilation {

    /** Far beyond any record; offsets can't overflow below it. */
    private static final int LONGEST = 1 << 28;

    /** Longer texts bring their own room, so that records do not pay for a rare one. */
    private static final int LONGEST_SCRATCH = 256;

    private final PlanOptions options;
    private final Readers readers;
    private final FieldNames names = new FieldNames();
    private final Naming naming;
    private final List<PlanProblem.Complaint> complaints = new ArrayList<>();
    private final List<Runnable> checks = new ArrayList<>();
    private int structs;
    private int marks;
    private int depth;
    private int deepest;
    private int scratch;

    Compilation(PlanOptions options, String record) {
        this.options = options;
        this.readers = new Readers(options);
        this.naming = new Naming(options.names(), record);
    }

    PlanOptions options() {
        return options;
    }

    Readers readers() {
        return readers;
    }

    FieldNames names() {
        return names;
    }

    Naming naming() {
        return naming;
    }

    /** Takes note of something that is wrong; the compilation goes on, to find everything. */
    void complain(Item item, String text) {
        String name = item.traits().isFiller() ? "FILLER" : item.traits().name();
        complaints.add(new PlanProblem.Complaint(name, item.traits().line(), text));
    }

    /** Looks at something when all names are known. */
    void atEnd(Runnable check) {
        checks.add(check);
    }

    /** Ends with all complaints, if there are any. */
    void finish() {
        checks.forEach(Runnable::run);
        if (!complaints.isEmpty()) {
            throw new PlanProblem(complaints);
        }
    }

    /** A struct with a number of its own. */
    Level level(String name, String path) {
        return new Level(structs++, name, path);
    }

    int mark() {
        return marks++;
    }

    /** Goes into a table. */
    int enterTable() {
        deepest = Math.max(deepest, depth + 1);
        return depth++;
    }

    void leaveTable() {
        depth--;
    }

    /** Asks for room for a text of that length, up to what is worth it. */
    void needScratch(int length) {
        scratch = Math.max(scratch, Math.min(length, LONGEST_SCRATCH));
    }

    /** Checks the length of something that always takes the same room. */
    boolean isBearable(Item item, int length) {
        if (length > LONGEST) {
            complain(item, "it takes more than " + LONGEST + " bytes");
            return false;
        }
        return true;
    }

    Cursor.Needs needs() {
        return new Cursor.Needs(names.slots(), structs, deepest, marks, scratch);
    }
}
