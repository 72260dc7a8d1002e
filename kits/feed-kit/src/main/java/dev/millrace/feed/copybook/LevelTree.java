package dev.millrace.feed.copybook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Puts entries below each other by their level numbers. For one compilation. */
final class LevelTree {

    private static final int NO_LEVEL = 0;

    private final CopybookOptions options;
    private final Findings findings;
    private final List<Node> records = new ArrayList<>();
    private final Deque<Node> open = new ArrayDeque<>();

    LevelTree(CopybookOptions options, Findings findings) {
        this.options = options;
        this.findings = findings;
    }

    List<Node> records(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry.level == Entry.RENAMES_LEVEL) {
                renames(entry);
            } else if (Levels.isRecord(entry.level)) {
                open.clear();
                begin(new Node(entry));
            } else {
                member(entry);
            }
        }
        return records;
    }

    private void begin(Node record) {
        records.add(record);
        open.push(record);
    }

    private void member(Entry entry) {
        while (!open.isEmpty() && open.element().entry().level >= entry.level && !isSingle(open.element())) {
            open.pop();
        }
        if (open.isEmpty()) {
            findings.warn(entry.place, "no level 01 stands above it: the record is named " + options.recordName());
            begin(new Node(new Entry(NO_LEVEL, entry.place, options.recordName())));
        }
        Node parent = open.element();
        if (isSingle(parent)) {
            findings.error(
                    entry.place,
                    "nothing can stand below level 77: make " + parent.entry().shownName() + " level 01");
        } else if (parent.entry().picture.isPresent()) {
            findings.error(
                    entry.place,
                    "it stands below " + parent.entry().shownName() + " (line "
                            + parent.entry().place.line()
                            + "), which is a field and can't hold others: correct the level number");
        } else {
            checkSiblings(parent, entry);
        }
        Node node = new Node(entry);
        parent.members().add(node);
        open.push(node);
    }

    private static boolean isSingle(Node node) {
        return node.entry().level == Entry.SINGLE_LEVEL;
    }

    private void checkSiblings(Node parent, Entry entry) {
        if (!parent.members().isEmpty()) {
            int beside = parent.members().get(0).entry().level;
            if (beside != entry.level) {
                findings.warn(
                        entry.place,
                        "level " + entry.level + " stands beside level " + beside + " in "
                                + parent.entry().shownName() + ": check the level numbers");
            }
        }
    }

    private void renames(Entry entry) {
        if (entry.renames.isEmpty()) {
            findings.error(entry.place, "level 66 needs RENAMES");
        } else if (records.isEmpty()) {
            findings.error(entry.place, "RENAMES needs a record above it");
        } else {
            findings.warn(
                    entry.place,
                    "level 66 gives other names to bytes that are read as "
                            + entry.renames.get().from()
                            + (entry.renames
                                            .get()
                                            .from()
                                            .equals(entry.renames.get().to())
                                    ? ""
                                    : " to " + entry.renames.get().to())
                            + ": it makes no field");
        }
    }
}
