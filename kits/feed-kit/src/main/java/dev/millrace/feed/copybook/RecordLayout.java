package dev.millrace.feed.copybook;

import dev.millrace.feed.plan.Coding;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.Length;
import dev.millrace.feed.plan.Occurs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lays the parts of one record out: slack bytes, tables, redefinitions. IBM Enterprise COBOL Language Reference, SYNCHRONIZED
 * clause: slack bytes stand in front of an aligned item, or of the groups that it begins; in a table also at the end of each
 * entry, so that all are aligned like the first.
 */
final class RecordLayout {

    /** More than a record can have. */
    private static final long MOST_BYTES = 999_999_999;

    /**
     * An item in its place.
     *
     * @param bytes with all times it occurs
     * @param alignment the largest in it
     */
    private record Laid(Item item, long bytes, int alignment) {}

    private final Findings findings;
    private final Set<String> fields = new HashSet<>();

    RecordLayout(Findings findings) {
        this.findings = findings;
    }

    /** @param redefined the record whose bytes it shares */
    Item.Group record(Part root, String name, Optional<String> redefined) {
        Entry entry = root.entry();
        entry.occurs.ifPresent(
                clause -> findings.error(clause.place(), "a record can't be a table: put the table below level 01"));
        List<Item> members = new ArrayList<>();
        long bytes;
        if (root.storage().isPresent()) {
            members.add(new Item.Field(
                    traits(entry, name, Optional.empty(), Optional.empty()),
                    root.storage().get().coding()));
            bytes = root.storage().get().bytes();
        } else {
            bytes = members(root, 0, members).bytes();
        }
        if (bytes > MOST_BYTES) {
            findings.error(entry.place, "this record is longer than " + MOST_BYTES + " bytes");
        }
        return new Item.Group(
                new Item.Traits(name, redefined, Optional.empty(), Optional.empty(), List.of(), entry.place.line()),
                members);
    }

    private Laid lay(Part part, long offset, Optional<String> redefined) {
        Entry entry = part.entry();
        entry.occurs.ifPresent(this::checkCounter);
        Item.Traits traits = traits(entry, entry.name, redefined, entry.occurs.map(RecordLayout::occurs));
        Laid laid;
        if (part.storage().isPresent()) {
            Storage storage = part.storage().get();
            fields.add(TokenCursor.upper(entry.name));
            laid = new Laid(new Item.Field(traits, storage.coding()), storage.bytes(), storage.alignment());
        } else {
            List<Item> members = new ArrayList<>();
            Laid group = members(part, offset, members);
            long bytes = group.bytes();
            int gap = gap(bytes, group.alignment());
            if (entry.occurs.isPresent() && gap > 0) {
                members.add(slack(gap));
                bytes += gap;
            }
            laid = new Laid(new Item.Group(traits, members), bytes, group.alignment());
        }
        return new Laid(laid.item(), times(entry, laid.bytes()), laid.alignment());
    }

    /** Lays out what a group holds; the item of the answer means nothing. */
    private Laid members(Part group, long start, List<Item> items) {
        Map<String, Area> areas = new HashMap<>();
        Area area = new Area(group.entry(), start, 0);
        long end = start;
        int alignment = 1;
        for (Part part : group.members()) {
            Optional<Token> redefines = part.entry().redefines;
            Laid laid;
            if (redefines.isEmpty()) {
                int gap = gap(end, part.leadingAlignment());
                if (gap > 0) {
                    items.add(slack(gap));
                    end += gap;
                }
                laid = lay(part, end, Optional.empty());
                area = new Area(part.entry(), end, laid.bytes());
            } else {
                Optional<Area> shared = redefined(part, redefines.get(), areas, area);
                area = shared.orElse(area);
                laid = lay(part, area.start(), shared.map(found -> found.named(redefines.get(), group)));
                checkRedefinition(part, laid, area);
            }
            end = Math.min(Math.max(end, area.start() + laid.bytes()), MOST_BYTES * 2);
            areas.putIfAbsent(TokenCursor.upper(part.entry().name), area);
            alignment = Math.max(alignment, laid.alignment());
            items.add(laid.item());
        }
        return new Laid(slack(1), end - start, alignment);
    }

    /** The bytes of an item and of all that redefine it. */
    private record Area(Entry first, long start, long bytes) {

        /** As the entry that is redefined writes its name. */
        String named(Token redefines, Part group) {
            return group.members().stream()
                    .map(part -> part.entry().name)
                    .filter(name -> name.equalsIgnoreCase(redefines.text()))
                    .findFirst()
                    .orElse(redefines.text());
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very area that stands in front
    private Optional<Area> redefined(Part part, Token name, Map<String, Area> areas, Area last) {
        Area found = areas.get(TokenCursor.upper(name.text()));
        if (found == null) {
            findings.error(
                    name,
                    part.entry().shownName()
                            + " redefines it, but no item of that name stands above in the same group");
            return Optional.empty();
        }
        if (found != last) {
            findings.error(
                    name,
                    "other items stand between it and " + part.entry().shownName()
                            + ", which redefines it: redefinitions stand directly behind the item that they redefine");
        }
        return Optional.of(found);
    }

    private void checkRedefinition(Part part, Laid laid, Area area) {
        Token place = part.entry().place;
        if (laid.bytes() > area.bytes() && area.bytes() > 0) {
            findings.warn(
                    place,
                    "it is " + (laid.bytes() - area.bytes()) + " bytes longer than "
                            + area.first().shownName()
                            + ", which it redefines: the items that follow lie behind its end");
        }
        if (part.storage().isPresent() && gap(area.start(), part.leadingAlignment()) > 0) {
            findings.warn(place, "SYNCHRONIZED can't move it, for it lies where the item lies that it redefines");
        }
    }

    private void checkCounter(Entry.OccursClause occurs) {
        String counter = TokenCursor.upper(occurs.counter().text());
        if (occurs.depends() && !fields.contains(counter)) {
            findings.error(
                    occurs.counter(),
                    "no field of that name stands above in the same record, so the length of the table can't be known");
        }
    }

    private static long times(Entry entry, long bytes) {
        int times = entry.occurs
                .map(occurs -> occurs.most() == Integer.MAX_VALUE ? Math.max(1, occurs.least()) : occurs.most())
                .orElse(1);
        return Math.min(bytes * times, MOST_BYTES * 2);
    }

    private static Occurs occurs(Entry.OccursClause clause) {
        return clause.depends()
                ? new Occurs.DependingOn(clause.dependingOn(), clause.least(), clause.most())
                : new Occurs.Times(clause.most());
    }

    private static Item.Traits traits(Entry entry, String name, Optional<String> redefined, Optional<Occurs> occurs) {
        return new Item.Traits(name, redefined, occurs, Optional.empty(), entry.conditions, entry.place.line());
    }

    private static Item slack(int bytes) {
        return new Item.Field(Item.Traits.named("", 0), new Coding.Bytes(new Length.Fixed(bytes)));
    }

    private static int gap(long offset, int alignment) {
        return (int) ((alignment - offset % alignment) % alignment);
    }
}
