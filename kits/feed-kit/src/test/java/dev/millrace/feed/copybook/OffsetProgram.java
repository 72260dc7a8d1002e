package dev.millrace.feed.copybook;

import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.Occurs;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Writes a COBOL program that displays where the named items of a copybook lie: {@code name item offset length}. */
final class OffsetProgram {

    private final String name;
    private final StringBuilder statements = new StringBuilder();
    private final List<String> expected = new ArrayList<>();

    /** @param name of the program, and of the copybook's file */
    OffsetProgram(String name, List<Item.Group> records) {
        this.name = name;
        for (Item.Group record : records) {
            boolean single = record.members().size() == 1
                    && record.members().get(0) instanceof Item.Field field
                    && field.traits().name().equals(record.traits().name());
            statement("SET MRP TO ADDRESS OF " + record.traits().name() + ".");
            statement("MOVE MRN TO MRB.");
            counters(record, record);
            Iterator<Listing.Line> lines = Listing.of(record).iterator();
            if (single) {
                lines.next();
                measure(record.members().get(0), "", "", lines);
            } else {
                measure(record, "", "", lines);
            }
        }
    }

    /** Tables are measured at their full length. */
    private void counters(Item item, Item.Group record) {
        item.traits()
                .occurs()
                .filter(Occurs.DependingOn.class::isInstance)
                .map(Occurs.DependingOn.class::cast)
                .ifPresent(table -> statement("MOVE " + table.most() + " TO " + table.field() + " OF "
                        + record.traits().name() + "."));
        if (item instanceof Item.Group group) {
            group.members().forEach(member -> counters(member, record));
        }
    }

    private void measure(Item item, String qualification, String subscripts, Iterator<Listing.Line> lines) {
        Listing.Line line = lines.next();
        Item.Traits traits = item.traits();
        String index = subscripts + (traits.occurs().isPresent() ? " 1" : "");
        if (!traits.isFiller()) {
            String reference = traits.name() + qualification + (index.isEmpty() ? "" : " (" + index.strip() + ")");
            statement("SET MRP TO ADDRESS OF");
            statement("    " + reference + ".");
            statement("COMPUTE MRO = MRN - MRB.");
            statement("MOVE LENGTH OF");
            statement("    " + reference);
            statement("    TO MRL.");
            statement("DISPLAY '" + name + " " + traits.name() + " ' MRO ' ' MRL.");
            expected.add(String.format("%s %s %09d %09d", name, traits.name(), line.offset(), line.length()));
        }
        if (item instanceof Item.Group group) {
            String inside = traits.isFiller() ? qualification : " OF " + traits.name() + qualification;
            group.members().forEach(member -> measure(member, inside, index, lines));
        }
    }

    private void statement(String text) {
        statements.append("           ").append(text).append('\n');
    }

    /** What it displays if the compiler agrees. */
    List<String> expected() {
        return expected;
    }

    String text() {
        List<String> lines = List.of(
                "IDENTIFICATION DIVISION.",
                "PROGRAM-ID. " + name + ".",
                "DATA DIVISION.",
                "WORKING-STORAGE SECTION.",
                "77  MRP USAGE POINTER.",
                "77  MRN REDEFINES MRP PIC S9(18) COMP-5.",
                "77  MRB PIC S9(18) COMP-5.",
                "77  MRO PIC 9(9).",
                "77  MRL PIC 9(9).",
                "    COPY '" + name + ".cpy'.",
                "PROCEDURE DIVISION.");
        return "       " + String.join("\n       ", lines) + "\n" + statements
                + "           GOBACK.\n       END PROGRAM " + name + ".\n";
    }
}
