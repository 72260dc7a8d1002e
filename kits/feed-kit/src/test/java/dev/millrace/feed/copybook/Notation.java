package dev.millrace.feed.copybook;

import dev.millrace.feed.plan.Coding;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.Occurs;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a record as the cases of {@code spec/copybook} do: an item a line, with its offset, its length and its coding. */
final class Notation {

    private final StringBuilder text = new StringBuilder();
    private final Iterator<Listing.Line> lines;

    private Notation(List<Listing.Line> lines) {
        this.lines = lines.iterator();
    }

    static String of(Item.Group record) {
        Notation notation = new Notation(Listing.of(record));
        notation.write(record, "");
        return notation.text.toString();
    }

    private void write(Item item, String indent) {
        Listing.Line line = lines.next();
        Item.Traits traits = item.traits();
        text.append(indent)
                .append(traits.isFiller() ? "-" : traits.name())
                .append(' ')
                .append(line.offset())
                .append('+')
                .append(line.length());
        if (item instanceof Item.Field field) {
            text.append(' ').append(coding(field.coding()));
        }
        traits.occurs().ifPresent(occurs -> text.append(' ').append(occurs(occurs)));
        traits.redefines().ifPresent(name -> text.append(" =").append(name));
        traits.conditions()
                .forEach(condition ->
                        text.append(" {").append(condition(condition)).append('}'));
        text.append('\n');
        if (item instanceof Item.Group group) {
            group.members().forEach(member -> write(member, indent + "  "));
        }
    }

    private static String occurs(Occurs occurs) {
        if (occurs instanceof Occurs.DependingOn depending) {
            String most = depending.most() == Integer.MAX_VALUE ? "*" : String.valueOf(depending.most());
            return "[" + depending.least() + ".." + most + " " + depending.field() + "]";
        }
        return "[" + ((Occurs.Times) occurs).times() + "]";
    }

    private static String condition(Item.ConditionName condition) {
        return condition.name() + ": "
                + condition.values().stream()
                        .map(range -> range.from().equals(range.to()) ? range.from() : range.from() + ".." + range.to())
                        .collect(Collectors.joining(" "));
    }

    private static String coding(Coding coding) {
        if (coding instanceof Coding.Text text) {
            return text.script().name().toLowerCase(Locale.ROOT).replace("file", "text")
                    + (text.justifiedRight() ? " right" : "");
        }
        if (coding instanceof Coding.Zoned zoned) {
            return "zoned" + number(zoned.digits(), zoned.scale())
                    + (zoned.sign() == Coding.Sign.NONE
                            ? ""
                            : " " + zoned.sign().name().toLowerCase(Locale.ROOT))
                    + (zoned.national() ? " national" : "") + (zoned.blankWhenZero() ? " blank" : "");
        }
        if (coding instanceof Coding.Packed packed) {
            return "packed" + number(packed.digits(), packed.scale()) + (packed.signed() ? " signed" : "")
                    + (packed.signNibble() ? "" : " digits-alone");
        }
        if (coding instanceof Coding.Binary binary) {
            return "binary" + number(binary.digits(), binary.scale()) + (binary.signed() ? " signed" : "")
                    + binary.order().map(order -> " " + order).orElse("") + (binary.nativeRange() ? " native" : "");
        }
        if (coding instanceof Coding.Floating floating) {
            return "float" + floating.form().map(form -> " " + form).orElse("")
                    + floating.order().map(order -> " " + order).orElse("");
        }
        if (coding instanceof Coding.Edited edited) {
            return (edited.numeric() ? "edited " : "edited-text ")
                    + edited.picture()
                    + (edited.commaIsPoint() ? " comma" : "")
                    + (edited.blankWhenZero() ? " blank" : "");
        }
        return "bytes";
    }

    private static String number(int digits, int scale) {
        return "(" + digits + "," + scale + ")";
    }
}
