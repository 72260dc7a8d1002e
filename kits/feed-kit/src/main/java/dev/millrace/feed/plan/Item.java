package dev.millrace.feed.plan;

import java.util.List;
import java.util.Optional;

/** What a layout says of a record: a tree of items in the order of their bytes. Immutable. */
public sealed interface Item {

    Traits traits();

    /** Items one after the other under one name. */
    record Group(Traits traits, List<Item> members) implements Item {
        public Group {
            members = List.copyOf(members);
        }
    }

    /**
     * A group that has its bytes for itself: its members may read them and no others, what they leave is passed over, and the
     * record's end is the window's end to them.
     *
     * @param length in bytes
     */
    record Window(Traits traits, Length length, List<Item> members) implements Item {
        public Window {
            members = List.copyOf(members);
        }
    }

    /** A value. */
    record Field(Traits traits, Coding coding) implements Item {}

    /**
     * What every item may have.
     *
     * @param name as the layout writes it; empty for a filler
     * @param redefines the name of the earlier sibling whose bytes it shares
     * @param occurs how often it stands there; empty for once
     * @param when it stands there only if that holds; empty for always
     * @param conditions named values (level 88, an enumeration)
     * @param line where the layout declares it, from 1, for messages; 0 when made up
     */
    record Traits(
            String name,
            Optional<String> redefines,
            Optional<Occurs> occurs,
            Optional<Formula> when,
            List<ConditionName> conditions,
            int line) {
        public Traits {
            conditions = List.copyOf(conditions);
        }

        public static Traits named(String name, int line) {
            return new Traits(name, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), line);
        }

        public boolean isFiller() {
            return name.isEmpty();
        }
    }

    /**
     * A name for some values of a field.
     *
     * @param values ranges of literals as written, without quotes; both ends the same for a single one
     */
    record ConditionName(String name, List<ValueRange> values) {
        public ConditionName {
            values = List.copyOf(values);
        }
    }

    /** From one literal to another, both included. */
    record ValueRange(String from, String to) {}
}
