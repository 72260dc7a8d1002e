package dev.millrace.feed.copybook;

import dev.millrace.feed.plan.Coding;
import dev.millrace.feed.plan.Length;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives each field its coding, with what its groups say of USAGE, SIGN and SYNCHRONIZED. For one compilation. */
final class PartBuilder {

    /** What a group says for all below it. */
    private record Inherited(Optional<Entry.UsageClause> usage, Optional<Entry.SignClause> sign, boolean aligned) {

        Inherited with(Entry entry) {
            return new Inherited(
                    entry.usage.or(() -> usage), entry.sign.or(() -> sign), aligned || entry.alignment.isPresent());
        }
    }

    private static final Storage UNKNOWN = new Storage(new Coding.Bytes(new Length.Fixed(1)), 1);

    private final CodingRules codings;
    private final Map<String, Integer> constants;
    private final Findings findings;

    PartBuilder(CodingRules codings, Map<String, Integer> constants, Findings findings) {
        this.codings = codings;
        this.constants = constants;
        this.findings = findings;
    }

    Part part(Node record) {
        return part(record, new Inherited(Optional.empty(), Optional.empty(), false));
    }

    private Part part(Node node, Inherited above) {
        Entry entry = node.entry();
        Inherited inherited = above.with(entry);
        if (!node.members().isEmpty() && entry.picture.isEmpty()) {
            return group(node, inherited);
        }
        boolean pictured =
                inherited.usage().map(clause -> clause.usage().isPictured()).orElse(true);
        if (entry.isElementary() || !pictured) {
            Storage storage = field(entry, inherited);
            int alignment = inherited.aligned() ? storage.alignment() : 1;
            return new Part(entry, Optional.of(new Storage(storage.coding(), storage.bytes(), alignment)), List.of());
        }
        if (!entry.broken) {
            findings.error(
                    entry.place,
                    Levels.isRecord(entry.level)
                            ? "this record has no fields: its entries are missing, or their level numbers are wrong"
                            : "this item has neither a picture nor items below it: add PIC, or correct the level numbers");
        }
        return new Part(entry, Optional.of(UNKNOWN), List.of());
    }

    private Part group(Node node, Inherited inherited) {
        List<Part> members = new ArrayList<>();
        for (Node member : node.members()) {
            members.add(part(member, inherited));
        }
        Entry entry = node.entry();
        entry.justified.ifPresent(clause -> findings.warn(clause, "JUSTIFIED means nothing for a group"));
        entry.blankWhenZero.ifPresent(clause -> findings.warn(clause, "BLANK WHEN ZERO means nothing for a group"));
        return new Part(entry, Optional.empty(), members);
    }

    private Storage field(Entry entry, Inherited inherited) {
        Usage usage = inherited.usage().map(Entry.UsageClause::usage).orElse(Usage.DISPLAY);
        if (entry.picture.isEmpty()) {
            return codings.unpictured(
                    usage, inherited.usage().map(Entry.UsageClause::unsigned).orElse(false));
        }
        Token place = entry.picture.get();
        if (!usage.isPictured() && entry.usage.isEmpty()) {
            findings.error(place, "its group says " + usage.word() + ", which has no picture: say USAGE here, too");
        } else if (!usage.isPictured()) {
            findings.warn(place, usage.word() + " has no picture: this one is passed over");
        }
        if (!usage.isPictured()) {
            return codings.unpictured(usage, false);
        }
        Optional<PictureClause> picture = PictureParser.parse(place, constants, findings);
        if (picture.isEmpty()) {
            return UNKNOWN;
        }
        boolean number = picture.get().isNumber();
        boolean edited = picture.get().kind() == PictureClause.Kind.EDITED_NUMBER;
        if (!number && !edited) {
            entry.sign.ifPresent(clause -> findings.warn(clause.place(), "SIGN means nothing for text"));
            entry.blankWhenZero.ifPresent(clause -> findings.warn(clause, "BLANK WHEN ZERO means nothing for text"));
        } else {
            entry.justified.ifPresent(clause -> findings.warn(clause, "JUSTIFIED means nothing for a number"));
        }
        return codings.pictured(entry, picture.get(), usage, inherited.sign());
    }
}
